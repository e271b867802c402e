import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testPeer } from "../../../testing/test-peers";
import { madeAttack } from "./breach-arbitrary.cases";
import { deriveBreach } from "./derive";
import { type FactsIndex, indexFacts } from "./facts-index";
import { derivedByProlog } from "./prolog.cases";
import { derivedFacts, prologFacts, wantedFacts } from "./prolog-facts.cases";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;

it("what is put to Prolog are ground clauses of the inputs", () => {
  for (const { facts, reach, scenario } of fc.sample(madeAttack(8), { seed, numRuns: 20 })) {
    const clauses = prologFacts(indexFacts(facts), reach, scenario);
    expect(clauses.length).toBeGreaterThan(0);
    for (const clause of clauses) expect(clause).toMatch(/^[a-z][A-Za-z0-9]*(\(.+\))?$/);
  }
});

describe.each(testPeer("UMBRA_TEST_SWIPL"))("SWI-Prolog", ({ program }) => {
  it.each([
    { name: "few hosts", most: 8, numRuns: isLong ? 1_800 : 180 },
    { name: "many hosts", most: 100, numRuns: isLong ? 200 : 20 },
  ])(
    "derives the same from the same clauses: $name",
    ({ most, numRuns }) => {
      const attacks = fc.sample(madeAttack(most), { seed, numRuns }).map(({ facts, reach, scenario }) => {
        const index = indexFacts(facts);
        const breach = deriveBreach({ index, reach, scenario, counts: "proved" });
        return { given: prologFacts(index, reach, scenario), derived: derivedFacts(breach, index), index };
      });
      const expected = derivedByProlog(
        program,
        attacks.map(({ given }) => given),
      );
      const depths = attacks.map(({ derived }) => derived.filter((fact) => fact.startsWith("exec(")).length);
      console.info(
        `seed ${seed}: exec facts ${depths.reduce((a, b) => a + b, 0)} in ${attacks.length} networks`,
      );
      for (const [id, { derived, given }] of attacks.entries())
        expect(derived, given.join(".\n")).toEqual(withoutUnasked(expected[id] ?? [], attacks[id]?.index));
    },
    300_000,
  );
});

/** What nobody needs is not asked about here, while the clauses know whether packets would get there. */
function withoutUnasked(facts: readonly string[], index: FactsIndex | undefined) {
  const asked = new Set(index && wantedFacts(index));
  return facts.filter((fact) => !fact.startsWith("net(") || asked.has(fact));
}
