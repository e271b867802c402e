import { Failure } from "../../application/ports/failure";
import {
  ALERT_LIST_LIMIT,
  type AlertChange,
  type AlertRecord,
  type DecideAlerts,
  type WorkspaceId,
  type WorkspaceStore,
} from "../../application/ports/store";
import type { Alert } from "../../engine/alert/alert.schema";
import { alertDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { alertInclude, summaryOmit, toAlertRecord, toAlertSummary } from "./rows";
import { isPrismaError, LONG_TRANSACTION } from "./transactions";

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

/** Locks the estate, asks `decide`, and stores what it says with the transitions. Fails NOT_FOUND. */
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
  for (const change of decide(existing)) {
    await storeChange(tx, { workspaceId, estateId, id: change.id }, change, byId.get(change.id));
  }
}

interface AlertKey {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly id: string;
}

async function storeChange(
  tx: Prisma.TransactionClient,
  key: AlertKey,
  change: AlertChange,
  before: AlertRecord | undefined,
): Promise<void> {
  const data = { ...life(change), ...(change.alert ? content(change.alert) : {}) };
  if (before) {
    const snapshot = change.snapshotId === undefined ? {} : { snapshotId: change.snapshotId };
    await tx.alert.update({ where: { workspaceId_estateId_id: key }, data: { ...data, ...snapshot } });
  } else {
    const { alert, snapshotId } = change;
    if (!alert || snapshotId === undefined) throw new Error("a new alert needs its content and its snapshot");
    await tx.alert.create({ data: { ...key, ...life(change), ...content(alert), snapshotId } });
  }
  if (before?.state === change.state) return;
  const { workspaceId, estateId, id } = key;
  await tx.alertTransition.create({
    data: {
      workspaceId,
      estateId,
      alertId: id,
      number: (before?.transitions.at(-1)?.number ?? 0) + 1,
      fromState: before?.state ?? null,
      toState: change.state,
      at: change.at,
      actor: change.actor,
      reason: change.reason === null ? null : storable(change.reason),
    },
  });
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
    document: alertDocument.write(alert),
  };
}

/** An update that changes nothing takes the row's lock, in words both databases know. */
async function lockEstate(tx: Prisma.TransactionClient, workspaceId: WorkspaceId, id: string): Promise<void> {
  try {
    const where = { workspaceId_id: { workspaceId, id } };
    await tx.estate.update({ where, data: { importCount: { increment: 0 } } });
  } catch (error) {
    if (!isPrismaError(error, "P2025")) throw error;
    throw new Failure("NOT_FOUND", "no such estate: choose one from the list of estates", { cause: error });
  }
}
