import type { LoadPart, PointLoad } from "./load-pass";
import type { LoadBaseline } from "./single-failure-load";
import { byUse, thresholdOf, type Usage, usageOf } from "./usage";

/** How the use of one limit rises with growth: one share for each factor, in their order. */
export interface LoadCurve {
  /** At the last factor. */
  readonly usage: Usage;
  readonly ratios: readonly number[];
  /** The share at which it binds. */
  readonly thresholdRatio: number;
}

/**
 * The limits that are used most at the last factor, the worst first; those that are not known have no curve. Demands that do
 * not grow stay as they are. Clauses: CAP-4.
 */
export function loadCurves(
  { loads, thresholdRatio, grows }: LoadBaseline,
  factors: readonly number[],
  mostCount: number,
): readonly LoadCurve[] {
  const at = (load: PointLoad, factor: number) =>
    usageOf({ ...load, parts: load.parts.map((part) => grownPart(part, grows, factor)) }, thresholdRatio);
  const last = factors.at(-1) ?? 1;
  return [...loads.values()]
    .map((load) => ({ load, usage: at(load, last) }))
    .filter(({ usage }) => usage.utilizationRatio !== null)
    .sort((a, b) => byUse(a.usage, b.usage))
    .slice(0, mostCount)
    .map(({ load, usage }) => ({
      usage,
      ratios: factors.map((factor) => at(load, factor).utilizationRatio ?? 0),
      thresholdRatio: thresholdOf(load.point, thresholdRatio),
    }));
}

function grownPart(part: LoadPart, grows: LoadBaseline["grows"], factor: number): LoadPart {
  return grows(part.position) ? { ...part, amount: part.amount * factor } : part;
}
