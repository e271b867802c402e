import type { ChangeEvent } from "../../engine/baseline/trail/change-event.schema";

/** What is kept of an estate's events: none of before `from`, and the latest `limit` of them. */
export interface KeptEvents {
  readonly from: Date;
  readonly limit: number;
}

export interface AddedEvents {
  /** That were not there before. */
  readonly addedCount: number;
  readonly isAnalysisQueued: boolean;
}

/** How many events an estate has, and from when to when. */
export interface EventSpan {
  readonly count: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

/** The provider's trail in the estates of one workspace. */
export interface EventStore {
  /**
   * Stores events that are new, removes what is no longer kept, and queues an analysis of the latest snapshot when
   * anything was added, all or nothing. Fails NOT_FOUND without the estate.
   */
  addEvents(
    estateId: string,
    events: readonly ChangeEvent[],
    by: { readonly at: Date; readonly analysisId: string; readonly kept: KeptEvents },
  ): Promise<AddedEvents>;
  /** From `from` on and up to `to`, oldest first; of more than `limit` the latest. */
  listEvents(
    estateId: string,
    span: { readonly from: Date; readonly to: Date; readonly limit: number },
  ): Promise<readonly ChangeEvent[]>;
  eventSpan(estateId: string): Promise<EventSpan>;
}
