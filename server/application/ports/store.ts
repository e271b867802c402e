import type { Alert, AlertState } from "../../engine/alert/alert.schema";
import type { ChangeSummary, Coverage, Diagnostic } from "../../engine/configuration";
import type { ActionRef, ActionStore, Opening } from "./action-store";
import type { AnomalyStore, FoundAnomalies } from "./anomaly-store";
import type { AuditStore } from "./audit-store";
import type { AutomationStore, ExecutorRow } from "./automation-store";
import type { DecisionStore } from "./decision-store";
import type { EventStore } from "./event-store";
import type { FixStore } from "./fix-store";
import type { HistoryStore } from "./history-store";
import type { Counts, IgnoredInput, SuiteCheck } from "./question-pool";
import type { ReportStore } from "./report-store";
import type { RuleStore } from "./rule-store";
import type { RunRef, RunStore } from "./run-store";
import type { DueSchedule, ScenarioStore } from "./scenario-store";
import type { DeliveryQueue, SinkStore } from "./sink-store";
import type { SourceRef, SourceStore, TokenRow } from "./source-store";

declare const workspaceIdBrand: unique symbol;
/** Branded, so that no query can be written without having decided whose rows it may see. */
export type WorkspaceId = string & { readonly [workspaceIdBrand]: true };

/**
 * Where estates, snapshots, analyses, alerts, runs, scenarios and schedules are kept. Every method that returns has been made durable.
 * Whatever belongs to another workspace is not there: it reads as absent.
 */
export interface Store extends DeliveryQueue {
  /** Makes the workspace when it is missing. */
  ensureWorkspace(workspaceId: WorkspaceId): Promise<void>;
  /** Everything of one workspace, and nothing else. */
  inWorkspace(workspaceId: WorkspaceId): WorkspaceStore;
  /** Analyses of all workspaces that are queued, or running with a lease that ended before `leaseBefore`; oldest first. */
  abandonedAnalyses(leaseBefore: Date): Promise<readonly AnalysisRef[]>;
  /** The same of runs. */
  abandonedRuns(leaseBefore: Date): Promise<readonly RunRef[]>;
  /** Schedules of all workspaces that may have something to do at `now`, or were planned after `clockLimit`, by a clock that was wrong. */
  dueSchedules(now: Date, clockLimit: Date): Promise<readonly DueSchedule[]>;
  /** The agent's token in force with this hash, whosever it is: the one look-up before a workspace is known. */
  findToken(hash: string): Promise<TokenRow | undefined>;
  /** The executor in force whose token has this hash. */
  findExecutor(hash: string): Promise<ExecutorRow | undefined>;
  /** Actions of all workspaces that are not over, oldest first. */
  openActions(): Promise<readonly ActionRef[]>;
  /** Alerts of all workspaces that were opened while no rule was asked yet, oldest first; at most so many. */
  unansweredOpenings(limit: number): Promise<readonly Opening[]>;
  /** Sources of all workspaces, for those who look after them. */
  sourceRefs(): Promise<readonly SourceRef[]>;
  /** Estates of all workspaces with an alert of which the dismissal ended by itself before `now`. */
  endedDismissals(now: Date): Promise<readonly Pick<AnalysisRef, "workspaceId" | "estateId">[]>;
  /**
   * Estates of all workspaces with something unusual that were last analysed before `learningMs` had gone by since their
   * first snapshot, and have been known that long now.
   */
  learnedEstates(
    now: Date,
    learningMs: number,
  ): Promise<readonly Pick<AnalysisRef, "workspaceId" | "estateId">[]>;
  /** Sets every lease to `at`: for a process that knows that no other one works. */
  endAllLeases(at: Date): Promise<void>;
  /** True when no other process can have this database open, so that every lease found at start is stale. */
  readonly isExclusive: boolean;
  close(): Promise<void>;
}

export interface AnalysisRef {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly analysisId: string;
}

