import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedNetworkArbitrary } from "../../../testing/balanced-network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import { type BreachQuestion, breachGround, breachRequest, requestOn } from "./breach-of";
import { type BreachResult, breachResult } from "./breach-result";
import { breachSentence } from "./sentence";
import { attackFacts } from "./understood-facts";

const numRuns = process.env.UMBRA_LONG === "1" ? 200 : 12;
const HOSTS = ["h0", "h1", "h2", "h3", "h4", "h5"];

/** Every host may be exploited on two ports, and the last one keeps data that is open to all who get there. */
function attackOn(spec: NetworkSpec, hosts: readonly string[], from: string) {
  const plain = buildConfiguration(spec);
  const there = hosts.filter((id) => plain.resources.instance.some((instance) => instance.id === id));
  const declared = factsSchema.parse({
    vulnerabilities: [
      { on: there, id: "CVE-1", port: 8080, gain: "exec" },
      { on: there, id: "CVE-2", port: 443, gain: "exec" },
    ],
  });
  const configuration = { ...plain, declared };
  const { facts } = attackFacts(indexConfiguration(configuration));
  const starts =
    from === "internet"
      ? [{ kind: "internet" as const, prefixes: [] }]
      : [{ kind: "host" as const, id: from, level: "root" as const }];
  const scenario = { starts, assumesUserInteraction: false, excluded: [] };
  const question: BreachQuestion = { facts, scenario };
  return { configuration, question };
}

const keysOf = ({ findings }: BreachResult, standing: string) =>
  findings.flatMap((each) => (each.standing === standing ? each.weakness.key : []));
const fallen = ({ compromised }: BreachResult) => compromised.map(({ element }) => element.id);

describe("an attack that is not followed to its end", () => {
  it.each([
    { name: "over routes and rules", networks: tieredNetworkArbitrary, hosts: HOSTS },
    { name: "over load balancers", networks: balancedNetworkArbitrary, hosts: ["c", "t1", "t2", "t3", "d"] },
  ])(
    "proves nothing wrong and calls nothing safe that falls, $name",
    ({ networks, hosts }) => {
      let boundedCount = 0;
      let shorter = 0;
      const law = (spec: NetworkSpec, from: string, maxQuestions: number) => {
        const { configuration, question } = attackOn(spec, hosts, from);
        const whole = breachResult(breachRequest(configuration, question));
        expect(whole.leftOut).toBeNull();
        const part = breachResult(breachRequest(configuration, { ...question, maxQuestions }));
        if (part.leftOut === null) {
          expect(part).toEqual(whole);
          return;
        }
        boundedCount++;
        if (fallen(part).length < fallen(whole).length) shorter++;
        const open = part.undecided.map(({ id }) => id);
        expect(fallen(whole)).toEqual(expect.arrayContaining([...fallen(part)]));
        expect([...fallen(part), ...open]).toEqual(
          expect.arrayContaining([...fallen(whole), ...whole.undecided.map(({ id }) => id)]),
        );
        const used = keysOf(whole, "used");
        expect(keysOf(part, "latent").filter((key) => used.includes(key))).toEqual([]);
      };
      fc.assert(
        fc.property(
          networks(),
          fc.constantFrom("internet", ...hosts.slice(0, 2)),
          fc.integer({ min: 0, max: 60 }),
          law,
        ),
        { numRuns, seed: 20261126 },
      );
      expect(boundedCount).toBeGreaterThan(0);
      expect(shorter).toBeGreaterThan(0);
    },
    300_000,
  );

  it("is told the same whatever other attacks were followed on the network before", () => {
    fc.assert(
      fc.property(tieredNetworkArbitrary(), fc.integer({ min: 1, max: 60 }), (spec, maxQuestions) => {
        const { configuration, question } = attackOn(spec, HOSTS, "internet");
        const bounded = { ...question, maxQuestions };
        const ground = breachGround(configuration, bounded);
        breachResult(requestOn(ground, question));
        expect(breachResult(requestOn(ground, bounded))).toEqual(
          breachResult(breachRequest(configuration, bounded)),
        );
      }),
      { numRuns, seed: 20261126 },
    );
  }, 300_000);

  it("says so, and counts the places it comes to on the way", () => {
    const [spec] = fc.sample(tieredNetworkArbitrary(), { numRuns: 1, seed: 3 });
    if (!spec) throw new Error("no network");
    const { configuration, question } = attackOn(spec, HOSTS, "h0");
    const told: (readonly [number, number])[] = [];
    const request = breachRequest(configuration, { ...question, maxQuestions: 1 });
    const result = breachResult(request, (done, total) => told.push([done, total]));
    expect(result.leftOut).toContain("followed through 1 questions of who reaches whom");
    expect(result.missing).toContain(result.leftOut);
    expect(breachSentence(indexConfiguration(configuration), result)).toContain(
      "the attack is too large to be followed to its end",
    );
    const [, total = 0] = told.at(-1) ?? [];
    expect(told.at(-1)).toEqual([total, total]);
    expect(told.length).toBeGreaterThan(2);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  });
});
