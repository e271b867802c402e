import { canonicalJson } from "../engine/configuration";
import type { ActionState } from "../engine/remediation/action-state.schema";
import type { Actor } from "./actor";
import { isSingleUser } from "./automation";
import { findEstate } from "./estates";
import type { ActionRecord, ActionTransition } from "./ports/action-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AlertRecord, WorkspaceStore } from "./ports/store";
import { reasonToWait } from "./reason-to-wait";

const LIST_LIMIT = 200;

/** What rules want done, newest first. Fails NOT_FOUND for an unknown estate. */
export async function listActions(
  ports: Ports,
  actor: Actor,
  wanted: {
    readonly estateId?: string | undefined;
    readonly ruleId?: string | undefined;
    readonly alertId?: string | undefined;
    readonly states?: readonly ActionState[] | undefined;
  },
): Promise<{ readonly actions: readonly ActionRecord[] }> {
  if (wanted.estateId !== undefined) await findEstate(ports, actor, wanted.estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  return { actions: await store.listActions({ ...wanted, limit: LIST_LIMIT }) };
}

/** Whether somebody may approve an action; `why` says in words why not. */
export interface MayApprove {
  readonly isAllowed: boolean;
  readonly why: string | null;
}

export interface ActionDetail {
  readonly action: ActionRecord;
  /** Oldest first. */
  readonly transitions: readonly ActionTransition[];
  readonly approval: MayApprove;
  /** Why an approved plan is not carried out now, in words; null when nothing but an executor is waited for. */
  readonly waits: string | null;
  /** The plan's changes in two languages; null where there is no plan, or nobody wrote it in them. */
  readonly texts: { readonly cli: string; readonly terraform: string } | null;
  /** The alert as it is now; null when it is gone. */
  readonly alert: {
    readonly severity: AlertRecord["alert"]["severity"];
    readonly state: AlertRecord["state"];
    readonly title: string;
  } | null;
}

/** Fails NOT_FOUND. */
export async function readAction(ports: Ports, actor: Actor, actionId: string): Promise<ActionDetail> {
  const action = await findAction(ports, actor, actionId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await store.findAlert(action.estateId, action.alertId);
  const why = await reasonAgainst(store, actor, action, ports.clock.now());
  return {
    action,
    transitions: await store.actionTransitions(actionId),
    approval: { isAllowed: why === null, why },
    waits: await reasonToWait(ports, { workspaceId: actor.workspaceId, action }),
    texts: await textsOf(store, action),
    alert: record
      ? { severity: record.alert.severity, state: record.state, title: record.alert.title }
      : null,
  };
}

/** Fails NOT_FOUND. */
export async function findAction(ports: Ports, actor: Actor, actionId: string): Promise<ActionRecord> {
  const action = await ports.store.inWorkspace(actor.workspaceId).findAction(actionId);
  if (!action) throw new Failure("NOT_FOUND", "no such action: choose one from the list of approvals");
  return action;
}

/** Why somebody may not approve an action, in words; null when they may. */
export async function reasonAgainst(
  store: Pick<WorkspaceStore, "findAutomation" | "countOthers">,
  actor: Actor,
  action: ActionRecord,
  now: Date,
): Promise<string | null> {
  if (action.state !== "awaiting-approval")
    return `it is ${action.state.replaceAll("-", " ")} and waits for no approval`;
  if (action.expiresAt !== null && action.expiresAt <= now) return "the time to approve it is over";
  if ((await store.findAutomation())?.isPaused) return "automation is paused: let it go on first";
  if (action.approvals.some(({ actorId }) => actorId === actor.id))
    return "you approved it: another person has to as well";
  if (action.requestedBy === actor.id && !(await isSingleUser(store, actor)))
    return "you asked for it: another person has to approve it";
  return null;
}

/** The texts of the cure as it was last tried, where that is what the plan does. */
async function textsOf(
  store: Pick<WorkspaceStore, "findFix">,
  { estateId, fingerprint, plan }: ActionRecord,
): Promise<ActionDetail["texts"]> {
  if (!plan) return null;
  const fix = await store.findFix(estateId, fingerprint);
  const option = fix?.tried?.result.options.find(({ id }) => id === plan.optionId);
  return option && canonicalJson(option.operations) === canonicalJson(plan.changes)
    ? { cli: option.cli, terraform: option.terraform }
    : null;
}
