import type { FixResult } from "../../engine/remediation";

/** What came of the last trial of an alert's cures, and the trial that is under way. */
export interface FixRecord {
  readonly fingerprint: string;
  /** The run that is, or was, the latest to try; it may have failed or been cancelled. */
  readonly latestRunId: string | null;
  /** Null until a trial was finished. */
  readonly tried: {
    readonly runId: string;
    readonly snapshotId: string;
    readonly at: Date;
    readonly result: FixResult;
  } | null;
}

/** What a list of alerts needs of it. */
export interface FixSummary {
  readonly fingerprint: string;
  readonly snapshotId: string;
  readonly verifiedCount: number;
}

/** Trials of cures, one record per alert of an estate. */
export interface FixStore {
  /** Notes that a run tries the cures of an alert. Fails NOT_FOUND without the estate. */
  noteFixRun(estateId: string, fingerprint: string, runId: string): Promise<void>;
  /** Stores what a run found, in place of an earlier trial. Fails NOT_FOUND without the estate. */
  saveFix(
    estateId: string,
    trial: {
      readonly fingerprint: string;
      readonly runId: string;
      readonly snapshotId: string;
      readonly at: Date;
      readonly result: FixResult;
    },
  ): Promise<void>;
  findFix(estateId: string, fingerprint: string): Promise<FixRecord | undefined>;
  /** Finished trials. */
  listFixes(estateId: string): Promise<readonly FixSummary[]>;
}
