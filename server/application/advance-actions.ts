import type { ActionState } from "../engine/remediation/action-state.schema";
import type { RuleMode } from "../engine/remediation/rule.schema";
import { snapshotSource } from "./estates";
import { judgeExecuted, prepareRollBack } from "./judge-actions";
import { type HeldAction, holdAction, moveOn } from "./move-action";
import type { ActionRecord, ActionRef } from "./ports/action-store";
import { Failure, isNotFound } from "./ports/failure";
import type { Ports } from "./ports/ports";

const MINUTE_MS = 60_000;
const PLAN_TIME_LIMIT_MS = 10 * MINUTE_MS;
/** An execution that nobody finished in this time is for a person to look at. */
const EXECUTION_LIMIT_MS = 60 * MINUTE_MS;
/** An action passes through more states than this only by a fault. */
const MOST_STEPS = 20;
const CAUTION: readonly RuleMode[] = ["off", "dry-run", "ask", "auto"];

/**
 * Moves every action on as far as it goes by itself, in every workspace. What is done is decided by the state that is
 * stored, so that a process which ends at any moment loses nothing; of two that move the same action one does.
 */
export async function advanceActions(ports: Ports, stopping: AbortSignal): Promise<void> {
  for (const ref of await ports.store.openActions()) {
    if (stopping.aborted) return;
    await advance(ports, ref, stopping).catch((error: unknown) => {
      // The estate may be gone by now, and what has no time or thread now may have it next time.
      const isPassing = isNotFound(error) || (error instanceof Failure && error.retryable);
      if (!isPassing && !stopping.aborted) ports.reportBug(error);
    });
  }
}

async function advance(ports: Ports, ref: ActionRef, stopping: AbortSignal): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const held = await holdAction(ports, ref);
    if (!held || stopping.aborted || !(await STEPS[held.action.state](ports, held, stopping))) return;
  }
}

/** One step of an action; whether it moved. */
type Step = (ports: Ports, held: HeldAction, stopping: AbortSignal) => Promise<boolean>;
const rest: Step = async () => false;

const STEPS: Readonly<Record<ActionState, Step>> = {
  proposed: makePlan,
  simulated: sendOn,
  "awaiting-approval": keepUp,
  approved: keepUp,
  prechecked: keepUp,
  executing: endTooLong,
  executed: (ports, held) =>
    moveOn(ports, held, { to: "verifying", reason: null, event: "verification begun" }),
  verifying: judgeExecuted,
  failed: prepareRollBack,
  "rolling-back": endTooLong,
  recorded: rest,
  refused: rest,
  rejected: rest,
  expired: rest,
  cancelled: rest,
  succeeded: rest,
  "rolled-back": rest,
  "needs-human": rest,
};

/** Plans the cure on the latest snapshot, and tries it there. */
async function makePlan(ports: Ports, held: HeldAction, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, action } = held;
  const snapshotId = await latestSnapshot(ports, held);
  if (snapshotId === undefined || (await isPaused(ports, held))) return false;
  if (await isUnsettled(ports, held, snapshotId)) return false;
  const { fingerprint, rule } = action;
  const planned = await ports.pool
    .ask(
      "plan",
      snapshotSource(ports, workspaceId, action.estateId, snapshotId),
      { fingerprint, action: rule.action.kind, by: rule.action.by, ...termsOf(action) },
      { signal, isBackground: true, timeLimitMs: PLAN_TIME_LIMIT_MS },
    )
    .catch((error: unknown) => {
      if (!(error instanceof Failure) || error.code !== "TIMEOUT") throw error;
      return { kind: "impossible" as const, reason: "its cure could not be tried in time" };
    });
  if (planned.kind !== "planned") return refuse(ports, held, planned.reason);
  const { plan, planHash, trial } = planned;
  const news = { plan, planHash, trial };
  const detail = {
    planHash,
    planSnapshotId: snapshotId,
    triedSnapshotId: snapshotId,
    verdict: trial.verdict,
  };
  if (trial.verdict !== "verified")
    return moveOn(ports, held, {
      to: "refused",
      reason: inWords(trial),
      news,
      event: "action refused",
      detail,
    });
  return moveOn(ports, held, {
    to: "simulated",
    isForward: true,
    reason: null,
    news,
    event: "action simulated",
    detail,
  });
}

/** After its plan was verified: recorded, put before persons, or approved by what the rule has earned. */
async function sendOn(ports: Ports, held: HeldAction): Promise<boolean> {
  const { action } = held;
  const mode = await modeNow(ports, held);
  const expiresAt = new Date(ports.clock.now().getTime() + action.rule.approval.expiresMinutes * MINUTE_MS);
  const forward = { isForward: true, reason: null } as const;
  switch (mode) {
    case "off":
      return refuse(ports, held, "the rule was switched off or removed");
    case "dry-run":
      return moveOn(ports, held, { ...forward, to: "recorded", event: "action recorded" });
    case "ask":
      return moveOn(ports, held, {
        ...forward,
        to: "awaiting-approval",
        news: { expiresAt },
        event: "approval asked for",
      });
    case "auto":
      return moveOn(ports, held, {
        ...forward,
        to: "approved",
        news: { expiresAt },
        event: "action approved",
        detail: { by: "the rule, which acts without asking" },
      });
  }
}

