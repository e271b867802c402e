import type { Store, WorkspaceId } from "../../application/ports/store";
import { actionQueries, openActions, unansweredOpenings } from "./action-rows";
import { alertQueries, endedDismissals } from "./alert-rows";
import { abandonedAnalyses, analysisQueries, endAllLeases } from "./analysis-rows";
import { anomalyQueries, learnedEstates } from "./anomaly-rows";
import { auditQueries } from "./audit-rows";
import { automationQueries, findExecutor } from "./automation-rows";
import { decisionQueries } from "./decision-rows";
import { deliveryQueue } from "./delivery-queue";
import { estateQueries } from "./estate-rows";
import { eventQueries } from "./event-rows";
import { fixQueries } from "./fix-rows";
import type { PrismaClient } from "./generated/client";
import { historyQueries } from "./history-rows";
import { reportQueries } from "./report-rows";
import { ruleQueries } from "./rule-rows";
import { abandonedRuns, runQueries } from "./run-rows";
import { scenarioQueries } from "./scenario-rows";
import { dueSchedules, scheduleQueries } from "./schedule-rows";
import { sinkQueries } from "./sink-rows";
import { findToken, sourceQueries, sourceRefs } from "./source-rows";

/** The store over either database: the same queries, the same schema. */
export function prismaStore(
  prisma: PrismaClient,
  database: { readonly isExclusive: boolean; readonly close: () => Promise<void> },
): Store {
  return {
    isExclusive: database.isExclusive,
    ensureWorkspace: async (id) => {
      await prisma.workspace.createMany({ data: [{ id }], skipDuplicates: true });
    },
    inWorkspace: (workspaceId: WorkspaceId) => ({
      ...estateQueries(prisma, workspaceId),
      ...historyQueries(prisma, workspaceId),
      ...analysisQueries(prisma, workspaceId),
      ...alertQueries(prisma, workspaceId),
      ...anomalyQueries(prisma, workspaceId),
      ...runQueries(prisma, workspaceId),
      ...fixQueries(prisma, workspaceId),
      ...ruleQueries(prisma, workspaceId),
      ...decisionQueries(prisma, workspaceId),
      ...reportQueries(prisma, workspaceId),
      ...eventQueries(prisma, workspaceId),
      ...scenarioQueries(prisma, workspaceId),
      ...scheduleQueries(prisma, workspaceId),
      ...sinkQueries(prisma, workspaceId),
      ...sourceQueries(prisma, workspaceId),
      ...actionQueries(prisma, workspaceId),
      ...automationQueries(prisma, workspaceId),
      ...auditQueries(prisma, workspaceId),
    }),
    ...deliveryQueue(prisma),
    sourceRefs: () => sourceRefs(prisma),
    findToken: (hash) => findToken(prisma, hash),
    findExecutor: (hash) => findExecutor(prisma, hash),
    openActions: () => openActions(prisma),
    unansweredOpenings: (limit) => unansweredOpenings(prisma, limit),
    abandonedAnalyses: (leaseBefore) => abandonedAnalyses(prisma, leaseBefore),
    abandonedRuns: (leaseBefore) => abandonedRuns(prisma, leaseBefore),
    dueSchedules: (now, clockLimit) => dueSchedules(prisma, now, clockLimit),
    learnedEstates: (now, learningMs) => learnedEstates(prisma, now, learningMs),
    endedDismissals: (now) => endedDismissals(prisma, now),
    endAllLeases: (at) => endAllLeases(prisma, at),
    close: async () => {
      await prisma.$disconnect();
      await database.close();
    },
  };
}
