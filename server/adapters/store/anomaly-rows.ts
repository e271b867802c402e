import type {
  AnomalyRecord,
  AnomalyStore,
  BaselineRecord,
  FoundAnomalies,
} from "../../application/ports/anomaly-store";
import { Failure } from "../../application/ports/failure";
import type { WorkspaceId } from "../../application/ports/store";
import { queueAnalysisAgain } from "./add-import";
import { anomalyDocument, changesDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { addToEstate, lockEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

/** Snapshots whose changes are added up; an estate that has more is long known. */
const COUNTED_IMPORTS = 400;

interface EstateKey {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
}

/** What is unusual in the estates of one workspace, and what people said to it. */
export function anomalyQueries(prisma: PrismaClient, workspaceId: WorkspaceId): AnomalyStore {
  return {
    listAnomalies: async (estateId) => {
      const rows = await prisma.anomaly.findMany({
        where: { workspaceId, estateId },
        orderBy: [{ position: "asc" }, { anomalyId: "asc" }],
      });
      return rows.map(toRecord);
    },
    replaceAnomalies: (estateId, found, seen) =>
      prisma.$transaction(async (tx) => {
        await lockEstate(tx, workspaceId, estateId);
        await replaceAnomalies(tx, { workspaceId, estateId }, found, seen);
      }, LONG_TRANSACTION),
    findBaseline: async (estateId) => {
      const row = await prisma.baseline.findUnique({
        where: { workspaceId_estateId: { workspaceId, estateId } },
        select: { snapshotId: true, reason: true, actorId: true, at: true },
      });
      return row ?? undefined;
    },
    changeBaseline: (estateId, baseline, { at, analysisId }) =>
      prisma.$transaction(async (tx) => {
        await lockEstate(tx, workspaceId, estateId);
        await setBaseline(tx, { workspaceId, estateId }, baseline);
        return { isAnalysisQueued: await queueAnalysisAgain(tx, workspaceId, { estateId, analysisId, at }) };
      }, LONG_TRANSACTION),
    listAnswers: async (estateId) => {
      const rows = await prisma.anomalyAnswer.findMany({
        where: { workspaceId, estateId },
        orderBy: [{ at: "desc" }, { anomalyId: "asc" }],
      });
      return rows.map(({ document, owner, reason, expires, actorId, at }) => ({
        anomaly: anomalyDocument.read(document),
        owner,
        reason,
        expires,
        actorId,
        at,
      }));
    },
    putAnswer: (estateId, { anomaly, owner, reason, ...rest }) =>
      addToEstate(async () => {
        const key = { workspaceId, estateId, anomalyId: anomaly.id };
        const data = {
          ...rest,
          document: anomalyDocument.write(anomaly),
          owner: storable(owner),
          reason: storable(reason),
        };
        await prisma.anomalyAnswer.upsert({
          where: { workspaceId_estateId_anomalyId: key },
          create: { ...key, ...data },
          update: data,
        });
      }),
    removeAnswer: async (estateId, anomalyId) => {
      const { count } = await prisma.anomalyAnswer.deleteMany({
        where: { workspaceId, estateId, anomalyId },
      });
      return count > 0;
    },
    changeFacts: async (estateId) => {
      const rows = await prisma.import.findMany({
        where: { workspaceId, estateId },
        orderBy: { number: "asc" },
        take: COUNTED_IMPORTS,
        select: { takenAt: true, changes: true },
      });
      const counts = rows.map(({ changes }) => (changes === null ? 0 : changeCount(changes)));
      return {
        firstTakenAt: rows[0]?.takenAt ?? null,
        changeCount: counts.reduce((sum, count) => sum + count, 0),
      };
    },
  };
}

function changeCount(changes: unknown): number {
  const { addedCount, removedCount, changedCount } = changesDocument.read(changes);
  return addedCount + removedCount + changedCount;
}

/**
 * Puts what some detectors found in place of what they found before, inside a transaction that holds the estate's lock.
 * What was there already keeps since when it is.
 */
export async function replaceAnomalies(
  tx: Prisma.TransactionClient,
  key: EstateKey,
  { detectors, anomalies }: FoundAnomalies,
  { at, snapshotId }: { readonly at: Date; readonly snapshotId: string },
): Promise<void> {
  const where = { ...key, detector: { in: [...detectors] } };
  const before = await tx.anomaly.findMany({
    where,
    select: { anomalyId: true, firstSeenAt: true, firstSnapshotId: true },
  });
  const known = new Map(before.map((row) => [row.anomalyId, row]));
  await tx.anomaly.deleteMany({ where });
  await tx.anomaly.createMany({
    data: anomalies.map((anomaly, position) => ({
      ...key,
      anomalyId: anomaly.id,
      detector: anomaly.detector,
      position,
      document: anomalyDocument.write(anomaly),
      firstSeenAt: known.get(anomaly.id)?.firstSeenAt ?? at,
      firstSnapshotId: known.get(anomaly.id)?.firstSnapshotId ?? snapshotId,
      lastSeenAt: at,
    })),
    skipDuplicates: true,
  });
}

async function setBaseline(
  tx: Prisma.TransactionClient,
  key: EstateKey,
  baseline: BaselineRecord | null,
): Promise<void> {
  await tx.baseline.deleteMany({ where: key });
  if (baseline === null) return;
  const { workspaceId, estateId } = key;
  const snapshot = { workspaceId_estateId_id: { workspaceId, estateId, id: baseline.snapshotId } };
  if ((await tx.snapshot.findUnique({ where: snapshot, select: { id: true } })) === null)
    throw new Failure("NOT_FOUND", "no such snapshot: choose one from the history");
  await tx.baseline.create({ data: { ...key, ...baseline, reason: storable(baseline.reason) } });
}

/** Estates of all workspaces whose learning period ended by time since they were last analysed. */
export async function learnedEstates(
  prisma: PrismaClient,
  now: Date,
  learningMs: number,
): Promise<readonly EstateKey[]> {
  const unusual = await prisma.anomaly.findMany({
    where: { detector: { not: "drift" } },
    distinct: ["workspaceId", "estateId"],
    orderBy: [{ workspaceId: "asc" }, { estateId: "asc" }],
    select: { workspaceId: true, estateId: true },
  });
  const learned: EstateKey[] = [];
  for (const where of unusual) {
    const select = { takenAt: true };
    const first = await prisma.import.findFirst({ where, orderBy: { number: "asc" }, select });
    const last = await prisma.analysis.findFirst({ where, orderBy: { number: "desc" } });
    if (!first || last?.state !== "done" || last.finishedAt === null) continue;
    const endsMs = first.takenAt.getTime() + learningMs;
    if (endsMs <= now.getTime() && last.finishedAt.getTime() < endsMs)
      learned.push({ workspaceId: where.workspaceId as WorkspaceId, estateId: where.estateId });
  }
  return learned;
}

function toRecord({
  document,
  firstSeenAt,
  firstSnapshotId,
  lastSeenAt,
}: Prisma.AnomalyGetPayload<object>): AnomalyRecord {
  return { anomaly: anomalyDocument.read(document), firstSeenAt, firstSnapshotId, lastSeenAt };
}
