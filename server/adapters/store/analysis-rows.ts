import type { SuiteCheck } from "../../application/ports/question-pool";
import type { AnalysisClaim, AnalysisRef, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import { changeAlerts } from "./alert-rows";
import { replaceAnomalies } from "./anomaly-rows";
import { checksDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { toAnalysisRecord } from "./rows";
import { LONG_TRANSACTION } from "./transactions";

type AnalysisQueries = Pick<
  WorkspaceStore,
  "latestAnalysis" | "claimAnalysis" | "renewAnalysis" | "releaseAnalysis" | "finishAnalysis" | "failAnalysis"
>;

/** Analyses of one workspace: queued by an import, claimed by whoever runs them, finished once. */
export function analysisQueries(prisma: PrismaClient, workspaceId: WorkspaceId): AnalysisQueries {
  return {
    latestAnalysis: async (estateId) => {
      const row = await prisma.analysis.findFirst({
        where: { workspaceId, estateId },
        orderBy: { number: "desc" },
      });
      return row ? toAnalysisRecord(row) : undefined;
    },
    claimAnalysis: (ref, terms) =>
      prisma.$transaction((tx) => claim(tx, { ...ref, workspaceId }, terms), LONG_TRANSACTION),
    renewAnalysis: async (held, leaseUntil, { doneCount, totalCount }) => {
      const { count } = await prisma.analysis.updateMany({
        where: whereHeld(workspaceId, held),
        data: { leaseUntil, doneCount, totalCount },
      });
      return count === 1;
    },
    releaseAnalysis: async (held, leaseUntil) => {
      await prisma.analysis.updateMany({ where: whereHeld(workspaceId, held), data: { leaseUntil } });
    },
    finishAnalysis: (held, finishedAt, checks, decide, found) =>
      prisma.$transaction(async (tx) => {
        const isOurs = await finish(tx, workspaceId, held, finishedAt, [...checks]);
        if (!isOurs) return false;
        const { estateId, snapshotId } = held;
        await changeAlerts(tx, workspaceId, estateId, decide);
        if (found)
          await replaceAnomalies(tx, { workspaceId, estateId }, found, { at: finishedAt, snapshotId });
        return true;
      }, LONG_TRANSACTION),
    failAnalysis: async (held, finishedAt, error) => {
      const { count } = await prisma.analysis.updateMany({
        where: whereHeld(workspaceId, held),
        data: { state: "failed", error: storable(error), finishedAt, leaseUntil: null },
      });
      return count === 1;
    },
  };
}

/** Analyses of all workspaces that nobody works on. */
export async function abandonedAnalyses(
  prisma: PrismaClient,
  leaseBefore: Date,
): Promise<readonly AnalysisRef[]> {
  const rows = await prisma.analysis.findMany({
    where: { OR: [{ state: "queued" }, { state: "running", leaseUntil: { lte: leaseBefore } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { workspaceId: true, estateId: true, id: true },
  });
  return rows.map(({ workspaceId, estateId, id }) => ({
    workspaceId: workspaceId as WorkspaceId,
    estateId,
    analysisId: id,
  }));
}

/** Every claim there is has ended: who held it is gone. */
export async function endAllLeases(prisma: PrismaClient, at: Date): Promise<void> {
  const held = { where: { state: "running" }, data: { leaseUntil: at } };
  await prisma.analysis.updateMany(held);
  await prisma.run.updateMany(held);
  await prisma.delivery.updateMany({ where: { state: "pending" }, data: { leaseUntil: null } });
}

async function claim(
  tx: Prisma.TransactionClient,
  { workspaceId, estateId, analysisId }: AnalysisRef,
  terms: Parameters<WorkspaceStore["claimAnalysis"]>[1],
): Promise<AnalysisClaim | undefined> {
  const { now, leaseUntil, maxAttempts } = terms;
  const running = { state: "running", leaseUntil: { lte: now } };
  const free = { workspaceId, estateId, id: analysisId, OR: [{ state: "queued" }, running] };
  const { count } = await tx.analysis.updateMany({
    where: { ...free, attemptCount: { lt: maxAttempts } },
    data: { state: "running", attemptCount: { increment: 1 }, leaseUntil, startedAt: now },
  });
  if (count === 1) {
    const key = { workspaceId, estateId, id: analysisId };
    const row = await tx.analysis.findUniqueOrThrow({ where: { workspaceId_estateId_id: key } });
    return { estateId, analysisId, snapshotId: row.snapshotId, attempt: row.attemptCount };
  }
  const error = `the analysis was cut off ${maxAttempts} times, with the server: give it more memory and import again`;
  await tx.analysis.updateMany({
    where: { ...free, attemptCount: { gte: maxAttempts } },
    data: { state: "failed", error, finishedAt: now, leaseUntil: null },
  });
  return undefined;
}

async function finish(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  held: AnalysisClaim,
  finishedAt: Date,
  checks: SuiteCheck[],
): Promise<boolean> {
  const { count } = await tx.analysis.updateMany({
    where: whereHeld(workspaceId, held),
    data: {
      state: "done",
      finishedAt,
      leaseUntil: null,
      doneCount: checks.length,
      totalCount: checks.length,
      checks: checksDocument.write(checks),
    },
  });
  return count === 1;
}

function whereHeld(workspaceId: WorkspaceId, { estateId, analysisId, attempt }: AnalysisClaim) {
  return { workspaceId, estateId, id: analysisId, state: "running", attemptCount: attempt };
}
