import type { EventStore, KeptEvents } from "../../application/ports/event-store";
import type { WorkspaceId } from "../../application/ports/store";
import type { ChangeEvent } from "../../engine/baseline/trail/change-event.schema";
import { queueAnalysisAgain } from "./add-import";
import { eventDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { lockEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

/** Rows of one statement: each has five values, and a statement takes 32,767. */
const CHUNK = 2_000;

interface EstateKey {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
}

/** The provider's trail in one workspace's estates. */
export function eventQueries(prisma: PrismaClient, workspaceId: WorkspaceId): EventStore {
  return {
    addEvents: (estateId, events, { at, analysisId, kept }) =>
      prisma.$transaction(async (tx) => {
        await lockEstate(tx, workspaceId, estateId);
        const key = { workspaceId, estateId };
        const before = await tx.changeEvent.count({ where: key });
        const addedCount = await insert(
          tx,
          key,
          events.filter((event) => new Date(event.at) >= kept.from),
        );
        await prune(tx, key, kept);
        const isChanged = addedCount > 0 || (await tx.changeEvent.count({ where: key })) !== before;
        return {
          addedCount,
          isAnalysisQueued:
            isChanged && (await queueAnalysisAgain(tx, workspaceId, { estateId, analysisId, at })),
        };
      }, LONG_TRANSACTION),
    listEvents: async (estateId, { from, to, limit }) => {
      const rows = await prisma.changeEvent.findMany({
        where: { workspaceId, estateId, at: { gte: from, lte: to } },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
        select: { document: true },
      });
      return rows.map(({ document }) => eventDocument.read(document)).reverse();
    },
    eventSpan: async (estateId) => {
      const { _count, _min, _max } = await prisma.changeEvent.aggregate({
        where: { workspaceId, estateId },
        _count: true,
        _min: { at: true },
        _max: { at: true },
      });
      return { count: _count, first: _min.at, last: _max.at };
    },
  };
}

async function insert(
  tx: Prisma.TransactionClient,
  key: EstateKey,
  events: readonly ChangeEvent[],
): Promise<number> {
  let addedCount = 0;
  for (let start = 0; start < events.length; start += CHUNK) {
    const { count } = await tx.changeEvent.createMany({
      data: events.slice(start, start + CHUNK).map((event) => ({
        ...key,
        id: storable(event.id),
        at: new Date(event.at),
        document: eventDocument.write(event),
      })),
      skipDuplicates: true,
    });
    addedCount += count;
  }
  return addedCount;
}

/** Removes what is too old, and of too many the oldest. */
async function prune(
  tx: Prisma.TransactionClient,
  key: EstateKey,
  { from, limit }: KeptEvents,
): Promise<void> {
  await tx.changeEvent.deleteMany({ where: { ...key, at: { lt: from } } });
  const [firstTooMany] = await tx.changeEvent.findMany({
    where: key,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    skip: limit,
    take: 1,
    select: { at: true, id: true },
  });
  if (!firstTooMany) return;
  const { at, id } = firstTooMany;
  await tx.changeEvent.deleteMany({
    where: { ...key, OR: [{ at: { lt: at } }, { at, id: { lte: id } }] },
  });
}
