import type { ActionState } from "../engine/remediation/action-state.schema";
import type { ExecutorReport } from "./executor.schema";
import { heldBy, notYours } from "./executor-work";
import { otherThanAfter } from "./judge-actions";
import { type HeldAction, moveOn, type NextStep } from "./move-action";
import type { ActionRecord } from "./ports/action-store";
import type { ExecutorRow } from "./ports/automation-store";
import type { Ports } from "./ports/ports";

/** What could not be found out so often is for a person, or is given up. */
const UNKNOWN_LIMIT = 4;
/** After a look that found nothing out, before the next one. */
const LOOK_AGAIN_MS = 5_000;
const REPORTS_KEPT = 50;

/** The states in which a purpose is worked on. */
const STATES: Readonly<Record<ExecutorReport["purpose"], readonly ActionState[]>> = {
  precheck: ["approved"],
  execute: ["executing"],
  observe: ["executing", "verifying"],
  "roll-back": ["rolling-back"],
};

/** What becomes of an action after a report: where it goes, why, and how long nobody looks again. */
interface Outcome {
  readonly to: ActionState;
  readonly reason: string | null;
  readonly event: string;
  readonly waitMs?: number;
  readonly isForward?: boolean;
}

/**
 * Takes in what an executor did. Only who holds the latest claim is heard; whoever was slower changes nothing. Fails
 * CONFLICT for anybody else.
 */
export async function reportWork(ports: Ports, executor: ExecutorRow, report: ExecutorReport): Promise<void> {
  const held = await heldBy(ports, executor, report);
  const { action } = held;
  if (!STATES[report.purpose].includes(action.state)) throw notYours();
  const { to, reason, event, waitMs, isForward } = outcomeOf(action, report);
  const now = ports.clock.now();
  const step: NextStep = {
    to,
    fence: report.fence,
    reason,
    isForward: isForward ?? false,
    news: {
      reports: [...action.reports, report].slice(-REPORTS_KEPT),
      leaseUntil: waitMs === undefined ? null : new Date(now.getTime() + waitMs),
      ...(to === "executed" ? { executedAt: now } : {}),
    },
    event,
    actor: `executor ${executor.name}`,
    detail: { purpose: report.purpose, outcome: report.outcome, said: report.detail, steps: report.steps },
  };
  if (await moveOn(ports, held, step)) return;
  await refuseLate(ports, executor, held, report);
}

/** A report that was not stored: it came too late, or automation is paused and it will be asked for again. */
async function refuseLate(
  ports: Ports,
  executor: ExecutorRow,
  { action: before }: HeldAction,
  report: ExecutorReport,
): Promise<void> {
  const { action } = await heldBy(ports, executor, report);
  if (action.state !== before.state) throw notYours();
}

function outcomeOf(action: ActionRecord, report: ExecutorReport): Outcome {
  switch (report.purpose) {
    case "precheck":
      return afterPrecheck(action, report);
    case "execute":
      return afterExecute(action, report);
    case "observe":
      return afterLook(action, report);
    case "roll-back":
      return afterRollBack(action, report);
  }
}

function afterPrecheck(action: ActionRecord, report: ExecutorReport): Outcome {
  const { plan } = action;
  const forms = new Map(report.observed.map(({ id, form }) => [id, form]));
  const other = plan?.touched.find(({ element, before }) => forms.get(element.id) !== before);
  switch (report.outcome) {
    case "done":
      return other
        ? {
            to: "refused",
            reason: changedSince(`\`${other.element.id}\` is other than the plan expects`),
            event: "action refused",
          }
        : { to: "prechecked", reason: null, event: "production checked", isForward: true };
    case "conflict":
      return { to: "refused", reason: changedSince(report.detail), event: "action refused" };
    case "refused":
      return { to: "refused", reason: `it would not be allowed: ${report.detail}`, event: "action refused" };
    case "unknown":
      return isHopeless(action, report)
        ? { to: "refused", reason: `production could not be read: ${report.detail}`, event: "action refused" }
        : { to: "approved", reason: null, event: "production not read", waitMs: LOOK_AGAIN_MS };
  }
}

function changedSince(detail: string): string {
  return `the network was changed since the plan was made: ${detail}`;
}

function afterExecute(action: ActionRecord, report: ExecutorReport): Outcome {
  switch (report.outcome) {
    case "done":
      return { to: "executed", reason: null, event: "action executed" };
    case "conflict":
    case "refused":
      // Only what was left alone from its first step on may be called so.
      return report.steps.some(({ outcome }) => CHANGED.includes(outcome)) || mayHaveBegun(action)
        ? { to: "failed", reason: `it ended halfway: ${report.detail}`, event: "execution failed" }
        : { to: "refused", reason: `nothing was changed: ${report.detail}`, event: "action refused" };
    case "unknown":
      return isHopeless(action, report)
        ? {
            to: "needs-human",
            reason: `nobody knows what became of it: ${report.detail}`,
            event: "action left to a person",
          }
        : { to: "executing", reason: null, event: "outcome not known" };
  }
}

const CHANGED: readonly ExecutorReport["steps"][number]["outcome"][] = ["done", "stood", "unknown"];

/** An earlier executor was handed the same, and may have done a part of it. */
function mayHaveBegun({ reports }: ActionRecord): boolean {
  return reports.some(
    ({ purpose, steps }) => purpose === "execute" && steps.some(({ outcome }) => CHANGED.includes(outcome)),
  );
}

function afterLook(action: ActionRecord, report: ExecutorReport): Outcome {
  const waits = { to: action.state, reason: null, event: "production read" };
  if (action.state === "verifying")
    return report.outcome === "done" ? waits : { ...waits, waitMs: LOOK_AGAIN_MS };
  if (report.outcome === "unknown" || report.outcome === "refused")
    return { ...waits, waitMs: LOOK_AGAIN_MS };
  const isDone = action.plan !== null && otherThanAfter(action.plan, report) === undefined;
  return isDone
    ? { to: "executed", reason: "as production shows", event: "action executed" }
    : { ...waits, event: "production read: not done yet" };
}

function afterRollBack(action: ActionRecord, report: ExecutorReport): Outcome {
  switch (report.outcome) {
    case "done":
      return { to: "rolled-back", reason: action.reason, event: "action rolled back" };
    case "conflict":
    case "refused":
      return {
        to: "needs-human",
        reason: `it could not be undone: ${report.detail}`,
        event: "action left to a person",
      };
    case "unknown":
      return isHopeless(action, report)
        ? {
            to: "needs-human",
            reason: `nobody knows whether it was undone: ${report.detail}`,
            event: "action left to a person",
          }
        : { to: "rolling-back", reason: null, event: "outcome not known", waitMs: LOOK_AGAIN_MS };
  }
}

/** The same could not be found out several times. */
function isHopeless({ reports }: ActionRecord, { purpose }: ExecutorReport): boolean {
  const before = reports.filter((each) => each.purpose === purpose && each.outcome === "unknown");
  return before.length + 1 >= UNKNOWN_LIMIT;
}
