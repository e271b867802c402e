import type {
  DeliveryClaim,
  DeliveryQueue,
  RepeatClaim,
  Settlement,
} from "../../application/ports/sink-store";
import type { WorkspaceId } from "../../application/ports/store";
import { notificationDocument, storable, toldDocument } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { toSinkRecord } from "./sink-rows";
import { LONG_TRANSACTION } from "./transactions";

type ClaimTerms = Parameters<DeliveryQueue["claimDeliveries"]>[0];

/** Deliveries of all workspaces, for whoever sends. */
export function deliveryQueue(prisma: PrismaClient): DeliveryQueue {
  return {
    claimDeliveries: (terms) => claimDeliveries(prisma, terms),
    settleDelivery: (claim, settlement, at) =>
      prisma.$transaction((tx) => settle(tx, claim, settlement, at), LONG_TRANSACTION),
    claimRepeats: (terms) => claimRepeats(prisma, terms),
    hastenDeliveries: async (workspaceId, sinkId, now) => {
      await prisma.delivery.updateMany({
        where: { workspaceId, sinkId, state: "pending", attemptCount: { gt: 0 }, dueAt: { gt: now } },
        data: { dueAt: now },
      });
    },
  };
}

interface DueRow {
  readonly workspaceId: string;
  readonly id: string;
  readonly claimCount: number;
}

async function claimDeliveries(prisma: PrismaClient, terms: ClaimTerms): Promise<readonly DeliveryClaim[]> {
  const claims: DeliveryClaim[] = [];
  for (const { workspaceId, id, claimCount } of await dueRows(prisma, terms)) {
    const { leaseUntil } = terms;
    const { count } = await prisma.delivery.updateMany({
      where: { workspaceId, id, state: "pending", claimCount },
      data: { claimCount: { increment: 1 }, leaseUntil },
    });
    const claim = count === 1 ? await readClaim(prisma, workspaceId, id, leaseUntil) : undefined;
    if (claim) claims.push(claim);
  }
  return claims;
}

/** Times travel as text: a bound date would be read in the session's time zone, and columns hold UTC. */
function dueRows(prisma: PrismaClient, { now, mostPerSink }: ClaimTerms) {
  const at = now.toISOString().replace("Z", "");
  return prisma.$queryRaw<DueRow[]>`
    SELECT "workspaceId", "id", "claimCount" FROM (
      SELECT delivery.*, row_number() OVER (
        PARTITION BY delivery."workspaceId", delivery."sinkId"
        ORDER BY delivery."createdAt", delivery."number", delivery."id"
      ) AS place
      FROM "Delivery" delivery
      JOIN "Sink" sink ON sink."workspaceId" = delivery."workspaceId" AND sink."id" = delivery."sinkId"
      WHERE delivery."state" = 'pending'
        AND delivery."dueAt" <= ${at}::timestamp
        AND sink."isEnabled"
        AND (delivery."leaseUntil" IS NULL OR delivery."leaseUntil" <= ${at}::timestamp)
        AND NOT EXISTS (
          SELECT 1 FROM "Delivery" earlier
          WHERE earlier."workspaceId" = delivery."workspaceId"
            AND earlier."sinkId" = delivery."sinkId"
            AND earlier."estateId" = delivery."estateId"
            AND earlier."alertId" = delivery."alertId"
            AND earlier."number" < delivery."number"
            AND earlier."state" = 'pending'
        )
    ) due
    WHERE place <= ${mostPerSink}::int
    ORDER BY "createdAt", "number", "id"`;
}

async function readClaim(
  prisma: PrismaClient,
  workspaceId: string,
  id: string,
  leaseUntil: Date,
): Promise<DeliveryClaim | undefined> {
  const row = await prisma.delivery.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { sink: true },
  });
  if (!row) return undefined;
  const { sinkId, estateId, alertId, claimCount, attemptCount } = row;
  const posting = await prisma.posting.findUnique({
    where: {
      workspaceId_sinkId_estateId_alertId: { workspaceId, sinkId, estateId, alertId },
    },
  });
  return {
    workspaceId: workspaceId as WorkspaceId,
    id,
    claimCount,
    attemptCount,
    leaseUntil,
    sink: toSinkRecord(row.sink),
    message: notificationDocument.read(row.message),
    told: posting ? toldDocument.read(posting.told) : null,
    toldNumber: posting?.number ?? 0,
  };
}

async function settle(
  tx: Prisma.TransactionClient,
  claim: DeliveryClaim,
  settlement: Settlement,
  at: Date,
): Promise<boolean> {
  const { workspaceId, id, claimCount, sink } = claim;
  const { count } = await tx.delivery.updateMany({
    where: { workspaceId, id, state: "pending", claimCount },
    data: { leaseUntil: null, ...settled(settlement, at) },
  });
  if (count !== 1) return false;
  if (settlement.kind === "sent" && settlement.told) await storeTold(tx, claim, settlement.told);
  if (settlement.kind === "dead" && settlement.disabledReason !== null) {
    await tx.sink.updateMany({
      where: { workspaceId, id: sink.id },
      data: { isEnabled: false, disabledReason: settlement.disabledReason },
    });
  }
  return true;
}

function settled(settlement: Settlement, at: Date) {
  if (settlement.kind === "released") return { dueAt: settlement.dueAt };
  const tried = { attemptCount: { increment: 1 }, outcome: storable(settlement.outcome) };
  return settlement.kind === "retry"
    ? { ...tried, dueAt: settlement.dueAt }
    : { ...tried, state: settlement.kind, finishedAt: at };
}

async function storeTold(
  tx: Prisma.TransactionClient,
  { workspaceId, sink, message }: DeliveryClaim,
  told: Parameters<typeof toldDocument.write>[0],
): Promise<void> {
  const key = {
    workspaceId,
    sinkId: sink.id,
    estateId: message.estate.id,
    alertId: message.alert.id,
  };
  const endedAt = told.endsAt === null ? null : new Date(told.endsAt);
  const data = { number: message.transition.number, told: toldDocument.write(told), endedAt };
  await tx.posting.upsert({
    where: { workspaceId_sinkId_estateId_alertId: key },
    create: { ...key, ...data },
    update: data,
  });
}

async function claimRepeats(
  prisma: PrismaClient,
  { now, repeatedBefore, endedAfter }: Parameters<DeliveryQueue["claimRepeats"]>[0],
): Promise<readonly RepeatClaim[]> {
  const isDue = { OR: [{ repeatedAt: null }, { repeatedAt: { lt: repeatedBefore } }] };
  const rows = await prisma.sink.findMany({ where: { kind: "alertmanager", isEnabled: true, ...isDue } });
  const claims: RepeatClaim[] = [];
  for (const row of rows) {
    const { workspaceId, id } = row;
    const where = { workspaceId, id, ...isDue };
    const { count } = await prisma.sink.updateMany({ where, data: { repeatedAt: now } });
    if (count !== 1) continue;
    const postings = await prisma.posting.findMany({
      where: { workspaceId, sinkId: id, OR: [{ endedAt: null }, { endedAt: { gt: endedAfter } }] },
      orderBy: [{ estateId: "asc" }, { alertId: "asc" }],
    });
    claims.push({
      workspaceId: workspaceId as WorkspaceId,
      sink: toSinkRecord(row),
      told: postings.map(({ told }) => toldDocument.read(told)),
    });
  }
  return claims;
}
