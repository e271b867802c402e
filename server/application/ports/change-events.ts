import type { ChangeEvent } from "../../engine/baseline/trail/change-event.schema";

/** An entry of a file that is no event, or a file that is no trail, and why. */
export interface LeftOutEvent {
  readonly file: string;
  /** Where in it: `Records[3]`, `line 7`. */
  readonly place?: string;
  readonly message: string;
}

/** What files of a provider's trail hold. `entryCount` is `events`, `repeatedCount` and `leftOutCount` together. */
export interface ReadEvents {
  /** In order of time, then of id; each once. */
  readonly events: readonly ChangeEvent[];
  readonly entryCount: number;
  /** Entries that are an event which came before. */
  readonly repeatedCount: number;
  /** Entries that are no event. */
  readonly leftOutCount: number;
  /** The first of them, with why. */
  readonly leftOut: readonly LeftOutEvent[];
  /** Files that could not be read at all. */
  readonly refused: readonly LeftOutEvent[];
  /** Events that bear an id which another one bears, too. */
  readonly sameIdCount: number;
}
