import type { Decision } from "../../engine/intent";

/** A decision as stored, with who took it. */
export interface DecisionRecord {
  readonly decision: Decision;
  readonly actorId: string;
  readonly at: Date;
}

/** What one subject is decided to be from now on; null: nothing, as before anybody decided. */
export interface DecisionChange {
  /** See `subjectOf`. */
  readonly subject: string;
  readonly decision: Decision | null;
}

/** What owners say of the required flows of one workspace's estates: at most one decision per subject. */
export interface DecisionStore {
  /** By subject. */
  listDecisions(estateId: string): Promise<readonly DecisionRecord[]>;
  /**
   * Decides, and queues an analysis of the latest snapshot in place of those still at work, all or nothing. Answers
   * what the subjects were before, in the same order, and whether there was a snapshot to analyse. Fails NOT_FOUND.
   */
  changeDecisions(
    estateId: string,
    changes: readonly DecisionChange[],
    by: { readonly actorId: string; readonly at: Date; readonly analysisId: string },
  ): Promise<{ readonly previous: readonly DecisionChange[]; readonly isAnalysisQueued: boolean }>;
}
