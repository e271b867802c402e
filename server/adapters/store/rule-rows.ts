import { Failure } from "../../application/ports/failure";
import type { RuleRecord, RuleStore } from "../../application/ports/rule-store";
import type { WorkspaceId } from "../../application/ports/store";
import { ruleDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { isPrismaError } from "./transactions";

/** Remediation rules of one workspace. Name and mode stand beside the document for lists. */
export function ruleQueries(prisma: PrismaClient, workspaceId: WorkspaceId): RuleStore {
  const content = (rule: RuleRecord["rule"]) => ({
    name: storable(rule.name),
    mode: rule.mode,
    document: ruleDocument.write(rule),
  });
  return {
    listRules: async (estateId) => {
      const rows = await prisma.remediationRule.findMany({
        where: { workspaceId, estateId },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.map(toRuleRecord);
    },
    findRule: async (id) => {
      const row = await prisma.remediationRule.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row ? toRuleRecord(row) : undefined;
    },
    addRule: async ({ id, estateId, rule, createdAt }) => {
      const data = { workspaceId, id, estateId, ...content(rule), createdAt, updatedAt: createdAt };
      await prisma.remediationRule.create({ data }).catch((error: unknown) => {
        if (!isPrismaError(error, "P2003")) throw error;
        throw new Failure("NOT_FOUND", "no such estate: choose one from the list of estates", {
          cause: error,
        });
      });
    },
    changeRule: async (id, revision, rule, at) => {
      const { count } = await prisma.remediationRule.updateMany({
        where: { workspaceId, id, revision },
        data: { ...content(rule), updatedAt: at, revision: { increment: 1 } },
      });
      return count === 1;
    },
    noteDryRun: async (id, runId) => {
      await prisma.remediationRule.updateMany({ where: { workspaceId, id }, data: { latestRunId: runId } });
    },
    removeRule: async (id) => {
      const { count } = await prisma.remediationRule.deleteMany({ where: { workspaceId, id } });
      return count === 1;
    },
  };
}

function toRuleRecord(row: Prisma.RemediationRuleGetPayload<object>): RuleRecord {
  const { id, estateId, revision, createdAt, updatedAt, latestRunId } = row;
  return { id, estateId, rule: ruleDocument.read(row.document), revision, createdAt, updatedAt, latestRunId };
}
