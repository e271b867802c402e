import type { Configuration } from "../../../configuration";
import {
  and,
  atMost,
  not,
  or,
  type SolverAnswer,
  type SolverQuestion,
  solverQuestion,
  trueNames,
  variable,
} from "../../../solver";
import { type BreachQuestion, breachRequest } from "../breach-of";
import { deriveBreach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import { indexFacts } from "../facts-index";
import { configurationWithout, factsWithout, type Removable, removableKey } from "./removable";
import { supportOf } from "./support";

/** Larger sets are not looked for. */
const MAX_SIZE = 4;
/** Sets of the smallest size that are listed. */
const MAX_SETS = 20;
/** Derivations on copies of the network, times its instances, before the search ends. */
const MAX_WORK = 20_000;
const LEAST_TRIALS = 20;
const MOST_TRIALS = 400;

/** The smallest sets of input facts without which an attack does not get where it is not wanted. */
export interface ChokePoints {
  /**
   * `smallest`: no smaller set does it. `best-found`: it does it, and that none is smaller is not shown. `none`: nothing
   * that can be taken away stops it. `undecided`: the search ended before it found one.
   */
  readonly outcome: "smallest" | "best-found" | "none" | "undecided";
  readonly size: number | null;
  readonly sets: readonly (readonly Removable[])[];
  /** There are more of this size than are listed. */
  readonly hasMore: boolean;
  /** Ways of the attack that are known: every set stops each of them. */
  readonly wayCount: number;
  /** Sets that were tried on a copy; after each of those given, nothing is reached there any more. */
  readonly trialCount: number;
  /** Why nothing more certain is said, in words. */
  readonly doubts: readonly string[];
  /** The question to which the solver said that no smaller set stops the known ways; null where none was put. */
  readonly question: SolverQuestion | null;
}

/** What is to be stopped: every one of these facts. */
export interface ChokeProblem {
  readonly configuration: Configuration;
  readonly question: BreachQuestion;
  readonly targets: readonly DerivedFact[];
  /** Only these kinds are taken away; all when absent. */
  readonly kinds?: readonly Removable["kind"][];
}

type Ask = (question: SolverQuestion) => Promise<SolverAnswer>;

/**
 * Searches the smallest sets to take away: the solver proposes a set that stops every way known, the attack is derived
 * again on a copy without it, and a way that is left is known from then on. So a set that is given was tried, and
 * that none is smaller is the solver's "no". Clause: SEC-2.
 */
export async function chokePoints(problem: ChokeProblem, ask: Ask): Promise<ChokePoints> {
  const search = new Search(problem);
  const first = search.try([]);
  if (first.kind === "stopped") return search.result("none", 0, null);
  for (let size = 1; size <= MAX_SIZE; size++) {
    if (search.ways.some((way) => way.length === 0)) return search.result("none", null, null);
    for (;;) {
      const question = search.questionOf(size);
      const answer = await ask(question);
      if (answer.answer === "unknown") {
        search.doubts.add(`the solver gave up: ${answer.reason ?? "no reason"}`);
        return search.finish(size);
      }
      if (answer.answer === "unsat") break;
      if (search.isSpent()) {
        search.doubts.add("more sets would have to be tried than are");
        return search.finish(size);
      }
      search.try(search.removablesOf(trueNames(question, answer)));
      if (search.found.length > MAX_SETS) return search.finish(size);
    }
    if (search.found.length > 0) return search.finish(size);
  }
  search.doubts.add(`no set of at most ${MAX_SIZE} stops it`);
  return search.finish(MAX_SIZE);
}

/** What is known while the search goes on. */
class Search {
  readonly ways: (readonly string[])[] = [];
  readonly found: (readonly string[])[] = [];
  readonly doubts = new Set<string>();
  private readonly candidates = new Map<string, Removable>();
  private trialCount = 0;

  constructor(private readonly problem: ChokeProblem) {}

  /** Derives the attack on a copy without these; what is left becomes a way, what is not a set found. */
  try(removed: readonly Removable[]): { readonly kind: "stopped" | "left" } {
    this.trialCount++;
    const { way, isSure } = wayLeft(this.problem, removed);
    if (!way) {
      if (!isSure) this.doubts.add("what cannot be decided may lead there all the same");
      if (removed.length > 0) this.found.push(removed.map(removableKey).sort());
      return { kind: "stopped" };
    }
    const { kinds } = this.problem;
    const usable = way.filter(({ kind }) => kinds?.includes(kind) ?? true);
    for (const each of usable) this.candidates.set(removableKey(each), each);
    const keys = [...new Set(usable.map(removableKey))].sort();
    const gone = new Set(removed.map(removableKey));
    // What was taken away cannot be what the way rests on.
    if (keys.some((key) => gone.has(key))) this.doubts.add("a way is left that rests on what was taken away");
    this.ways.push(keys);
    return { kind: "left" };
  }

  isSpent(): boolean {
    const instances = Math.max(1, this.problem.configuration.resources.instance.length);
    return this.trialCount >= Math.min(MOST_TRIALS, Math.max(LEAST_TRIALS, Math.floor(MAX_WORK / instances)));
  }

  removablesOf(names: readonly string[]): readonly Removable[] {
    return names.flatMap((name) => this.candidates.get(name) ?? []);
  }

  questionOf(size: number): SolverQuestion {
    const names = [...new Set(this.ways.flat())].sort();
    return solverQuestion(`Do at most ${size} of ${names.length} stop ${this.ways.length} known ways?`, [
      { formula: and(this.ways.map((way) => or(way.map(variable)))), label: "every known way is stopped" },
      { formula: atMost(size, names.map(variable)), label: `at most ${size} are taken away` },
      ...this.found.map((set) => ({ formula: not(and(set.map(variable))), label: "not a set found before" })),
    ]);
  }

  /** Ends the search at a size: with "smallest" where each known way stands without all that it does not rest on. */
  finish(size: number): ChokePoints {
    const sizes = this.found.map((set) => set.length);
    if (this.found.length === 0) return this.result("undecided", null, null);
    const least = Math.min(...sizes);
    for (const way of this.ways)
      if (!this.stands(way)) this.doubts.add("a known way rests on more than is known");
    const isProved = this.doubts.size === 0 && least === size;
    return this.result(
      isProved ? "smallest" : "best-found",
      least,
      size > 1 ? this.questionOf(size - 1) : null,
    );
  }

  result(outcome: ChokePoints["outcome"], size: number | null, question: SolverQuestion | null): ChokePoints {
    const sets = this.found
      .filter((set) => set.length === size)
      .sort((a, b) => (a.join() < b.join() ? -1 : 1));
    return {
      outcome,
      size: sets.length > 0 ? size : null,
      sets: sets.slice(0, MAX_SETS).map((set) => this.removablesOf(set)),
      hasMore: sets.length > MAX_SETS,
      wayCount: this.ways.length,
      trialCount: this.trialCount,
      doubts: [...this.doubts].sort(),
      question,
    };
  }

  /** A way that needs no more than is known goes on when everything else is taken away. */
  private stands(way: readonly string[]): boolean {
    const kept = new Set(way);
    const others = [...this.candidates].flatMap(([key, each]) => (kept.has(key) ? [] : [each]));
    return wayLeft(this.problem, others).way !== undefined;
  }
}

/**
 * What the first target that is still reached rests on; undefined when none is. `isSure`: nor would one be if all that is
 * undecided went the attacker's way.
 */
function wayLeft({ configuration, question, targets }: ChokeProblem, removed: readonly Removable[]) {
  const request = breachRequest(configurationWithout(configuration, removed), {
    ...question,
    facts: factsWithout(question.facts, removed),
  });
  const index = indexFacts(request.facts);
  const breach = deriveBreach({ ...request, index, counts: "proved", until: targets });
  const left = targets.find((target) => breach.find(target));
  if (left) return { way: supportOf(request, index, breach, left), isSure: true };
  const possible = deriveBreach({ ...request, index, counts: "possible", until: targets });
  return { way: undefined, isSure: !targets.some((target) => possible.find(target)) };
}
