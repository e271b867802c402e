import type { Anomaly, PeerComparison } from "../../engine/baseline";

/** Anomalies of one detector that are kept; the most dangerous come first. */
export const ANOMALY_LIMIT = 500;

/** Who differs in a snapshot from those that do the same job. */
export interface PeersAnswer extends Pick<PeerComparison, "compared" | "notComparedCount"> {
  /** At most `ANOMALY_LIMIT`. */
  readonly anomalies: readonly Anomaly[];
  /** What the snapshot does not hold completely, or holds of an earlier time, in words. */
  readonly doubts: readonly string[];
}

/** What differs in a snapshot from the baseline. */
export interface DriftAnswer {
  /** At most `ANOMALY_LIMIT`. */
  readonly anomalies: readonly Anomaly[];
  /** Resources of which it is not known whether they came or went. */
  readonly uncertainIds: readonly string[];
  readonly doubts: readonly string[];
}
