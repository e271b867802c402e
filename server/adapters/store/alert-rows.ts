import {
  ALERT_LIST_LIMIT,
  type AlertChange,
  type AlertRecord,
  type DecideAlerts,
  type Store,
  type WorkspaceId,
  type WorkspaceStore,
} from "../../application/ports/store";
import type { Alert } from "../../engine/alert/alert.schema";
import { alertDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { lockEstate } from "./lock-estate";
import { type Outbox, openOutbox } from "./outbox";
import { alertInclude, summaryOmit, toAlertRecord, toAlertSummary } from "./rows";
import { LONG_TRANSACTION } from "./transactions";

type AlertQueries = Pick<WorkspaceStore, "listAlerts" | "findAlert" | "changeAlerts">;

/** Alerts of one workspace. */
export function alertQueries(prisma: PrismaClient, workspaceId: WorkspaceId): AlertQueries {
  return {
    listAlerts: async (estateId) => {
      const rows = await prisma.alert.findMany({
        where: { workspaceId, estateId },
        orderBy: [{ firstSeenAt: "desc" }, { fingerprint: "asc" }],
        take: ALERT_LIST_LIMIT,
        omit: summaryOmit,
      });
      return rows.map(toAlertSummary);
    },
    findAlert: async (estateId, id) => {
      const where = { workspaceId_estateId_id: { workspaceId, estateId, id } };
      const row = await prisma.alert.findUnique({ where, include: alertInclude });
      return row ? toAlertRecord(row) : undefined;
    },
    changeAlerts: (estateId, decide) =>
      prisma.$transaction((tx) => changeAlerts(tx, workspaceId, estateId, decide), LONG_TRANSACTION),
  };
}

/** Estates of all workspaces with an alert of which the dismissal ended by itself. */
export async function endedDismissals(
  prisma: PrismaClient,
  now: Date,
): Promise<Awaited<ReturnType<Store["endedDismissals"]>>> {
  const rows = await prisma.alert.findMany({
    where: { state: "dismissed", dismissedUntil: { lte: now } },
    distinct: ["workspaceId", "estateId"],
    orderBy: [{ workspaceId: "asc" }, { estateId: "asc" }],
    select: { workspaceId: true, estateId: true },
  });
  return rows.map(({ workspaceId, estateId }) => ({ workspaceId: workspaceId as WorkspaceId, estateId }));
}

/**
 * Locks the estate, asks `decide`, and stores what it says with the transitions, and with what is to be sent of
 * them. Fails NOT_FOUND.
 */
export async function changeAlerts(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  estateId: string,
  decide: DecideAlerts,
): Promise<void> {
  await lockEstate(tx, workspaceId, estateId);
  const rows = await tx.alert.findMany({
    where: { workspaceId, estateId },
    orderBy: { fingerprint: "asc" },
    include: alertInclude,
  });
  const existing = rows.map(toAlertRecord);
  const byId = new Map(existing.map((record) => [record.id, record]));
  const outbox = await openOutbox(tx, workspaceId, estateId);
  for (const change of decide(existing)) {
    const key = { workspaceId, estateId, id: change.id };
    await storeChange(tx, key, { change, before: byId.get(change.id), outbox });
  }
}

interface AlertKey {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly id: string;
}

interface Storing {
  readonly change: AlertChange;
  readonly before: AlertRecord | undefined;
  readonly outbox: Outbox;
}

async function storeChange(
  tx: Prisma.TransactionClient,
  key: AlertKey,
  { change, before, outbox }: Storing,
): Promise<void> {
  const data = { ...life(change), ...(change.alert ? content(change.alert) : {}) };
  const alert = change.alert ?? before?.alert;
  const snapshotId = change.snapshotId ?? before?.snapshotId;
  if (!alert || snapshotId === undefined) throw new Error("a new alert needs its content and its snapshot");
  if (before) {
    await tx.alert.update({ where: { workspaceId_estateId_id: key }, data: { ...data, snapshotId } });
  } else {
    await tx.alert.create({ data: { ...key, ...life(change), ...content(alert), snapshotId } });
  }
  const news = severityChange(change, before) ?? parentLost(change, before);
  if (before?.state === change.state && news === null) return;
  const { firstSeenAt, at, actor } = change;
  const transition = {
    number: (before?.transitions.at(-1)?.number ?? 0) + 1,
    from: before?.state ?? null,
    to: change.state,
    at,
    actor,
    // What is news of a state that stays says more than that it stays.
    reason: before?.state === change.state ? news : change.reason,
  };
  const { workspaceId, estateId, id: alertId } = key;
  await tx.alertTransition.create({
    data: {
      workspaceId,
      estateId,
      alertId,
      number: transition.number,
      fromState: transition.from,
      toState: transition.to,
      at,
      actor,
      reason: transition.reason === null ? null : storable(transition.reason),
    },
  });
  const transitions = [...(before?.transitions ?? []), transition];
  await outbox.write({ id: alertId, alert, snapshotId, firstSeenAt, transitions }, transition.at);
}

/** An alert that gets worse, or less bad, while it is open is told of like a change of its state. */
function severityChange({ alert, state }: AlertChange, before: AlertRecord | undefined): string | null {
  if (!alert || !before || before.state !== state || (state !== "open" && state !== "unverified"))
    return null;
  const from = before.alert.severity;
  return from === alert.severity ? null : `severity changed from ${from} to ${alert.severity}`;
}

/** One that another alert told of, and that now stands by itself, is told of for the first time. */
function parentLost({ alert, state }: AlertChange, before: AlertRecord | undefined): string | null {
  const isOpen = state === "open" || state === "unverified";
  const hadParent = before?.alert.parent !== undefined;
  return isOpen && alert !== undefined && hadParent && alert.parent === undefined
    ? "no other alert tells of it any more"
    : null;
}

function life(change: AlertChange) {
  const { state, firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince, dismissal } = change;
  return {
    state,
    firstSeenAt,
    lastSeenAt,
    resolvedAt,
    unverifiedSince,
    dismissedAt: dismissal?.at ?? null,
    dismissedBy: dismissal?.actor ?? null,
    dismissReason: dismissal ? storable(dismissal.reason) : null,
    dismissedUntil: dismissal?.until ?? null,
  };
}

function content(alert: Alert) {
  const { fingerprint, family, kind, severity, title, subject, affected, likelihood, impact } = alert;
  return {
    fingerprint,
    family,
    kind,
    severity,
    title: storable(title),
    subjectKind: subject.kind,
    subjectId: storable(subject.id),
    subjectName: subject.name === undefined ? null : storable(subject.name),
    affectedCount: affected.length,
    likelihood: likelihood.value,
    impact: impact.value,
    parent: alert.parent ?? null,
    document: alertDocument.write(alert),
  };
}
