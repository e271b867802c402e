import * as z from "zod";
import { Failure } from "../../application/ports/failure";
import type {
  HeldPartition,
  MirrorStep,
  PartitionRecord,
  SourceRecord,
  SourceRef,
  SourceStore,
  TokenRow,
} from "../../application/ports/source-store";
import type { WorkspaceId } from "../../application/ports/store";
import { addImport, seeAgain } from "./add-import";
import { idsDocument, storable, sweepAnswerDocument } from "./documents";
import { Prisma, type PrismaClient } from "./generated/client";
import { sweepQueries } from "./sweep-rows";
import { LONG_TRANSACTION } from "./transactions";

const kindSchema = z.enum(["agent", "folder"]);
const statusSchema = z.enum(["ok", "stale", "denied", "unsupported", "suspicious"]);

const sourceInclude = {
  tokens: {
    where: { revokedAt: null },
    orderBy: { createdAt: "desc" },
    take: 1,
    select: { createdAt: true, lastUsedAt: true },
  },
} as const satisfies Prisma.SourceInclude;

const byPlace = [{ sourceId: "asc" }, { accountId: "asc" }, { region: "asc" }, { kind: "asc" }] as const;

/** Sources, their tokens, partitions and sweeps of one workspace. */
export function sourceQueries(prisma: PrismaClient, workspaceId: WorkspaceId): SourceStore {
  const keyOf = (id: string) => ({ workspaceId_id: { workspaceId, id } });
  return {
    ...sweepQueries(prisma, workspaceId),
    listSources: async () => {
      const rows = await prisma.source.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        include: sourceInclude,
      });
      return rows.map(toSourceRecord);
    },
    findSource: async (id) => {
      const row = await prisma.source.findUnique({ where: keyOf(id), include: sourceInclude });
      return row ? toSourceRecord(row) : undefined;
    },
    addSource: async (source) => {
      const { name, newEstateName } = source;
      const words = {
        name: storable(name),
        newEstateName: newEstateName === null ? null : storable(newEstateName),
      };
      await prisma.source.create({ data: { ...source, ...words, workspaceId } });
    },
    removeSource: async (id) => {
      const { count } = await prisma.source.deleteMany({ where: { workspaceId, id } });
      return count > 0;
    },
    replaceToken: async (sourceId, token, at) => {
      const revoke = prisma.sourceToken.updateMany({
        where: { workspaceId, sourceId, revokedAt: null },
        data: { revokedAt: at },
      });
      if (token === null) await revoke;
      else
        await prisma.$transaction([
          revoke,
          prisma.sourceToken.create({ data: { ...token, workspaceId, sourceId } }),
        ]);
    },
    noteTokenUse: async (sourceId, at) => {
      const where = { workspaceId, sourceId, revokedAt: null };
      await prisma.sourceToken.updateMany({ where, data: { lastUsedAt: at } });
    },
    noteLook: async (id, { seen, seenAt, taken }) => {
      const data = { lookSeen: seen, lookSeenAt: seenAt, lookTaken: taken };
      await prisma.source.updateMany({ where: { workspaceId, id }, data });
    },
    noteSight: async (id, at) => {
      await prisma.source.updateMany({ where: { workspaceId, id }, data: { lastSweepAt: at } });
    },
    noteTrouble: async (id, trouble) => {
      await prisma.source.updateMany({ where: { workspaceId, id }, data: { trouble: storable(trouble) } });
    },
    listPartitions: async (sourceId) => {
      const rows = await prisma.partition.findMany({
        where: { workspaceId, sourceId },
        orderBy: [...byPlace],
        omit: { body: true },
      });
      return rows.map(toPartitionRecord);
    },
    holdPartitions: async (sourceIds) => {
      const rows = await prisma.partition.findMany({
        where: { workspaceId, sourceId: { in: [...sourceIds] } },
        orderBy: [...byPlace],
      });
      return rows.map((row): HeldPartition => ({ ...toPartitionRecord(row), body: row.body }));
    },
    storeStep: (step) => prisma.$transaction((tx) => storeStep(tx, workspaceId, step), LONG_TRANSACTION),
  };
}

/** Sources of all workspaces, oldest first. */
export async function sourceRefs(prisma: PrismaClient): Promise<readonly SourceRef[]> {
  const rows = await prisma.source.findMany({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { workspaceId: true, id: true, kind: true },
  });
  return rows.map(({ workspaceId, id, kind }) => ({
    workspaceId: workspaceId as WorkspaceId,
    sourceId: id,
    kind: kindSchema.parse(kind),
  }));
}

/** The token in force that has this hash, whosever it is. */
export async function findToken(prisma: PrismaClient, hash: string): Promise<TokenRow | undefined> {
  const row = await prisma.sourceToken.findFirst({ where: { hash, revokedAt: null } });
  return row
    ? { workspaceId: row.workspaceId as WorkspaceId, sourceId: row.sourceId, hash: row.hash }
    : undefined;
}

