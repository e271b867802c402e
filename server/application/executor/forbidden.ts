import type { PlanStep } from "../../engine/remediation/plan/plan.schema";
import type { ExecutorLimits } from "./executor-ports";

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