export interface EstateRecord {
  readonly id: string;
  readonly name: string;
  readonly isSample: boolean;
  readonly createdAt: Date;
  readonly latest: SnapshotSummary | null;
}

/** The latest import of a snapshot: what it holds, and when it was read first and last. */
export interface SnapshotSummary {
  readonly snapshotId: string;
  readonly takenAt: Date;
  readonly lastSeenAt: Date;
  readonly resourceCount: number;
}

/** One import as recorded: a snapshot and what reading it had to say. */
export interface ImportRecord extends SnapshotSummary {
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly (Coverage & { readonly asOf: Date })[];
  readonly ignored: readonly IgnoredInput[];
}

export interface NewEstate {
  readonly name: string;
  /** Set for a sample; at most one estate per workspace has a given value. */
  readonly sampleName: string | null;
}

export interface NewImport {
  readonly importId: string;
  readonly estateId: string;
  /** Null adds to an estate that exists. */
  readonly createEstate: NewEstate | null;
  readonly actorId: string;
  readonly takenAt: Date;
  readonly snapshotId: string;
  /** The configuration's canonical text, compressed. Stored once per estate and snapshot. */
  readonly body: Uint8Array;
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly ignored: readonly IgnoredInput[];
  /** What brought it, where that is not the actor at a page: an agent, a watched folder. */
  readonly sourceName: string | null;
  /**
   * What changed since the estate's latest snapshot, as it was looked up before: `since` is null for the estate's
   * first, `summary` where there is nothing to tell. Null: stored without, whatever the latest is by then.
   */
  readonly changes: { readonly since: string | null; readonly summary: ChangeSummary | null } | null;
  /** The analysis to queue with it, where one is needed. */
  readonly analysisId: string;
}

export type StoredAnalysisState = "queued" | "running" | "done" | "failed" | "superseded";

export interface AnalysisRecord {
  readonly id: string;
  readonly estateId: string;
  readonly snapshotId: string;
  readonly state: StoredAnalysisState;
  readonly attemptCount: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
  readonly progress: { readonly doneCount: number; readonly totalCount: number };
  /** Empty until done. */
  readonly checks: readonly SuiteCheck[];
}

/** A claimed analysis; `attempt` fences off whoever claimed it before. */
export interface AnalysisClaim {
  readonly estateId: string;
  readonly analysisId: string;
  readonly snapshotId: string;
  readonly attempt: number;
}

export interface Dismissal {
  readonly reason: string;
  readonly at: Date;
  readonly actor: string;
  /** When it ends by itself; absent for one that somebody takes back. */
  readonly until?: Date;
}

