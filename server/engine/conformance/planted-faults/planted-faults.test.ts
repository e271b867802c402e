import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLAUSE_COUNTS } from "../../semantics/clauses";
import { failingCases, nameOf } from "../answer-case";
import { allRows } from "../tables";
import { plantedFaults } from "./planted-faults";

/** `npm run test:faults` plants them all; here is what would let that list rot. */
const engine = join(import.meta.dirname, "../..");
const { flows, refusals, attacks, loads } = allRows;
const names = new Set([
  ...[...flows, ...attacks, ...loads].map(nameOf),
  ...refusals.map(({ title }) => title),
]);

describe("the planted faults", () => {
  it("are many, each with a name of its own and another change", () => {
    expect(plantedFaults.length).toBeGreaterThanOrEqual(150);
    const changes = plantedFaults.map(({ file, find, put }) => `${file} ${find} ${put}`);
    for (const list of [plantedFaults.map(({ name }) => name), changes])
      expect(list).toEqual([...new Set(list)]);
  });

  it.each(plantedFaults.map((fault) => [fault.name, fault] as const))("%s", (_, fault) => {
    const source = readFileSync(join(engine, fault.file), "utf8");
    expect(source.split(fault.find).length - 1, `occurrences in ${fault.file}`).toBe(1);
    expect(fault.put).not.toBe(fault.find);
    expect(names, fault.caughtBy).toContain(fault.caughtBy);
    expect(fault.clauses).not.toEqual([]);
    for (const clause of fault.clauses) {
      const [section = "", number] = clause.split("-");
      expect(Number(number), clause).toBeLessThanOrEqual(CLAUSE_COUNTS[section] ?? 0);
    }
  });
});

it("a case that is answered otherwise than it should is named", () => {
  const [first, second] = flows;
  const [refusal] = refusals;
  const [attack] = attacks;
  const [load] = loads;
  if (!first || !second || !refusal || !attack || !load) throw new Error("there are no cases");
  const wrong = { ...second, expected: { verdict: "UNKNOWN" } } as const;
  const asked = {
    flows: [first, wrong],
    refusals: [refusal, { ...refusal, title: "none", sets: [] }],
    attacks: [attack, { ...attack, title: "nothing falls", expected: [] }],
    loads: [load, { ...load, title: "nothing is loaded", unloaded: ["web-a"] }],
  };
  expect(failingCases(asked)).toEqual([
    nameOf(wrong),
    "none",
    "case 148 nothing falls",
    "case 140 nothing is loaded",
  ]);
});
