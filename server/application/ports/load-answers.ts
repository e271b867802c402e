import type { FactDemand } from "../../engine/configuration";
import type { Element } from "../../engine/configuration/resource.schema";
import type { Demand, Dimension, FactProblem, UnresolvedDemand, Usage } from "../../engine/scenario";
import type { View } from "../../engine/semantics";

/** What traffic is to be put on a snapshot, and what of it is asked. */
export interface LoadAsk {
  /** Multiplies the traffic before limits are looked at; at least 1. */
  readonly growth: number;
  /** Only this application's traffic grows; all when absent. */
  readonly application?: string | undefined;
  /** The share of a limit that may be used, above 0 to 1. */
  readonly thresholdRatio: number;
  readonly view: View;
  /** Whether every single failure is tried too; never on mere assumptions. */
  readonly sweeps: boolean;
}

/** Who says what is sent. Nothing stated: shown under a flat assumption, which has no dates. */
export type LoadBasis = "declared" | "imported" | "assumed" | "none";

/** How much of one limit is used. */
export interface LoadRow extends Pick<Usage, "state" | "load" | "limit" | "utilizationRatio" | "flags"> {
  readonly key: string;
  readonly element: Element;
  /** Which part of the element: a zone, a tunnel, a destination. */
  readonly part: string | null;
  readonly direction: "in" | "out" | "both";
  readonly dimension: Dimension;
  /** For a limit that is not known: why. */
  readonly why: string | null;
  /** Says that the element cannot do what it is taken to. */
  readonly warning: string | null;
}

/** A limit that binds, and the application that loads it most; null where nothing says so. */
export interface LoadBinding {
  readonly row: LoadRow;
  readonly application: string | null;
}

/** How the use of a limit rises with growth: one share for each of the answer's factors. */
export interface LoadLine {
  readonly row: LoadRow;
  readonly ratios: readonly number[];
}

/** Traffic, who states it, and what becomes of it. */
export interface DemandRow
  extends Pick<
    Demand,
    | "id"
    | "name"
    | "application"
    | "origin"
    | "rateGbps"
    | "replyRateGbps"
    | "packetsPerSecond"
    | "connections"
    | "growthPerYear"
  > {
  /** As it was written; null for what is merely assumed. */
  readonly fact: FactDemand | null;
  /** The decision that states it on the page; null: the file of declared facts, or nobody. */
  readonly decisionId: string | null;
  /** Shares from 0 to 1 that do not arrive, and of which that is not known. */
  readonly lost: number;
  readonly unknown: number;
  readonly reasons: readonly string[];
  readonly missing: readonly string[];
  readonly assumptions: readonly string[];
}

/** A single failure that the flows survive while something is asked for more than it has. */
export interface OverloadRow {
  readonly element: Element;
  /** The worst first. */
  readonly rows: readonly LoadRow[];
  readonly lostCount: number;
}

export interface LoadSweep {
  readonly failureCount: number;
  readonly undecidedCount: number;
  readonly overloads: readonly OverloadRow[];
  /** The largest factor of the traffic as stated that keeps every known limit whatever fails; `down` is null where nothing has to fail for it. */
  readonly growth: {
    readonly factor: number;
    readonly down: Element | null;
    readonly element: Element;
  } | null;
}

export interface LoadAnswer {
  readonly basis: LoadBasis;
  /** The day from which growth counts; null for a snapshot that has none. */
  readonly day: string | null;
  /** Worst first; limits that are not known last. */
  readonly rows: readonly LoadRow[];
  readonly firstToSaturate: (LoadBinding & { readonly growthFactor: number }) | null;
  readonly breach: (LoadBinding & { readonly date: string; readonly overloadDate: string | null }) | null;
  /** Growth factors, rising: where lines have a value. */
  readonly factors: readonly number[];
  readonly lines: readonly LoadLine[];
  readonly demands: readonly DemandRow[];
  /** What names nothing that this snapshot holds. */
  readonly unresolved: readonly UnresolvedDemand[];
  /** Of all the traffic, sorted. */
  readonly applications: readonly string[];
  readonly sweep: LoadSweep | null;
  /** Required flows that are too wide to assume anything about. */
  readonly leftOutCount: number;
  /** What each required flow is assumed to carry, where nothing is stated. */
  readonly assumedRateGbps: number;
}

/** Traffic as it is checked before it is stored. */
export interface DemandsAsk {
  readonly demands: readonly FactDemand[];
}

/** What of it a snapshot does not understand; `position` counts from 0, `place` is the part: `from`, `to[1]`. */
export interface DemandsAnswer {
  readonly kind: "problems";
  readonly problems: readonly (FactProblem & { readonly position: number })[];
}
