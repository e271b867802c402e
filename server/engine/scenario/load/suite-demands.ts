import type { ConfigurationIndex, FactDemand } from "../../configuration";
import type { Decision } from "../../intent";
import { declaredDemands, withDistinctIds } from "./declared-demands";
import type { Demand } from "./demand";

type DemandDecision = Extract<Decision, { kind: "demand" }>;

/** A demand with the words in which somebody stated it. */
export interface StatedDemand {
  readonly demand: Demand;
  readonly fact: FactDemand;
  /** The decision it was stated by on the page; null: in the file of declared facts. */
  readonly decisionId: string | null;
}

/** A demand that does not name what this network holds. */
export interface UnresolvedDemand {
  readonly fact: FactDemand;
  readonly decisionId: string | null;
  /** The part of it: `from`, `to[1]`, `protocol`; "" for all of it. */
  readonly part: string;
  readonly message: string;
}

export interface SuiteDemands {
  readonly stated: readonly StatedDemand[];
  readonly unresolved: readonly UnresolvedDemand[];
}

/**
 * The traffic that somebody stated: in the file of declared facts, and on the page. Of two between the same ends the page's
 * stands before the file's. What names nothing any more is listed: it may have been meant to load anything.
 */
export function suiteDemands(index: ConfigurationIndex, decisions: readonly Decision[]): SuiteDemands {
  const onPage = decisions.filter((each): each is DemandDecision => each.kind === "demand");
  const inFile = index.configuration.declared?.demands ?? [];
  const facts = [...onPage.map(({ demand }) => demand), ...inFile];
  const { demands, understood, problems } = declaredDemands(index, facts, "declared");
  const decisionOf = (fact: FactDemand | undefined) => onPage.find(({ demand }) => demand === fact);
  const all = understood.flatMap((fact, position): StatedDemand[] => {
    const demand = demands[position];
    const decision = decisionOf(fact);
    if (!demand) return [];
    const origin = decision?.origin ?? "declared";
    return [{ fact, demand: { ...demand, origin }, decisionId: decision?.id ?? null }];
  });
  const decided = new Set(all.filter(({ decisionId }) => decisionId !== null).map(endsKey));
  const stated = all.filter((each) => each.decisionId !== null || !decided.has(endsKey(each)));
  const ids = withDistinctIds(
    stated.map(({ demand }) => ({
      ...demand,
      id: withoutNumber(demand.id),
      name: withoutNumber(demand.name),
    })),
  );
  return {
    stated: stated.map((each, position) => ({ ...each, demand: ids[position] ?? each.demand })),
    unresolved: problems.flatMap(({ place, message }): UnresolvedDemand[] => {
      const [, at = "", part = ""] = /^demands\[(\d+)\]\.?(.*)$/.exec(place) ?? [];
      const fact = facts[Number(at)];
      return fact ? [{ fact, decisionId: decisionOf(fact)?.id ?? null, part, message }] : [];
    }),
  };
}

/** Equal for demands between the same ends, however these are named. */
function endsKey({ demand }: StatedDemand): string {
  return demand.pairs
    .map((pair) => JSON.stringify(pair))
    .sort()
    .join("\n");
}

/** Without the number that tells it from one that may be left out. */
function withoutNumber(text: string): string {
  return text.replace(/ #\d+$/, "");
}
