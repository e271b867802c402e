import type { Actor } from "./actor";
import { ENGINE_VERSION } from "./engine-version";
import { findEstate } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type {
  DueSchedule,
  ScheduleRecord,
  ScheduleRow,
  ScheduleStep,
  ScheduleTerms,
} from "./ports/scenario-store";
import { handOver } from "./runs";
import { scheduleWords } from "./schedule-words";

const PREVIEW_COUNT = 5;
/** A plan made by a clock further ahead than this was made by a wrong one. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Terms in words with the times that follow. */
export interface ScheduleOutlook {
  readonly words: string;
  /** In which the words mean their times. */
  readonly timeZone: string;
  /** None when it does not run by time, or is paused. */
  readonly nextTimes: readonly Date[];
}

export type ScheduleView = ScheduleRow & ScheduleOutlook;

/** What terms come to, before they are saved. Fails BAD_INPUT for terms that cannot be. */
export function previewSchedule(ports: Ports, terms: ScheduleTerms): ScheduleOutlook {
  if (terms.cron === null && !terms.onChange)
    throw new Failure("BAD_INPUT", "a schedule runs by time, on changes, or both: choose one");
  return {
    words: scheduleWords(terms),
    timeZone: terms.timeZone,
    nextTimes: nextTimes(ports, terms, PREVIEW_COUNT),
  };
}

/** Runs a scenario from now on when the terms say so, each time on the latest snapshot. Fails BAD_INPUT, NOT_FOUND. */
export async function createSchedule(
  ports: Ports,
  actor: Actor,
  input: ScheduleTerms & { readonly scenarioId: string },
): Promise<{ readonly scheduleId: string }> {
  const [nextAt = null] = previewSchedule(ports, input).nextTimes;
  const { scenarioId, cron, timeZone, onChange, minGapMinutes, skipIfRunning } = input;
  const { id, estateId } = await ports.store.inWorkspace(actor.workspaceId).addSchedule({
    id: ports.ids.next(),
    scenarioId,
    cron,
    timeZone,
    onChange,
    minGapMinutes,
    skipIfRunning,
    nextAt,
    actorId: actor.id,
    createdAt: ports.clock.now(),
  });
  tell(ports, actor, estateId);
  return { scheduleId: id };
}

/** The schedules of an estate, or of one scenario, the next due first. Fails NOT_FOUND. */
export async function listSchedules(
  ports: Ports,
  actor: Actor,
  { estateId, scenarioId }: { readonly estateId: string; readonly scenarioId?: string | undefined },
): Promise<readonly ScheduleView[]> {
  await findEstate(ports, actor, estateId);
  const rows = await ports.store.inWorkspace(actor.workspaceId).listSchedules(estateId, scenarioId);
  return rows.map((row) => ({
    ...row,
    words: scheduleWords(row),
    nextTimes: row.isPaused ? [] : nextTimes(ports, row, PREVIEW_COUNT),
  }));
}

/** Stops or resumes a schedule; times that pass meanwhile are not made up for. Fails NOT_FOUND. */
export async function pauseSchedule(
  ports: Ports,
  actor: Actor,
  { scheduleId, isPaused }: { readonly scheduleId: string; readonly isPaused: boolean },
): Promise<void> {
  const schedule = await findSchedule(ports, actor, scheduleId);
  const [nextAt = null] = isPaused ? [] : nextTimes(ports, schedule, 1);
  const change = { isPaused, nextAt, at: ports.clock.now() };
  await ports.store.inWorkspace(actor.workspaceId).setSchedulePaused(scheduleId, change);
  tell(ports, actor, schedule.estateId);
}

/** Removes a schedule; its runs stay. Fails NOT_FOUND. */
export async function removeSchedule(ports: Ports, actor: Actor, scheduleId: string): Promise<void> {
  const { estateId } = await findSchedule(ports, actor, scheduleId);
  await ports.store.inWorkspace(actor.workspaceId).removeSchedule(scheduleId);
  tell(ports, actor, estateId);
}

