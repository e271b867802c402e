import type { AutomationStore, ExecutorRecord, ExecutorRow } from "../../application/ports/automation-store";
import type { WorkspaceId } from "../../application/ports/store";
import { openAudit } from "./audit-rows";
import { executorDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { LONG_TRANSACTION } from "./transactions";

/** The pause, the persons and the executors of one workspace. */
export function automationQueries(prisma: PrismaClient, workspaceId: WorkspaceId): AutomationStore {
  return {
    findAutomation: async () => {
      const row = await prisma.automation.findUnique({ where: { workspaceId } });
      return row ? { isPaused: row.isPaused, by: row.by, at: row.at, reason: row.reason } : null;
    },
    setAutomation: ({ isPaused, by, at, reason }, note) =>
      prisma.$transaction(async (tx) => {
        const audit = await openAudit(tx, workspaceId, at, by);
        const data = { isPaused, by: storable(by), at, reason: storable(reason) };
        await tx.automation.upsert({
          where: { workspaceId },
          create: { workspaceId, ...data },
          update: data,
        });
        await audit.append(note);
      }, LONG_TRANSACTION),
    countOthers: (id) => prisma.person.count({ where: { workspaceId, id: { not: storable(id) } } }),
    listExecutors: async () => {
      const rows = await prisma.executor.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return rows.map(toExecutorRecord);
    },
    addExecutor: ({ name, ...executor }, note) =>
      prisma.$transaction(async (tx) => {
        const audit = await openAudit(tx, workspaceId, note.at, note.actor);
        await tx.executor.create({ data: { ...executor, name: storable(name), workspaceId } });
        await audit.append(note);
      }, LONG_TRANSACTION),
    revokeExecutor: (id, note) =>
      prisma.$transaction(async (tx) => {
        const audit = await openAudit(tx, workspaceId, note.at, note.actor);
        const { count } = await tx.executor.updateMany({
          where: { workspaceId, id, revokedAt: null },
          data: { revokedAt: note.at },
        });
        if (count === 1) await audit.append(note);
        return count === 1;
      }, LONG_TRANSACTION),
    noteExecutor: async (id, at, said) => {
      const words = said === null ? {} : { said: executorDocument.write(said) };
      await prisma.executor.updateMany({ where: { workspaceId, id }, data: { lastSeenAt: at, ...words } });
    },
  };
}

/** The executor in force whose token has this hash, whosever it is. */
export async function findExecutor(prisma: PrismaClient, hash: string): Promise<ExecutorRow | undefined> {
  const row = await prisma.executor.findFirst({ where: { tokenHash: hash, revokedAt: null } });
  if (!row) return undefined;
  const { id, name, tokenHash } = row;
  return { workspaceId: row.workspaceId as WorkspaceId, executorId: id, name, hash: tokenHash };
}

function toExecutorRecord(row: Prisma.ExecutorGetPayload<object>): ExecutorRecord {
  const { id, name, createdAt, lastSeenAt, revokedAt, said } = row;
  return {
    id,
    name,
    createdAt,
    lastSeenAt,
    revokedAt,
    said: said === null ? null : executorDocument.read(said),
  };
}
