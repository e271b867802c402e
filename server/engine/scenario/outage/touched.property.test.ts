import fc from "fast-check";
import { expect, it } from "vitest";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { indexConfiguration } from "../../configuration";
import type { Intent, IntentEnd } from "../../intent";
import { buildNetwork, type Failure } from "../../semantics";
import { type OutageBaseline, outageBaseline } from "./baseline";
import { downElements } from "./contained";
import { intentOutcome } from "./intent-outcome";
import { singleFailures } from "./single-failures";
import { whatIfFrom } from "./what-if";

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

/** The baseline with every pair marked as touched, so that nothing is taken over from it. */
function everythingTouched(baseline: OutageBaseline, { id }: Failure) {
  return baseline.intents.map(({ intent, pairs }) => ({
    intent,
    pairs: pairs.map((each) => ({ ...each, touched: new Set([id]) })),
  }));
}

it("a flow that no failed element touches is traced again in vain: the answer is the same", () => {
  fc.assert(
    fc.property(networkArbitrary(), (spec) => {
      const configuration = buildConfiguration(spec);
      const index = indexConfiguration(configuration);
      const baseline = outageBaseline(configuration, everyFlow(Object.keys(spec.vms)));
      for (const failure of singleFailures(index)) {
        const result = whatIfFrom(baseline, [failure]);
        const failed = buildNetwork(configuration, { failures: [failure] });
        const down = downElements(index, [failure]);
        const traced = everythingTouched(baseline, failure).map((each) => intentOutcome(each, failed, down));
        for (const effect of ["lost", "degraded", "undecided"] as const)
          expect(result[effect].map(({ intent }) => intent.id).sort()).toEqual(
            traced
              .filter((each) => each.effect === effect)
              .map(({ intent }) => intent.id)
              .sort(),
          );
      }
    }),
    { numRuns },
  );
}, 300_000);