async function storeStep(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  step: MirrorStep,
): Promise<void> {
  const { sourceId, newImport, sweep, at } = step;
  await lockBasis(tx, workspaceId, step);
  const { estateId, accountId, intervalSeconds, trouble } = step;
  if (newImport && (await addImport(tx, workspaceId, newImport)) === "outdated") throw overtaken();
  if (!newImport && sweep && estateId !== null) await seeAgain(tx, { workspaceId, estateId, at });
  await tx.source.update({
    where: { workspaceId_id: { workspaceId, id: sourceId } },
    data: {
      version: { increment: 1 },
      estateId,
      accountId,
      intervalSeconds,
      trouble: trouble === null ? null : storable(trouble),
      ...(sweep === null ? {} : { lastSweepAt: at }),
    },
  });
  await storePartitions(tx, workspaceId, step);
  if (!sweep) return;
  const { count } = await tx.sweep.updateMany({
    where: { workspaceId, sourceId, id: sweep.id, committedAt: null },
    data: { committedAt: at, answer: sweepAnswerDocument.write(sweep.answer) },
  });
  if (count === 0) {
    throw new Failure("CONFLICT", "this sweep was taken in already, or was dropped", { retryable: false });
  }
  await tx.sweepChunk.deleteMany({ where: { workspaceId, sourceId, sweepId: sweep.id } });
}

/** Takes the rows' locks, in one order, and sees that nothing has changed since the step was computed. */
async function lockBasis(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { basis }: MirrorStep,
): Promise<void> {
  for (const { sourceId, version } of basis.toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1))) {
    const { count } = await tx.source.updateMany({
      where: { workspaceId, id: sourceId, version },
      data: { version: { increment: 0 } },
    });
    if (count === 0) throw overtaken();
  }
}

function overtaken(): Failure {
  return new Failure("CONFLICT", "the estate changed in the meantime: send the sweep again");
}

async function storePartitions(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { sourceId, partitions }: MirrorStep,
): Promise<void> {
  const before = await tx.partition.findMany({
    where: { workspaceId, sourceId },
    select: { accountId: true, region: true, kind: true },
  });
  const kept = new Set(partitions.map(nameOf));
  for (const place of before.filter((each) => !kept.has(nameOf(each)))) {
    const { accountId, region, kind } = place;
    await tx.partition.deleteMany({ where: { workspaceId, sourceId, accountId, region, kind } });
  }
  for (const partition of partitions) {
    const { accountId, region, kind } = partition;
    const key = { workspaceId, sourceId, accountId, region, kind };
    const data = partitionData(partition);
    await tx.partition.upsert({
      where: { workspaceId_sourceId_accountId_region_kind: key },
      create: { ...key, ...data },
      update: data,
    });
  }
}

function nameOf({ accountId, region, kind }: Pick<PartitionRecord, "accountId" | "region" | "kind">): string {
  return [accountId, region, kind].join("\u0001");
}

function partitionData({
  file,
  status,
  reason,
  since,
  good,
  itemIds,
  hash,
  doubtedIds,
  body,
}: HeldPartition) {
  return {
    file,
    status,
    reason: reason === null ? null : storable(reason),
    since,
    goodStart: good?.start ?? null,
    goodEnd: good?.end ?? null,
    itemCount: itemIds.length,
    itemIds: idsDocument.write([...itemIds]),
    hash,
    doubtedIds: doubtedIds === null ? Prisma.DbNull : idsDocument.write([...doubtedIds]),
    body: body === null ? null : new Uint8Array(body),
  };
}

function toSourceRecord(row: Prisma.SourceGetPayload<{ include: typeof sourceInclude }>): SourceRecord {
  const { id, name, estateId, newEstateName, folder, accountId, intervalSeconds, version } = row;
  const { lastSweepAt, trouble, createdAt } = row;
  return {
    id,
    name,
    kind: kindSchema.parse(row.kind),
    estateId,
    newEstateName,
    folder,
    accountId,
    intervalSeconds,
    version,
    lastSweepAt,
    trouble,
    createdAt,
    looks: { seen: row.lookSeen, seenAt: row.lookSeenAt, taken: row.lookTaken },
    token: row.tokens[0] ?? null,
  };
}

function toPartitionRecord(row: Prisma.PartitionGetPayload<{ omit: { body: true } }>): PartitionRecord {
  const { sourceId, accountId, region, kind, file, reason, since, goodStart, goodEnd, hash } = row;
  return {
    sourceId,
    accountId,
    region,
    kind,
    file,
    status: statusSchema.parse(row.status),
    reason,
    since,
    good: goodStart && goodEnd ? { start: goodStart, end: goodEnd } : null,
    itemIds: idsDocument.read(row.itemIds),
    hash,
    doubtedIds: row.doubtedIds === null ? null : idsDocument.read(row.doubtedIds),
  };
}
