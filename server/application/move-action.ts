import type { ActionMove, ActionRecord, ActionRef } from "./ports/action-store";
import type { Ports } from "./ports/ports";
import type { WorkspaceId } from "./ports/store";

/** On whose behalf an action moves by itself. */
const ITSELF = "umbra";

/** An action with the workspace that it belongs to. */
export interface HeldAction {
  readonly workspaceId: WorkspaceId;
  readonly action: ActionRecord;
}

/** What becomes of an action; it moves by itself unless an executor or a person is named. */
export type NextStep = Omit<ActionMove, "actionId" | "from" | "note" | "isForward"> & {
  readonly isForward?: boolean;
  readonly event: string;
  readonly actor?: string;
  readonly detail?: object;
};

/** Reads an action that may be gone with its estate by now. */
export async function holdAction(
  ports: Ports,
  { workspaceId, actionId }: ActionRef,
): Promise<HeldAction | undefined> {
  const action = await ports.store.inWorkspace(workspaceId).findAction(actionId);
  return action && { workspaceId, action };
}

/** Moves an action on from the state in which it was read. False: another one was quicker, or automation is paused. */
export async function moveOn(
  ports: Ports,
  { workspaceId, action }: HeldAction,
  { event, actor = ITSELF, detail = {}, isForward = false, ...move }: NextStep,
): Promise<boolean> {
  const isMoved = await ports.store.inWorkspace(workspaceId).moveAction({
    ...move,
    isForward,
    actionId: action.id,
    from: action.state,
    note: { at: ports.clock.now(), actor, event, detail: { ...evidenceOf(action), ...detail } },
  });
  if (isMoved)
    ports.events.publish({ workspaceId, estateId: action.estateId, kind: "action", id: action.id });
  return isMoved;
}

/** What every entry of the audit names: the plan and the snapshots that it was made and last tried on. */
function evidenceOf({ planHash, plan, trial }: ActionRecord): object {
  if (planHash === null) return {};
  return { planHash, planSnapshotId: plan?.snapshotId ?? null, triedSnapshotId: trial?.snapshotId ?? null };
}
