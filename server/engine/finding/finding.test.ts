import fc from "fast-check";
import { expect, it } from "vitest";
import { type FindingIdentity, fingerprint } from "./fingerprint";
import { type FindingSeverity, type Rating, SEVERITY_TABLE, severityOf } from "./severity";

const base: FindingIdentity = { kind: "k", policy: "p", element: "e", affected: ["a", "b"] };

it.each<{ name: string; other: FindingIdentity; isSame: boolean }>([
  {
    name: "the order of what is affected does not count",
    other: { ...base, affected: ["b", "a"] },
    isSame: true,
  },
  { name: "nor does a repetition", other: { ...base, affected: ["a", "b", "a"] }, isSame: true },
  { name: "another element", other: { ...base, element: "f" }, isSame: false },
  { name: "another policy", other: { ...base, policy: "q" }, isSame: false },
  { name: "another kind", other: { ...base, kind: "l" }, isSame: false },
  { name: "another port class", other: { ...base, portClass: "admin" }, isSame: false },
  { name: "another direction", other: { ...base, direction: "inbound" }, isSame: false },
  { name: "another affected object", other: { ...base, affected: ["a"] }, isSame: false },
])("fingerprint: $name", ({ other, isSame }) => {
  expect(fingerprint(other) === fingerprint(base)).toBe(isSame);
  expect(fingerprint(base)).toMatch(/^[0-9a-f]{64}$/);
});

it("keeps fingerprints for ever: a change here renames every alert that people have dismissed", () => {
  expect(fingerprint(base)).toBe("1a0aec81ff7d88f4f389d98a0c893ac33e7dbdc624b0119fc5d470df9a4be89a");
});

const value = fc.integer({ min: 0, max: 4 }) as fc.Arbitrary<Rating["value"]>;
const rank = (severity: FindingSeverity) => ["info", "low", "medium", "high", "critical"].indexOf(severity);
const rate = (impact: Rating["value"], likelihood: Rating["value"], isInferredOnly = false) =>
  severityOf({ value: impact, source: "" }, { value: likelihood, source: "" }, isInferredOnly);

it("is a full table of five by five that never falls when a number rises", () => {
  expect(SEVERITY_TABLE.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
  fc.assert(
    fc.property(value, value, value, value, (a, b, c, d) => {
      const [low, high] = [rate(a < b ? a : b, c < d ? c : d), rate(a < b ? b : a, c < d ? d : c)];
      expect(rank(low)).toBeLessThanOrEqual(rank(high));
    }),
  );
});

it("is never critical on inferred intents alone", () => {
  expect(rate(4, 4)).toBe("critical");
  expect(rate(4, 4, true)).toBe("high");
  fc.assert(fc.property(value, value, (a, b) => rate(a, b, true) !== "critical"));
});
