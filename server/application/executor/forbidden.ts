import { canonicalJson } from "../../engine/configuration";
import { planHash } from "../../engine/remediation";
import type { PlanStep } from "../../engine/remediation/plan/plan.schema";
import type { ExecutorTask } from "../executor.schema";
import type { ExecutorLimits } from "./executor-ports";

/**
 * Whether a task is about the plan that was approved and no other: its plan has the hash that approvals bear, and its
 * steps are that plan's, or those that undo it.
 */
export function isOfItsPlan({ plan, planHash: approved, purpose, steps }: ExecutorTask): boolean {
  const own = purpose === "roll-back" ? plan.inverse : plan.steps;
  return planHash(plan) === approved && canonicalJson(steps) === canonicalJson(own);
}

/**
 * Why this executor would not carry out a step, whatever the server says: its operator's list decides. Undefined
 * where nothing forbids it.
 */
export function forbiddenReason(
  step: PlanStep,
  { allows, accountId }: ExecutorLimits,
  endpointNames: readonly string[],
): string | undefined {
  if (!allows.includes(step.kind)) return `this executor is not allowed to ${step.kind}`;
  if (step.kind === "webhook")
    return endpointNames.includes(step.name) ? undefined : `this executor knows no endpoint \`${step.name}\``;
  if (step.place.accountId === accountId) return undefined;
  return `the plan is for the account \`${step.place.accountId}\`, the keys belong to \`${accountId}\``;
}
