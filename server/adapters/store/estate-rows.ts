import type { EstateRecord, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import { addImport } from "./add-import";
import type { Prisma, PrismaClient } from "./generated/client";
import { importInclude, toImportRecord } from "./rows";
import { LONG_TRANSACTION } from "./transactions";

type EstateQueries = Pick<
  WorkspaceStore,
  | "listEstates"
  | "findEstate"
  | "findSampleEstate"
  | "removeEstate"
  | "addImport"
  | "findImport"
  | "snapshotBody"
  | "takenAt"
>;

const estateInclude = {
  imports: {
    orderBy: { number: "desc" },
    take: 1,
    select: {
      snapshotId: true,
      takenAt: true,
      lastSeenAt: true,
      snapshot: { select: { resourceCount: true } },
    },
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
    takenAt: async (estateId, snapshotId) => {
      const row = await prisma.import.findFirst({
        where: { workspaceId, estateId, snapshotId },
        orderBy: { number: "desc" },
        select: { takenAt: true },
      });
      return row?.takenAt;
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
          lastSeenAt: latest.lastSeenAt,
          resourceCount: latest.snapshot.resourceCount,
        }
      : null,
  };
}
