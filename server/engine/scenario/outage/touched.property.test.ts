import fc from "fast-check";
import { expect, it } from "vitest";
import { balancedNetworkArbitrary } from "../../../testing/balanced-network-arbitrary";
import { hybridNetworkArbitrary } from "../../../testing/hybrid-network-arbitrary";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import type { Intent, IntentEnd } from "../../intent";
import { buildNetwork, type Failure } from "../../semantics";
import { outageBaseline } from "./baseline";
import type { IntentBaseline } from "./intent-baseline";
import { type IntentEffect, intentEffect } from "./intent-effect";
import { degradedByRedundancy } from "./redundancy";
import { singleFailures } from "./single-failures";
import { hitsOf, tryFailures } from "./trial";

const numRuns = process.env.UMBRA_LONG === "1" ? 60 : 2;

/** One flow between every two hosts, and to and from the internet, in both families. */
function everyFlow(hosts: readonly string[]): readonly Intent[] {
  const ends: readonly IntentEnd[] = [
    ...hosts.map((id): IntentEnd => ({ kind: "tier", name: id, members: [id] })),
    { kind: "internet" },
  ];
  const flows = ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => ({ from, to })));
  return flows.flatMap(({ from, to }, number) =>
    ([4, 6] as const).map(
      (family): Intent => ({
        id: `${number} ${family}`,
        application: "",
        from,
        to,
        family,
        protocol: "tcp",
        ports: [[443, 443]],
        members: "any",
        criticality: "normal",
        origin: "inferred",
        confidence: 1,
        why: "",
      }),
    ),
  );
}

/** The flow with every pair marked as touched, so that nothing is taken over from the baseline. */
function everythingTouched(flow: IntentBaseline, { id }: Failure): IntentBaseline {
  return { ...flow, pairs: flow.pairs.map((each) => ({ ...each, touched: new Set([id]) })) };
}

it.each([
  { name: "most things happen", networks: networkArbitrary, ends: ["x", "y", "p", "q"] },
  { name: "load balancers choose", networks: balancedNetworkArbitrary, ends: ["c", "t1", "d", "lb", "nlb"] },
  { name: "there are places outside the provider", networks: hybridNetworkArbitrary, ends: ["x", "y", "p"] },
])(
  "where $name, a flow that no failed element touches is traced again in vain",
  ({ networks, ends }) => {
    fc.assert(
      fc.property(networks(), (spec) => {
        const configuration = buildConfiguration(spec);
        const baseline = outageBaseline(configuration, everyFlow(ends));
        for (const failure of singleFailures(baseline.network.index)) {
          const { effects, down } = tryFailures(baseline, [failure]);
          const failed = buildNetwork(configuration, { failures: [failure] });
          const hits = hitsOf(baseline, down);
          const networksAt = { before: baseline.network, after: failed };
          const traced = baseline.intents.map((flow) =>
            degradedByRedundancy(
              flow,
              intentEffect(everythingTouched(flow, failure), failed, { down, hits }),
              networksAt,
            ),
          );
          const told = (all: readonly IntentEffect[]) => all.map(({ intent, effect }) => [intent.id, effect]);
          expect([failure.id, told(effects)]).toEqual([failure.id, told(traced)]);
        }
      }),
      { numRuns },
    );
  },
  300_000,
);
