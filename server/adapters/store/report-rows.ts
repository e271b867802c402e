import { Failure } from "../../application/ports/failure";
import {
  type NewReport,
  REPORT_KINDS,
  type ReportChangeBy,
  type ReportRecord,
  type ReportStore,
} from "../../application/ports/report-store";
import type { WorkspaceId } from "../../application/ports/store";
import { SCANNERS } from "../../engine/vulnerability/scan-report.schema";
import { queueAnalysisAgain } from "./add-import";
import { idsDocument, leftOutDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { lockEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

/** For how long a removal can be taken back. */
const UNDO_MS = 24 * 60 * 60_000;

/** Reports and lists of one workspace's estates. */
export function reportQueries(prisma: PrismaClient, workspaceId: WorkspaceId): ReportStore {
  /** One change at a time, with the analysis that it asks for; what was removed long ago goes for good. */
  const change = <T>(
    estateId: string,
    { at, analysisId }: ReportChangeBy,
    work: (tx: Prisma.TransactionClient) => Promise<T>,
  ) =>
    prisma.$transaction(async (tx) => {
      await lockEstate(tx, workspaceId, estateId);
      const removedAt = { lt: new Date(at.getTime() - UNDO_MS) };
      await tx.scanReport.deleteMany({ where: { workspaceId, estateId, removedAt } });
      const done = await work(tx);
      return {
        done,
        isAnalysisQueued: await queueAnalysisAgain(tx, workspaceId, { estateId, analysisId, at }),
      };
    }, LONG_TRANSACTION);

  /** Changes one report that is removed or is not, as `isRemoved` says. */
  const update = async (
    tx: Prisma.TransactionClient,
    key: { readonly estateId: string; readonly id: string; readonly isRemoved: boolean },
    data: Prisma.ScanReportUpdateManyMutationInput,
  ) => {
    const removedAt = key.isRemoved ? { not: null } : null;
    const where = { workspaceId, estateId: key.estateId, id: key.id, removedAt };
    const { count } = await tx.scanReport.updateMany({ where, data });
    if (count === 0) throw reportNotFound();
  };

  return {
    listReports: async (estateId) => {
      const rows = await prisma.scanReport.findMany({
        where: { workspaceId, estateId, removedAt: null },
        omit: { body: true },
      });
      return rows.map(toReport).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    },
    reportBody: async (estateId, id) => {
      const row = await prisma.scanReport.findUnique({
        where: { workspaceId_estateId_id: { workspaceId, estateId, id } },
        select: { body: true },
      });
      return row?.body;
    },
    addReports: async (estateId, reports, by) => {
      const { isAnalysisQueued } = await change(estateId, by, async (tx) => {
        for (const report of reports) await add(tx, { workspaceId, estateId }, report, by);
      });
      return { isAnalysisQueued };
    },
    placeReport: async (estateId, id, { instanceIds, vpcId }, by) => {
      const { done, isAnalysisQueued } = await change(estateId, by, async (tx) => {
        const where = { workspaceId_estateId_id: { workspaceId, estateId, id } };
        const row = await tx.scanReport.findUnique({ where, select: { instanceIds: true, vpcId: true } });
        const data = { instanceIds: idsDocument.write([...instanceIds]), vpcId };
        await update(tx, { estateId, id, isRemoved: false }, data);
        return { instanceIds: row ? idsDocument.read(row.instanceIds) : [], vpcId: row?.vpcId ?? null };
      });
      return { previous: done, isAnalysisQueued };
    },
    removeReport: async (estateId, id, by) => {
      const key = { estateId, id, isRemoved: false };
      const { isAnalysisQueued } = await change(estateId, by, (tx) => update(tx, key, { removedAt: by.at }));
      return { isAnalysisQueued };
    },
    restoreReport: async (estateId, id, by) => {
      const key = { estateId, id, isRemoved: true };
      const { isAnalysisQueued } = await change(estateId, by, (tx) => update(tx, key, { removedAt: null }));
      return { isAnalysisQueued };
    },
  };
}

/** Adds a report in place of those that it stands for. */
async function add(
  tx: Prisma.TransactionClient,
  estate: { readonly workspaceId: WorkspaceId; readonly estateId: string },
  { name, leftOut, body, ...report }: NewReport,
  { actorId, at }: ReportChangeBy,
): Promise<void> {
  const key = { ...estate, kind: report.kind, ...(report.kind === "report" ? { name: storable(name) } : {}) };
  const before = await tx.scanReport.findFirst({
    where: { ...key, removedAt: null },
    select: { instanceIds: true, vpcId: true },
  });
  await tx.scanReport.deleteMany({ where: key });
  const instanceIds = idsDocument.write(before ? idsDocument.read(before.instanceIds) : []);
  await tx.scanReport.create({
    data: {
      ...report,
      ...estate,
      name: storable(name),
      madeAt: report.madeAt === null ? null : storable(report.madeAt),
      leftOut: leftOutDocument.write([...leftOut]),
      instanceIds,
      vpcId: before?.vpcId ?? null,
      uploadedAt: at,
      actorId,
      body: new Uint8Array(body),
    },
  });
}

const keyOf = ({ kind, name }: ReportRecord) => `${REPORT_KINDS.indexOf(kind)} ${name}`;

function toReport(row: Omit<Prisma.ScanReportGetPayload<object>, "body">): ReportRecord {
  const { id, name, madeAt, uploadedAt, actorId, entryCount, serviceCount, vpcId } = row;
  const kind = REPORT_KINDS.find((each) => each === row.kind);
  if (kind === undefined) throw new Error(`a report of kind ${row.kind} is stored`);
  return {
    id,
    kind,
    name,
    scanner: SCANNERS.find((each) => each === row.scanner) ?? null,
    madeAt,
    uploadedAt,
    actorId,
    entryCount,
    serviceCount,
    leftOut: leftOutDocument.read(row.leftOut),
    instanceIds: idsDocument.read(row.instanceIds),
    vpcId,
  };
}

function reportNotFound(): Failure {
  return new Failure("NOT_FOUND", "this report is gone: reload the list of reports");
}
