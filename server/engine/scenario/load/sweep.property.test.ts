import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { balancedNetworkArbitrary } from "../../../testing/balanced-network-arbitrary";
import { hybridNetworkArbitrary } from "../../../testing/hybrid-network-arbitrary";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { network } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import { onePort, PROTOCOL } from "../../net";
import { buildNetwork, type End } from "../../semantics";
import { singleFailures } from "../outage/single-failures";
import { loadBaseline } from "./baseline";
import type { Demand } from "./demand";
import { firstToSaturate } from "./growth";
import { type LoadBaseline, singleFailureLoad } from "./single-failure-load";
import { usageOf } from "./usage";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;
const THRESHOLD = 0.8;

const balancers = ["lb", "nlb"].map((id): End => ({ kind: "loadBalancer", id }));
const sites = ["office", "plant"].map((name): End => ({ kind: "site", name }));
const hosts = (ids: readonly string[]) => ids.map((id): End => ({ kind: "instance", id }));

/** Demands between some of these ends and the internet; each from one or two sources to one or two destinations. */
function demandsArbitrary(ends: readonly End[]): fc.Arbitrary<readonly Demand[]> {
  const some = fc.uniqueArray(fc.constantFrom<End[]>(...ends, { kind: "internet" }), {
    minLength: 1,
    maxLength: 2,
  });
  const demand = fc.record({
    from: some,
    to: some,
    family: fc.constantFrom(4 as const, 4 as const, 6 as const),
    port: fc.constantFrom(443, 443, 80),
    rateGbps: fc.integer({ min: 1, max: 12 }).map((number) => number / 8),
    replyRateGbps: fc.constantFrom(0, 0.5),
    connections: fc.constantFrom(null, 40_000),
    flows: fc.constantFrom(null, 1),
    peakMinutes: fc.constantFrom(null, 10),
  });
  return fc.array(demand, { minLength: 2, maxLength: 5 }).map((list) =>
    list.map(({ from, to, family, port, ...figures }, position): Demand => {
      const pairs = from.flatMap((source) => to.map((destination) => ({ from: source, to: destination })));
      const asked = { family, protocol: PROTOCOL.tcp, ports: onePort(port), mode: "connection" as const };
      return {
        id: `demand ${position}`,
        name: `demand ${position}`,
        application: null,
        origin: "declared",
        pairs: pairs.map((pair) => ({ ...pair, ...asked })),
        packetsPerSecond: null,
        growthPerYear: null,
        ...figures,
      };
    }),
  );
}

/** Where limits are known, there is something that overloads. */
function typed(spec: NetworkSpec): NetworkSpec {
  const vms = Object.entries(spec.vms).map(([id, vm]) => [id, { ...vm, type: "m5.large" }]);
  return { ...spec, vms: Object.fromEntries(vms) };
}

const ratiosOf = ({ loads }: Pick<LoadBaseline, "loads">) =>
  new Map([...loads].map(([key, load]) => [key, usageOf(load, THRESHOLD).utilizationRatio ?? 0]));
const rounded = (entries: Iterable<readonly [string, number]>) =>
  [...entries].map(([key, ratio]) => `${key} ${ratio.toFixed(6)}`).sort();

/** What the sweep is to say of one failure, from load passes on networks built anew. */
function expectedUnder(base: LoadBaseline, full: LoadBaseline) {
  const before = ratiosOf(base);
  const after = ratiosOf(full);
  const worse = [...after].filter(
    ([key, ratio]) => ratio > 1 + 1e-9 && ratio > (before.get(key) ?? 0) + 1e-9,
  );
  return {
    isSame: rounded(before).join() === rounded(after).join(),
    overloads: rounded(worse),
    lost: base.demands.flatMap(({ id }, position) =>
      (base.routed[position]?.lost ?? 0) < 1 && (full.routed[position]?.lost ?? 0) >= 1 ? [id] : [],
    ),
    isUndecided: full.routed.some(({ unknown }, position) => unknown > (base.routed[position]?.unknown ?? 0)),
    growth: firstToSaturate(full.loads.values(), THRESHOLD, base.grows)?.at ?? Number.POSITIVE_INFINITY,
  };
}

const count = { failures: 0, untried: 0, overloads: 0, undecided: 0 };

