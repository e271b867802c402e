import type { HistoryEntry, HistoryStore } from "../../application/ports/history-store";
import type { WorkspaceId } from "../../application/ports/store";
import { alertStateSchema, severitySchema } from "../../engine/alert/alert.schema";
import { changesDocument } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";

const entrySelect = {
  number: true,
  snapshotId: true,
  takenAt: true,
  lastSeenAt: true,
  actorId: true,
  sourceName: true,
  changes: true,
  snapshot: { select: { resourceCount: true } },
} as const satisfies Prisma.ImportSelect;

/** The history of the estates of one workspace: its imports, each of which changed something. */
export function historyQueries(prisma: PrismaClient, workspaceId: WorkspaceId): HistoryStore {
  const entries = async (
    where: Prisma.ImportWhereInput,
    order: Prisma.SortOrder,
    limit: number,
  ): Promise<readonly HistoryEntry[]> => {
    const rows = await prisma.import.findMany({
      where: { ...where, workspaceId },
      orderBy: { number: order },
      take: limit,
      select: entrySelect,
    });
    return rows.map(toHistoryEntry);
  };
  return {
    listImports: (estateId, { before, limit }) =>
      entries({ estateId, ...(before === undefined ? {} : { number: { lt: before } }) }, "desc", limit),
    findHistoryEntry: async (estateId, snapshotId) => (await entries({ estateId, snapshotId }, "desc", 1))[0],
    neighbourEntries: async (estateId, number) => {
      const [previous] = await entries({ estateId, number: { lt: number } }, "desc", 1);
      const [next] = await entries({ estateId, number: { gt: number } }, "asc", 1);
      return { previous, next };
    },
    changeCounts: async (estateId, { from, limit }) => {
      const rows = await prisma.import.findMany({
        where: { workspaceId, estateId, takenAt: { gte: from } },
        orderBy: { number: "desc" },
        take: limit,
        select: { takenAt: true, lastSeenAt: true, changes: true },
      });
      return rows.reverse().map(({ changes, ...row }) => ({
        ...row,
        kinds: changes === null ? [] : (changesDocument.read(changes).kinds ?? []),
      }));
    },
    listTransitions: async (estateId, { from, to, limit }) => {
      const rows = await prisma.alertTransition.findMany({
        where: {
          workspaceId,
          estateId,
          actor: "analysis",
          at: { gte: from, ...(to === null ? {} : { lt: to }) },
        },
        orderBy: [{ at: "asc" }, { alertId: "asc" }, { number: "asc" }],
        take: limit,
        include: { alert: { select: { title: true, severity: true } } },
      });
      return rows.map(({ alertId, alert, fromState, toState, at }) => ({
        alertId,
        title: alert.title,
        severity: severitySchema.parse(alert.severity),
        from: fromState === null ? null : alertStateSchema.parse(fromState),
        to: alertStateSchema.parse(toState),
        at,
      }));
    },
  };
}

function toHistoryEntry({
  snapshot,
  changes,
  ...row
}: Prisma.ImportGetPayload<{ select: typeof entrySelect }>): HistoryEntry {
  return {
    ...row,
    resourceCount: snapshot.resourceCount,
    changes: changes === null ? null : changesDocument.read(changes),
  };
}
