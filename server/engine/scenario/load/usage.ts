import type { LoadPart, PointLoad } from "./load-pass";
import type { Point } from "./point";

/** Above this share of a limit something is at risk (CAP-3). */
export const DEFAULT_THRESHOLD_RATIO = 0.8;
/** Sums of shares are not exact; nothing is told apart below this. */
const TOLERANCE = 1e-9;

export type UsageState = "ok" | "at-risk" | "overloaded" | "unknown";

/** How much of a limit is used. Clauses: CAP-3. */
export interface Usage {
  readonly point: Point;
  readonly state: UsageState;
  /** In the point's unit. With a burst limit: what is compared with the limit that is closer. */
  readonly load: number;
  /** Null: unknown. */
  readonly limit: number | null;
  readonly utilizationRatio: number | null;
  /** `SCALING`: rests on growing beyond what it starts with. `BURST`: rests on burst credits. */
  readonly flags: readonly ("SCALING" | "BURST")[];
}

/** What must stay within one figure: all parts, or only what is sent for good. */
export interface Bound {
  readonly parts: readonly LoadPart[];
  readonly limit: number;
}

/** The figures that a point's parts are compared with: the baseline for good, the burst with peaks. None where unknown. */
export function boundsOf({ point, parts }: PointLoad): readonly Bound[] {
  const { limit } = point;
  if (limit.kind === "unknown") return [];
  if (limit.burst === undefined) return [{ parts, limit: limit.value }];
  return [
    { parts: parts.filter(({ isPeak }) => !isPeak), limit: limit.value },
    { parts, limit: limit.burst },
  ];
}

/** How a point stands while demands are as given. */
export function usageOf(load: PointLoad, thresholdRatio: number): Usage {
  const { point, parts } = load;
  const [worst] = boundsOf(load)
    .map((bound) => ({ limit: bound.limit, sum: sumOf(bound.parts) }))
    .sort((a, b) => b.sum / b.limit - a.sum / a.limit);
  const total = sumOf(parts);
  if (!worst) return { point, state: "unknown", load: total, limit: null, utilizationRatio: null, flags: [] };
  const utilizationRatio = worst.sum / worst.limit;
  const { limit } = point;
  const isScaling = limit.kind === "known" && limit.startsAt !== undefined && total > limit.startsAt;
  const isBursting = limit.kind === "known" && limit.burst !== undefined && total > limit.value;
  return {
    point,
    state: stateOf(utilizationRatio, thresholdOf(point, thresholdRatio)),
    load: worst.sum,
    limit: worst.limit,
    utilizationRatio,
    flags: [
      ...(isScaling ? (["SCALING"] as const) : []),
      ...(isBursting && parts.some(({ isPeak }) => isPeak) ? (["BURST"] as const) : []),
    ],
  };
}

/** A single 5-tuple either fits or does not: no headroom is kept (CAP-4). */
export function thresholdOf({ dimension }: Point, thresholdRatio: number): number {
  return dimension === "flow" ? 1 : thresholdRatio;
}

function stateOf(ratio: number, threshold: number): UsageState {
  if (ratio > 1 + TOLERANCE) return "overloaded";
  return ratio > threshold + TOLERANCE ? "at-risk" : "ok";
}

/** Worst first; what is unknown last; ties by the point's key. */
export function byUse(a: Usage, b: Usage): number {
  return (b.utilizationRatio ?? -1) - (a.utilizationRatio ?? -1) || (a.point.key < b.point.key ? -1 : 1);
}

function sumOf(parts: readonly LoadPart[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}
