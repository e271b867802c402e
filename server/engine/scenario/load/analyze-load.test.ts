import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readAwsInput, readDirectory } from "../../../adapters/aws";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4n } from "../../../testing/network-builder-balanced";
import { but } from "../../../testing/network-builder-change";
import type { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import { buildNetwork } from "../../semantics";
import { singleFailures } from "../outage/single-failures";
import { analyzeLoad, type LoadResult } from "./analyze-load";
import { declaredDemands } from "./declared-demands";
import type { Demand } from "./demand";

const SAMPLE = join(import.meta.dirname, "../../../../prisma/sample");

function demandsIn(index: ReturnType<typeof indexConfiguration>, facts: unknown): readonly Demand[] {
  const { demands, problems } = declaredDemands(index, factsSchema.parse(facts).demands, "declared");
  expect(problems).toEqual([]);
  return demands;
}

/**
 * Worked out by hand. Four application servers send 0.04 Gbps to cache-1a, a t3.micro with a baseline of 0.064 Gbps:
 * 62.5 % of it, so 0.8 x 0.064 / 0.04 = 1.28 times that is the threshold. Doubling every year, that is log2(1.28) =
 * 0.3561 years = 130.08 days after 1 January 2026: 11 May 2026. All of it: log2(1.6) = 0.6781 years = 247.66 days: 5
 * September. The next are the web servers, at 0.015 of 0.128 Gbps: 6.8 times.
 */
it("the sample, at declared 2x growth: application, element, factor and date", async () => {
  const { configuration } = readAwsInput(await readDirectory(join(SAMPLE, "accounts")));
  const network = buildNetwork(configuration);
  const demands = demandsIn(network.index, JSON.parse(readFileSync(join(SAMPLE, "umbra.json"), "utf8")));
  const result = analyzeLoad(network, demands, { day: "2026-01-01", sweeps: true });
  const { firstToSaturate, breach, singleFailures: under, outcomes } = result;
  expect(outcomes.every(({ lost, unknown }) => lost === 0 && unknown === 0)).toBe(true);
  expect(firstToSaturate).toMatchObject({
    application: "shop",
    demandIds: ["sg-01ff9c38269d2a025 > sg-00dd2d49d15a3c22a tcp/6379"],
    usage: {
      point: { element: { kind: "instance", name: "cache-1a" }, dimension: "bandwidth", direction: "in" },
      limit: 0.064,
      state: "ok",
    },
  });
  expect(firstToSaturate?.usage.utilizationRatio).toBeCloseTo(0.625, 12);
  expect(firstToSaturate?.growthFactor).toBeCloseTo(1.28, 12);
  expect(breach).toMatchObject({
    application: "shop",
    usage: { point: { element: { name: "cache-1a" } } },
    date: "2026-05-11",
    overloadDate: "2026-09-05",
  });
  // Twice as much, and nothing but the cache is pressed, whatever single thing fails.
  const doubled = analyzeLoad(network, demands, { day: "2026-01-01", sweeps: true, growth: 2 });
  const pressed = doubled.usages.filter(({ state }) => state === "overloaded" || state === "at-risk");
  expect(pressed.map(({ point }) => point.element.name)).toEqual(["cache-1a"]);
  expect(pressed[0]?.utilizationRatio).toBeCloseTo(1.25, 12);
  expect(doubled.firstToSaturate?.growthFactor).toBeCloseTo(1.28, 12);
  expect(under?.overloads).toEqual([]);
  expect(doubled.singleFailures?.overloads).toEqual([]);
});

const balanced = but(b4n(), {
  vms: { "app-a": { type: "m5.xlarge" }, "app-b": { type: "m5.large" }, "web-a": { type: "t3.medium" } },
  balancers: { "nlb-1": { crossZone: true } },
});
const traffic = {
  demands: [
    { from: "internet", to: "nlb-1", port: 443, rateGbps: 1, replyRateGbps: 2, growthPerYear: 1.5 },
    { from: "web-a", to: "app-b", port: 8080, rateGbps: 0.1, connections: 100 },
    { from: ["app-a", "app-b"], to: "internet", port: 443, rateGbps: 0.4, packetsPerSecond: 1000 },
  ],
};

function loadsOf({ usages }: LoadResult): ReadonlyMap<string, number> {
  return new Map(usages.map(({ point, load }) => [point.key, load]));
}

it("loads are linear: twice the traffic, twice the load; and the sum of what each demand does alone", () => {
  const network = buildNetwork(buildConfiguration(balanced), { view: "configured" });
  const demands = demandsIn(network.index, traffic);
  const once = loadsOf(analyzeLoad(network, demands, { day: "2026-01-01", sweeps: false }));
  const twice = loadsOf(analyzeLoad(network, demands, { day: "2026-01-01", sweeps: false, growth: 2 }));
  expect([...twice.keys()].sort()).toEqual([...once.keys()].sort());
  for (const [key, value] of once) expect(twice.get(key), key).toBeCloseTo(2 * value, 9);
  const sum = new Map<string, number>();
  for (const demand of demands)
    for (const [key, value] of loadsOf(analyzeLoad(network, [demand], { day: "2026-01-01", sweeps: false })))
      sum.set(key, (sum.get(key) ?? 0) + value);
  for (const [key, value] of once) expect(sum.get(key), key).toBeCloseTo(value, 9);
});

it("under every single failure: the same as a load pass on the failed network from the start", () => {
  const configuration = buildConfiguration(balanced);
  const network = buildNetwork(configuration, { view: "configured" });
  const demands = demandsIn(network.index, traffic);
  const swept = analyzeLoad(network, demands, { day: "2026-01-01", sweeps: true }).singleFailures;
  const before = loadsOf(analyzeLoad(network, demands, { day: "2026-01-01", sweeps: false }));
  let least = Number.POSITIVE_INFINITY;
  for (const failure of singleFailures(network.index)) {
    const failed = buildNetwork(configuration, { view: "configured", failures: [failure] });
    const { usages, firstToSaturate } = analyzeLoad(failed, demands, { day: "2026-01-01", sweeps: false });
    least = Math.min(least, firstToSaturate?.growthFactor ?? least);
    const worse = usages.filter(
      ({ state, point, load }) => state === "overloaded" && load > (before.get(point.key) ?? 0) + 1e-9,
    );
    const found = swept?.overloads.find((each) => JSON.stringify(each.failure) === JSON.stringify(failure));
    const keys = (list: typeof usages) =>
      list.map(({ point, load }) => `${point.key} ${load.toFixed(9)}`).sort();
    expect(keys(found?.usages ?? []), JSON.stringify(failure)).toEqual(keys(worse));
  }
  expect(swept?.overloads.length).toBeGreaterThan(3);
  expect(swept?.growth?.at).toBeCloseTo(least, 9);
});

it("only what is said to grow grows", () => {
  const network = buildNetwork(buildConfiguration(balanced), { view: "configured" });
  const demands = demandsIn(network.index, traffic);
  const options = {
    day: "2026-01-01",
    sweeps: false,
    growth: 3,
    grows: ({ id }: Demand) => id.startsWith("web-a"),
  };
  const { usages, firstToSaturate } = analyzeLoad(network, demands, options);
  const out = usages.find(({ point }) => point.element.id === "web-a" && point.direction === "out");
  expect(out?.load).toBeCloseTo(0.3, 12);
  // 0.8 x 0.256 / 0.1 on web-a; app-b has 0.8 x 0.75 - 0.5 left for 0.1 more.
  expect(firstToSaturate?.growthFactor).toBeCloseTo(1, 9);
  expect(firstToSaturate?.usage.point.element.id).toBe("app-b");
});

it("assumed demands have no date", () => {
  const network = buildNetwork(buildConfiguration(balanced), { view: "configured" });
  const demands = demandsIn(network.index, traffic).map((demand) => ({
    ...demand,
    origin: "assumed" as const,
  }));
  expect(analyzeLoad(network, demands, { day: "2026-01-01", sweeps: false }).breach).toBeNull();
});
