import type { ActionState } from "../engine/remediation/action-state.schema";
import type {
  ExecutorClaim,
  ExecutorClaimAnswer,
  ExecutorTask,
  executorRenewSchema,
} from "./executor.schema";
import { beyondExecutor, purposeOf, stepsFor } from "./executor-tasks";
import { type HeldAction, holdAction, moveOn, type NextStep } from "./move-action";
import type { ActionRecord } from "./ports/action-store";
import type { ExecutorRow } from "./ports/automation-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import { reasonToWait } from "./reason-to-wait";

/** How long a claim lasts without a word. */
const LEASE_MS = 30_000;
const ASK_AGAIN_MS = 1_000;
const PAUSED_MS = 3_000;
const CANDIDATES_LIMIT = 500;
/** States in which there is something for an executor to do; what was begun comes first. */
const WORKED_ON: readonly ActionState[] = [
  "executing",
  "rolling-back",
  "verifying",
  "prechecked",
  "approved",
];

/**
 * Hands an executor the next thing to do, if there is one that it may do: the claim is stored, with its audit entry,
 * before it is told, and holds for half a minute unless it is renewed. Nothing while automation is paused.
 */
export async function claimWork(
  ports: Ports,
  { workspaceId, executorId, name }: ExecutorRow,
  claim: ExecutorClaim,
): Promise<ExecutorClaimAnswer> {
  const store = ports.store.inWorkspace(workspaceId);
  const now = ports.clock.now();
  await store.noteExecutor(executorId, now, claim);
  if ((await store.findAutomation())?.isPaused) return { task: null, waitMs: PAUSED_MS };
  const actions = await store.listActions({ states: WORKED_ON, limit: CANDIDATES_LIMIT });
  const inOrder = actions
    .toReversed()
    .toSorted((a, b) => WORKED_ON.indexOf(a.state) - WORKED_ON.indexOf(b.state));
  for (const action of inOrder) {
    const held = { workspaceId, action };
    if (!isFree(action, now) || beyondExecutor(stepsFor(action), claim) !== undefined) continue;
    const task = await hand(ports, held, name);
    if (task) return { task, waitMs: 0 };
  }
  return { task: null, waitMs: ASK_AGAIN_MS };
}

function isFree({ leaseUntil }: ActionRecord, now: Date): boolean {
  return leaseUntil === null || leaseUntil <= now;
}

/** Claims an action for an executor; undefined when there is nothing to do, or another one was quicker. */
async function hand(ports: Ports, held: HeldAction, name: string): Promise<ExecutorTask | undefined> {
  const { workspaceId, action } = held;
  const purpose = purposeOf(action);
  if (!purpose || (await reasonToWait(ports, held)) !== null) return undefined;
  const leaseUntil = new Date(ports.clock.now().getTime() + LEASE_MS);
  const isBegun = action.state === "prechecked";
  const step: NextStep = {
    to: isBegun ? "executing" : action.state,
    fence: action.fence,
    isClaim: true,
    isFree: true,
    isForward: true,
    isAlone: isBegun,
    reason: null,
    news: { leaseUntil, executorName: name },
    event: isBegun ? "execution begun" : `handed out to ${purpose}`,
    actor: `executor ${name}`,
  };
  if (!(await moveOn(ports, held, step))) return undefined;
  const claimed = await ports.store.inWorkspace(workspaceId).findAction(action.id);
  if (!claimed?.plan || claimed.planHash === null) return undefined;
  return {
    actionId: action.id,
    fence: action.fence + 1,
    leaseUntil: leaseUntil.toISOString(),
    leaseMs: LEASE_MS,
    purpose,
    idempotencyKey: action.state === "rolling-back" ? `${action.idempotencyKey}-undo` : action.idempotencyKey,
    planHash: claimed.planHash,
    plan: claimed.plan,
    steps: [...stepsFor(action)],
  };
}

/** Prolongs a claim. Fails CONFLICT when it is another's by now, or over. */
export async function renewWork(
  ports: Ports,
  { workspaceId }: ExecutorRow,
  { actionId, fence }: (typeof executorRenewSchema)["_output"],
): Promise<{ readonly leaseMs: number; readonly isPaused: boolean }> {
  const store = ports.store.inWorkspace(workspaceId);
  const now = ports.clock.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  if (!(await store.renewAction({ actionId, fence, now, leaseUntil }))) throw notYours();
  return { leaseMs: LEASE_MS, isPaused: (await store.findAutomation())?.isPaused ?? false };
}

/** The action that an executor speaks of. Fails CONFLICT when it is not its own any more. */
export async function heldBy(
  ports: Ports,
  { workspaceId }: ExecutorRow,
  { actionId, fence }: { readonly actionId: string; readonly fence: number },
): Promise<HeldAction> {
  const held = await holdAction(ports, { workspaceId, actionId });
  if (!held || held.action.fence !== fence) throw notYours();
  return held;
}

/** What an executor is told that speaks of an action which it does not hold. */
export function notYours(): Failure {
  return new Failure("CONFLICT", "this action is another's by now: ask for work again", { retryable: false });
}
