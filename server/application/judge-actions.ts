import type { Plan } from "../engine/remediation/plan/plan.schema";
import { snapshotSource } from "./estates";
import type { ExecutorReport } from "./executor.schema";
import { type HeldAction, moveOn } from "./move-action";
import type { ActionRecord, RuleTrouble } from "./ports/action-store";
import type { Ports } from "./ports/ports";
import type { SnapshotSummary } from "./ports/store";

/** How long the mirror is waited for before the proof has to do without. */
const VERIFY_LIMIT_MS = 10 * 60_000;
const TIME_LIMIT_MS = 10 * 60_000;
/** Verifications in a row that fail before a rule is switched off. */
const FAILURES_IN_A_ROW = 2;

/** What a look at the network says of a change that was made; `wait`: nothing yet. */
type Judgement =
  | { readonly kind: "wait" }
  | { readonly kind: "succeeded"; readonly reason: string | null }
  | { readonly kind: "failed" | "needs-human"; readonly reason: string };
const WAIT: Judgement = { kind: "wait" };

/**
 * Whether a change did what was foreseen: production as the executor reads it, and the suite on a snapshot that was
 * taken, or seen again, since. Where the network is not mirrored in time, the suite on a copy with the plan decides, and says so.
 */
export async function judgeExecuted(ports: Ports, held: HeldAction, signal: AbortSignal): Promise<boolean> {
  const { action } = held;
  const judgement = await judge(ports, held, signal);
  if (judgement.kind === "wait") return false;
  const { kind, reason } = judgement;
  const { ruleId } = action;
  switch (kind) {
    case "succeeded":
      return moveOn(ports, held, {
        to: "succeeded",
        reason,
        rule: { ruleId, verification: "succeeded" },
        event: "action verified",
        detail: await snapshotAfter(ports, held),
      });
    case "failed": {
      const trouble: RuleTrouble = {
        kind: "switched-off",
        at: ports.clock.now(),
        reason: `${FAILURES_IN_A_ROW} of its changes in a row did not do what was foreseen: ${reason}`,
        withRuleId: null,
      };
      return moveOn(ports, held, {
        to: "failed",
        reason,
        rule: { ruleId, verification: "failed", trouble, afterFailures: FAILURES_IN_A_ROW },
        event: "verification failed",
        detail: await snapshotAfter(ports, held),
      });
    }
    case "needs-human":
      return moveOn(ports, held, { to: "needs-human", reason, event: "action left to a person" });
  }
}

async function judge(ports: Ports, held: HeldAction, signal: AbortSignal): Promise<Judgement> {
  const { workspaceId, action } = held;
  const { plan, trial, executedAt } = action;
  if (!plan || !trial || !executedAt)
    return { kind: "needs-human", reason: "its plan is not known any more" };
  const isLate = ports.clock.now().getTime() - executedAt.getTime() >= VERIFY_LIMIT_MS;
  const seen = judgeSight(action, plan, isLate);
  if (seen.kind !== "succeeded") return seen;
  const latest = (await ports.store.inWorkspace(workspaceId).findEstate(action.estateId))?.latest;
  if (!latest) return WAIT;
  // A change may be mirrored before it is told of, by an executor that was killed in between: what was read again since
  // and found the same counts too.
  const isOlder = latest.snapshotId === trial.snapshotId || latest.lastSeenAt <= executedAt;
  if (isOlder) return isLate ? withoutMirror(ports, held, latest.snapshotId, signal) : WAIT;
  return judgeMirror(ports, held, { plan, latest, isLate, signal });
}

/** By what an executor read after the change. `succeeded`: all of it is as the plan leaves it. */
function judgeSight(action: ActionRecord, plan: Plan, isLate: boolean): Judgement {
  const look = lastLook(action);
  const late = (reason: string): Judgement => (isLate ? { kind: "failed", reason } : WAIT);
  if (!look || look.outcome === "unknown" || look.outcome === "refused")
    return isLate ? { kind: "needs-human", reason: "production could not be read after the change" } : WAIT;
  const off = otherThanAfter(plan, look);
  if (off !== undefined) return { kind: "failed", reason: `\`${off}\` is not as the plan leaves it` };
  return look.outcome === "conflict" ? late(look.detail) : { kind: "succeeded", reason: null };
}

/** The latest look at production since the change was made. */
export function lastLook({ reports }: ActionRecord): ExecutorReport | undefined {
  const made = reports.findLastIndex(({ purpose, outcome }) => purpose === "execute" && outcome === "done");
  return reports.slice(made + 1).findLast(({ purpose }) => purpose === "observe");
}

/** The first resource that was found other than the plan leaves it. */
export function otherThanAfter(
  { touched }: Plan,
  { observed }: Pick<ExecutorReport, "observed">,
): string | undefined {
  const forms = new Map(observed.map(({ id, form }) => [id, form]));
  return touched.find(({ element, after }) => after !== null && forms.get(element.id) !== after)?.element.id;
}

interface Mirror {
  readonly plan: Plan;
  readonly latest: SnapshotSummary;
  readonly isLate: boolean;
  readonly signal: AbortSignal;
}

