import type { Anomaly, AnomalyDetector } from "../../engine/baseline";

/** An anomaly as it stands after the latest analysis. */
export interface AnomalyRecord {
  readonly anomaly: Anomaly;
  /** Since when, and since which snapshot, it was there without a break. */
  readonly firstSeenAt: Date;
  readonly firstSnapshotId: string;
  readonly lastSeenAt: Date;
}

/** What some detectors found in a snapshot: all of it, so that what they found before and not now is gone. */
export interface FoundAnomalies {
  readonly detectors: readonly AnomalyDetector[];
  readonly anomalies: readonly Anomaly[];
}

/** The snapshot that somebody approved as what the network is meant to be. */
export interface BaselineRecord {
  readonly snapshotId: string;
  readonly reason: string;
  readonly actorId: string;
  readonly at: Date;
}

/** Somebody's word that an anomaly is intended, until the end of a day. */
export interface AnomalyAnswer {
  /** As it was when it was answered: the answer holds for this `differs.digest` and no other. */
  readonly anomaly: Anomaly;
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  readonly actorId: string;
  readonly at: Date;
}

/** How much an estate has been seen to change. */
export interface ChangeFacts {
  /** When its first snapshot was taken; null while there is none. */
  readonly firstTakenAt: Date | null;
  /** Resources that came, went or changed in more than what is cosmetic since; exact up to a few hundred snapshots. */
  readonly changeCount: number;
}

/** What is unusual in the estates of one workspace, and what people said to it. */
export interface AnomalyStore {
  /** In the order in which they were found; those that cannot be read any more are left out. */
  listAnomalies(estateId: string): Promise<readonly AnomalyRecord[]>;
  /** Puts what was found in place of what the same detectors found before. Fails NOT_FOUND. */
  replaceAnomalies(
    estateId: string,
    found: FoundAnomalies,
    seen: { readonly at: Date; readonly snapshotId: string },
  ): Promise<void>;
  findBaseline(estateId: string): Promise<BaselineRecord | undefined>;
  /**
   * Sets the baseline in place of any other, or withdraws it with null, and queues an analysis of the latest snapshot.
   * False when there is nothing to analyse. Fails NOT_FOUND without the estate or the snapshot.
   */
  changeBaseline(
    estateId: string,
    baseline: BaselineRecord | null,
    by: { readonly at: Date; readonly analysisId: string },
  ): Promise<{ readonly isAnalysisQueued: boolean }>;
  /** Newest first. */
  listAnswers(estateId: string): Promise<readonly AnomalyAnswer[]>;
  /** Puts it in place of an earlier answer to the same anomaly. Fails NOT_FOUND without the estate. */
  putAnswer(estateId: string, answer: AnomalyAnswer): Promise<void>;
  /** False when there is none. */
  removeAnswer(estateId: string, anomalyId: string): Promise<boolean>;
  changeFacts(estateId: string): Promise<ChangeFacts>;
}
