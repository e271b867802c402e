import { Failure } from "../../application/ports/failure";
import type { SourceStore, SweepRecord } from "../../application/ports/source-store";
import type { WorkspaceId } from "../../application/ports/store";
import { sweepAnswerDocument } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { isPrismaError } from "./transactions";

type SweepQueries = Pick<SourceStore, "beginSweep" | "findSweep" | "addChunk" | "chunksOf">;

/** Answers kept for agents that lost theirs; an agent never asks about an older one. */
const ANSWERED_SWEEPS_KEPT = 20;

/** Sweeps on their way in. */
export function sweepQueries(prisma: PrismaClient, workspaceId: WorkspaceId): SweepQueries {
  const keyOf = (sourceId: string, id: string) => ({
    workspaceId_sourceId_id: { workspaceId, sourceId, id },
  });
  return {
    beginSweep: (sourceId, { id, startedAt }) =>
      prisma.$transaction(async (tx) => {
        const known = await tx.sweep.findUnique({ where: keyOf(sourceId, id) });
        if (known) return toSweepRecord(known);
        await dropOthers(tx, workspaceId, sourceId);
        const row = await tx.sweep.create({ data: { workspaceId, sourceId, id, startedAt } });
        return toSweepRecord(row);
      }),
    findSweep: async (sourceId, id) => {
      const row = await prisma.sweep.findUnique({ where: keyOf(sourceId, id) });
      return row ? toSweepRecord(row) : undefined;
    },
    addChunk: async (sourceId, sweepId, { sequence, sha256, body }) => {
      const key = { workspaceId, sourceId, sweepId, sequence };
      const data = { sha256, body: new Uint8Array(body) };
      try {
        await prisma.sweepChunk.upsert({
          where: { workspaceId_sourceId_sweepId_sequence: key },
          create: { ...key, ...data },
          update: data,
        });
      } catch (error) {
        if (!isPrismaError(error, "P2003")) throw error;
        throw new Failure("NOT_FOUND", "this sweep is not open: begin a new one", { cause: error });
      }
    },
    chunksOf: (sourceId, sweepId) =>
      prisma.sweepChunk.findMany({
        where: { workspaceId, sourceId, sweepId },
        orderBy: { sequence: "asc" },
        select: { sequence: true, sha256: true, body: true },
      }),
  };
}

/** Sweeps that never ended will not end any more: an agent makes one at a time. Old answers go too. */
async function dropOthers(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  sourceId: string,
): Promise<void> {
  await tx.sweep.deleteMany({ where: { workspaceId, sourceId, committedAt: null } });
  const old = await tx.sweep.findMany({
    where: { workspaceId, sourceId },
    orderBy: { committedAt: "desc" },
    skip: ANSWERED_SWEEPS_KEPT,
    select: { id: true },
  });
  if (old.length === 0) return;
  await tx.sweep.deleteMany({ where: { workspaceId, sourceId, id: { in: old.map(({ id }) => id) } } });
}

function toSweepRecord(row: Prisma.SweepGetPayload<object>): SweepRecord {
  const { id, startedAt } = row;
  return { id, startedAt, answer: row.answer === null ? null : sweepAnswerDocument.read(row.answer) };
}