/**
 * Starts what is due. However many processes do this at once and however often, a due time and a change start one
 * run at most; of the times that passed while nobody looked, one is made up for.
 */
export async function fireSchedules(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  const clockLimit = new Date(now.getTime() + CLOCK_TOLERANCE_MS);
  for (const schedule of await ports.store.dueSchedules(now, clockLimit)) {
    const step = stepOf(ports, schedule, now);
    if (step) await take(ports, step);
  }
}

async function take(ports: Ports, step: ScheduleStep): Promise<void> {
  const { workspaceId, estateId } = step.schedule;
  const outcome = await ports.store.inWorkspace(workspaceId).stepSchedule(step);
  if (outcome === "stale") return;
  ports.events.publish({ workspaceId, estateId, kind: "schedule" });
  if (outcome === "started" && step.run) await handOver(ports, { workspaceId, estateId, runId: step.run.id });
}

/** What there is to do for a schedule now; undefined: nothing. */
function stepOf(ports: Ports, schedule: DueSchedule, at: Date): ScheduleStep | undefined {
  const { id, nextAt, plannedAt, latestSnapshotId, seenSnapshotId } = schedule;
  if (nextAt !== null && nextAt <= at) {
    const step = { schedule, at, nextAt: firstTime(ports, schedule) };
    const key = `${id} at ${nextAt.toISOString()}`;
    return { ...step, run: latestSnapshotId === null ? null : runOf(ports, schedule, latestSnapshotId, key) };
  }
  // The clock was ahead when this was planned: times would be waited for that are long past.
  if (plannedAt.getTime() > at.getTime() + CLOCK_TOLERANCE_MS)
    return { schedule, at, nextAt: firstTime(ports, schedule), run: null };
  if (
    schedule.onChange &&
    latestSnapshotId !== null &&
    latestSnapshotId !== seenSnapshotId &&
    isLongAgo(schedule, at)
  ) {
    const key = `${id} from ${seenSnapshotId} to ${latestSnapshotId} since ${plannedAt.toISOString()}`;
    return { schedule, at, nextAt, run: runOf(ports, schedule, latestSnapshotId, key) };
  }
  return undefined;
}

function isLongAgo({ lastFiredAt, minGapMinutes }: ScheduleRecord, at: Date): boolean {
  // A last time that lies ahead is of a clock that was wrong.
  if (lastFiredAt === null || lastFiredAt > at) return true;
  return at.getTime() - lastFiredAt.getTime() >= minGapMinutes * 60_000;
}

function runOf(ports: Ports, schedule: DueSchedule, snapshotId: string, triggerKey: string) {
  const { scenario } = schedule;
  return {
    id: ports.ids.next(),
    estateId: schedule.estateId,
    kind: scenario.kind,
    snapshotId,
    title: scenario.name,
    request: scenario.request,
    engineVersion: ENGINE_VERSION,
    seed: 0,
    scenarioId: scenario.id,
    scheduleId: schedule.id,
    triggerKey,
    actorId: schedule.actorId,
    createdAt: ports.clock.now(),
  };
}

function firstTime(ports: Ports, terms: ScheduleTerms): Date | null {
  return nextTimes(ports, terms, 1)[0] ?? null;
}

function nextTimes(ports: Ports, { cron, timeZone }: ScheduleTerms, count: number): readonly Date[] {
  return cron === null ? [] : ports.calendar.next(cron, timeZone, ports.clock.now(), count);
}

async function findSchedule(ports: Ports, actor: Actor, scheduleId: string): Promise<ScheduleRecord> {
  const schedule = await ports.store.inWorkspace(actor.workspaceId).findSchedule(scheduleId);
  if (!schedule) throw new Failure("NOT_FOUND", "no such schedule: choose one from the list of schedules");
  return schedule;
}

function tell(ports: Ports, { workspaceId }: Actor, estateId: string): void {
  ports.events.publish({ workspaceId, estateId, kind: "schedule" });
}