/** What a list of alerts needs; the evidence is left out. */
export interface AlertSummary {
  readonly id: string;
  readonly fingerprint: string;
  readonly family: Alert["family"];
  readonly kind: string;
  readonly severity: Alert["severity"];
  readonly title: string;
  readonly subject: Alert["subject"];
  readonly state: AlertState;
  readonly affectedCount: number;
  readonly likelihood: number;
  readonly impact: number;
  /** Fingerprint of the alert that tells of the same change; null for one that stands by itself. */
  readonly parent: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface AlertTransition {
  readonly number: number;
  readonly from: AlertState | null;
  readonly to: AlertState;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string | null;
}

/** One alert with its evidence and its life so far. */
export interface AlertRecord {
  readonly id: string;
  readonly state: AlertState;
  readonly alert: Alert;
  readonly snapshotId: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly unverifiedSince: Date | null;
  readonly dismissal: Dismissal | null;
  readonly transitions: readonly AlertTransition[];
}

/** What becomes of one alert. Without `alert` the evidence stays as it is. */
export interface AlertChange {
  /** The alert to change; a new row when no alert of the estate has this id. */
  readonly id: string;
  readonly fingerprint: string;
  readonly state: AlertState;
  readonly alert?: Alert;
  readonly snapshotId?: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly unverifiedSince: Date | null;
  readonly dismissal: Dismissal | null;
  /** Recorded as a transition when the state differs from the stored one. */
  readonly actor: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** Decides, from the alerts as they stand, what changes. Pure and quick: it runs inside a transaction. */
export type DecideAlerts = (existing: readonly AlertRecord[]) => readonly AlertChange[];

/** What became of an import. `outdated`: another one came first, nothing was stored, `changes` are to be told anew. */
export type ImportOutcome = "added" | "unchanged" | "outdated";

export interface WorkspaceStore
  extends HistoryStore,
    RunStore,
    ScenarioStore,
    SinkStore,
    SourceStore,
    FixStore,
    RuleStore,
    DecisionStore,
    ReportStore,
    EventStore,
    AnomalyStore,
    ActionStore,
    AutomationStore,
    AuditStore {
  /** Newest first. */
  listEstates(): Promise<readonly EstateRecord[]>;
  findEstate(estateId: string): Promise<EstateRecord | undefined>;
  findSampleEstate(sampleName: string): Promise<EstateRecord | undefined>;
  /** Removes the estate and everything that belongs to it. False when there is no such estate. */
  removeEstate(estateId: string): Promise<boolean>;

  /**
   * Stores snapshot, import and queued analysis, all or nothing. When the estate's latest snapshot is this one
   * already, only what was said of it, its coverage and when it was last seen are renewed, and an analysis is queued
   * only if the snapshot has none that is done or on its way. Analyses of other snapshots still at work are
   * superseded. Fails NOT_FOUND without the estate, CONFLICT when the sample exists.
   */
  addImport(newImport: NewImport): Promise<ImportOutcome>;
  /** The newest import of the snapshot, or of the estate when no snapshot is named. */
  findImport(estateId: string, snapshotId?: string): Promise<ImportRecord | undefined>;
  /** When the newest import of a snapshot was taken. */
  takenAt(estateId: string, snapshotId: string): Promise<Date | undefined>;
  snapshotBody(estateId: string, snapshotId: string): Promise<Uint8Array | undefined>;

  latestAnalysis(estateId: string): Promise<AnalysisRecord | undefined>;
  /**
   * Takes a queued or abandoned analysis. Undefined when someone else has it or it is finished. After
   * `maxAttempts` claims it is set to failed instead.
   */
  claimAnalysis(
    ref: AnalysisRef,
    terms: { now: Date; leaseUntil: Date; maxAttempts: number },
  ): Promise<AnalysisClaim | undefined>;
  /** Prolongs the lease and notes progress. False when the claim is no longer ours. */
  renewAnalysis(
    claim: AnalysisClaim,
    leaseUntil: Date,
    progress: { doneCount: number; totalCount: number },
  ): Promise<boolean>;
  /** Gives an unfinished analysis back, for whoever comes next. */
  releaseAnalysis(claim: AnalysisClaim, leaseUntil: Date): Promise<void>;
  /**
   * Stores the outcome, the anomalies found and the alerts `decide` asks for, all or nothing. False when the claim is no
   * longer ours.
   */
  finishAnalysis(
    claim: AnalysisClaim,
    finishedAt: Date,
    checks: readonly SuiteCheck[],
    decide: DecideAlerts,
    found?: FoundAnomalies,
  ): Promise<boolean>;
  failAnalysis(claim: AnalysisClaim, finishedAt: Date, error: string): Promise<boolean>;

  /** At most `ALERT_LIST_LIMIT`, newest first seen first. */
  listAlerts(estateId: string): Promise<readonly AlertSummary[]>;
  findAlert(estateId: string, alertId: string): Promise<AlertRecord | undefined>;
  /** Changes alerts of one estate, serialized with analyses that finish. */
  changeAlerts(estateId: string, decide: DecideAlerts): Promise<void>;
}

export const ALERT_LIST_LIMIT = 5_000;
