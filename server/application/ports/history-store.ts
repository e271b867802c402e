import type { AlertState, Severity } from "../../engine/alert/alert.schema";
import type { ChangeSummary } from "../../engine/configuration";

/** One change of an estate: the import that brought another configuration than the one before it. */
export interface HistoryEntry {
  /** Counts an estate's changes from 1; the newest has the highest. */
  readonly number: number;
  readonly snapshotId: string;
  /** When it was first read. */
  readonly takenAt: Date;
  /** When it was last read, unchanged. */
  readonly lastSeenAt: Date;
  readonly actorId: string;
  /** What brought it, where that was not the actor at a page. */
  readonly sourceName: string | null;
  readonly resourceCount: number;
  /** What changed since the entry before; null for the first, and where it was not counted. */
  readonly changes: ChangeSummary | null;
}

/** A change of an alert's state that an analysis made. */
export interface HistoricTransition {
  readonly alertId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly from: AlertState | null;
  readonly to: AlertState;
  readonly at: Date;
}

/** How many resources of each kind one import changed, in more than what is cosmetic. */
export interface ChangeCount extends Pick<HistoryEntry, "takenAt" | "lastSeenAt"> {
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
}

/** The history of the estates of one workspace. Entries never change, but for when they were last seen. */
export interface HistoryStore {
  /** Newest first; those below `before` where it is given. */
  listImports(
    estateId: string,
    page: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<readonly HistoryEntry[]>;
  /** The newest entry of the snapshot. */
  findHistoryEntry(estateId: string, snapshotId: string): Promise<HistoryEntry | undefined>;
  /** The entry before and the entry after one; undefined at either end. */
  neighbourEntries(
    estateId: string,
    number: number,
  ): Promise<{ readonly previous: HistoryEntry | undefined; readonly next: HistoryEntry | undefined }>;
  /** Of imports first read from `from` on, oldest first; of more than `limit` the latest. None counted: no kinds. */
  changeCounts(
    estateId: string,
    span: { readonly from: Date; readonly limit: number },
  ): Promise<readonly ChangeCount[]>;
  /** Transitions by analyses from `from` on and before `to`, in order of time; at most `limit`. */
  listTransitions(
    estateId: string,
    span: { readonly from: Date; readonly to: Date | null; readonly limit: number },
  ): Promise<readonly HistoricTransition[]>;
}
