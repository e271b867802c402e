import type { FixStore } from "../../application/ports/fix-store";
import type { WorkspaceId } from "../../application/ports/store";
import { fixDocument } from "./documents";
import type { PrismaClient } from "./generated/client";
import { addToEstate } from "./lock-estate";

/** Trials of cures, one row per alert of an estate. */
export function fixQueries(prisma: PrismaClient, workspaceId: WorkspaceId): FixStore {
  const whereOf = (estateId: string, fingerprint: string) => ({
    workspaceId_estateId_fingerprint: { workspaceId, estateId, fingerprint },
  });
  return {
    noteFixRun: async (estateId, fingerprint, runId) => {
      await addToEstate(() =>
        prisma.fix.upsert({
          where: whereOf(estateId, fingerprint),
          create: { workspaceId, estateId, fingerprint, latestRunId: runId },
          update: { latestRunId: runId },
        }),
      );
    },
    saveFix: async (estateId, { fingerprint, runId, snapshotId, at, result }) => {
      const data = {
        runId,
        snapshotId,
        triedAt: at,
        verifiedCount: result.options.filter(({ trial }) => trial.verdict === "verified").length,
        result: fixDocument.write(result),
      };
      await addToEstate(() =>
        prisma.fix.upsert({
          where: whereOf(estateId, fingerprint),
          create: { workspaceId, estateId, fingerprint, latestRunId: runId, ...data },
          update: data,
        }),
      );
    },
    findFix: async (estateId, fingerprint) => {
      const row = await prisma.fix.findUnique({ where: whereOf(estateId, fingerprint) });
      if (!row) return undefined;
      const { latestRunId, runId, snapshotId, triedAt, result } = row;
      const isTried = runId !== null && snapshotId !== null && triedAt !== null && result !== null;
      return {
        fingerprint,
        latestRunId,
        tried: isTried ? { runId, snapshotId, at: triedAt, result: fixDocument.read(result) } : null,
      };
    },
    listFixes: async (estateId) => {
      const rows = await prisma.fix.findMany({
        where: { workspaceId, estateId, snapshotId: { not: null } },
        orderBy: { fingerprint: "asc" },
        select: { fingerprint: true, snapshotId: true, verifiedCount: true },
      });
      return rows.map(({ snapshotId, ...rest }) => ({ ...rest, snapshotId: snapshotId ?? "" }));
    },
  };
}
