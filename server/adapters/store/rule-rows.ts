import type { AuditNote } from "../../application/ports/audit-store";
import type { RuleRecord, RuleStore } from "../../application/ports/rule-store";
import type { WorkspaceId } from "../../application/ports/store";
import { openAudit } from "./audit-rows";
import { ruleDocument, storable, troublesDocument } from "./documents";
import { Prisma, type PrismaClient } from "./generated/client";
import { addToEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

/** Remediation rules of one workspace. Name and mode stand beside the document for lists. */
export function ruleQueries(prisma: PrismaClient, workspaceId: WorkspaceId): RuleStore {
  const content = (rule: RuleRecord["rule"]) => ({
    name: storable(rule.name),
    mode: rule.mode,
    document: ruleDocument.write(rule),
  });
  /** Makes a change with its audit entry; without one where nothing came of it. */
  const audited = (note: AuditNote, change: (tx: Prisma.TransactionClient) => Promise<boolean>) =>
    prisma.$transaction(async (tx) => {
      const audit = await openAudit(tx, workspaceId, note.at, note.actor);
      const isChanged = await change(tx);
      if (isChanged) await audit.append(note);
      return isChanged;
    }, LONG_TRANSACTION);
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
    addRule: ({ id, estateId, rule, createdAt }, note) =>
      audited(note, async (tx) => {
        const data = { workspaceId, id, estateId, ...content(rule), createdAt, updatedAt: createdAt };
        await addToEstate(() => tx.remediationRule.create({ data }));
        return true;
      }).then(() => undefined),
    changeRule: (id, revision, rule, note) =>
      audited(note, async (tx) => {
        const { count } = await tx.remediationRule.updateMany({
          where: { workspaceId, id, revision },
          // Whoever changes it has seen what it did.
          data: {
            ...content(rule),
            updatedAt: note.at,
            revision: { increment: 1 },
            failedCount: 0,
            troubles: Prisma.DbNull,
          },
        });
        return count === 1;
      }),
    noteDryRun: async (id, runId) => {
      await prisma.remediationRule.updateMany({ where: { workspaceId, id }, data: { latestRunId: runId } });
    },
    removeRule: (id, note) =>
      audited(note, async (tx) => {
        const { count } = await tx.remediationRule.deleteMany({ where: { workspaceId, id } });
        return count === 1;
      }),
  };
}

function toRuleRecord(row: Prisma.RemediationRuleGetPayload<object>): RuleRecord {
  const { id, estateId, revision, createdAt, updatedAt, latestRunId } = row;
  const troubles = row.troubles === null ? [] : troublesDocument.read(row.troubles);
  const rule = ruleDocument.read(row.document);
  return { id, estateId, rule, revision, createdAt, updatedAt, latestRunId, troubles };
}
