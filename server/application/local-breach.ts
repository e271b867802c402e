import {
  type BreachResult,
  breachRequest,
  breachResult,
  type Level,
  resolveStart,
  type Start,
  supposeBugs,
} from "../engine/scenario";
import type { View } from "../engine/semantics";
import { type LocalNetwork, ReferenceFailure } from "./local-analysis";

/** What is asked about an attack, in references. */
export interface LocalBreachAsk {
  /** Where it starts; without any, where the facts say, else in the internet. */
  readonly from: readonly string[];
  /** What the attacker has of a host named there. */
  readonly level: Level;
  /** Resources with a bug that is only supposed, each with `=tcp/443` behind it for one service. */
  readonly bugs: readonly string[];
  readonly assumesUserInteraction: boolean;
  /** Names of vulnerabilities that are left out. */
  readonly excluded: readonly string[];
  readonly view: View;
}

/** What an attack comes to. Fails BAD_INPUT with candidates for a reference that fits nowhere. */
export function breachLocal(local: LocalNetwork, ask: LocalBreachAsk): BreachResult {
  const { assumesUserInteraction, excluded, view } = ask;
  const { facts, problems } = supposeBugs(local.index, local.breach.facts, ask.bugs);
  const [problem] = problems;
  if (problem) throw new ReferenceFailure(problem, `--bug ${problem.place}`);
  const scenario = { starts: startsOf(local, ask), assumesUserInteraction, excluded };
  return breachResult(breachRequest(local.configuration, { facts, scenario, view }));
}

function startsOf({ index, breach }: LocalNetwork, { from, level }: LocalBreachAsk): readonly Start[] {
  if (from.length === 0)
    return breach.starts.length > 0 ? breach.starts : [{ kind: "internet", prefixes: [] }];
  const roles = new Set(breach.facts.roles.map(({ id }) => id));
  return from.map((text) => {
    const start = resolveStart(index, roles, text, level);
    if ("kind" in start) return start;
    throw new ReferenceFailure(start, `--from ${text}`);
  });
}
