import type { DecisionChange, DecisionStore } from "../../application/ports/decision-store";
import type { WorkspaceId } from "../../application/ports/store";
import { queueAnalysisAgain } from "./add-import";
import { decisionDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { lockEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

/** Decisions about the required flows of one workspace's estates. */
export function decisionQueries(prisma: PrismaClient, workspaceId: WorkspaceId): DecisionStore {
  return {
    listDecisions: async (estateId) => {
      const rows = await prisma.intentDecision.findMany({ where: { workspaceId, estateId } });
      return rows
        .map(({ subject, document, actorId, at }) => ({
          subject,
          record: { decision: decisionDocument.read(document), actorId, at },
        }))
        .sort((a, b) => (a.subject < b.subject ? -1 : 1))
        .map(({ record }) => record);
    },
    changeDecisions: (estateId, changes, { actorId, at, analysisId }) =>
      prisma.$transaction(async (tx) => {
        await lockEstate(tx, workspaceId, estateId);
        const previous = await previousOf(tx, { workspaceId, estateId }, changes);
        for (const { subject, decision } of changes) {
          const key = { workspaceId, estateId, subject: storable(subject) };
          await tx.intentDecision.deleteMany({ where: key });
          if (decision === null) continue;
          const document = decisionDocument.write(decision);
          await tx.intentDecision.create({ data: { ...key, document, actorId, at } });
        }
        const isAnalysisQueued = await queueAnalysisAgain(tx, workspaceId, { estateId, analysisId, at });
        return { previous, isAnalysisQueued };
      }, LONG_TRANSACTION),
  };
}

async function previousOf(
  tx: Prisma.TransactionClient,
  estate: { readonly workspaceId: WorkspaceId; readonly estateId: string },
  changes: readonly DecisionChange[],
): Promise<readonly DecisionChange[]> {
  const subjects = changes.map(({ subject }) => storable(subject));
  const rows = await tx.intentDecision.findMany({ where: { ...estate, subject: { in: subjects } } });
  const known = new Map(rows.map(({ subject, document }) => [subject, decisionDocument.read(document)]));
  return changes.map(({ subject }) => ({ subject, decision: known.get(storable(subject)) ?? null }));
}
