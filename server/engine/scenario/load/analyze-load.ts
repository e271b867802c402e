import type { Network } from "../../semantics";
import { loadBaseline, passOf } from "./baseline";
import type { Demand } from "./demand";
import { dayAfter, firstInTime, firstToSaturate, type Saturation } from "./growth";
import type { RoutedDemand } from "./route-demand";
import { type LoadBaseline, type SingleFailureLoad, singleFailureLoad } from "./single-failure-load";
import { byUse, type Usage, usageOf } from "./usage";

export interface LoadOptions {
  /** The share of a limit that may be used; 0.8 when absent. */
  readonly thresholdRatio?: number;
  /** Multiplies the demands that grow before links are looked at; 1 when absent. */
  readonly growth?: number;
  /** Which demands grow; all when absent. */
  readonly grows?: (demand: Demand) => boolean;
  /** The day from which years count, `YYYY-MM-DD`: the snapshot's. */
  readonly day: string;
  /** Whether every single failure is tried too. */
  readonly sweeps: boolean;
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
}

/** A demand and what becomes of it. */
export type DemandOutcome = Pick<RoutedDemand, "lost" | "unknown" | "missing" | "reasons" | "assumptions"> & {
  readonly demand: Demand;
};

/** A point that binds, and whose demands load it most. */
export interface Binding {
  readonly usage: Usage;
  /** The application of the demand that loads it most; null where nothing says so. */
  readonly application: string | null;
  /** Ids, the largest part first. */
  readonly demandIds: readonly string[];
}

export interface LoadResult {
  readonly outcomes: readonly DemandOutcome[];
  /** Every point that is loaded, the worst first, with demands grown by `growth`. */
  readonly usages: readonly Usage[];
  /** Of the demands as given, not as grown by `growth`. */
  readonly firstToSaturate: (Binding & { readonly growthFactor: number }) | null;
  /** Null where no demand that grows reaches a known limit within 20 years, or none says that it grows. */
  readonly breach: (Binding & { readonly date: string; readonly overloadDate: string | null }) | null;
  readonly singleFailures: SingleFailureLoad | null;
}

/**
 * Puts demands on a network: how much of every limit is used, how far they may grow, when a declared growth gets there, and
 * what every single failure does. Limits that are not known bind nothing and are listed as unknown; so are demands that
 * cannot be followed. Assumed demands have no dates. Clauses: CAP-1 to CAP-7.
 */
export function analyzeLoad(network: Network, demands: readonly Demand[], options: LoadOptions): LoadResult {
  return loadOn(loadBaseline(network, demands, options), options);
}

/** The same on demands that were followed before, for `sweeps` when there is one. */
export function loadOn(
  baseline: LoadBaseline,
  { growth = 1, day, sweeps, onProgress }: Omit<LoadOptions, "thresholdRatio" | "grows">,
): LoadResult {
  const { demands, routed, loads, thresholdRatio, grows } = baseline;
  const grown = demands.map((demand, position) => (grows(position) ? grownBy(demand, growth) : demand));
  const grownLoads = growth === 1 ? loads : passOf(grown, routed);
  const first = firstToSaturate(loads.values(), thresholdRatio, grows);
  return {
    outcomes: demands.map((demand, position) => outcomeOf(demand, routed[position])),
    usages: [...grownLoads.values()].map((load) => usageOf(load, thresholdRatio)).sort(byUse),
    firstToSaturate: first ? { ...bindingOf(baseline, first), growthFactor: first.at } : null,
    breach: breachOf(baseline, day),
    singleFailures: sweeps
      ? singleFailureLoad({ ...baseline, demands: grown, loads: grownLoads }, onProgress)
      : null,
  };
}

function grownBy(demand: Demand, growth: number): Demand {
  const times = (value: number | null) => (value === null ? null : value * growth);
  return {
    ...demand,
    rateGbps: demand.rateGbps * growth,
    replyRateGbps: demand.replyRateGbps * growth,
    packetsPerSecond: times(demand.packetsPerSecond),
    connections: times(demand.connections),
  };
}

function outcomeOf(demand: Demand, routed: RoutedDemand | undefined): DemandOutcome {
  const { lost = 0, unknown = 1, missing = [], reasons = [], assumptions = [] } = routed ?? {};
  return { demand, lost, unknown, missing, reasons, assumptions };
}

function bindingOf({ demands, thresholdRatio }: LoadBaseline, { load }: Saturation<number>): Binding {
  const byDemand = new Map<number, number>();
  for (const { position, amount } of load.parts)
    byDemand.set(position, (byDemand.get(position) ?? 0) + amount);
  const heavy = [...byDemand]
    .sort(([a, m], [b, n]) => n - m || a - b)
    .flatMap(([position]) => demands[position] ?? []);
  return {
    usage: usageOf(load, thresholdRatio),
    application: heavy.find(({ application }) => application !== null)?.application ?? null,
    demandIds: heavy.map(({ id }) => id),
  };
}

/** When the first limit is used up to its threshold, and when that one is used up whole. */
function breachOf(baseline: LoadBaseline, day: string): LoadResult["breach"] {
  const { demands, loads, thresholdRatio } = baseline;
  const growthOf = (position: number) => {
    const demand = demands[position];
    return demand && demand.origin !== "assumed" ? (demand.growthPerYear ?? 1) : 1;
  };
  const first = firstInTime(loads.values(), thresholdRatio, growthOf);
  if (!first) return null;
  const whole = firstInTime([first.load], 1, growthOf);
  return {
    ...bindingOf(baseline, first),
    date: dayAfter(day, first.at),
    overloadDate: whole ? dayAfter(day, whole.at) : null,
  };
}
