import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b3, b5 } from "../../../testing/network-builder-bases";
import { and, but } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent/facts.schema";
import { buildNetwork, type Failure } from "../../semantics";
import { declaredFlows } from "../reference/declared";
import { outageBaseline } from "./baseline";
import { downElements } from "./contained";
import { intentEffect } from "./intent-effect";
import { singleFailures } from "./single-failures";
import { hitsOf, tryFailures } from "./trial";
import { runWhatIf } from "./what-if";
import { whatIfResultSchema } from "./what-if-result.schema";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const FROM_OFFICE = { from: "site:office", to: "a", ports: [443] };

/** The office of b5, behind two tunnels. */
const office = but(b5(), { sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } } });
/** And behind a Direct Connect link of the same prefixes. */
const withDx = but(office, {
  directConnects: { "dxvif-1": { vgw: "vgw-1" } },
  sites: { office: { via: ["vpn-1", "dxvif-1"] } },
});
const dxOnly = but(b5(), {
  vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } },
  directConnects: { "dxvif-1": { vgw: "vgw-1" } },
  sites: { office: { prefixes: ["192.168.0.0/16"], via: ["dxvif-1"] } },
});
/** The office behind a connection of the transit gateway. */
const overTransit = but(b3(), {
  vpns: { "vpn-1": { tgw: "t", tunnels: ["UP", "UP"] } },
  attachments: { "att-1": { tgw: "t", vpn: "vpn-1" } },
  tgwTables: {
    "rt-t": {
      associated: and("att-1"),
      propagated: and("att-1"),
      routes: ["192.168.0.0/16 -> att-1 propagated"],
    },
  },
  tables: { "rt-w-a1": { routes: and("192.168.0.0/16 -> t") } },
  groups: { "sg-a": { in: and("tcp 443 from 192.168.0.0/16") } },
  sites: { office: { prefixes: ["192.168.0.0/16"], via: ["cgw-vpn-1"] } },
});

function needed(network: NetworkSpec, flow: object = FROM_OFFICE) {
  const configuration = buildConfiguration(network);
  const facts = factsSchema.parse({ applications: [{ name: "erp", flows: [flow] }] });
  const { intents, problems } = declaredFlows(indexConfiguration(configuration), facts);
  expect(problems).toEqual([]);
  return { configuration, intents };
}

function whatIf(network: NetworkSpec, failures: readonly Failure[], view: "both" | "observed" = "observed") {
  const { configuration, intents } = needed(network);
  return runWhatIf(configuration, intents, { failures: [...failures], horizon: "T1", view });
}

