import type { Element } from "../../configuration";
import type { Family, PortSet } from "../../net";
import type { VerdictKind } from "../../semantics";

/**
 * Flows that a change opens, closes or leaves open to doubt: from each of `from` to each of `to` on these ports.
 * Hosts that are alike stand in one row, all of them named.
 */
export interface FlowChange {
  /** Instances, interfaces without one, or the internet. */
  readonly from: readonly Element[];
  readonly to: readonly Element[];
  readonly family: Family;
  readonly protocol: string;
  /** Empty for protocols without ports. */
  readonly ports: PortSet;
  readonly before: VerdictKind;
  readonly after: VerdictKind;
  /** Where the internet is an end and only a part of it gains or loses: that part. */
  readonly prefixes: readonly string[];
}

/** What changes do to the reach relation. `kind: "too-large"`: it was not compared, and nothing is known. */
export type ReachComparison =
  | {
      readonly kind: "compared";
      readonly opened: readonly FlowChange[];
      readonly closed: readonly FlowChange[];
      /** Decided before, undecided now. */
      readonly undecided: readonly FlowChange[];
      /** Pairs of hosts and protocols looked at, alike ones once. */
      readonly comparedCount: number;
    }
  | { readonly kind: "too-large"; readonly neededCount: number; readonly limit: number };
