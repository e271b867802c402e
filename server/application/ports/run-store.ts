import type { WorkspaceId } from "./store";

/** Points at one run. */
export interface RunRef {
  readonly workspaceId: WorkspaceId;
  readonly runId: string;
}

export type RunState = "queued" | "running" | "done" | "failed" | "cancelled";

/** What a run came to. `proved`: everything asked holds; `undecided`: nothing is lost, and not everything could be decided. */
export interface RunVerdict {
  readonly kind: "proved" | "affected" | "undecided";
  readonly sentence: string;
}

/** How far a run is. `stage` says in words what is being done; counts of zero: not known. */
export interface RunProgress {
  readonly stage: string | null;
  readonly doneCount: number;
  readonly totalCount: number;
}

/** What a list of runs needs; request and result are left out. */
export interface RunSummary {
  readonly id: string;
  readonly estateId: string;
  readonly kind: string;
  readonly snapshotId: string;
  readonly title: string;
  readonly state: RunState;
  readonly stage: string | null;
  readonly progress: { readonly doneCount: number; readonly totalCount: number };
  /** Null until done. */
  readonly verdict: RunVerdict | null;
  readonly error: string | null;
  readonly attemptCount: number;
  readonly engineVersion: string;
  /** Of searches with chance in them; the interpreter has none. */
  readonly seed: number;
  readonly scenarioId: string | null;
  readonly scheduleId: string | null;
  readonly actorId: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One run as stored. Request and result are JSON values; the kind's schemas say what is in them. */
export interface StoredRun extends RunSummary {
  readonly request: unknown;
  /** Null until done. */
  readonly result: unknown;
}

export interface NewRun {
  readonly id: string;
  readonly estateId: string;
  readonly kind: string;
  readonly snapshotId: string;
  readonly title: string;
  readonly request: unknown;
  readonly engineVersion: string;
  readonly seed: number;
  readonly scenarioId: string | null;
  readonly scheduleId: string | null;
  /** At most one run has a given key; null for runs that people start. */
  readonly triggerKey: string | null;
  readonly actorId: string;
  readonly createdAt: Date;
}

/** A claimed run; `attempt` fences off whoever claimed it before. */
export interface RunClaim {
  readonly runId: string;
  readonly estateId: string;
  readonly kind: string;
  readonly snapshotId: string;
  readonly request: unknown;
  readonly attempt: number;
}

/** Which runs a list holds; absent fields do not narrow it. */
export interface RunFilter {
  readonly estateId?: string | undefined;
  readonly scenarioId?: string | undefined;
  readonly scheduleId?: string | undefined;
  readonly states?: readonly RunState[] | undefined;
  readonly limit: number;
}

/** Runs of one workspace. */
export interface RunStore {
  /** Queues a run. False when a run with its trigger key is there already. Fails NOT_FOUND without the estate. */
  addRun(run: NewRun): Promise<boolean>;
  findRun(runId: string): Promise<StoredRun | undefined>;
  /** Newest first. */
  listRuns(filter: RunFilter): Promise<readonly RunSummary[]>;
  /** Takes a queued run, or a running one whose lease is over. After `maxAttempts` claims it is set to failed instead. */
  claimRun(
    ref: RunRef,
    terms: { now: Date; leaseUntil: Date; maxAttempts: number },
  ): Promise<RunClaim | undefined>;
  /** Prolongs the lease and notes progress. False when the claim is no longer ours. */
  renewRun(claim: RunClaim, leaseUntil: Date, progress: RunProgress): Promise<boolean>;
  /** Gives an unfinished run back, for whoever comes next. */
  releaseRun(claim: RunClaim, leaseUntil: Date): Promise<void>;
  /** False when the claim is no longer ours: then nothing is stored. */
  finishRun(
    claim: RunClaim,
    finishedAt: Date,
    outcome: { readonly result: unknown; readonly verdict: RunVerdict },
  ): Promise<boolean>;
  failRun(claim: RunClaim, finishedAt: Date, error: string): Promise<boolean>;
  /** Ends a queued or running run whoever works on it, and keeps its progress. False when there is no such run or it is over. */
  cancelRun(runId: string, finishedAt: Date): Promise<boolean>;
}
