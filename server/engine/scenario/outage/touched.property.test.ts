import fc from "fast-check";
import { expect, it } from "vitest";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import type { Intent, IntentEnd } from "../../intent";
import { buildNetwork, type Failure } from "../../semantics";
import { outageBaseline } from "./baseline";
import type { IntentBaseline } from "./intent-baseline";
import { type IntentEffect, intentEffect } from "./intent-effect";
import { singleFailures } from "./single-failures";
import { hitsOf, tryFailures } from "./trial";

const numRuns = process.env.UMBRA_LONG === "1" ? 60 : 4;

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

it("a flow that no failed element touches is traced again in vain: the answer is the same", () => {
  fc.assert(
    fc.property(networkArbitrary(), (spec) => {
      const configuration = buildConfiguration(spec);
      const baseline = outageBaseline(configuration, everyFlow(Object.keys(spec.vms)));
      for (const failure of singleFailures(baseline.network.index)) {
        const { effects, down } = tryFailures(baseline, [failure]);
        const failed = buildNetwork(configuration, { failures: [failure] });
        const hits = hitsOf(baseline, down);
        const traced = baseline.intents.map((flow) =>
          intentEffect(everythingTouched(flow, failure), failed, { down, hits }),
        );
        const told = (all: readonly IntentEffect[]) => all.map(({ intent, effect }) => [intent.id, effect]);
        expect(told(effects)).toEqual(told(traced));
      }
    }),
    { numRuns },
  );
}, 300_000);
