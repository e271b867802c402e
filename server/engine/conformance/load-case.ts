import type { NetworkSpec } from "../../testing/network-builder-spec";
import type { FactDemand } from "../configuration";
import type { Dimension } from "../scenario/load/point";
import type { UsageState } from "../scenario/load/usage";
import type { Failure } from "../semantics";

/** A demand as its owner writes it; what has a default may be left out. */
export type WrittenDemand = Partial<FactDemand> & Pick<FactDemand, "from" | "to">;

/** How a point is to stand. What the document leaves open is absent and not compared. */
export interface ExpectedUsage {
  /** The element's id. */
  readonly of: string;
  /** Bandwidth when absent. */
  readonly dimension?: Dimension;
  readonly direction?: "in" | "out" | "both";
  readonly part?: string;
  readonly state?: UsageState;
  /** To two places. */
  readonly ratio?: number;
  /** To three places, in the point's unit. */
  readonly load?: number;
  readonly limit?: number | null;
  readonly flags?: readonly ("SCALING" | "BURST")[];
}

/** One row of the capacity table: demands on one network. */
export interface LoadCase {
  readonly case?: number;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly network: NetworkSpec;
  readonly demands: readonly WrittenDemand[];
  readonly failures?: readonly Failure[];
  /** Each of these points is loaded like this. */
  readonly usages?: readonly ExpectedUsage[];
  /** Elements that no demand loads. */
  readonly unloaded?: readonly string[];
  /** The largest factor for all demands, to three places; null: nothing known binds. */
  readonly growthFactor?: number | null;
  /** The element that binds. */
  readonly bindsAt?: string;
  /** With a single failure more: the element that fails and what is overloaded by it. */
  readonly overloadedBy?: readonly {
    readonly failure: string;
    readonly of: string;
    readonly ratio: number;
  }[];
  /** The part of the only demand that is lost, and that goes an unknown way. */
  readonly lost?: number;
  readonly unknown?: number;
}
