import { createHash } from "node:crypto";
import type { Notification } from "../../application/notification.schema";
import type { AlertRecord, WorkspaceId } from "../../application/ports/store";
import { type Severity, type SolverRecord, severitySchema } from "../../engine/alert/alert.schema";
import { notificationDocument } from "./documents";
import type { Prisma } from "./generated/client";

const LONGEST_DESCRIPTION = 4_000;
/** Worst first, as the schema lists them. */
const SEVERITIES = severitySchema.options;

/** What a message tells of an alert; its last transition is what it is about. */
export type TellableAlert = Pick<AlertRecord, "id" | "alert" | "snapshotId" | "firstSeenAt" | "transitions">;

/** Where a transition's messages are put, in the transaction that stores it. */
export interface Outbox {
  /** One delivery per enabled sink that cares. */
  write(alert: TellableAlert, at: Date): Promise<void>;
}

/** The outbox of one estate inside a transaction that holds the estate's lock. */
export async function openOutbox(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  estateId: string,
): Promise<Outbox> {
  const sinks = await tx.sink.findMany({
    where: { workspaceId, isEnabled: true },
    orderBy: { id: "asc" },
    select: { id: true, minSeverity: true },
  });
  if (sinks.length === 0) return { write: async () => undefined };
  const estate = await tx.estate.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: estateId } },
    select: { id: true, name: true },
  });
  return {
    write: async (alert, at) => {
      // What another alert tells of is not told twice; whoever was told before is told that it is over.
      const isChild = alert.alert.parent !== undefined;
      const isOver = !isOpen(alert.transitions.at(-1)?.to ?? null);
      if (isChild && !isOver) return;
      for (const sink of sinks) {
        const isWanted =
          (!isChild && isSevereEnough(alert.alert.severity, sink.minSeverity)) ||
          (await wasTold(tx, { workspaceId, sinkId: sink.id, estateId, alertId: alert.id }));
        if (isWanted) await addDelivery(tx, { workspaceId, sinkId: sink.id, estate, alert, at });
      }
    },
  };
}

/** Whether a sink with this bound is told of alerts this severe. */
export function isSevereEnough(severity: Severity, minSeverity: string): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(severitySchema.parse(minSeverity));
}

/** Whoever was told that something began is told how it goes on, however harmless it becomes. */
async function wasTold(
  tx: Prisma.TransactionClient,
  where: { workspaceId: string; sinkId: string; estateId: string; alertId: string },
): Promise<boolean> {
  return (await tx.delivery.count({ where })) > 0;
}

interface NewDelivery {
  readonly workspaceId: WorkspaceId;
  readonly sinkId: string;
  readonly estate: { readonly id: string; readonly name: string };
  readonly alert: TellableAlert;
  readonly at: Date;
}

/** Adds the delivery of an alert's last transition to one sink, unless it is there. */
export async function addDelivery(
  tx: Prisma.TransactionClient,
  { workspaceId, sinkId, estate, alert, at }: NewDelivery,
): Promise<void> {
  const message = notificationOf(workspaceId, estate, alert);
  if (message === undefined) return;
  const { number } = message.transition;
  const row = {
    workspaceId,
    sinkId,
    estateId: estate.id,
    alertId: alert.id,
    number,
    id: messageId([workspaceId, sinkId, estate.id, alert.alert.fingerprint, number]),
    state: "pending",
    message: notificationDocument.write(message),
    dueAt: at,
    createdAt: at,
  };
  await tx.delivery.createMany({ data: [row], skipDuplicates: true });
}

/** The same transition at the same sink has the same id for ever: a receiver knows a repetition by it. */
function messageId(parts: readonly (string | number)[]): string {
  return `msg_${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;
}

function notificationOf(
  workspaceId: WorkspaceId,
  estate: { readonly id: string; readonly name: string },
  { id, alert, snapshotId, firstSeenAt, transitions }: TellableAlert,
): Notification | undefined {
  const last = transitions.at(-1);
  if (!last) return undefined;
  const { fingerprint, family, kind, severity, title, description, subject, likelihood, impact } = alert;
  const opening = transitions.findLast(({ from, to }) => !isOpen(from) && isOpen(to)) ?? last;
  return {
    workspaceId,
    estate,
    alert: {
      id,
      fingerprint,
      family,
      kind,
      severity,
      title,
      description: description.slice(0, LONGEST_DESCRIPTION),
      subject,
      location: alert.location ?? { accountId: "", region: "", zone: "" },
      affectedCount: alert.affected.length,
      likelihood,
      impact,
      firstSeenAt: firstSeenAt.toISOString(),
      openedAt: opening.at.toISOString(),
      solver: solverPart(alert.evidence.solver),
    },
    transition: { ...last, at: last.at.toISOString() },
    snapshotId,
    recommendations: alert.recommendations.map((recommendation) => recommendation.title),
  };
}

/** The question stays here: it can be long, and its hash names it. */
function solverPart(record: SolverRecord | null): Notification["alert"]["solver"] {
  if (record === null) return null;
  const { question: _, elapsedMs: __, ...rest } = record;
  return rest;
}

function isOpen(state: AlertRecord["state"] | null): boolean {
  return state === "open" || state === "unverified";
}
