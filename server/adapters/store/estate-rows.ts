import { Failure } from "../../application/ports/failure";
import type { EstateRecord, NewImport, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import { countsDocument, diagnosticsDocument, ignoredDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { importInclude, toImportRecord } from "./rows";
import { isPrismaError, LONG_TRANSACTION } from "./transactions";

type EstateQueries = Pick<
  WorkspaceStore,
  | "listEstates"
  | "findEstate"
  | "findSampleEstate"
  | "removeEstate"
  | "addImport"
  | "findImport"
  | "snapshotBody"
>;

const estateInclude = {
  imports: {
    orderBy: { number: "desc" },
    take: 1,
    select: { snapshotId: true, takenAt: true, snapshot: { select: { resourceCount: true } } },
  },
} as const satisfies Prisma.EstateInclude;

/** Estates, snapshots and imports of one workspace. */
export function estateQueries(prisma: PrismaClient, workspaceId: WorkspaceId): EstateQueries {
  const findOne = async (where: Prisma.EstateWhereInput) => {
    const row = await prisma.estate.findFirst({ where: { ...where, workspaceId }, include: estateInclude });
    return row ? toEstateRecord(row) : undefined;
  };
  return {
    listEstates: async () => {
      const rows = await prisma.estate.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        include: estateInclude,
      });
      return rows.map(toEstateRecord);
    },
    findEstate: (id) => findOne({ id }),
    findSampleEstate: (sampleName) => findOne({ sampleName }),
    removeEstate: async (id) => {
      const { count } = await prisma.estate.deleteMany({ where: { workspaceId, id } });
      return count > 0;
    },
    addImport: (newImport) =>
      prisma.$transaction((tx) => addImport(tx, workspaceId, newImport), LONG_TRANSACTION),
    findImport: async (estateId, snapshotId) => {
      const row = await prisma.import.findFirst({
        where: { workspaceId, estateId, ...(snapshotId === undefined ? {} : { snapshotId }) },
        orderBy: { number: "desc" },
        include: importInclude,
      });
      return row ? toImportRecord(row) : undefined;
    },
    snapshotBody: async (estateId, id) => {
      const row = await prisma.snapshot.findUnique({
        where: { workspaceId_estateId_id: { workspaceId, estateId, id } },
        select: { body: true },
      });
      return row?.body;
    },
  };
}

function toEstateRecord(row: Prisma.EstateGetPayload<{ include: typeof estateInclude }>): EstateRecord {
  const latest = row.imports[0];
  return {
    id: row.id,
    name: row.name,
    isSample: row.sampleName !== null,
    createdAt: row.createdAt,
    latest: latest
      ? {
          snapshotId: latest.snapshotId,
          takenAt: latest.takenAt,
          resourceCount: latest.snapshot.resourceCount,
        }
      : null,
  };
}

async function addImport(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  added: NewImport,
): Promise<{ isUnchanged: boolean }> {
  const { estateId, snapshotId, takenAt } = added;
  const number = await nextImportNumber(tx, workspaceId, added);
  const previous = await tx.import.findFirst({
    where: { workspaceId, estateId },
    orderBy: { number: "desc" },
    select: { snapshotId: true },
  });
  const counts = countsDocument.write([...added.counts]);
  const resourceCount = added.counts.reduce((sum, { count }) => sum + count, 0);
  const body = new Uint8Array(added.body);
  const snapshot = { workspaceId, estateId, id: snapshotId, body, resourceCount, counts, createdAt: takenAt };
  await tx.snapshot.createMany({ data: [snapshot], skipDuplicates: true });
  await tx.import.create({
    data: {
      workspaceId,
      estateId,
      id: added.importId,
      number,
      snapshotId,
      takenAt,
      actorId: added.actorId,
      diagnostics: diagnosticsDocument.write([...added.diagnostics]),
      ignored: ignoredDocument.write([...added.ignored]),
    },
  });
  await tx.coverage.createMany({
    data: added.coverage.map(({ accountId, region, kind, status }) => ({
      workspaceId,
      estateId,
      importId: added.importId,
      accountId: storable(accountId),
      region: storable(region),
      kind: storable(kind),
      status,
      asOf: takenAt,
    })),
    skipDuplicates: true,
  });
  await queueAnalysis(tx, workspaceId, added, number);
  return { isUnchanged: previous?.snapshotId === snapshotId };
}

/** Locks the estate, or creates it: from here on nobody else adds to it or changes its alerts. */
async function nextImportNumber(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { estateId, createEstate, takenAt }: NewImport,
): Promise<number> {
  try {
    if (createEstate === null) {
      const where = { workspaceId_id: { workspaceId, id: estateId } };
      const estate = await tx.estate.update({ where, data: { importCount: { increment: 1 } } });
      return estate.importCount;
    }
    const { sampleName } = createEstate;
    const name = storable(createEstate.name);
    await tx.estate.create({
      data: { workspaceId, id: estateId, name, sampleName, importCount: 1, createdAt: takenAt },
    });
    return 1;
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

async function queueAnalysis(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { estateId, snapshotId, analysisId, takenAt }: NewImport,
  number: number,
): Promise<void> {
  const unfinished = { workspaceId, estateId, state: { in: ["queued", "running"] } };
  await tx.analysis.updateMany({
    where: { ...unfinished, snapshotId: { not: snapshotId } },
    data: { state: "superseded", finishedAt: takenAt },
  });
  if ((await tx.analysis.count({ where: unfinished })) > 0) return;
  await tx.analysis.create({
    data: { workspaceId, estateId, id: analysisId, number, snapshotId, state: "queued", createdAt: takenAt },
  });
}
