import type { Configuration } from "../../../configuration";
import { type BreachQuestion, breachRequest } from "../breach-of";
import { deriveBreach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import { indexFacts } from "../facts-index";
import { configurationWithout, factsWithout, type Removable } from "./removable";
import { supportOf } from "./support";

/** What is to be stopped: every one of these facts. */
export interface ChokeProblem {
  readonly configuration: Configuration;
  readonly question: BreachQuestion;
  readonly targets: readonly DerivedFact[];
  /** Only these kinds are taken away; all when absent. */
  readonly kinds?: readonly Removable["kind"][];
}

/**
 * What the first target that is still reached rests on; undefined when none is. `isSure`: nor would one be if all that is
 * undecided went the attacker's way. `questionCount`: what it took to know.
 */
export function wayLeft(
  { configuration, question, targets }: ChokeProblem,
  removed: readonly Removable[],
): {
  readonly way: readonly Removable[] | undefined;
  readonly isSure: boolean;
  readonly questionCount: number;
} {
  const request = breachRequest(configurationWithout(configuration, removed), {
    ...question,
    facts: factsWithout(question.facts, removed),
  });
  const index = indexFacts(request.facts);
  const breach = deriveBreach({ ...request, index, counts: "proved", until: targets });
  const left = targets.find((target) => breach.find(target));
  if (left) {
    const way = supportOf(request, index, breach, left);
    return { way, isSure: true, questionCount: request.reach.askedCount() };
  }
  const possible = deriveBreach({ ...request, index, counts: "possible", until: targets });
  const isSure = !targets.some((target) => possible.find(target));
  return { way: undefined, isSure, questionCount: request.reach.askedCount() };
}
