import fc from "fast-check";
import { expect, it } from "vitest";
import type { Intent } from "../../intent";
import type { VerdictKind } from "../../semantics";
import { neededCount, tally as tallyOf, verdictOf, worstVerdict } from "./threshold";

const LETTERS: Readonly<Record<string, VerdictKind>> = {
  R: "REACHABLE",
  P: "PARTIAL",
  N: "NOT_REACHABLE",
  U: "UNKNOWN",
};
const verdicts = (letters: string) => [...letters].map((letter) => LETTERS[letter] ?? "UNKNOWN");
const tally = (all: readonly VerdictKind[]) => tallyOf(all.map((verdict) => ({ verdict, count: 1 })));

/** CL-6: what one source's destinations add up to. */
it.each<{ pairs: string; members: Intent["members"]; verdict: VerdictKind }>([
  { pairs: "RN", members: "any", verdict: "REACHABLE" },
  { pairs: "PN", members: "any", verdict: "PARTIAL" },
  { pairs: "NN", members: "any", verdict: "NOT_REACHABLE" },
  { pairs: "UN", members: "any", verdict: "UNKNOWN" },
  { pairs: "UR", members: "any", verdict: "REACHABLE" },
  { pairs: "UP", members: "any", verdict: "PARTIAL" },
  { pairs: "RR", members: "all", verdict: "REACHABLE" },
  { pairs: "RP", members: "all", verdict: "PARTIAL" },
  { pairs: "RN", members: "all", verdict: "NOT_REACHABLE" },
  { pairs: "RU", members: "all", verdict: "UNKNOWN" },
  { pairs: "NU", members: "all", verdict: "NOT_REACHABLE" },
  { pairs: "RRN", members: { atLeast: 2, of: 3 }, verdict: "REACHABLE" },
  { pairs: "RPN", members: { atLeast: 2, of: 3 }, verdict: "PARTIAL" },
  { pairs: "RNN", members: { atLeast: 2, of: 3 }, verdict: "NOT_REACHABLE" },
  { pairs: "RNU", members: { atLeast: 2, of: 3 }, verdict: "UNKNOWN" },
  { pairs: "RR", members: { atLeast: 5, of: 5 }, verdict: "REACHABLE" },
])("$pairs with $members is $verdict", ({ pairs, members, verdict }) => {
  expect(verdictOf(tally(verdicts(pairs)), neededCount(members, pairs.length))).toBe(verdict);
});

it.each([
  { sources: "RR", verdict: "REACHABLE" },
  { sources: "RP", verdict: "PARTIAL" },
  { sources: "RU", verdict: "UNKNOWN" },
  { sources: "UN", verdict: "NOT_REACHABLE" },
  { sources: "", verdict: "NOT_REACHABLE" },
])("sources $sources: each must do, so $verdict", ({ sources, verdict }) => {
  expect(worstVerdict(verdicts(sources))).toBe(verdict);
});

it("an unknown pair, once decided either way, never contradicts a verdict that was given", () => {
  const letters = fc.string({ unit: fc.constantFrom("R", "P", "N", "U"), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 5 }), (pairs, needed) => {
      const given = verdictOf(tally(verdicts(pairs)), needed);
      const worst = verdictOf(tally(verdicts(pairs.replaceAll("U", "N"))), needed);
      const best = verdictOf(tally(verdicts(pairs.replaceAll("U", "R"))), needed);
      if (given === "REACHABLE") expect(worst).toBe("REACHABLE");
      if (given === "NOT_REACHABLE") expect(best).toBe("NOT_REACHABLE");
      if (given === "PARTIAL") expect(worst).not.toBe("NOT_REACHABLE");
    }),
  );
});
