import * as z from "zod";
import type { RunClaim, RunRef, RunStore, RunSummary, StoredRun } from "../../application/ports/run-store";
import type { WorkspaceId } from "../../application/ports/store";
import { runRequestDocument, runResultDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { addToEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

const stateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
const verdictKindSchema = z.enum(["proved", "affected", "undecided"]);
const summaryOmit = { request: true, result: true } as const satisfies Prisma.RunOmit;

/** Runs of one workspace: queued when asked for, claimed by whoever executes them, finished once. */
export function runQueries(prisma: PrismaClient, workspaceId: WorkspaceId): RunStore {
  const keyOf = (id: string) => ({ workspaceId_id: { workspaceId, id } });
  const changeHeld = async (claim: RunClaim, data: Prisma.RunUpdateManyMutationInput) => {
    const { count } = await prisma.run.updateMany({ where: whereHeld(workspaceId, claim), data });
    return count === 1;
  };
  return {
    addRun: (run) => addRun(prisma, workspaceId, run),
    findRun: async (id) => {
      const row = await prisma.run.findUnique({ where: keyOf(id) });
      return row ? toStoredRun(row) : undefined;
    },
    listRuns: async ({ limit, states, ...wanted }) => {
      const rows = await prisma.run.findMany({
        where: { workspaceId, ...defined(wanted), ...(states ? { state: { in: [...states] } } : {}) },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: limit,
        omit: summaryOmit,
      });
      return rows.map(toRunSummary);
    },
    claimRun: (ref, terms) =>
      prisma.$transaction((tx) => claim(tx, { ...ref, workspaceId }, terms), LONG_TRANSACTION),
    renewRun: (held, leaseUntil, { stage, doneCount, totalCount }) =>
      changeHeld(held, { leaseUntil, stage, doneCount, totalCount }),
    releaseRun: async (held, leaseUntil) => {
      await changeHeld(held, { leaseUntil });
    },
    finishRun: (held, finishedAt, { result, verdict }) =>
      changeHeld(held, {
        state: "done",
        stage: null,
        verdict: storable(verdict.sentence),
        verdictKind: verdict.kind,
        finishedAt,
        leaseUntil: null,
        result: runResultDocument.write(result),
      }),
    failRun: (held, finishedAt, error) =>
      changeHeld(held, { state: "failed", error: storable(error), finishedAt, leaseUntil: null }),
    cancelRun: async (id, finishedAt) => {
      const { count } = await prisma.run.updateMany({
        where: { workspaceId, id, state: { in: ["queued", "running"] } },
        data: { state: "cancelled", finishedAt, leaseUntil: null },
      });
      return count === 1;
    },
  };
}

/** Runs of all workspaces that nobody works on, oldest first. */
export async function abandonedRuns(prisma: PrismaClient, leaseBefore: Date): Promise<readonly RunRef[]> {
  const rows = await prisma.run.findMany({
    where: { OR: [{ state: "queued" }, { state: "running", leaseUntil: { lte: leaseBefore } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { workspaceId: true, id: true },
  });
  return rows.map(({ workspaceId, id }) => ({ workspaceId: workspaceId as WorkspaceId, runId: id }));
}

/** The run of a scenario or schedule that was started last. */
export async function latestRunOf(
  prisma: PrismaClient,
  workspaceId: WorkspaceId,
  of: { readonly scenarioId: string } | { readonly scheduleId: string },
): Promise<RunSummary | null> {
  const row = await prisma.run.findFirst({
    where: { workspaceId, ...of },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    omit: summaryOmit,
  });
  return row ? toRunSummary(row) : null;
}

/** Queues a run; with a transaction, as a part of it. */
export async function addRun(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  run: Parameters<RunStore["addRun"]>[0],
): Promise<boolean> {
  const { title, request, ...rest } = run;
  const data = {
    ...rest,
    workspaceId,
    state: "queued",
    title: storable(title),
    request: runRequestDocument.write(request),
  };
  const { count } = await addToEstate(() => tx.run.createMany({ data: [data], skipDuplicates: true }));
  return count === 1;
}

async function claim(
  tx: Prisma.TransactionClient,
  { workspaceId, runId }: RunRef,
  { now, leaseUntil, maxAttempts }: Parameters<RunStore["claimRun"]>[1],
): Promise<RunClaim | undefined> {
  const running = { state: "running", leaseUntil: { lte: now } };
  const free = { workspaceId, id: runId, OR: [{ state: "queued" }, running] };
  const { count } = await tx.run.updateMany({
    where: { ...free, attemptCount: { lt: maxAttempts } },
    // The progress of an earlier attempt is lost with it.
    data: {
      state: "running",
      attemptCount: { increment: 1 },
      leaseUntil,
      startedAt: now,
      stage: null,
      doneCount: 0,
      totalCount: 0,
    },
  });
  if (count === 1) {
    const row = await tx.run.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: runId } },
      omit: { result: true },
    });
    const { estateId, kind, snapshotId, attemptCount } = row;
    const request = runRequestDocument.read(row.request);
    return { runId, estateId, kind, snapshotId, request, attempt: attemptCount };
  }
  const error = `the run was cut off ${maxAttempts} times, with the server: give it more memory and start it again`;
  await tx.run.updateMany({
    where: { ...free, attemptCount: { gte: maxAttempts } },
    data: { state: "failed", error, finishedAt: now, leaseUntil: null },
  });
  return undefined;
}

function whereHeld(workspaceId: WorkspaceId, { runId, attempt }: RunClaim) {
  return { workspaceId, id: runId, state: "running", attemptCount: attempt };
}

function toRunSummary(row: Prisma.RunGetPayload<{ omit: typeof summaryOmit }>): RunSummary {
  const { id, estateId, kind, snapshotId, title, stage, error, attemptCount, engineVersion, seed } = row;
  const { scenarioId, scheduleId, actorId, createdAt, startedAt, finishedAt, doneCount, totalCount } = row;
  return {
    id,
    estateId,
    kind,
    snapshotId,
    title,
    state: stateSchema.parse(row.state),
    stage,
    progress: { doneCount, totalCount },
    verdict:
      row.verdict === null || row.verdictKind === null
        ? null
        : { sentence: row.verdict, kind: verdictKindSchema.parse(row.verdictKind) },
    error,
    attemptCount,
    engineVersion,
    seed,
    scenarioId,
    scheduleId,
    actorId,
    createdAt,
    startedAt,
    finishedAt,
  };
}

function toStoredRun(row: Prisma.RunGetPayload<object>): StoredRun {
  return {
    ...toRunSummary(row),
    request: runRequestDocument.read(row.request),
    result: row.result === null ? null : runResultDocument.read(row.result),
  };
}

function defined(wanted: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
