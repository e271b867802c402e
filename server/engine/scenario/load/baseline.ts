import type { Network } from "../../semantics";
import type { Demand } from "./demand";
import { loadPass, type PointLoad } from "./load-pass";
import { type RoutedDemand, routeDemand } from "./route-demand";
import type { LoadBaseline } from "./single-failure-load";
import { DEFAULT_THRESHOLD_RATIO } from "./usage";

/** Follows every demand and adds up what it loads. `sweeps`: single failures are tried on it afterwards. */
export function loadBaseline(
  network: Network,
  demands: readonly Demand[],
  {
    thresholdRatio = DEFAULT_THRESHOLD_RATIO,
    sweeps,
    grows = () => true,
  }: {
    readonly thresholdRatio?: number | undefined;
    readonly sweeps: boolean;
    readonly grows?: ((demand: Demand) => boolean) | undefined;
  },
): LoadBaseline {
  const growing = demands.map(grows);
  const routed = demands.map((demand) => routeDemand(network, demand, sweeps));
  return {
    network,
    demands,
    routed,
    loads: passOf(demands, routed),
    thresholdRatio,
    grows: (position) => growing[position] === true,
  };
}

/** The loads of demands that go where they were found to go. */
export function passOf(
  demands: readonly Demand[],
  routed: readonly RoutedDemand[],
): ReadonlyMap<string, PointLoad> {
  return loadPass(demands, (_, position) => routed[position]?.shares.values() ?? []);
}
