import { planHash } from "../engine/remediation";
import type { Plan, PlanStep } from "../engine/remediation/plan/plan.schema";
import type { ExecutorClaim, ExecutorReport, ExecutorTask } from "./executor.schema";
import { lastLook, otherThanAfter } from "./judge-actions";
import type { ActionRecord } from "./ports/action-store";

type Purpose = ExecutorTask["purpose"];

/** What an executor is to do with an action now; undefined where there is nothing for one to do. */
export function purposeOf(action: ActionRecord): Purpose | undefined {
  const { state, plan, reports } = action;
  if (!plan) return undefined;
  const last = reports.at(-1);
  switch (state) {
    case "approved":
      return "precheck";
    case "prechecked":
      return "execute";
    case "executing":
      // Nobody knows what became of it: production is read before anything is done again.
      return last?.purpose === "execute" && last.outcome === "unknown" ? "observe" : "execute";
    case "verifying":
      return isSeen(plan, lastLook(action)) ? undefined : "observe";
    case "rolling-back":
      return "roll-back";
    default:
      return undefined;
  }
}

function isSeen(plan: Plan, look: ExecutorReport | undefined): boolean {
  return look?.outcome === "done" && otherThanAfter(plan, look) === undefined;
}

/** The steps that are to be carried out, or that a look is about. */
export function stepsFor({ plan, state }: ActionRecord): readonly PlanStep[] {
  if (!plan) return [];
  return state === "rolling-back" ? (plan.inverse ?? []) : plan.steps;
}

/** Why an executor is not handed steps, in words; undefined when it may have them. */
export function beyondExecutor(
  steps: readonly PlanStep[],
  { allows, webhooks, accountId }: ExecutorClaim,
): string | undefined {
  for (const step of steps) {
    if (!allows.includes(step.kind)) return `it is not allowed to ${step.kind}`;
    if (step.kind === "webhook" && !webhooks.includes(step.name))
      return `it knows no endpoint \`${step.name}\``;
    if (step.kind !== "webhook" && step.place.accountId !== "" && step.place.accountId !== accountId)
      return `it has no keys of account ${step.place.accountId}`;
  }
  return undefined;
}

/** Whether the plan that is stored is the one that was approved: by persons, or by what the rule has earned. */
export function isApproved({ plan, planHash: approved, approvals, mode }: ActionRecord): boolean {
  if (!plan || approved === null || planHash(plan) !== approved) return false;
  return (
    mode === "auto" || approvals.some((each) => each.decision === "approved" && each.planHash === approved)
  );
}
