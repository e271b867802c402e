import { describe, expect, it } from "vitest";
import { BUILT_CLAUSES, CLAUSE_COUNTS, LOAD_CLAUSES, OTHER_CLAUSES } from "../semantics/clauses";
import { answerTo, nameOf } from "./answer-case";
import { attackRows, pages, tables } from "./tables";

const rows = Object.values(tables).flat();

/** Cases 140 to 147 are about load, 180 is about a sweep; breach.test.ts has 148 to 161. */
const REQUIRED = [...range(1, 139), ...range(148, 179)];

describe.each(Object.entries(tables))("%s", (_, cases) => {
  it.each(cases.map((row) => [nameOf(row), row] as const))("%s", (_, row) =>
    expect(answerTo(row)).toEqual(row.expected),
  );
});

describe("the tables", () => {
  it("hold exactly the numbered cases of the sections that are built", () => {
    const numbers = [...new Set([...rows, ...attackRows].flatMap((row) => row.case ?? []))].sort(
      (a, b) => a - b,
    );
    expect(numbers).toEqual(REQUIRED);
  });

  it("have a row for every clause that the interpreter answers for", () => {
    const clauses = new Set([...rows, ...attackRows].flatMap((row) => row.clauses));
    expect(BUILT_CLAUSES.filter((clause) => !clauses.has(clause))).toEqual([]);
  });

  it("and the list of other clauses name every clause of the semantics once", () => {
    const all = Object.entries(CLAUSE_COUNTS).flatMap(([section, count]) =>
      range(1, count).map((number) => `${section}-${number}`),
    );
    const named: readonly string[] = [...BUILT_CLAUSES, ...LOAD_CLAUSES, ...Object.keys(OTHER_CLAUSES)];
    expect(named.toSorted()).toEqual(all.toSorted());
  });

  it("hold the networks of many pages of the provider's documentation, each page once", () => {
    const titles = pages.map(({ page }) => `${page.guide}: ${page.title}`);
    expect(titles.length).toBeGreaterThanOrEqual(44);
    expect(titles).toEqual([...new Set(titles)]);
  });

  it("name the clauses of every row, and no row twice", () => {
    for (const row of [...rows, ...attackRows]) {
      expect(row.clauses, row.title).not.toEqual([]);
      for (const clause of row.clauses) expect(clause, row.title).toMatch(/^[A-Z]+4?-\d+$/);
    }
    // That an attack gets nothing is an answer too.
    for (const row of rows) expect(Object.keys(row.expected), row.title).not.toEqual([]);
    const names = [...rows, ...attackRows].map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
