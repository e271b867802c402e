import type { Actor } from "./actor";
import { snapshotSource } from "./estates";
import type { Opening } from "./ports/action-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { RuleRecord } from "./ports/rule-store";
import type { AlertRecord, WorkspaceId } from "./ports/store";
import { firingsFor } from "./rule-firings";
import { readRule } from "./rules";

const OPENINGS_AT_ONCE = 200;
/** Alerts that a person lets a rule answer at once; its limits per hour come first. */
const ALERTS_AT_ONCE = 100;

/**
 * Lets the rules answer every alert that was opened since they were asked last, in every workspace. What was opened is
 * read from the alerts themselves, so that no opening is lost with a process that ends before it is answered. While
 * automation is paused they wait.
 */
export async function answerOpenings(ports: Ports, stopping: AbortSignal): Promise<void> {
  const paused = new Map<WorkspaceId, boolean>();
  for (const opening of await ports.store.unansweredOpenings(OPENINGS_AT_ONCE)) {
    if (stopping.aborted) return;
    const { workspaceId } = opening;
    const store = ports.store.inWorkspace(workspaceId);
    const isPaused = paused.get(workspaceId) ?? (await store.findAutomation())?.isPaused ?? false;
    paused.set(workspaceId, isPaused);
    if (!isPaused) await answerOpening(ports, opening);
  }
}

async function answerOpening(ports: Ports, opening: Opening): Promise<void> {
  const { workspaceId, estateId, alertId, number, change } = opening;
  const store = ports.store.inWorkspace(workspaceId);
  const record = await store.findAlert(estateId, alertId);
  const isOpen = record?.state === "open" || record?.state === "unverified";
  const asked = (await store.listRules(estateId)).filter(
    ({ rule }) => rule.mode !== "off" && rule.trigger.states.includes(change),
  );
  const rules = record && isOpen ? await fitting(ports, workspaceId, estateId, record, asked) : [];
  const at = ports.clock.now();
  const occasion = {
    estateId,
    occurrence: number,
    change,
    rules,
    requestedBy: "rule",
    at,
    nextId: () => ports.ids.next(),
  };
  const added = await store.answerOpening(
    opening,
    (recent) => (record ? firingsFor({ ...occasion, record }, recent) : { actions: [], notes: [] }),
    at,
  );
  tell(ports, workspaceId, estateId, added);
}

/** Rules that an alert fits, by the snapshot that it was found in. */
async function fitting(
  ports: Ports,
  workspaceId: WorkspaceId,
  estateId: string,
  { alert, snapshotId }: AlertRecord,
  rules: readonly RuleRecord[],
): Promise<readonly RuleRecord[]> {
  // Most rules are about other kinds: then no snapshot need be looked at.
  const near = rules.filter(({ rule }) => rule.trigger.kinds.some((kind) => kind === alert.kind));
  if (near.length === 0) return [];
  const source = snapshotSource(ports, workspaceId, estateId, snapshotId);
  const positions = await ports.pool.ask(
    "fittingRules",
    source,
    { rules: near.map(({ rule }) => rule), alert },
    { isBackground: true },
  );
  return near.filter((_, position) => positions.includes(position));
}

/**
 * Lets a rule answer the alerts that are open now, because a person says so; an alert that it answers already is left
 * alone. Fails NOT_FOUND; CONFLICT for a rule that is off, and while automation is paused.
 */
export async function fireRule(
  ports: Ports,
  actor: Actor,
  ruleId: string,
): Promise<{ readonly actionIds: readonly string[] }> {
  const record = await readRule(ports, actor, ruleId);
  const { estateId, rule } = record;
  if (rule.mode === "off") throw new Failure("CONFLICT", "this rule is off: choose another mode first");
  const store = ports.store.inWorkspace(actor.workspaceId);
  if ((await store.findAutomation())?.isPaused)
    throw new Failure("CONFLICT", "automation is paused: let it go on first");
  const actionIds: string[] = [];
  const open = (await store.listAlerts(estateId)).filter(
    ({ state, kind }) => state === "open" && rule.trigger.kinds.some((each) => each === kind),
  );
  for (const { id } of open.slice(0, ALERTS_AT_ONCE)) {
    const alert = await store.findAlert(estateId, id);
    const opening = alert?.transitions.findLast(
      ({ from, to }) => to === "open" && (from === null || from === "resolved"),
    );
    if (!alert || !opening) continue;
    const rules = await fitting(ports, actor.workspaceId, estateId, alert, [record]);
    const at = ports.clock.now();
    const occasion = {
      estateId,
      record: alert,
      occurrence: opening.number,
      change: opening.from === null ? ("opened" as const) : ("reopened" as const),
      rules,
      requestedBy: actor.id,
      at,
    };
    const added = await store.addActions(
      estateId,
      (recent) => firingsFor({ ...occasion, nextId: () => ports.ids.next() }, recent),
      { at, personId: actor.id },
    );
    actionIds.push(...added);
  }
  tell(ports, actor.workspaceId, estateId, actionIds);
  return { actionIds };
}

function tell(ports: Ports, workspaceId: WorkspaceId, estateId: string, actionIds: readonly string[]): void {
  for (const id of actionIds) ports.events.publish({ workspaceId, estateId, kind: "action", id });
}
