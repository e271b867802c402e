import type { Demand } from "./demand";
import type { Dimension, Point } from "./point";

/** How much of a demand comes through a point: 1 is all of it, there and back apart. */
export interface Share {
  readonly point: Point;
  readonly forward: number;
  readonly reply: number;
}

/** Which points a demand comes through: real forwarding for an estate, anything linear else. */
export type Routing<D> = (demand: D, position: number) => Iterable<Share>;

/** What one demand puts on a point. */
export interface LoadPart {
  /** The demand's position. */
  readonly position: number;
  readonly amount: number;
  /** Whether it is a peak, which may live on burst credits (CAP-3). */
  readonly isPeak: boolean;
}

/** A point with all that is put on it; parts in the order of demands. */
export interface PointLoad {
  readonly point: Point;
  readonly parts: readonly LoadPart[];
}

/** What of a demand the pass needs. */
export type Rates = Pick<
  Demand,
  "rateGbps" | "replyRateGbps" | "packetsPerSecond" | "connections" | "peakMinutes"
>;

/**
 * One linear pass: adds up what every demand puts on every point it comes through. Twice the demand is twice the load.
 * Points at which nobody counts anything are left out. Clauses: CAP-2, CAP-4.
 *
 * @returns by the points' keys, in the order in which they are met
 */
export function loadPass<D extends Rates>(
  demands: readonly D[],
  routing: Routing<D>,
): ReadonlyMap<string, PointLoad> {
  const loads = new Map<string, { point: Point; parts: LoadPart[] }>();
  for (const [position, demand] of demands.entries())
    for (const { point, forward, reply } of routing(demand, position)) {
      const amount = amountOf(demand, point.dimension, { forward, reply });
      if (amount === 0) continue;
      const load = loads.get(point.key) ?? { point, parts: [] };
      loads.set(point.key, load);
      load.parts.push({ position, amount, isPeak: demand.peakMinutes !== null });
    }
  return loads;
}

function amountOf(
  { rateGbps, replyRateGbps, packetsPerSecond, connections }: Rates,
  dimension: Dimension,
  { forward, reply }: Pick<Share, "forward" | "reply">,
): number {
  switch (dimension) {
    case "bandwidth":
    case "internetBandwidth":
      return forward * rateGbps + reply * replyRateGbps;
    case "packets":
      return forward * (packetsPerSecond ?? 0);
    case "connections":
      return forward * (connections ?? 0);
    case "flow":
      return forward * rateGbps;
  }
}
