import type { ConfigurationIndex } from "../../engine/configuration";
import {
  type BreachFacts,
  type BreachGround,
  type BreachQuestion,
  type BreachResult,
  breachGround,
  breachResult,
  type DeclaredBreach,
  ownedPrefixes,
  requestOn,
  resolveStart,
  type Start,
  supposeBugs,
} from "../../engine/scenario";
import type { BreachAsk } from "../../engine/scenario/breach/breach.schema";
import { Failure } from "../ports/failure";

/** One attack on a snapshot: what was asked, resolved, and what it comes to. */
export interface HeldBreach {
  readonly question: BreachQuestion;
  readonly result: BreachResult;
}

/** Answers one attack; `onProgress` is told of how many places it is known whom they reach. */
export type FindBreach = (
  ask: BreachAsk,
  onProgress?: (doneCount: number, totalCount: number) => void,
) => HeldBreach;

interface Known {
  readonly index: ConfigurationIndex;
  /** What is declared, and what scanners found. */
  readonly known: () => DeclaredBreach;
  /** Checks what is supposed to have failed. */
  readonly failuresOf: (failures: BreachAsk["failures"]) => NonNullable<BreachQuestion["failures"]>;
}

/** Grounds that are kept: attacks from other places on the same network cost only what differs. */
const GROUND_LIMIT = 4;

/**
 * Answers attacks on one snapshot. The last one is kept, since a search for choke points comes back to it for every
 * step. Fails BAD_INPUT, with candidates, for a start or a bug that names nothing.
 */
export function heldBreaches({ index, known, failuresOf }: Known): FindBreach {
  const grounds = new Map<string, BreachGround>();
  let last: { readonly key: string; readonly held: HeldBreach } | undefined;
  const groundOf = (question: BreachQuestion): BreachGround => {
    const key = JSON.stringify([question.view, question.failures, ownedPrefixes(question.scenario)]);
    const ground = grounds.get(key) ?? breachGround(index.configuration, question);
    grounds.delete(key);
    grounds.set(key, ground);
    for (const oldest of grounds.keys()) if (grounds.size > GROUND_LIMIT) grounds.delete(oldest);
    return ground;
  };
  return (ask, onProgress) => {
    const key = JSON.stringify(ask);
    if (last?.key !== key) {
      const question = questionOf(index, known(), ask, failuresOf(ask.failures));
      const result = breachResult(requestOn(groundOf(question), question), onProgress);
      last = { key, held: { question, result } };
    }
    return last.held;
  };
}

function questionOf(
  index: ConfigurationIndex,
  known: DeclaredBreach,
  ask: BreachAsk,
  failures: NonNullable<BreachQuestion["failures"]>,
): BreachQuestion {
  const { assumesUserInteraction, excluded, view } = ask;
  const { facts, problems } = supposeBugs(index, known.facts, ask.bugs);
  for (const problem of problems) throw refused(problem);
  const starts = startsOf(index, known, facts, ask);
  return { facts, scenario: { starts, assumesUserInteraction, excluded }, view, failures };
}

function startsOf(
  index: ConfigurationIndex,
  known: DeclaredBreach,
  facts: BreachFacts,
  { starts }: BreachAsk,
): readonly Start[] {
  if (starts.length === 0)
    return known.starts.length > 0 ? known.starts : [{ kind: "internet", prefixes: [] }];
  const roles = new Set(facts.roles.map(({ id }) => id));
  return starts.map(({ from, level }) => {
    const start = resolveStart(index, roles, from, level);
    if ("kind" in start) return start;
    throw refused(start);
  });
}

function refused({
  message,
  candidates,
}: {
  readonly message: string;
  readonly candidates: readonly { readonly id: string }[];
}): Failure {
  const names = candidates.map(({ id }) => `\`${id}\``).join(", ");
  return new Failure("BAD_INPUT", names === "" ? message : `${message}: there is ${names}`);
}
