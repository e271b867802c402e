import { describe, expect, it } from "vitest";
import { LOAD_CLAUSES } from "../semantics/clauses";
import { nameOf } from "./answer-case";
import { answerToLoad, expectedLoad } from "./answer-load";
import { loadRows } from "./tables";

describe("capacity", () => {
  it.each(loadRows.map((row) => [nameOf(row), row] as const))("%s", (_, row) =>
    expect(answerToLoad(row)).toEqual(expectedLoad(row)),
  );
});

describe("the capacity tables", () => {
  it("hold cases 140 to 147, each row with its clauses and none twice", () => {
    const numbers = [...new Set(loadRows.flatMap((row) => row.case ?? []))].sort((a, b) => a - b);
    expect(numbers).toEqual([140, 141, 142, 143, 144, 145, 146, 147]);
    for (const { clauses, title } of loadRows) expect(clauses.length, title).toBeGreaterThan(0);
    expect(loadRows.map(nameOf)).toEqual([...new Set(loadRows.map(nameOf))]);
  });

  it("have a row for every clause on capacity, and name no other", () => {
    expect([...new Set(loadRows.flatMap(({ clauses }) => clauses))].sort()).toEqual([...LOAD_CLAUSES]);
  });
});
