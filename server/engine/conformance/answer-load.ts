import { buildConfiguration } from "../../testing/network-builder";
import { factsSchema } from "../intent";
import { analyzeLoad, type LoadResult } from "../scenario/load/analyze-load";
import { declaredDemands } from "../scenario/load/declared-demands";
import type { Usage } from "../scenario/load/usage";
import { buildNetwork } from "../semantics";
import type { ExpectedUsage, LoadCase } from "./load-case";

/** The answer to a row about load, in the terms of `expectedLoad`: equal to that where the two agree. */
export function answerToLoad(row: LoadCase): object {
  const network = buildNetwork(buildConfiguration(row.network), {
    view: "configured",
    failures: row.failures ?? [],
  });
  const { demands: facts } = factsSchema.parse({
    demands: row.demands.map((demand) => ({ rateGbps: 0, ...demand })),
  });
  const { demands, problems } = declaredDemands(network.index, facts, "declared");
  const sweeps = row.overloadedBy !== undefined;
  const result = analyzeLoad(network, demands, { day: "2026-01-01", sweeps });
  return {
    problems: problems.map(({ message }) => message),
    usages: (row.usages ?? []).map((expected) => usageIn(result, expected)),
    loaded: (row.unloaded ?? []).filter((id) => result.usages.some(({ point }) => point.element.id === id)),
    ...comparedOf(result, row),
  };
}

/** What a row about load expects. */
export function expectedLoad(row: LoadCase): object {
  const compared = COMPARED.filter((field) => field in row).map((field) => [field, row[field]]);
  return { problems: [], usages: row.usages ?? [], loaded: [], ...Object.fromEntries(compared) };
}

/** The one point that is meant, in the terms of the expectation; all that are loaded where it is not one. */
function usageIn({ usages }: LoadResult, expected: ExpectedUsage): object {
  const { of, dimension = "bandwidth", direction, part } = expected;
  const found = usages.filter(
    ({ point }) =>
      point.element.id === of &&
      point.dimension === dimension &&
      (direction === undefined || point.direction === direction) &&
      (part === undefined || point.part === part),
  );
  const [usage] = found;
  if (!usage || found.length > 1) return { among: usages.map(({ point, load }) => `${point.key}: ${load}`) };
  return { ...expected, ...inTermsOf(usage, expected) };
}

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

function comparedOf({ firstToSaturate, singleFailures, outcomes }: LoadResult, row: LoadCase): object {
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
