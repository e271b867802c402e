import { stepResourceId, stepStanding } from "../../engine/remediation";
import type { PlanStep } from "../../engine/remediation/plan/plan.schema";
import type { ExecutorReport, ExecutorTask, StepOutcome } from "../executor.schema";
import { Failure } from "../ports/failure";
import { lackingMembers } from "./await-members";
import { carryOutStep, end } from "./carry-out-step";
import type { Work } from "./executor-ports";
import { forbiddenReason, isOfItsPlan } from "./forbidden";
import { formOf, observedOf, readTouched, type Seen } from "./production";
import { sendMessage } from "./send-message";

type Result = Pick<ExecutorReport, "outcome" | "detail" | "steps" | "observed">;

/**
 * Does what a task asks for, as far as this executor's operator allows it, and says what became of it.
 *
 * @returns `over` when the lease ended first: nothing is reported then, and whoever claims the action next reads
 *   production before it does anything
 */
export async function performTask(work: Work): Promise<ExecutorReport | "over"> {
  const { actionId, fence, purpose } = work.task;
  const result = await resultOf(work).catch((error: unknown) => {
    if (work.lease.over.aborted) return "over" as const;
    if (error instanceof Failure) return nothingDone(work.task, "unknown", error.message, []);
    throw error;
  });
  if (result === "over" || work.lease.over.aborted) return "over";
  return { actionId, fence, purpose, ...result, detail: result.detail.slice(0, 2_000) };
}

async function resultOf(work: Work): Promise<Result | "over"> {
  const { task, ports, lease } = work;
  if (task.purpose !== "observe") {
    const forbidden = await forbiddenResult(work);
    if (forbidden) return forbidden;
  }
  const seen = await readTouched(ports.hand, task.plan.touched, lease.over);
  if ("unread" in seen) return nothingDone(task, seen.isForbidden ? "refused" : "unknown", seen.unread, []);
  switch (task.purpose) {
    case "observe":
      return observe(work, seen);
    case "precheck":
      return precheck(work, seen);
    case "execute":
    case "roll-back":
      return carryOut(work, seen);
  }
}

/** The operator's list comes first, and the account is asked for again: keys may change under a running process. */
async function forbiddenResult({ task, limits, ports, lease }: Work): Promise<Result | undefined> {
  if (!isOfItsPlan(task)) return nothingDone(task, "refused", "it is not the plan that was approved", []);
  for (const step of task.steps) {
    const reason = forbiddenReason(step, limits, ports.endpoints.names);
    if (reason !== undefined) return nothingDone(task, "refused", reason, []);
  }
  const { accountId } = await ports.hand.identify(lease.over);
  if (accountId === limits.accountId) return undefined;
  const reason = `the keys belong to the account \`${accountId}\`, this executor is for \`${limits.accountId}\``;
  return nothingDone(task, "refused", reason, []);
}

async function precheck({ task, ports, lease }: Work, seen: readonly Seen[]): Promise<Result> {
  const changed = seen.find(({ touched, resource }) => formOf(resource) !== touched.before);
  if (changed) return nothingDone(task, "conflict", changedText(changed), seen);
  const steps: StepOutcome[] = [];
  for (const step of task.steps) {
    if (step.kind === "webhook") {
      const refusal = await ports.endpoints.refusal(step.name);
      if (refusal !== undefined) return nothingDone(task, "refused", refusal, seen);
      steps.push(end(step, "not-begun", "a message has no dry run"));
      continue;
    }
    const obstacle = await ports.hand.obstacle(step, lease.over);
    if (obstacle !== undefined) return nothingDone(task, "conflict", obstacle, seen);
    const said = await ports.hand.rehearse(step, lease.over);
    if (said.kind === "refused")
      return nothingDone(task, "refused", `${step.kind}: the dry run was refused: ${said.reason}`, seen);
    const detail =
      said.kind === "none"
        ? "the provider has no dry run for this call"
        : "the provider's dry run would work";
    steps.push(end(step, "not-begun", detail));
  }
  return { outcome: "done", detail: "", steps, observed: seen.map(observedOf) };
}

async function carryOut(work: Work, seen: readonly Seen[]): Promise<Result | "over"> {
  const { task, ports, lease } = work;
  const odd = seen.find((each) => isOtherwise(task, each));
  if (odd) return nothingDone(task, "conflict", changedText(odd), seen);
  const steps: StepOutcome[] = [];
  for (const [position, step] of task.steps.entries()) {
    const ended =
      step.kind === "webhook" ? await sendMessage(work, step, position) : await carryOutStep(work, step);
    if (ended === "over" || lease.over.aborted) return "over";
    steps.push(ended);
    if (ended.outcome !== "done" && ended.outcome !== "stood") break;
  }
  const left = task.steps.slice(steps.length).map((step) => end(step, "not-begun", ""));
  const now = await readTouched(ports.hand, task.plan.touched, lease.over);
  return {
    ...endOf(steps),
    steps: [...steps, ...left],
    observed: "unread" in now ? [] : now.map(observedOf),
  };
}

/**
 * Whether a resource is neither as the steps find it, nor as they leave it, nor somewhere on the way: that is, all
 * of its steps are still to be made, or none is, and yet it is another one.
 */
function isOtherwise({ purpose, steps }: ExecutorTask, { touched, resource }: Seen): boolean {
  const [first, last] =
    purpose === "roll-back" ? [touched.after, touched.before] : [touched.before, touched.after];
  const form = formOf(resource);
  if (form === first || form === last) return false;
  const own = steps.filter((step) => stepResourceId(step) === touched.element.id);
  // A message says nothing about the way: somebody else may be at work.
  if (own.length === 0) return false;
  const standings = new Set(own.map((step) => stepStanding(step, resource ?? undefined)));
  return standings.has("conflict") || standings.size === 1;
}

/** The scaling groups among it must also have their members. */
async function observe({ task, ports, lease }: Work, seen: readonly Seen[]): Promise<Result> {
  const observed = seen.map(observedOf);
  for (const step of task.steps) {
    if (step.kind !== "set-desired-capacity") continue;
    const lacking = await lackingMembers(ports.hand, step, lease.over);
    if (lacking !== undefined) return { outcome: "conflict", detail: lacking, steps: [], observed };
  }
  return { outcome: "done", detail: "", steps: [], observed };
}

function endOf(steps: readonly StepOutcome[]): Pick<Result, "outcome" | "detail"> {
  const last = steps.at(-1);
  switch (last?.outcome) {
    case "conflict":
    case "refused":
    case "unknown":
      return { outcome: last.outcome, detail: `${last.kind}: ${last.detail}` };
    default:
      return { outcome: "done", detail: "" };
  }
}

function nothingDone(
  { steps }: { readonly steps: readonly PlanStep[] },
  outcome: Result["outcome"],
  detail: string,
  seen: readonly Seen[],
): Result {
  return {
    outcome,
    detail,
    steps: steps.map((step) => end(step, "not-begun", "")),
    observed: seen.map(observedOf),
  };
}

function changedText({ touched: { element }, resource }: Seen): string {
  return resource === null
    ? `${element.kind} \`${element.id}\` is not there any more`
    : `${element.kind} \`${element.id}\` is other than the plan expects: somebody changed it`;
}
