import { Failure } from "../../application/ports/failure";
import type { ImportOutcome, NewImport, WorkspaceId } from "../../application/ports/store";
import { changesDocument, countsDocument, diagnosticsDocument, ignoredDocument, storable } from "./documents";
import type { Prisma } from "./generated/client";
import { isPrismaError } from "./transactions";

/** Stores an import inside a transaction, or notes that nothing changed. */
export async function addImport(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  added: NewImport,
): Promise<ImportOutcome> {
  const { estateId, snapshotId } = added;
  await lockEstate(tx, workspaceId, added);
  const latest = await tx.import.findFirst({
    where: { workspaceId, estateId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, snapshotId: true },
  });
  if (latest?.snapshotId === snapshotId) {
    await renewImport(tx, workspaceId, added, latest.id);
    return "unchanged";
  }
  if (added.changes !== null && added.changes.since !== (latest?.snapshotId ?? null)) return "outdated";
  await createImport(tx, workspaceId, added, (latest?.number ?? 0) + 1);
  await queueAnalysis(tx, workspaceId, added);
  return "added";
}

async function createImport(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  added: NewImport,
  number: number,
): Promise<void> {
  const { estateId, snapshotId, takenAt } = added;
  const summary = added.changes?.summary;
  const counts = countsDocument.write([...added.counts]);
  const resourceCount = added.counts.reduce((sum, { count }) => sum + count, 0);
  const body = new Uint8Array(added.body);
  const snapshot = { workspaceId, estateId, id: snapshotId, body, resourceCount, counts, createdAt: takenAt };
  await tx.snapshot.createMany({ data: [snapshot], skipDuplicates: true });
  await tx.estate.update({
    where: { workspaceId_id: { workspaceId, id: estateId } },
    data: { importCount: number },
  });
  await tx.import.create({
    data: {
      workspaceId,
      estateId,
      id: added.importId,
      number,
      snapshotId,
      takenAt,
      lastSeenAt: takenAt,
      actorId: added.actorId,
      sourceName: added.sourceName === null ? null : storable(added.sourceName),
      ...(summary ? { changes: changesDocument.write(summary) } : {}),
      ...reportOf(added),
    },
  });
  await writeCoverage(tx, workspaceId, added, added.importId);
}

/** The same configuration was read again: what reading it had to say is the news. */
async function renewImport(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  added: NewImport,
  importId: string,
): Promise<void> {
  const { estateId, takenAt, snapshotId } = added;
  await tx.import.update({
    where: { workspaceId_estateId_id: { workspaceId, estateId, id: importId } },
    data: { lastSeenAt: takenAt, ...reportOf(added) },
  });
  await tx.coverage.deleteMany({ where: { workspaceId, estateId, importId } });
  await writeCoverage(tx, workspaceId, added, importId);
  const analysis = await tx.analysis.findFirst({
    where: { workspaceId, estateId },
    orderBy: { number: "desc" },
    select: { state: true, snapshotId: true },
  });
  if (analysis?.state !== "done" || analysis.snapshotId !== snapshotId) {
    await queueAnalysis(tx, workspaceId, added);
    return;
  }
  await seeAlertsAgain(tx, workspaceId, estateId, takenAt);
}

/** The estate is as its latest import says: what was fresh then is fresh now. */
export async function seeAgain(
  tx: Prisma.TransactionClient,
  {
    workspaceId,
    estateId,
    at,
  }: { readonly workspaceId: WorkspaceId; readonly estateId: string; readonly at: Date },
): Promise<void> {
  const latest = await tx.import.findFirst({
    where: { workspaceId, estateId },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  if (!latest) return;
  const key = { workspaceId, estateId, id: latest.id };
  await tx.import.update({ where: { workspaceId_estateId_id: key }, data: { lastSeenAt: at } });
  const fresh = { workspaceId, estateId, importId: latest.id, status: "ok" };
  await tx.coverage.updateMany({ where: fresh, data: { asOf: at } });
  await seeAlertsAgain(tx, workspaceId, estateId, at);
}

/** The suite is a function of the snapshot: what it found then, it would find again now. */
async function seeAlertsAgain(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  estateId: string,
  lastSeenAt: Date,
): Promise<void> {
  await tx.alert.updateMany({
    where: { workspaceId, estateId, state: { not: "resolved" }, unverifiedSince: null },
    data: { lastSeenAt },
  });
}

function reportOf({ diagnostics, ignored }: NewImport) {
  return {
    diagnostics: diagnosticsDocument.write([...diagnostics]),
    ignored: ignoredDocument.write([...ignored]),
  };
}

async function writeCoverage(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { estateId, coverage, takenAt }: NewImport,
  importId: string,
): Promise<void> {
  await tx.coverage.createMany({
    data: coverage.map(({ accountId, region, kind, status }) => ({
      workspaceId,
      estateId,
      importId,
      accountId: storable(accountId),
      region: storable(region),
      kind: storable(kind),
      status,
      asOf: takenAt,
    })),
    skipDuplicates: true,
  });
}

/** Locks the estate, or creates it: from here on nobody else adds to it or changes its alerts. */
async function lockEstate(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { estateId, createEstate, takenAt }: NewImport,
): Promise<void> {
  try {
    if (createEstate === null) {
      const where = { workspaceId_id: { workspaceId, id: estateId } };
      // An update that changes nothing still locks the row.
      await tx.estate.update({ where, data: { importCount: { increment: 0 } } });
      return;
    }
    const { sampleName } = createEstate;
    const name = storable(createEstate.name);
    await tx.estate.create({ data: { workspaceId, id: estateId, name, sampleName, createdAt: takenAt } });
  } catch (error) {
    if (isPrismaError(error, "P2025")) {
      throw new Failure("NOT_FOUND", "no such estate: choose one, or import as a new estate", {
        cause: error,
      });
    }
    if (isPrismaError(error, "P2002")) {
      throw new Failure("CONFLICT", "this estate exists already: open it instead", { cause: error });
    }
    throw error;
  }
}

/** Queues an analysis of the latest snapshot in place of whatever is at work: it would not know what changed. */
export async function queueAnalysisAgain(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { estateId, analysisId, at }: { readonly estateId: string; readonly analysisId: string; readonly at: Date },
): Promise<boolean> {
  const latest = await tx.import.findFirst({
    where: { workspaceId, estateId },
    orderBy: { number: "desc" },
    select: { snapshotId: true },
  });
  if (!latest) return false;
  await tx.analysis.updateMany({
    where: { workspaceId, estateId, state: { in: ["queued", "running"] } },
    data: { state: "superseded", finishedAt: at },
  });
  await queueAnalysis(tx, workspaceId, {
    estateId,
    snapshotId: latest.snapshotId,
    analysisId,
    takenAt: at,
  });
  return true;
}

async function queueAnalysis(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  {
    estateId,
    snapshotId,
    analysisId,
    takenAt,
  }: Pick<NewImport, "estateId" | "snapshotId" | "analysisId" | "takenAt">,
): Promise<void> {
  const unfinished = { workspaceId, estateId, state: { in: ["queued", "running"] } };
  await tx.analysis.updateMany({
    where: { ...unfinished, snapshotId: { not: snapshotId } },
    data: { state: "superseded", finishedAt: takenAt },
  });
  if ((await tx.analysis.count({ where: unfinished })) > 0) return;
  const { _max } = await tx.analysis.aggregate({ where: { workspaceId, estateId }, _max: { number: true } });
  const number = (_max.number ?? 0) + 1;
  await tx.analysis.create({
    data: { workspaceId, estateId, id: analysisId, number, snapshotId, state: "queued", createdAt: takenAt },
  });
}
