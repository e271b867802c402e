import type { Element } from "../../configuration";
import { type Failure, type Network, withFailures } from "../../semantics";
import { downElements } from "../outage/contained";
import { singleFailures } from "../outage/single-failures";
import type { Demand } from "./demand";
import { firstToSaturate, type Saturation } from "./growth";
import { type LoadPart, loadPass, type PointLoad } from "./load-pass";
import { type RoutedDemand, routeDemand } from "./route-demand";
import { byUse, type Usage, usageOf } from "./usage";

/** A single failure that the flows survive while something else is asked for more than it has (CAP-5). */
export interface FailureOverload {
  readonly failure: Failure;
  readonly element: Element;
  /** What is overloaded then and not before, or more than before; the worst first. */
  readonly usages: readonly Usage[];
  /** The same limits with what each demand puts on them then, in no order. */
  readonly loads: readonly PointLoad[];
  /** Ids of demands that are lost with it and were not before; they load nothing. */
  readonly lostDemandIds: readonly string[];
}

/** A single failure that some demand could feel. */
export interface TriedLoadFailure {
  readonly failure: Failure;
  readonly element: Element;
  /** Whether some demand is not known to the end under it, and was while nothing had failed. */
  readonly isUndecided: boolean;
}

/** Load under every single failure. */
export interface SingleFailureLoad {
  readonly failureCount: number;
  /** Those that no demand could feel are left out: they change no load. */
  readonly tried: readonly TriedLoadFailure[];
  /** Those that overload something; the worst first. */
  readonly overloads: readonly FailureOverload[];
  /** Failures under which some demand is not known to the end. */
  readonly undecidedCount: number;
  /** The largest factor that keeps every known limit whatever single thing fails, and what binds. */
  readonly growth:
    | (Saturation<number> & { readonly failure: Failure | null; readonly element: Element | null })
    | null;
}

/** What the demands put on the network while nothing has failed. */
export interface LoadBaseline {
  readonly network: Network;
  readonly demands: readonly Demand[];
  /** In the order of the demands, with what they rest on. */
  readonly routed: readonly RoutedDemand[];
  readonly loads: ReadonlyMap<string, PointLoad>;
  readonly thresholdRatio: number;
  readonly grows: (position: number) => boolean;
}

/**
 * Repeats the load pass under every single failure, with what has failed avoided as the network does by itself. Only demands
 * that a failure could touch are followed again. Clauses: CAP-5.
 */
export function singleFailureLoad(
  baseline: LoadBaseline,
  onProgress: (doneCount: number, totalCount: number) => void = () => undefined,
): SingleFailureLoad {
  const { network, loads, thresholdRatio, grows } = baseline;
  const failures = singleFailures(network.index);
  const through = positionsThrough(baseline.routed);
  const overloads: FailureOverload[] = [];
  const tried: TriedLoadFailure[] = [];
  let undecidedCount = 0;
  const base = firstToSaturate(loads.values(), thresholdRatio, grows);
  let growth: SingleFailureLoad["growth"] = base ? { ...base, failure: null, element: null } : null;
  for (const [done, failure] of failures.entries()) {
    onProgress(done, failures.length);
    const down = downElements(network.index, [failure]);
    const touched = [...new Set([...down.keys()].flatMap((id) => through.get(id) ?? []))].sort(
      (a, b) => a - b,
    );
    if (touched.length === 0) continue;
    const failed = withFailures(network, [failure]);
    const { changed, lostIds, isUndecided } = underFailure(baseline, failed, touched);
    if (isUndecided) undecidedCount++;
    const element = down.get(failure.id) ?? { kind: failure.kind, id: failure.id };
    tried.push({ failure, element, isUndecided });
    const saturation = firstToSaturate(changed, thresholdRatio, grows);
    if (saturation && (growth === null || saturation.at < growth.at))
      growth = { ...saturation, failure, element };
    const worse = changed.filter((load) => isWorse(baseline, usageOf(load, thresholdRatio)));
    const usages = worse.map((load) => usageOf(load, thresholdRatio)).sort(byUse);
    if (worse.length > 0) overloads.push({ failure, element, usages, loads: worse, lostDemandIds: lostIds });
  }
  onProgress(failures.length, failures.length);
  return {
    failureCount: failures.length,
    tried,
    overloads: overloads.sort(byWorst),
    undecidedCount,
    growth,
  };
}

/** The loads that change when these demands are followed again on the failed network. */
function underFailure({ demands, routed, loads }: LoadBaseline, failed: Network, touched: readonly number[]) {
  const again = new Map(
    touched.flatMap((position) => {
      const demand = demands[position];
      return demand ? [[position, routeDemand(failed, demand, false)] as const] : [];
    }),
  );
  const after = loadPass(demands, (_, position) => again.get(position)?.shares.values() ?? []);
  const keys = new Set([
    ...after.keys(),
    ...touched.flatMap((position) => [...(routed[position]?.shares.keys() ?? [])]),
  ]);
  const changed = [...keys].flatMap((key): PointLoad[] => {
    const now = after.get(key);
    const before = loads.get(key);
    const point = now?.point ?? before?.point;
    const kept = (before?.parts ?? []).filter(({ position }) => !again.has(position));
    const parts: LoadPart[] = [...kept, ...(now?.parts ?? [])];
    return point && parts.length > 0 ? [{ point, parts }] : [];
  });
  return {
    changed,
    lostIds: [...again].flatMap(([position, { lost }]) =>
      lost >= 1 && (routed[position]?.lost ?? 0) < 1 ? (demands[position]?.id ?? []) : [],
    ),
    isUndecided: [...again].some(([position, { unknown }]) => unknown > (routed[position]?.unknown ?? 0)),
  };
}

function isWorse({ loads, thresholdRatio }: LoadBaseline, usage: Usage): boolean {
  if (usage.state !== "overloaded") return false;
  const before = loads.get(usage.point.key);
  const ratio = before ? usageOf(before, thresholdRatio).utilizationRatio : 0;
  return (usage.utilizationRatio ?? 0) > (ratio ?? 0) + 1e-9;
}

function byWorst(a: FailureOverload, b: FailureOverload): number {
  const worst = ({ usages }: FailureOverload) => usages[0]?.utilizationRatio ?? 0;
  return worst(b) - worst(a) || (a.failure.id < b.failure.id ? -1 : 1);
}

function positionsThrough(routed: readonly RoutedDemand[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const [position, { touched }] of routed.entries())
    for (const id of touched) {
      const list = positions.get(id);
      if (list) list.push(position);
      else positions.set(id, [position]);
    }
  return positions;
}
