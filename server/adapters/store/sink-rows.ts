import { sinkKindSchema } from "../../application/notification.schema";
import {
  DELIVERY_LIST_LIMIT,
  type DeliveryRecord,
  type SinkRecord,
  type SinkStanding,
  type SinkStore,
} from "../../application/ports/sink-store";
import type { WorkspaceId } from "../../application/ports/store";
import { severitySchema } from "../../engine/alert/alert.schema";
import { notificationDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { lockEstate } from "./lock-estate";
import { addDelivery, isSevereEnough } from "./outbox";
import { alertInclude, toAlertRecord } from "./rows";
import { LONG_TRANSACTION } from "./transactions";

/** Sinks of one workspace and their deliveries. */
export function sinkQueries(prisma: PrismaClient, workspaceId: WorkspaceId): SinkStore {
  const byId = (id: string) => ({ where: { workspaceId_id: { workspaceId, id } } });
  return {
    listSinks: () => listSinks(prisma, workspaceId),
    findSink: async (id) => {
      const row = await prisma.sink.findUnique(byId(id));
      return row ? toSinkRecord(row) : undefined;
    },
    addSink: (sink) =>
      prisma.$transaction(async (tx) => {
        await tx.sink.create({ data: { ...sink, name: storable(sink.name), workspaceId } });
        await catchUp(tx, workspaceId, sink, sink.createdAt);
      }, LONG_TRANSACTION),
    setSinkEnabled: (id, isEnabled, at) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.sink.updateMany({
          where: { workspaceId, id },
          data: { isEnabled, disabledReason: null },
        });
        const row = count > 0 && isEnabled ? await tx.sink.findUnique(byId(id)) : null;
        if (row) await catchUp(tx, workspaceId, toSinkRecord(row), at);
        return count > 0;
      }, LONG_TRANSACTION),
    removeSink: async (id) => (await prisma.sink.deleteMany({ where: { workspaceId, id } })).count > 0,
    listDeliveries: async ({ sinkId, state, alert }) => {
      const rows = await prisma.delivery.findMany({
        where: {
          workspaceId,
          ...(sinkId === undefined ? {} : { sinkId }),
          ...(state === undefined ? {} : { state }),
          ...alert,
        },
        orderBy: [{ createdAt: "desc" }, { number: "desc" }, { id: "asc" }],
        take: DELIVERY_LIST_LIMIT,
      });
      return rows.map(toDeliveryRecord);
    },
    reviveDelivery: async (id, now) => {
      const { count } = await prisma.delivery.updateMany({
        where: { workspaceId, id, state: "dead" },
        data: { state: "pending", attemptCount: 0, dueAt: now, finishedAt: null, leaseUntil: null },
      });
      return count > 0;
    },
  };
}

async function listSinks(prisma: PrismaClient, workspaceId: WorkspaceId): Promise<readonly SinkStanding[]> {
  const rows = await prisma.sink.findMany({
    where: { workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const groups = await prisma.delivery.groupBy({
    by: ["sinkId", "state"],
    where: { workspaceId },
    _count: { _all: true },
    _max: { finishedAt: true },
  });
  return rows.map((row) => {
    const of = (state: string) => groups.find((group) => group.sinkId === row.id && group.state === state);
    return {
      ...toSinkRecord(row),
      pendingCount: of("pending")?._count._all ?? 0,
      deadCount: of("dead")?._count._all ?? 0,
      lastSentAt: of("sent")?._max.finishedAt ?? null,
    };
  });
}

/**
 * Tells a sink what it missed: the last transition of each alert that is open, or that it was told of before. Each
 * estate is locked in turn, so that no transition falls between this and the sink's being enabled.
 */
async function catchUp(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  sink: SinkRecord,
  at: Date,
): Promise<void> {
  const estates = await tx.estate.findMany({
    where: { workspaceId },
    orderBy: { id: "asc" },
    select: { id: true, name: true },
  });
  for (const estate of estates) {
    await lockEstate(tx, workspaceId, estate.id);
    const told = await tx.delivery.findMany({
      where: { workspaceId, sinkId: sink.id, estateId: estate.id },
      distinct: ["alertId"],
      select: { alertId: true },
    });
    const toldIds = new Set(told.map(({ alertId }) => alertId));
    const rows = await tx.alert.findMany({
      where: { workspaceId, estateId: estate.id },
      orderBy: { fingerprint: "asc" },
      include: alertInclude,
    });
    for (const alert of rows.map(toAlertRecord)) {
      const isOpen = alert.state === "open" || alert.state === "unverified";
      const isNews =
        isOpen && alert.alert.parent === undefined && isSevereEnough(alert.alert.severity, sink.minSeverity);
      if (isNews || toldIds.has(alert.id))
        await addDelivery(tx, { workspaceId, sinkId: sink.id, estate, alert, at });
    }
  }
}

export function toSinkRecord(row: Prisma.SinkGetPayload<object>): SinkRecord {
  const { id, name, place, address, secret, secretHint, isEnabled, disabledReason, createdAt, createdBy } =
    row;
  return {
    id,
    kind: sinkKindSchema.parse(row.kind),
    name,
    place,
    address,
    secret,
    secretHint,
    minSeverity: severitySchema.parse(row.minSeverity),
    isEnabled,
    disabledReason,
    createdAt,
    createdBy,
  };
}

function toDeliveryRecord(row: Prisma.DeliveryGetPayload<object>): DeliveryRecord {
  const { id, sinkId, estateId, alertId, number, attemptCount, outcome, createdAt, dueAt, finishedAt } = row;
  const { alert, transition } = notificationDocument.read(row.message);
  const state = row.state === "sent" || row.state === "dead" ? row.state : "pending";
  const { title } = alert;
  const { to } = transition;
  return {
    id,
    sinkId,
    estateId,
    alertId,
    number,
    state,
    title,
    to,
    attemptCount,
    outcome,
    createdAt,
    dueAt,
    finishedAt,
  };
}
