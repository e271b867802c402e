import * as z from "zod";
import type {
  ActionNews,
  ActionRecord,
  ActionTransition,
  RuleNews,
  RuleTrouble,
} from "../../application/ports/action-store";
import type { WorkspaceId } from "../../application/ports/store";
import { actionStateSchema } from "../../engine/remediation/action-state.schema";
import type { OpenAudit } from "./audit-rows";
import {
  approvalsDocument,
  planDocument,
  planTrialDocument,
  reportsDocument,
  ruleDocument,
  storable,
  troublesDocument,
} from "./documents";
import type { Prisma } from "./generated/client";

const modeSchema = z.enum(["dry-run", "ask", "auto"]);
/** The newest of more. */
const TROUBLE_LIMIT = 20;

export function toAction(row: Prisma.ActionGetPayload<object>): ActionRecord {
  const { id, estateId, ruleId, alertId, fingerprint, alertTitle, occurrence, requestedBy, reason } = row;
  const { idempotencyKey } = row;
  const { planHash, expiresAt, fence, leaseUntil, executorName, executedAt, createdAt, updatedAt } = row;
  return {
    id,
    estateId,
    ruleId,
    rule: ruleDocument.read(row.rule),
    mode: modeSchema.parse(row.mode),
    alertId,
    fingerprint,
    alertTitle,
    occurrence,
    requestedBy,
    idempotencyKey,
    state: actionStateSchema.parse(row.state),
    reason,
    plan: row.plan === null ? null : planDocument.read(row.plan),
    planHash,
    trial: row.trial === null ? null : planTrialDocument.read(row.trial),
    approvals: approvalsDocument.read(row.approvals),
    reports: reportsDocument.read(row.reports),
    expiresAt,
    fence,
    leaseUntil,
    executorName,
    executedAt,
    createdAt,
    updatedAt,
  };
}

export function toTransition(row: Prisma.ActionTransitionGetPayload<object>): ActionTransition {
  const { number, fromState, toState, at, actor, reason, auditNumber } = row;
  return {
    number,
    from: fromState === null ? null : actionStateSchema.parse(fromState),
    to: actionStateSchema.parse(toState),
    at,
    actor,
    reason,
    auditNumber,
  };
}

/** What of an action is other than it was. */
export function newsData(news: ActionNews): Prisma.ActionUpdateManyMutationInput {
  const { plan, trial, approvals, reports, executorName, ...columns } = news;
  return {
    ...columns,
    ...(plan === undefined ? {} : { plan: planDocument.write(plan) }),
    ...(trial === undefined ? {} : { trial: planTrialDocument.write(trial) }),
    ...(approvals === undefined ? {} : { approvals: approvalsDocument.write([...approvals]) }),
    ...(reports === undefined ? {} : { reports: reportsDocument.write([...reports]) }),
    ...(executorName === undefined ? {} : { executorName: storable(executorName) }),
  };
}

/**
 * Counts a verification of a rule's action, and writes down what its owner has to know: at once, or after so many
 * failures in a row, when the rule is switched off too. A rule that is gone needs no note.
 */
export async function noteRule(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { ruleId, verification, trouble, afterFailures }: RuleNews,
  at: Date,
  audit?: OpenAudit,
): Promise<void> {
  const where = { workspaceId_id: { workspaceId, id: ruleId } };
  const row = await tx.remediationRule.findUnique({ where });
  if (!row) return;
  const failedCount = verification === undefined ? row.failedCount : failures(row.failedCount, verification);
  const isTold = trouble !== undefined && (afterFailures === undefined || failedCount >= afterFailures);
  const isOff = isTold && trouble.kind === "switched-off" && row.mode !== "off";
  await tx.remediationRule.update({
    where,
    data: {
      failedCount,
      ...(isTold ? { troubles: withTrouble(row.troubles, trouble) } : {}),
      ...(isOff ? switchedOff(row, at) : {}),
    },
  });
  if (isOff && audit)
    await audit.append({
      at,
      actor: "umbra",
      event: "rule switched off",
      subject: { kind: "rule", id: ruleId },
      estateId: row.estateId,
      detail: { reason: trouble.reason },
    });
}

function failures(before: number, verification: "failed" | "succeeded"): number {
  return verification === "failed" ? before + 1 : 0;
}

function switchedOff(row: Prisma.RemediationRuleGetPayload<object>, at: Date) {
  const rule = { ...ruleDocument.read(row.document), mode: "off" as const };
  return { mode: "off", document: ruleDocument.write(rule), revision: { increment: 1 }, updatedAt: at };
}

function withTrouble(stored: Prisma.JsonValue, trouble: RuleTrouble): Prisma.InputJsonValue {
  const before = stored === null ? [] : troublesDocument.read(stored);
  return troublesDocument.write([...before, trouble].slice(-TROUBLE_LIMIT));
}