/** Until it is carried out, a plan has to fit the network as it is, and its rule has to stand. */
async function keepUp(ports: Ports, held: HeldAction, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, action } = held;
  const now = ports.clock.now();
  if (action.expiresAt !== null && action.expiresAt <= now) {
    const reason =
      action.state === "awaiting-approval" ? "nobody approved it in time" : "its approval is over";
    return moveOn(ports, held, { to: "expired", reason, event: "action expired" });
  }
  if ((await modeNow(ports, held)) === "off")
    return refuse(ports, held, "the rule was switched off or removed");
  const snapshotId = await latestSnapshot(ports, held);
  if (!action.plan || snapshotId === undefined || snapshotId === action.trial?.snapshotId) return false;
  if (await isPaused(ports, held)) return false;
  if (await isUnsettled(ports, held, snapshotId)) return false;
  const trial = await ports.pool.ask(
    "verifyPlan",
    snapshotSource(ports, workspaceId, action.estateId, snapshotId),
    { plan: action.plan, terms: termsOf(action) },
    { signal, isBackground: true, timeLimitMs: PLAN_TIME_LIMIT_MS },
  );
  const detail = { triedSnapshotId: snapshotId, verdict: trial.verdict };
  if (trial.verdict !== "verified")
    return moveOn(ports, held, {
      to: "refused",
      reason: inWords(trial),
      news: { trial },
      event: "action refused",
      detail,
    });
  const news = { trial };
  const again = { to: action.state, reason: null, news, event: "action simulated again", detail };
  return moveOn(ports, held, again);
}

/** The executor's lease ends by itself; what several of them did not finish is for a person. */
async function endTooLong(ports: Ports, held: HeldAction): Promise<boolean> {
  const { workspaceId, action } = held;
  const transitions = await ports.store.inWorkspace(workspaceId).actionTransitions(action.id);
  const since = transitions.findLast(({ to }) => to === action.state)?.at ?? action.updatedAt;
  const now = ports.clock.now();
  const isHeld = action.leaseUntil !== null && action.leaseUntil > now;
  if (isHeld || now.getTime() - since.getTime() < EXECUTION_LIMIT_MS || (await isPaused(ports, held)))
    return false;
  return moveOn(ports, held, {
    to: "needs-human",
    reason: "no executor finished it within an hour: look at what it touches",
    event: "action left to a person",
  });
}

/** The more cautious of what the rule was when it fired and what it is now. */
async function modeNow(ports: Ports, { workspaceId, action }: HeldAction): Promise<RuleMode> {
  const record = await ports.store.inWorkspace(workspaceId).findRule(action.ruleId);
  const now = record?.rule.mode ?? "off";
  return CAUTION.indexOf(now) < CAUTION.indexOf(action.mode) ? now : action.mode;
}

/**
 * Whether nobody knows yet if the network still raises the alert: its snapshot is being analysed, or rests on what could
 * not be read lately. Then nothing is carried out, and nothing is refused either.
 */
async function isUnsettled(
  ports: Ports,
  { workspaceId, action }: HeldAction,
  snapshotId: string,
): Promise<boolean> {
  const store = ports.store.inWorkspace(workspaceId);
  const analysis = await store.latestAnalysis(action.estateId);
  const isRunning = analysis?.state === "queued" || analysis?.state === "running";
  if (isRunning && analysis.snapshotId === snapshotId) return true;
  return (await store.findAlert(action.estateId, action.alertId))?.state === "unverified";
}

function refuse(ports: Ports, held: HeldAction, reason: string): Promise<boolean> {
  return moveOn(ports, held, { to: "refused", reason, event: "action refused" });
}

/** The latest snapshot of an action's estate; undefined where there is none yet. */
async function latestSnapshot(
  ports: Ports,
  { workspaceId, action }: HeldAction,
): Promise<string | undefined> {
  const estate = await ports.store.inWorkspace(workspaceId).findEstate(action.estateId);
  return estate?.latest?.snapshotId;
}

async function isPaused(ports: Ports, { workspaceId }: HeldAction): Promise<boolean> {
  return (await ports.store.inWorkspace(workspaceId).findAutomation())?.isPaused ?? false;
}

/** What a plan of the action has to keep to, as its rule says. */
export function termsOf({ rule: { guard, conditions }, mode }: ActionRecord) {
  return { guard, accountIds: conditions.accountIds, mode };
}

function inWords({ verdict, reasons }: NonNullable<ActionRecord["trial"]>): string {
  const said = reasons.map(({ text }) => text).join("; ");
  return said === "" ? `its trial was ${verdict}` : said;
}
