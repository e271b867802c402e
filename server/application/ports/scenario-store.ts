import type { NewRun, RunSummary } from "./run-store";
import type { WorkspaceId } from "./store";

/** A question with a name. The request is JSON; its kind's schema says what is in it. */
export interface ScenarioRecord {
  readonly id: string;
  readonly estateId: string;
  readonly name: string;
  readonly kind: string;
  readonly request: unknown;
  readonly actorId: string;
  readonly createdAt: Date;
}

/** A scenario as a list shows it. */
export interface ScenarioRow extends ScenarioRecord {
  readonly latestRun: RunSummary | null;
  readonly scheduleCount: number;
}

/** When a schedule runs its scenario. At least one of `cron` and `onChange` is set. */
export interface ScheduleTerms {
  /** Five fields; null: not by time. */
  readonly cron: string | null;
  /** An IANA name. */
  readonly timeZone: string;
  /** Also when the estate's latest snapshot is another one. */
  readonly onChange: boolean;
  /** Between two runs that changes start. */
  readonly minGapMinutes: number;
  /** Leaves out a time at which the run before is not over. */
  readonly skipIfRunning: boolean;
}

export interface ScheduleRecord extends ScheduleTerms {
  readonly id: string;
  readonly estateId: string;
  readonly scenarioId: string;
  readonly isPaused: boolean;
  readonly nextAt: Date | null;
  readonly lastFiredAt: Date | null;
  readonly lastSkippedAt: Date | null;
  readonly actorId: string;
  readonly createdAt: Date;
}

/** A schedule as a list shows it. */
export interface ScheduleRow extends ScheduleRecord {
  readonly scenarioName: string;
  readonly latestRun: RunSummary | null;
}

export interface NewSchedule extends ScheduleTerms {
  readonly id: string;
  readonly scenarioId: string;
  readonly nextAt: Date | null;
  readonly actorId: string;
  readonly createdAt: Date;
}

/** A schedule that may have something to do now. */
export interface DueSchedule extends ScheduleRecord {
  readonly workspaceId: WorkspaceId;
  readonly plannedAt: Date;
  readonly seenSnapshotId: string | null;
  /** Of its estate; null without any. */
  readonly latestSnapshotId: string | null;
  readonly scenario: ScenarioRecord;
}

/** What one look at a due schedule came to; everything of it is stored, or nothing. */
export interface ScheduleStep {
  readonly schedule: DueSchedule;
  readonly at: Date;
  readonly nextAt: Date | null;
  /** The run to start; null when only the next time is set. */
  readonly run: NewRun | null;
}

/** Scenarios and schedules of one workspace. */
export interface ScenarioStore {
  /** Fails NOT_FOUND without the estate. */
  addScenario(scenario: ScenarioRecord): Promise<void>;
  findScenario(scenarioId: string): Promise<ScenarioRecord | undefined>;
  /** Newest first. */
  listScenarios(estateId: string): Promise<readonly ScenarioRow[]>;
  /** False when there is no such scenario. */
  renameScenario(scenarioId: string, name: string): Promise<boolean>;
  /** Removes it and its schedules; its runs stay. False when there is no such scenario. */
  removeScenario(scenarioId: string): Promise<boolean>;

  /** The estate is the scenario's, its latest snapshot is known to the schedule. Fails NOT_FOUND without the scenario. */
  addSchedule(schedule: NewSchedule): Promise<ScheduleRecord>;
  findSchedule(scheduleId: string): Promise<ScheduleRecord | undefined>;
  /** Next due first; paused ones last. */
  listSchedules(estateId: string, scenarioId?: string): Promise<readonly ScheduleRow[]>;
  /** False when there is no such schedule. */
  setSchedulePaused(
    scheduleId: string,
    change: { isPaused: boolean; nextAt: Date | null; at: Date },
  ): Promise<boolean>;
  removeSchedule(scheduleId: string): Promise<boolean>;
  /**
   * Moves a schedule on and starts its run. `stale`: someone else did so first. `skipped`: its run before is not
   * over, or this time has started one already.
   */
  stepSchedule(step: ScheduleStep): Promise<"stale" | "moved" | "skipped" | "started">;
}
