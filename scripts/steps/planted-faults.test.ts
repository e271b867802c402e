import { expect, it } from "vitest";
import { plantFaults, readPlantedFaults } from "./planted-faults.mjs";

it("planting tells a fault that the named case catches from one that it does not, and from none", async () => {
  const place = { file: "semantics/network-acl.ts", find: ".sort((a, b) => a.ruleNumber - b.ruleNumber)" };
  const caughtBy = "case 27 the lower number decides: deny 90 before allow 100";
  const outcomes = await plantFaults([
    { ...place, put: ".sort((a, b) => b.ruleNumber - a.ruleNumber)", caughtBy },
    { ...place, put: ".sort((a, b) => b.ruleNumber - a.ruleNumber)", caughtBy: "case 1 of another table" },
    { ...place, put: ".toSorted((a, b) => a.ruleNumber - b.ruleNumber)", caughtBy },
    { ...place, find: "b.ruleNumber)).sort", put: "", caughtBy },
    { ...place, put: ".sort((", caughtBy },
  ]);
  expect(outcomes.map(({ trouble }) => trouble)).toEqual([
    undefined,
    "the named case does not fail",
    "no case fails",
    expect.stringContaining("the text to change occurs 0 times"),
    expect.stringContaining("Unexpected"),
  ]);
}, 120_000);

// `npm run test:faults` and the long tests plant all of them.
it("every tenth of the kept faults is caught by the case that it names", async () => {
  const faults = (await readPlantedFaults()).filter((_: unknown, index: number) => index % 10 === 0);
  const outcomes = await plantFaults(faults, { isQuick: true });
  expect(outcomes.length).toBeGreaterThan(20);
  expect(outcomes.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
}, 600_000);