it.each([
  {
    name: "F-24: one of two tunnels leaves the flow with one",
    network: office,
    failure: down("vpnTunnel", "vpn-1#1"),
    effect: "degraded",
    sentence:
      "Losing tunnel 1 of vpn-1 loses no required flow; vpn-1 is left with 1 tunnel; 1 flow left with fewer working members.",
  },
  {
    name: "F-25: the connection takes both along",
    network: office,
    failure: down("vpnConnection", "vpn-1"),
    effect: "lost",
    sentence: "Losing vpn-1 cuts site office off from a; vpn-1 is left with 0 tunnels.",
  },
  {
    name: "F-25: so does the device at the site",
    network: office,
    failure: down("customerGateway", "cgw-vpn-1"),
    effect: "lost",
    sentence: "Losing cgw-vpn-1 cuts site office off from a; vpn-1 is left with 0 tunnels.",
  },
  {
    name: "F-26: a VPN connection stands in for the Direct Connect connection",
    network: withDx,
    failure: down("directConnectConnection", "dxcon-dxvif-1"),
    effect: "unaffected",
    sentence: "Losing dxcon-dxvif-1 affects no required flow.",
  },
  {
    name: "F-26: without one the virtual interface is all there is",
    network: dxOnly,
    failure: down("virtualInterface", "dxvif-1"),
    effect: "lost",
    sentence: "Losing dxvif-1 cuts site office off from a.",
  },
])("$name", ({ network, failure, effect, sentence }) => {
  const result = whatIf(network, [failure]);
  const effects = [...result.lost, ...result.degraded, ...result.undecided].map((each) => each.effect);
  expect(effects).toEqual(effect === "unaffected" ? [] : [effect]);
  expect(result.sentence).toBe(sentence);
  expect(whatIfResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

it("what is recorded as down is named where the design would have survived", () => {
  const result = whatIf(
    but(office, { vpns: { "vpn-1": { tunnels: ["UP", "DOWN"] } } }),
    [down("vpnTunnel", "vpn-1#1")],
    "both",
  );
  expect(result.lost.map(({ intent }) => intent.application)).toEqual(["erp"]);
  expect(result.differences).toMatchObject([
    { leading: "observed", effect: "lost", otherEffect: "degraded", causes: [{ id: "vpn-1" }] },
  ]);
  expect(result.differences?.[0]?.text).toMatch(
    /^survives by design, but tunnel [\d.]+ of `vpn-1` is DOWN now$/,
  );
  expect(result.sentence).toContain("By design one of these flows survives, but tunnel");
});

it("a connection that is down in full has nothing to lose now, and is said to by design", () => {
  const result = whatIf(
    but(office, { vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } } }),
    [down("vpnConnection", "vpn-1")],
    "both",
  );
  expect(result.differences).toMatchObject([{ leading: "configured", effect: "lost" }]);
  expect(result.differences?.[0]?.text).toMatch(/^lost by design; it does not show now, because tunnel/);
});

const texts = (network: NetworkSpec) =>
  singleFailures(indexConfiguration(buildConfiguration(network))).map(({ kind, id }) => `${kind} ${id}`);

it("the sweep fails tunnels that are up, Direct Connect connections and virtual interfaces", () => {
  expect(texts(withDx)).toEqual(
    expect.arrayContaining([
      "vpnConnection vpn-1",
      "vpnTunnel vpn-1#1",
      "vpnTunnel vpn-1#2",
      "directConnectConnection dxcon-dxvif-1",
      "virtualInterface dxvif-1",
    ]),
  );
  const half = texts(but(office, { vpns: { "vpn-1": { tunnels: ["UP", "DOWN"] } } }));
  expect(half.filter((text) => text.startsWith("vpnTunnel"))).toEqual(["vpnTunnel vpn-1#1"]);
  // The only tunnel is the connection.
  const single = texts(but(office, { vpns: { "vpn-1": { tunnels: ["UP"] } } }));
  expect(single.filter((text) => text.startsWith("vpnTunnel"))).toEqual([]);
});

it.each([
  [down("vpnConnection", "vpn-1"), ["vpn-1", "vpn-1#1", "vpn-1#2"]],
  [down("vpnTunnel", "vpn-1#2"), ["vpn-1#2"]],
  [down("customerGateway", "cgw-vpn-1"), ["cgw-vpn-1", "vpn-1", "vpn-1#1", "vpn-1#2"]],
  [down("directConnectConnection", "dxcon-dxvif-1"), ["dxcon-dxvif-1", "dxvif-1"]],
  [down("virtualInterface", "dxvif-1"), ["dxvif-1"]],
] as const)("%o takes along %o", (failure, ids) => {
  const elements = downElements(indexConfiguration(buildConfiguration(withDx)), [failure]);
  expect([...elements.keys()]).toEqual(ids);
  if (failure.kind === "vpnTunnel")
    expect(elements.get("vpn-1#2")).toEqual({ kind: "vpnTunnel", id: "vpn-1#2", name: "tunnel 2 of vpn-1" });
});

it.each([
  { name: "a virtual private gateway", network: withDx, flow: FROM_OFFICE },
  {
    name: "a virtual private gateway, outwards",
    network: withDx,
    flow: { ...FROM_OFFICE, from: "a", to: "site:office" },
  },
  { name: "a transit gateway", network: overTransit, flow: { ...FROM_OFFICE, to: "a1" } },
  { name: "a customer gateway's site", network: office, flow: { ...FROM_OFFICE, from: "site:cgw-vpn-1" } },
])("over $name, a flow that no failed element touches is traced again in vain", ({ network, flow }) => {
  const { configuration, intents } = needed(network, flow);
  for (const horizon of ["T0", "T1"] as const) {
    const baseline = outageBaseline(configuration, intents, { horizon });
    expect(baseline.idle.map(({ before }) => before)).toEqual(["REACHABLE"]);
    for (const failure of singleFailures(baseline.network.index)) {
      const { effects, down: lost } = tryFailures(baseline, [failure]);
      const failed = buildNetwork(configuration, { failures: [failure], horizon });
      const traced = baseline.intents.map((each) =>
        intentEffect(
          { ...each, pairs: each.pairs.map((pair) => ({ ...pair, touched: new Set([failure.id]) })) },
          failed,
          { down: lost, hits: hitsOf(baseline, lost) },
        ),
      );
      const isLost = (all: readonly { readonly effect: string }[]) =>
        all.map(({ effect }) => effect === "lost");
      expect(isLost(effects), failure.id).toEqual(isLost(traced));
    }
  }
});

it("what no site is called is said where it stands", () => {
  const index = indexConfiguration(buildConfiguration(office));
  const facts = factsSchema.parse({
    applications: [{ name: "erp", flows: [{ ...FROM_OFFICE, from: "site:depot" }] }],
  });
  expect(declaredFlows(index, facts).problems).toEqual([
    {
      place: "applications[0].flows[0].from",
      message: "no site is called `depot`: declare it under sites",
      candidates: [{ kind: "site", id: "site:office", name: "office" }],
    },
  ]);
});
