import type { Element } from "../../configuration";
import { dayAfter, firstInTime, firstToSaturate } from "./growth";
import type { PointLoad } from "./load-pass";
import type { LoadBaseline } from "./single-failure-load";
import { byUse, type Usage, usageOf } from "./usage";

/** What a limit carries, and whose. */
export interface CarriedLoad {
  readonly usage: Usage;
  /** Positions of the demands with their shares of the load, the largest first. */
  readonly shares: readonly { readonly position: number; readonly share: number }[];
}

/** When declared growth uses a limit up. */
export interface Forecast extends CarriedLoad {
  /** How far what grows may grow; the rest stays. */
  readonly growthFactor: number;
  readonly years: number;
  /** When the threshold is reached, and when the whole limit; null for more than 20 years. */
  readonly date: string;
  readonly overloadDate: string | null;
}

/** One element with all its limits that something counts against. */
export interface ElementLoad {
  readonly element: Element;
  /** The worst of the known ones; null where none is known. */
  readonly worst: CarriedLoad | null;
  /** Why the others are not known, in words. */
  readonly unknownWhy: readonly string[];
  /** The limit that declared growth reaches first; null without growth or a day to count from. */
  readonly forecast: Forecast | null;
  /** Whether something that grows presses on it. */
  readonly isGrowing: boolean;
}

/**
 * Every element that is loaded, in the order of the loads, with its worst limit now and the one that growth reaches first.
 *
 * @param day  from which years count; undefined: no dates
 */
export function elementLoads(baseline: LoadBaseline, day: string | undefined): readonly ElementLoad[] {
  const byElement = new Map<string, PointLoad[]>();
  for (const load of baseline.loads.values()) {
    const key = `${load.point.element.kind} ${load.point.element.id}`;
    const list = byElement.get(key);
    if (list) list.push(load);
    else byElement.set(key, [load]);
  }
  return [...byElement.values()].flatMap((loads) => elementLoad(baseline, loads, day) ?? []);
}

function elementLoad(
  baseline: LoadBaseline,
  loads: readonly PointLoad[],
  day: string | undefined,
): ElementLoad | undefined {
  const { thresholdRatio } = baseline;
  const [first] = loads;
  if (!first) return undefined;
  const growthOf = growthIn(baseline);
  const usages = loads.map((load) => usageOf(load, thresholdRatio)).sort(byUse);
  const worst = loads.find(({ point }) => point.key === usages[0]?.point.key) ?? first;
  const why = loads.flatMap(({ point: { limit, dimension } }) =>
    limit.kind === "unknown" ? `${dimension}: ${limit.why}` : [],
  );
  return {
    element: first.point.element,
    worst: usages[0]?.limit == null ? null : carriedLoad(worst, thresholdRatio),
    unknownWhy: [...new Set(why)].sort(),
    forecast: day === undefined ? null : forecastOf(baseline, loads, day),
    isGrowing: loads.some(({ parts }) => parts.some(({ position }) => growthOf(position) > 1)),
  };
}

function forecastOf(baseline: LoadBaseline, loads: readonly PointLoad[], day: string): Forecast | null {
  const { thresholdRatio } = baseline;
  const growthOf = growthIn(baseline);
  const first = firstInTime(loads, thresholdRatio, growthOf);
  if (!first) return null;
  const whole = firstInTime([first.load], 1, growthOf);
  const grown = firstToSaturate([first.load], thresholdRatio, (position) => growthOf(position) > 1);
  return {
    ...carriedLoad(first.load, thresholdRatio),
    growthFactor: grown?.at ?? 1,
    years: first.at,
    date: dayAfter(day, first.at),
    overloadDate: whole ? dayAfter(day, whole.at) : null,
  };
}

/** The factor in a year by which the demand at a position grows. What is merely assumed does not. */
function growthIn({ demands }: LoadBaseline): (position: number) => number {
  return (position) => {
    const demand = demands[position];
    return demand && demand.origin !== "assumed" ? (demand.growthPerYear ?? 1) : 1;
  };
}

/** What a limit carries, by demand. */
export function carriedLoad(load: PointLoad, thresholdRatio: number): CarriedLoad {
  const amounts = new Map<number, number>();
  for (const { position, amount } of load.parts) amounts.set(position, (amounts.get(position) ?? 0) + amount);
  const total = load.parts.reduce((sum, { amount }) => sum + amount, 0);
  return {
    usage: usageOf(load, thresholdRatio),
    shares: [...amounts]
      .sort(([a, m], [b, n]) => n - m || a - b)
      .map(([position, amount]) => ({ position, share: amount / total })),
  };
}