function check(spec: NetworkSpec, demands: readonly Demand[]): void {
  const configuration = buildConfiguration(typed(spec));
  const grows = (demand: Demand) => demand !== demands[1];
  const options = { thresholdRatio: THRESHOLD, sweeps: true, grows };
  const sound = buildNetwork(configuration);
  const base = loadBaseline(sound, demands, options);
  const sweep = singleFailureLoad(base);
  const growths = [
    firstToSaturate(base.loads.values(), THRESHOLD, base.grows)?.at ?? Number.POSITIVE_INFINITY,
  ];
  for (const failure of singleFailures(sound.index)) {
    const full = loadBaseline(buildNetwork(configuration, { failures: [failure] }), demands, options);
    const expected = expectedUnder(base, full);
    growths.push(expected.growth);
    const isThis = (each: { readonly failure: object }) =>
      JSON.stringify(each.failure) === JSON.stringify(failure);
    const tried = sweep.tried.find(isThis);
    const overload = sweep.overloads.find(isThis);
    const told = {
      isSame: tried === undefined || expected.isSame,
      overloads: rounded(
        (overload?.usages ?? []).map(({ point, utilizationRatio }) => [point.key, utilizationRatio ?? 0]),
      ),
      lost: overload?.lostDemandIds ?? expected.lost,
      isUndecided: tried?.isUndecided ?? false,
    };
    const { growth: _, ...wanted } = expected;
    expect([failure, told]).toEqual([failure, wanted]);
    count.failures++;
    if (!tried) count.untried++;
    if (overload) count.overloads++;
    if (expected.isUndecided) count.undecided++;
  }
  expect(sweep.growth?.at ?? Number.POSITIVE_INFINITY).toBeCloseTo(Math.min(...growths), 6);
}

afterAll(() => {
  console.info(`seed ${seed}: ${JSON.stringify(count)}`);
  for (const each of Object.values(count)) expect(each).toBeGreaterThan(0);
});

it.each([
  { name: "most things happen", networks: networkArbitrary, ends: hosts(["x", "y", "p", "q"]) },
  {
    name: "load balancers choose",
    networks: balancedNetworkArbitrary,
    ends: [...hosts(["c", "t1", "d"]), ...balancers],
  },
  {
    name: "there are places outside the provider",
    networks: hybridNetworkArbitrary,
    ends: [...hosts(["x", "y", "p"]), ...sites],
  },
  {
    name: "there is something to break",
    networks: tieredNetworkArbitrary,
    ends: hosts(["h0", "h1", "h2", "h3"]),
  },
])(
  "where $name, the sweep over single failures is what load passes on networks built anew say",
  ({ networks, ends }) => {
    fc.assert(fc.property(networks(), demandsArbitrary(ends), check), { numRuns: isLong ? 150 : 4, seed });
  },
  1_800_000,
);

it("a route that another table was told of changes what a gateway's links carry", () => {
  const spec = network({
    vpcs: { A: { prefixes: ["10.0.0.0/16"] } },
    subnets: {
      a1: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "z1" },
      a2: { vpc: "A", prefixes: ["10.0.2.0/24"], zone: "z1" },
    },
    vgws: { vgw: { vpc: "A" } },
    vpns: { v: { vgw: "vgw", tunnels: ["UP", "UP"] } },
    tables: {
      "rt-1": { vpc: "A", subnets: ["a1"], routes: ["172.16.0.0/12 -> vgw propagated"] },
      "rt-2": { vpc: "A", subnets: ["a2"], routes: ["0.0.0.0/0 -> vgw"] },
    },
    groups: { sg: { vpc: "A", in: [] } },
    vms: { y: { subnet: "a2", addresses: ["10.0.2.10"], groups: ["sg"] } },
  });
  const [demand] = fc.sample(demandsArbitrary(hosts(["y"])), { numRuns: 1, seed }).flat();
  if (!demand) throw new Error("there is no demand");
  const asked = { family: 4, protocol: PROTOCOL.tcp, ports: onePort(443), mode: "connection" } as const;
  const pair = { from: { kind: "instance", id: "y" }, to: { kind: "internet" }, ...asked } as const;
  check(spec, [{ ...demand, pairs: [pair] }]);
});
