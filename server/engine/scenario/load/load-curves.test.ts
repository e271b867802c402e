import { expect, it } from "vitest";
import type { Network } from "../../semantics";
import { loadCurves } from "./load-curves";
import type { PointLoad } from "./load-pass";
import { knownLimit, type Limit, pointsOf, unknownLimit } from "./point";
import type { LoadBaseline } from "./single-failure-load";

/** Demand 0 grows, demand 1 does not; `amounts` are what each puts on a limit. */
function curvesOf(limits: readonly { limit: Limit; amounts: readonly number[] }[]) {
  const loads = limits.flatMap(({ limit, amounts }, at): PointLoad[] => {
    const [point] = pointsOf({ kind: "instance", id: `i-${at}` }, { limits: { bandwidth: limit } });
    const parts = amounts.map((amount, position) => ({ position, amount, isPeak: false }));
    return point ? [{ point, parts }] : [];
  });
  const baseline: LoadBaseline = {
    network: {} as Network,
    demands: [],
    routed: [],
    loads: new Map(loads.map((load) => [load.point.key, load])),
    thresholdRatio: 0.8,
    grows: (position) => position === 0,
  };
  return loadCurves(baseline, [1, 2, 4], 2).map(({ usage, ratios, thresholdRatio }) => ({
    id: usage.point.element.id,
    ratios,
    thresholdRatio,
    state: usage.state,
  }));
}

it("what grows rises with the factor, what does not stays", () => {
  expect(curvesOf([{ limit: knownLimit(10), amounts: [2, 1] }])).toEqual([
    { id: "i-0", ratios: [0.3, 0.5, 0.9], thresholdRatio: 0.8, state: "at-risk" },
  ]);
});

it("the limit used most at the last factor comes first, and an unknown one has no curve", () => {
  const limits = [
    { limit: knownLimit(10), amounts: [0, 8] },
    { limit: unknownLimit("nobody says"), amounts: [100] },
    { limit: knownLimit(10), amounts: [3] },
    { limit: knownLimit(10), amounts: [1] },
  ];
  expect(curvesOf(limits).map(({ id }) => id)).toEqual(["i-2", "i-0"]);
});