/** What was looked at in vain, by action: the suite need not say the same twice. */
const lookedAt = new WeakMap<Ports, Map<string, string>>();

/** By the suite on a snapshot that was taken after the change. */
async function judgeMirror(ports: Ports, held: HeldAction, mirror: Mirror): Promise<Judgement> {
  const { latest, isLate } = mirror;
  const looks = lookedAt.get(ports) ?? new Map<string, string>();
  lookedAt.set(ports, looks);
  const look = `${latest.snapshotId} ${latest.lastSeenAt > latest.takenAt} ${isLate}`;
  if (looks.get(held.action.id) === look) return WAIT;
  const judgement = await askMirror(ports, held, mirror);
  if (judgement.kind === "wait") looks.set(held.action.id, look);
  else looks.delete(held.action.id);
  return judgement;
}

async function askMirror(
  ports: Ports,
  held: HeldAction,
  { plan, latest, isLate, signal }: Mirror,
): Promise<Judgement> {
  const { workspaceId, action } = held;
  const { estateId, trial, alertId } = action;
  const record = await ports.store.inWorkspace(workspaceId).findAlert(estateId, alertId);
  if (!record || !trial) return { kind: "needs-human", reason: "its alert is not known any more" };
  const options = { signal, isBackground: true, timeLimitMs: TIME_LIMIT_MS };
  const before = await ports.pool.ask(
    "analyze",
    snapshotSource(ports, workspaceId, estateId, trial.snapshotId),
    {},
    options,
  );
  const { kind, subject } = record.alert;
  const found = await ports.pool.ask(
    "verifyAfter",
    snapshotSource(ports, workspaceId, estateId, latest.snapshotId),
    {
      plan,
      alert: { kind, subject },
      knownFingerprints: before.alerts.map(({ fingerprint }) => fingerprint),
      predictedNew: trial.predictedNew,
    },
    options,
  );
  const reason = found.reasons.join("; ");
  const isMirrored = otherThanAfter(plan, { observed: found.forms }) === undefined;
  // A sweep that began before the change and ended after it shows a network that never was: it is seen once only.
  const isConfirmed = isMirrored || latest.lastSeenAt > latest.takenAt || isLate;
  switch (found.verdict) {
    case "as-predicted":
      return { kind: "succeeded", reason: null };
    case "other":
      return isConfirmed ? { kind: "failed", reason } : WAIT;
    case "undecided":
      return isLate ? { kind: "needs-human", reason } : WAIT;
    case "not-mirrored":
      return isLate ? withoutMirror(ports, held, latest.snapshotId, signal) : WAIT;
  }
}

/** By the suite on a copy of the latest snapshot with the plan in it: what the executor read stands for the mirror. */
async function withoutMirror(
  ports: Ports,
  { workspaceId, action }: HeldAction,
  snapshotId: string,
  signal: AbortSignal,
): Promise<Judgement> {
  const { plan, rule, mode, estateId } = action;
  if (!plan) return { kind: "needs-human", reason: "its plan is not known any more" };
  const trial = await ports.pool.ask(
    "verifyPlan",
    snapshotSource(ports, workspaceId, estateId, snapshotId),
    { plan, terms: { guard: rule.guard, accountIds: rule.conditions.accountIds, mode } },
    { signal, isBackground: true, timeLimitMs: TIME_LIMIT_MS },
  );
  if (trial.verdict === "verified")
    return { kind: "succeeded", reason: "by what the executor read: it is not mirrored yet" };
  const why = trial.reasons.map(({ text }) => text).join("; ");
  const reason = `it is not mirrored yet, and on a copy: ${why}`;
  return { kind: trial.verdict === "refused" ? "failed" : "needs-human", reason };
}

/** Undoes a change that did not do what was foreseen, where undoing it is shown to bring back what was before. */
export async function prepareRollBack(ports: Ports, held: HeldAction, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, action } = held;
  const { plan, estateId } = action;
  const leave = (reason: string) =>
    moveOn(ports, held, { to: "needs-human", reason, event: "action left to a person" });
  if (!plan?.inverse) return leave(`it cannot be undone by itself: ${action.reason ?? "it failed"}`);
  if ((await ports.store.inWorkspace(workspaceId).findAutomation())?.isPaused) return false;
  const trial = await ports.pool.ask(
    "verifyInverse",
    snapshotSource(ports, workspaceId, estateId, plan.snapshotId),
    { plan },
    { signal, isBackground: true, timeLimitMs: TIME_LIMIT_MS },
  );
  if (trial.verdict !== "verified")
    return leave(
      `undoing it was not shown to do no harm: ${trial.reasons.map(({ text }) => text).join("; ")}`,
    );
  return moveOn(ports, held, {
    to: "rolling-back",
    isForward: true,
    reason: action.reason,
    news: { leaseUntil: null },
    event: "roll-back begun",
  });
}

async function snapshotAfter(ports: Ports, { workspaceId, action }: HeldAction): Promise<object> {
  const estate = await ports.store.inWorkspace(workspaceId).findEstate(action.estateId);
  return { snapshotAfter: estate?.latest?.snapshotId ?? null };
}
