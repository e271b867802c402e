import type { Actor } from "./actor";
import type { ActionRecord } from "./ports/action-store";
import type { AutomationRecord } from "./ports/automation-store";
import type { Ports } from "./ports/ports";
import type { WorkspaceStore } from "./ports/store";

const WAITING_LIMIT = 1_000;
const WAITING: readonly ActionRecord["state"][] = ["awaiting-approval"];

/** Whether anything acts, and how many actions wait for a person. */
export interface AutomationStatus {
  readonly isPaused: boolean;
  /** Who paused it, when and why; null while it is not paused. */
  readonly by: string | null;
  readonly at: Date | null;
  readonly reason: string | null;
  /** There is one person only, so that nobody else could approve. */
  readonly isSingleUser: boolean;
  readonly waitingCount: number;
}

/** Whether rules may do anything now, who stopped them, and how many plans wait for somebody. */
export async function readAutomation(ports: Ports, actor: Actor): Promise<AutomationStatus> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await store.findAutomation();
  const waiting = await store.listActions({ states: WAITING, limit: WAITING_LIMIT });
  const pause = record?.isPaused ? record : null;
  return {
    isPaused: pause !== null,
    by: pause?.by ?? null,
    at: pause?.at ?? null,
    reason: pause?.reason ?? null,
    isSingleUser: await isSingleUser(store, actor),
    waitingCount: waiting.length,
  };
}

/** Whether nobody but the actor ever decided anything here. */
export async function isSingleUser(
  store: Pick<WorkspaceStore, "countOthers">,
  actor: Actor,
): Promise<boolean> {
  return (await store.countOthers(actor.id)) === 0;
}

/** Stops everything that acts: no plan is made, nothing is approved or handed to an executor until it is let go on. */
export function pauseAutomation(ports: Ports, actor: Actor, reason: string): Promise<void> {
  return set(ports, actor, { isPaused: true, reason });
}

/** Lets everything go on from where it stood. */
export function resumeAutomation(ports: Ports, actor: Actor, reason: string): Promise<void> {
  return set(ports, actor, { isPaused: false, reason });
}

async function set(
  ports: Ports,
  actor: Actor,
  { isPaused, reason }: Pick<AutomationRecord, "isPaused" | "reason">,
): Promise<void> {
  const at = ports.clock.now();
  const { workspaceId, id } = actor;
  await ports.store.inWorkspace(workspaceId).setAutomation(
    { isPaused, by: id, at, reason },
    {
      at,
      actor: id,
      event: isPaused ? "automation paused" : "automation resumed",
      subject: { kind: "automation", id: "automation" },
      estateId: null,
      detail: { reason },
    },
  );
  ports.events.publish({ workspaceId, estateId: "", kind: "automation" });
}
