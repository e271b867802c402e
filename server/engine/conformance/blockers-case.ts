import type { NetworkSpec } from "../../testing/network-builder-spec";
import type { NetworkOptions, Question, Reason } from "../semantics";

/** One refused flow, and all that would open it. */
export interface BlockerCase {
  /** What stands in the way. */
  readonly title: string;
  readonly network: NetworkSpec;
  readonly question: Question;
  /** Failures, view and horizon; nothing, observed and T1 when absent. */
  readonly options?: NetworkOptions;
  readonly reason: Reason;
  /** The provider's code; absent: it has none. */
  readonly awsCode?: string;
  /** Every minimal set of changes, the smallest first; empty where no setting helps. */
  readonly sets: readonly (readonly string[])[];
}
