import type { Resource } from "../../engine/configuration";
import { type StepStanding, stepResourceId, stepStanding } from "../../engine/remediation";
import type { StepOutcome } from "../executor.schema";
import { CALL_LIMIT_MS, type CallOutcome, type ProviderStep } from "../ports/cloud-hand";
import { Failure } from "../ports/failure";
import { awaitMembers } from "./await-members";
import type { StepEnd, Work } from "./executor-ports";

/** A call that may not have come through is made at most so often, each time after production was read. */
const CALL_ATTEMPTS = 3;
const RETRY_AFTER_MS = 1_000;
/** What was accepted may be seen a moment later only. */
const SIGHT_WAITS_MS: readonly number[] = [0, 500, 1_000, 2_000, 4_000];

type Standing = StepStanding | { readonly unread: string };

/**
 * Carries one step out. Production is read before every call, and a step that stands is not made again: whether it
 * was this executor, one that was killed, or somebody else. After an error production decides what the error hid.
 */
export async function carryOutStep(work: Work, step: ProviderStep): Promise<StepEnd> {
  let hasStood = true;
  let last: Exclude<CallOutcome, { kind: "accepted" }> | undefined;
  for (let attempt = 1; ; attempt++) {
    const standing = await standingOf(work, step);
    if (standing === "stands") return ending(work, step, hasStood);
    if (standing === "conflict") return end(step, "conflict", "it is other than the plan expects");
    if (standing !== "pending") return end(step, "unknown", standing.unread);
    if (last?.kind === "refused" && !last.mayRetry) return end(step, "refused", last.reason);
    if (attempt > CALL_ATTEMPTS) return givenUp(step, last);
    const obstacle = await obstacleOf(work, step);
    if (obstacle) return end(step, obstacle.outcome, obstacle.reason);
    if (last) await work.ports.wait(RETRY_AFTER_MS * attempt, work.lease.over).catch(() => undefined);
    if (!(await work.lease.hasRoomFor(CALL_LIMIT_MS))) return "over";
    hasStood = false;
    const outcome = await work.ports.hand.perform(step);
    if (outcome.kind === "accepted") return accepted(work, step);
    last = outcome;
  }
}

/** The provider took the call: now it must be seen. What is not is never tried again. */
async function accepted(work: Work, step: ProviderStep): Promise<StepEnd> {
  let standing: Standing = "pending";
  for (const waitMs of SIGHT_WAITS_MS) {
    await work.ports.wait(waitMs, work.lease.over).catch(() => undefined);
    standing = await standingOf(work, step);
    if (standing === "stands") return ending(work, step, false);
  }
  if (standing === "conflict")
    return end(step, "conflict", "the provider took the call, and it is otherwise now");
  return end(step, "unknown", "the provider took the call, but what it should make is not seen");
}

/** A scaling group is as large as its members that serve, not as the number somebody wrote. */
async function ending(work: Work, step: ProviderStep, hasStood: boolean): Promise<StepEnd> {
  const done = end(step, hasStood ? "stood" : "done", hasStood ? "it stood already" : "");
  if (step.kind !== "set-desired-capacity") return done;
  const lacking = await awaitMembers(work, step);
  return lacking === undefined ? done : end(step, "unknown", lacking);
}

function givenUp(
  step: ProviderStep,
  last: Exclude<CallOutcome, { kind: "accepted" }> | undefined,
): StepOutcome {
  const reason = last?.reason ?? "no call came through";
  // What the provider refused was not done; what hid behind an error may still come.
  return end(step, last?.kind === "refused" ? "refused" : "unknown", reason);
}

async function standingOf({ ports, lease }: Work, step: ProviderStep): Promise<Standing> {
  try {
    const resource = await ports.hand.read(subjectOf(step), lease.over);
    return stepStanding(step, resource ?? undefined);
  } catch (error) {
    return { unread: unreadReason(error, lease.over) };
  }
}

async function obstacleOf({ ports, lease }: Work, step: ProviderStep) {
  try {
    const reason = await ports.hand.obstacle(step, lease.over);
    return reason === undefined ? undefined : { outcome: "conflict" as const, reason };
  } catch (error) {
    return { outcome: "unknown" as const, reason: unreadReason(error, lease.over) };
  }
}

function unreadReason(error: unknown, over: AbortSignal): string {
  if (over.aborted) return "the executor stopped";
  if (error instanceof Failure) return error.message;
  throw error;
}

const KINDS = {
  "revoke-group-rule": "securityGroup",
  "authorize-group-rule": "securityGroup",
  "create-route": "routeTable",
  "replace-route": "routeTable",
  "delete-route": "routeTable",
  "set-desired-capacity": "autoScalingGroup",
  "set-instance-type": "instance",
} as const satisfies Record<ProviderStep["kind"], Resource["kind"]>;

/** The resource that a step changes. */
export function subjectOf(step: ProviderStep) {
  return { kind: KINDS[step.kind], id: stepResourceId(step) ?? "", place: step.place };
}

/** What became of a step, in the form of a report. */
export function end(
  { kind }: { kind: StepOutcome["kind"] },
  outcome: StepOutcome["outcome"],
  detail: string,
): StepOutcome {
  return { kind, outcome, detail: detail.slice(0, 1_000) };
}
