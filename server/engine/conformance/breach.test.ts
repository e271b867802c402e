import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breachRequest } from "../scenario/breach/breach-of";
import { breachResult, chokeTargets } from "../scenario/breach/breach-result";
import { chokePoints } from "../scenario/breach/choke/choke-points";
import { type OpenSolver, openZ3 } from "../solver";
import { answerToBreach, askedBreach, expectedBreach, removableWords } from "./answer-breach";
import { nameOf } from "./answer-case";
import { attackRows } from "./tables";

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

describe("breach", () => {
  it.each(attackRows.map((row) => [nameOf(row), row] as const))("%s", (_, row) =>
    expect(answerToBreach(row)).toEqual(expectedBreach(row)),
  );
});

const withCuts = attackRows.filter(({ cuts }) => cuts !== undefined);

it.each(withCuts.map((row) => [nameOf(row), row] as const))(
  "the solver finds the cuts of %s",
  async (_, row) => {
    const { configuration, question } = askedBreach(row);
    const targets = chokeTargets(breachResult(breachRequest(configuration, question)));
    const cuts = await chokePoints({ configuration, question, targets }, async (asked) =>
      z3.solve(asked, 20_000),
    );
    expect(cuts).toMatchObject({ outcome: "smallest", size: 1, hasMore: false });
    expect(cuts.sets.flat().map(removableWords).sort()).toEqual([...(row.cuts ?? [])].sort());
  },
);
