import {
  type AttackUnderFailures,
  attackUnderFailures,
  type BreachFacts,
  type BreachResult,
  bestPatches,
  breachRequest,
  breachResult,
  type ChokePoints,
  chokePoints,
  chokeTargets,
  type Level,
  type PatchChoice,
  type Removable,
  resolveStart,
  type Start,
  supposeBugs,
} from "../engine/scenario";
import type { View } from "../engine/semantics";
import { type LocalNetwork, type LocalPorts, ReferenceFailure } from "./local-analysis";

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
  /** Which patches protect most is told for up to so many; 0: it is not asked. */
  readonly patchLimit: number;
  /** Whether it is followed again under every single failure. */
  readonly underFailures?: boolean;
  /** Told of how many places it is known whom they reach, or how many failures were tried. */
  readonly onProgress?: (stage: "places" | "failures", doneCount: number, totalCount: number) => void;
}

/** What an attack comes to, and what stops it. */
export interface LocalBreach extends BreachResult {
  /** The smallest sets of facts to take away; null where there is nothing to stop. */
  readonly chokePoints: ChokePoints | null;
  /** The same with vulnerabilities alone: the fewest patches. */
  readonly patches: ChokePoints | null;
  /** The patches that protect most, where no more than some can be made; absent where it was not asked. */
  readonly bestPatches?: PatchChoice | null;
  /** What it comes to while one thing is down; absent where it was not asked. */
  readonly underFailures?: AttackUnderFailures;
}

/** More is left undecided than would be waited for. */
const QUESTION_TIME_LIMIT_MS = 10_000;

/** What an attack comes to, with what is declared and found of hosts (`known`). Fails BAD_INPUT with candidates for a reference that fits nowhere. */
export async function breachLocal(
  ports: Pick<LocalPorts, "solver">,
  local: LocalNetwork,
  known: BreachFacts,
  ask: LocalBreachAsk,
): Promise<LocalBreach> {
  const { assumesUserInteraction, excluded, view, patchLimit } = ask;
  const { facts, problems } = supposeBugs(local.index, known, ask.bugs);
  const [problem] = problems;
  if (problem) throw new ReferenceFailure(problem, `--bug ${problem.place}`);
  const scenario = { starts: startsOf(local, ask), assumesUserInteraction, excluded };
  const { configuration } = local;
  const question = { facts, scenario, view };
  const result = breachResult(breachRequest(configuration, question), (done, total) =>
    ask.onProgress?.("places", done, total),
  );
  const targets = chokeTargets(result);
  const search = (kinds?: readonly Removable["kind"][]) =>
    chokePoints({ configuration, question, targets, ...(kinds ? { kinds } : {}) }, (asked) =>
      ports.solver.solve(asked, { timeLimitMs: QUESTION_TIME_LIMIT_MS }),
    );
  return {
    ...result,
    chokePoints: targets.length > 0 ? await search() : null,
    patches: targets.length > 0 ? await search(["vulnerability"]) : null,
    ...(patchLimit > 0 ? { bestPatches: bestPatches({ configuration, question }, patchLimit) } : {}),
    ...(ask.underFailures
      ? {
          underFailures: attackUnderFailures(configuration, question, (done, total) =>
            ask.onProgress?.("failures", done, total),
          ),
        }
      : {}),
  };
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
