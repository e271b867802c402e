import { findAction, reasonAgainst } from "./actions";
import type { Actor } from "./actor";
import { isSingleUser } from "./automation";
import type { ActionMove, ActionRecord, Approval } from "./ports/action-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";

const MINUTE_MS = 60_000;

interface Word {
  readonly actionId: string;
  readonly reason: string;
}

/**
 * Approves the plan that was seen, and no other. Where there is one person only, that one's word is enough and is
 * labelled; else as many as the rule says, none of them the one who asked. Fails NOT_FOUND; CONFLICT when the plan is
 * another one by now, or this person may not approve it.
 */
export async function approveAction(
  ports: Ports,
  actor: Actor,
  { actionId, planHash, reason }: Word & { readonly planHash: string },
): Promise<void> {
  const action = await findAction(ports, actor, actionId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const now = ports.clock.now();
  const against = await reasonAgainst(store, actor, action, now);
  if (against !== null)
    throw new Failure("CONFLICT", `this cannot be approved: ${against}`, { retryable: false });
  if (action.planHash === null || action.planHash !== planHash)
    throw new Failure("CONFLICT", "the plan is another one than you saw: reload and look at it again");
  const isAlone = await isSingleUser(store, actor);
  const approval: Approval = {
    actorId: actor.id,
    decision: "approved",
    reason,
    at: now,
    planHash,
    isSingleUser: isAlone,
  };
  const approvals = [...action.approvals, approval];
  const isEnough = isAlone || approvals.length >= action.rule.approval.count;
  const holdsUntil = new Date(now.getTime() + action.rule.approval.expiresMinutes * MINUTE_MS);
  await decide(ports, actor, action, {
    to: isEnough ? "approved" : "awaiting-approval",
    isForward: true,
    reason: isAlone ? "approved by the only person there is" : null,
    news: { approvals, ...(isEnough ? { expiresAt: holdsUntil } : {}) },
    event: "action approved",
    detail: { planHash, reason, isSingleUser: isAlone, approvals: approvals.length },
  });
}

/** Fails NOT_FOUND; CONFLICT when it waits for no approval. */
export async function rejectAction(ports: Ports, actor: Actor, { actionId, reason }: Word): Promise<void> {
  const action = await findAction(ports, actor, actionId);
  if (action.state !== "awaiting-approval") throw moved();
  const store = ports.store.inWorkspace(actor.workspaceId);
  const rejection: Approval = {
    actorId: actor.id,
    decision: "rejected",
    reason,
    at: ports.clock.now(),
    planHash: action.planHash ?? "",
    isSingleUser: await isSingleUser(store, actor),
  };
  await decide(ports, actor, action, {
    to: "rejected",
    isForward: false,
    reason,
    news: { approvals: [...action.approvals, rejection] },
    event: "action rejected",
    detail: { planHash: action.planHash },
  });
}

const CANCELLABLE: readonly ActionRecord["state"][] = [
  "proposed",
  "simulated",
  "awaiting-approval",
  "approved",
  "prechecked",
];

/** Takes an action back before anything was changed. Fails NOT_FOUND; CONFLICT when it is too late. */
export async function cancelAction(ports: Ports, actor: Actor, { actionId, reason }: Word): Promise<void> {
  const action = await findAction(ports, actor, actionId);
  if (!CANCELLABLE.includes(action.state)) throw moved();
  await decide(ports, actor, action, {
    to: "cancelled",
    isForward: false,
    reason,
    news: {},
    event: "action cancelled",
    detail: {},
  });
}

/** Stores a person's word on the action as it was read: every word makes a number higher that the next one must name. */
async function decide(
  ports: Ports,
  actor: Actor,
  action: ActionRecord,
  word: Pick<ActionMove, "to" | "isForward" | "reason"> & {
    readonly news: NonNullable<ActionMove["news"]>;
    readonly event: string;
    readonly detail: object;
  },
): Promise<void> {
  const { event, detail, ...move } = word;
  const isStored = await ports.store.inWorkspace(actor.workspaceId).moveAction({
    ...move,
    actionId: action.id,
    from: action.state,
    fence: action.fence,
    isClaim: true,
    isByPerson: true,
    note: { at: ports.clock.now(), actor: actor.id, event, detail },
  });
  if (!isStored) throw moved();
  const { workspaceId } = actor;
  ports.events.publish({ workspaceId, estateId: action.estateId, kind: "action", id: action.id });
}

function moved(): Failure {
  return new Failure("CONFLICT", "this action has moved on: reload to see it as it is");
}
