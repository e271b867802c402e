import fc from "fast-check";
import { expect, it } from "vitest";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { but } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import type { Configuration } from "../../configuration";
import type { Intent, IntentEnd } from "../../intent";
import { buildNetwork, type Failure, withFailures } from "../../semantics";
import { outageBaseline } from "./baseline";
import { tracePair } from "./pair";
import { singleFailures } from "./single-failures";
import { whatIfFrom } from "./what-if";

const numRuns = process.env.UMBRA_LONG === "1" ? 60 : 5;

/** Hosts beside others of their kind: most are alike, some are not for a rule, a route or an address of their own. */
const twins = fc.record({
  /** An address in a1 that a group rule and an ACL entry may name alone. */
  named: fc.constantFrom("10.0.1.11/32", "10.0.1.8/30", "10.0.9.0/24"),
  /** Whether public addresses are lent by the provider; else each is a resource of its own. */
  isLent: fc.boolean(),
  platform: fc.constantFrom(undefined, "windows"),
  state: fc.constantFrom("running", "stopped"),
});

function withTwins(spec: NetworkSpec, parts: typeof twins extends fc.Arbitrary<infer T> ? T : never) {
  const { y, q } = spec.vms;
  const in1 = (number: number) => ({
    subnet: "a1",
    addresses: [`10.0.1.${number}`, `2001:db8:a:1::${number}`],
    groups: ["sg-1"],
  });
  const changed = but(spec, {
    vms: {
      x2: { ...in1(11), publicAddress: "198.51.100.11" },
      x3: { ...in1(12), publicAddress: "198.51.100.12" },
      x4: in1(13),
      x5: in1(14),
      y2: { ...y, addresses: ["10.0.2.11", "2001:db8:a:2::11"] },
      y3: { ...y, addresses: ["10.0.2.12", "2001:db8:a:2::12"], platform: parts.platform },
      q2: { ...q, addresses: ["10.1.2.11", "2001:db8:b:2::11"] },
      q3: { ...q, addresses: ["10.1.2.12", "2001:db8:b:2::12"], state: parts.state },
    },
    groups: { "sg-3": { in: (before) => [...before, `tcp 443 from ${parts.named}`] } },
    acls: { "acl-a1": { in: (before) => [`80 deny tcp 443 ${parts.named}`, ...before] } },
  });
  const configuration = buildConfiguration(changed);
  return parts.isLent ? withoutElastic(configuration) : configuration;
}

function withoutElastic(configuration: Configuration): Configuration {
  return { ...configuration, resources: { ...configuration.resources, publicAddress: [] } };
}

const tier = (name: string, ...members: readonly string[]): IntentEnd => ({
  kind: "tier",
  name,
  members: [...members],
});
const X = tier("x", "x", "x2", "x3", "x4", "x5");
const Y = tier("y", "y", "y2", "y3");
const Q = tier("q", "p", "q", "q2", "q3");
const MIXED = tier("mixed", "q2", "x4", "x5", "y2");
const INTERNET: IntentEnd = { kind: "internet" };
/** Holds one of two lent addresses. */
const PART: IntentEnd = { kind: "internet", prefixes: ["198.51.100.12/32", "203.0.113.0/24"] };

const thresholds: readonly Intent["members"][] = ["any", "all", { atLeast: 2, of: 3 }];

function flows(): readonly Intent[] {
  const ends = [
    ...[X, Y, Q].map((end) => [end, end]),
    [X, Y],
    [Y, Q],
    [Q, X],
    [MIXED, X],
    [X, INTERNET],
    [MIXED, INTERNET],
    [INTERNET, X],
    [PART, MIXED],
    [X, PART],
  ];
  return ends.flatMap(([from, to], number) =>
    ([4, 6] as const).map(
      (family): Intent => ({
        id: `${number} ${family}`,
        application: "",
        from: from ?? INTERNET,
        to: to ?? INTERNET,
        family,
        protocol: "tcp",
        ports: [[443, 443]],
        members: thresholds[number % thresholds.length] ?? "any",
        criticality: "normal",
        origin: "inferred",
        confidence: 1,
        why: "",
      }),
    ),
  );
}

/** Single failures, and some that hit alike hosts together or take something out. */
function failureSets(singles: readonly Failure[]): readonly (readonly Failure[])[] {
  const down = (id: string): Failure => ({ kind: "instance", id, mode: "down" });
  return [
    ...singles.map((failure) => [failure]),
    [down("x2"), down("x3")],
    [down("x4"), down("q2"), { kind: "networkInterface", id: "eni-x5", mode: "down" }],
    [{ kind: "instance", id: "x5", mode: "deleted" }],
  ];
}

it("a traced pair stands for every pair of its groups, before and after a failure", () => {
  let shared = 0;
  fc.assert(
    fc.property(networkArbitrary(), twins, fc.nat(), (spec, parts, pick) => {
      const network = buildNetwork(withTwins(spec, parts));
      const { intents } = outageBaseline(network.index.configuration, flows());
      const singles = singleFailures(network.index).filter(({ kind }) => !/instance|Interface/.test(kind));
      const failure = singles[pick % singles.length];
      const failed = withFailures(network, failure ? [failure] : []);
      for (const { intent, pairs } of intents)
        for (const { from, to, verdict, missing } of pairs) {
          const all = from.members.flatMap((a) =>
            to.members.filter((b) => b !== a).map((b) => ({ from: a, to: b })),
          );
          shared += all.length - 1;
          for (const pair of all)
            expect(tracePair(network, intent, pair)).toMatchObject({ verdict, missing });
          const after = all.map((pair) => tracePair(failed, intent, pair));
          expect(new Set(after.map((trace) => `${trace.verdict} ${trace.missing.join()}`)).size).toBe(1);
        }
    }),
    { numRuns: 4 * numRuns },
  );
  // The law says nothing where no two hosts are alike.
  expect(shared).toBeGreaterThan(100);
}, 300_000);

it("what-ifs by groups of alike hosts say what all pairs say, evidence included", () => {
  fc.assert(
    fc.property(networkArbitrary(), twins, (spec, parts) => {
      const configuration = withTwins(spec, parts);
      const grouped = outageBaseline(configuration, flows());
      const plain = outageBaseline(configuration, flows(), { keyOf: (hostId) => hostId });
      for (const failures of failureSets(singleFailures(grouped.network.index)))
        expect(whatIfFrom(grouped, failures)).toEqual(whatIfFrom(plain, failures));
    }),
    { numRuns },
  );
}, 300_000);
