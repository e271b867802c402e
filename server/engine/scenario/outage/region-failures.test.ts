import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1, b3, twoRegions } from "../../../testing/network-builder-bases";
import { but } from "../../../testing/network-builder-change";
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
import { failureText, runWhatIf } from "./what-if";

const region = (id: string): Failure => ({ kind: "region", id, mode: "down" });
const detached: Failure = { kind: "transitGatewayAttachment", id: "att-b", mode: "detached" };
const withdrawn: Failure = {
  kind: "transitGatewayRouteTable",
  id: "rt-t",
  mode: "withdrawn",
  route: "att-b",
};

function needed(network: NetworkSpec, from: string, to: string) {
  const configuration = buildConfiguration(network);
  const facts = factsSchema.parse({ applications: [{ name: "erp", flows: [{ from, to, ports: [443] }] }] });
  return { configuration, intents: declaredFlows(indexConfiguration(configuration), facts).intents };
}

it.each([
  {
    name: "F-3: a region",
    network: twoRegions(),
    flow: ["a", "b"],
    failure: region("eu-west-1"),
    sentence: "Losing region eu-west-1 stops 1 host and cuts a (1 host) off from b.",
    text: "failure of region `eu-west-1`",
  },
  {
    name: "F-23: an association",
    network: b3(),
    flow: ["a1", "b1"],
    failure: detached,
    sentence:
      "Disassociating transit gateway attachment att-b from its route table cuts a1 (1 host) off from b1.",
    text: "loss of the association of transit gateway attachment `att-b`",
  },
  {
    name: "F-23: a propagation",
    network: b3(),
    flow: ["a1", "b1"],
    failure: withdrawn,
    sentence: "Withdrawing the propagation of att-b from rt-t cuts a1 (1 host) off from b1.",
    text: "withdrawal of the propagation of att-b from transit gateway route table `rt-t`",
  },
])("$name is lost with a sentence", ({ network, flow: [from = "", to = ""], failure, sentence, text }) => {
  const { configuration, intents } = needed(network, from, to);
  const result = runWhatIf(configuration, intents, { failures: [failure], horizon: "T1", view: "both" });
  expect(result.sentence).toBe(sentence);
  expect(failureText(indexConfiguration(configuration), failure)).toBe(text);
});

it("a region takes along what works in it, and neither rule sets nor what others hold", () => {
  const index = indexConfiguration(buildConfiguration(twoRegions()));
  const kinds = [...downElements(index, [region("eu-west-1")]).values()].map(
    ({ kind, id }) => `${kind} ${id}`,
  );
  expect(kinds).toEqual([
    "region eu-west-1",
    "zone euw1-az1",
    "subnet b1",
    "networkInterface eni-b",
    "instance b",
    "internetGateway igw-b",
  ]);
});

const kindsOf = (network: NetworkSpec) =>
  singleFailures(indexConfiguration(buildConfiguration(network))).map(({ kind, id, mode, route }) =>
    `${mode} ${kind} ${id} ${route ?? ""}`.trim(),
  );

it("the sweep takes each of several regions, and each association, propagation and static route of a transit gateway", () => {
  expect(kindsOf(twoRegions())).toEqual(
    expect.arrayContaining(["down region eu-central-1", "down region eu-west-1"]),
  );
  expect(kindsOf(b1()).filter((text) => text.includes("region"))).toEqual([]);
  const transit = kindsOf(but(b3(), { tgwTables: { "rt-t": { routes: ["10.9.0.0/16 -> att-b"] } } }));
  expect(transit.filter((text) => /transitGatewayRouteTable|detached/.test(text))).toEqual([
    "detached transitGatewayAttachment att-a",
    "detached transitGatewayAttachment att-b",
    "withdrawn transitGatewayRouteTable rt-t 10.9.0.0/16",
    "withdrawn transitGatewayRouteTable rt-t att-a",
    "withdrawn transitGatewayRouteTable rt-t att-b",
  ]);
});

it.each([
  { network: b3(), from: "a1", to: "b2" },
  { network: twoRegions(), from: "a", to: "b" },
])(
  "from $from to $to, a flow that no failed element touches is traced again in vain",
  ({ network, from, to }) => {
    const { configuration, intents } = needed(network, from, to);
    const baseline = outageBaseline(configuration, intents);
    expect(baseline.idle.map(({ before }) => before)).toEqual(["REACHABLE"]);
    for (const failure of singleFailures(baseline.network.index)) {
      const { effects, down } = tryFailures(baseline, [failure]);
      const failed = buildNetwork(configuration, { failures: [failure] });
      const traced = baseline.intents.map((each) =>
        intentEffect(
          { ...each, pairs: each.pairs.map((pair) => ({ ...pair, touched: new Set([failure.id]) })) },
          failed,
          { down, hits: hitsOf(baseline, down) },
        ),
      );
      expect(
        effects.map(({ effect }) => effect),
        failure.id,
      ).toEqual(traced.map(({ effect }) => effect));
    }
  },
);
