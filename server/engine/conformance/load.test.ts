import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { factsSchema } from "../intent";
import { analyzeLoad, type LoadResult } from "../scenario/load/analyze-load";
import { declaredDemands } from "../scenario/load/declared-demands";
import type { Usage } from "../scenario/load/usage";
import { buildNetwork } from "../semantics";
import { LOAD_CLAUSES } from "../semantics/clauses";
import { loadCases } from "./load.cases";
import type { ExpectedUsage, LoadCase } from "./load-case";
import { loadElementCases } from "./load-elements.cases";

const rows = [...loadCases, ...loadElementCases];

describe("capacity", () => {
  it.each(rows.map((row) => [nameOf(row), row] as const))("%s", (_, row) => check(row));
});

describe("the capacity tables", () => {
  it("hold cases 140 to 147, each row with its clauses and none twice", () => {
    const numbers = [...new Set(rows.flatMap((row) => row.case ?? []))].sort((a, b) => a - b);
    expect(numbers).toEqual([140, 141, 142, 143, 144, 145, 146, 147]);
    for (const { clauses, title } of rows) expect(clauses.length, title).toBeGreaterThan(0);
    expect(rows.map(nameOf)).toEqual([...new Set(rows.map(nameOf))]);
  });

  it("have a row for every clause on capacity, and name no other", () => {
    expect([...new Set(rows.flatMap(({ clauses }) => clauses))].sort()).toEqual([...LOAD_CLAUSES]);
  });
});

function nameOf(row: LoadCase): string {
  return row.case === undefined ? `${row.clauses.join(", ")}: ${row.title}` : `case ${row.case} ${row.title}`;
}

function check(row: LoadCase): void {
  const network = buildNetwork(buildConfiguration(row.network), {
    view: "configured",
    failures: row.failures ?? [],
  });
  const { demands: facts } = factsSchema.parse({
    demands: row.demands.map((demand) => ({ rateGbps: 0, ...demand })),
  });
  const { demands, problems } = declaredDemands(network.index, facts, "declared");
  expect(problems).toEqual([]);
  const sweeps = row.overloadedBy !== undefined;
  const result = analyzeLoad(network, demands, { day: "2026-01-01", sweeps });
  for (const expected of row.usages ?? []) checkUsage(result, expected);
  for (const id of row.unloaded ?? [])
    expect(result.usages.filter(({ point }) => point.element.id === id)).toEqual([]);
  expect(actualOf(result, row)).toEqual(expectedOf(row));
}

function checkUsage({ usages }: LoadResult, expected: ExpectedUsage): void {
  const { of, dimension = "bandwidth", direction, part } = expected;
  const found = usages.filter(
    ({ point }) =>
      point.element.id === of &&
      point.dimension === dimension &&
      (direction === undefined || point.direction === direction) &&
      (part === undefined || point.part === part),
  );
  const summary = usages.map(({ point, load }) => `${point.key}: ${load}`);
  expect(found.length, `${of} ${dimension} among\n${summary.join("\n")}`).toBe(1);
  const [usage] = found;
  if (usage) expect({ ...expected, ...inTermsOf(usage, expected) }).toEqual(expected);
}

/** The usage in the terms of the expectation. */
function inTermsOf({ state, load, limit, utilizationRatio, flags }: Usage, expected: ExpectedUsage): object {
  const actual = {
    state,
    load: rounded(load, 3),
    limit,
    ratio: utilizationRatio === null ? null : rounded(utilizationRatio, 2),
    flags,
  };
  return Object.fromEntries(Object.entries(actual).filter(([field]) => field in expected));
}

const COMPARED = ["growthFactor", "bindsAt", "overloadedBy", "lost", "unknown"] as const;

function expectedOf(row: LoadCase): object {
  return Object.fromEntries(COMPARED.filter((field) => field in row).map((field) => [field, row[field]]));
}

function actualOf({ firstToSaturate, singleFailures, outcomes }: LoadResult, row: LoadCase): object {
  const actual = {
    growthFactor: firstToSaturate ? rounded(firstToSaturate.growthFactor, 3) : null,
    bindsAt: firstToSaturate?.usage.point.element.id,
    overloadedBy: (singleFailures?.overloads ?? []).map(({ failure, usages }) => ({
      failure: failure.id,
      of: usages[0]?.point.element.id,
      ratio: rounded(usages[0]?.utilizationRatio ?? 0, 2),
    })),
    lost: rounded(outcomes[0]?.lost ?? 0, 3),
    unknown: rounded(outcomes[0]?.unknown ?? 0, 3),
  };
  return Object.fromEntries(Object.entries(actual).filter(([field]) => field in row));
}

function rounded(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
