import type { SolverQuestion } from "../../../solver";
import { chokeQuestion } from "./formula";
import { type ChokeProblem, wayLeft } from "./problem";
import { type Removable, removableKey } from "./removable";
import type { ChokeState } from "./step";

/** Sets of the smallest size that are listed. */
export const MAX_SETS = 20;

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

/** Writes down what was found: "smallest" where each known way stands without all that it does not rest on. */
export function chokeResult(problem: ChokeProblem, state: ChokeState): ChokePoints {
  if (state.found.length === 0) return written(state, "undecided", null, null);
  const standing = state.ways.every((way) => stands(problem, state, way));
  const doubts = standing ? state.doubts : [...state.doubts, "a known way rests on more than is known"];
  const least = Math.min(...state.found.map((set) => set.length));
  const isProved = doubts.length === 0 && least === state.size;
  const question = state.size > 1 ? chokeQuestion(state, state.size - 1) : null;
  return written({ ...state, doubts }, isProved ? "smallest" : "best-found", least, question);
}

/** Nothing that can be taken away stops it, or there is nothing to stop. */
export function noChokePoints(state: ChokeState): ChokePoints {
  return written(state, "none", null, null);
}

function written(
  { found, candidates, ways, trialCount, doubts }: ChokeState,
  outcome: ChokePoints["outcome"],
  size: number | null,
  question: SolverQuestion | null,
): ChokePoints {
  const byKey = new Map(candidates.map((each) => [removableKey(each), each]));
  const sets = found.filter((set) => set.length === size).sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return {
    outcome,
    size: sets.length > 0 ? size : null,
    sets: sets.slice(0, MAX_SETS).map((set) => set.flatMap((key) => byKey.get(key) ?? [])),
    hasMore: sets.length > MAX_SETS,
    wayCount: ways.length,
    trialCount,
    doubts: [...new Set(doubts)].sort(),
    question,
  };
}

/** A way that needs no more than is known goes on when everything else is taken away. */
function stands(problem: ChokeProblem, { candidates }: ChokeState, way: readonly string[]): boolean {
  const kept = new Set(way);
  const others = candidates.filter((each) => !kept.has(removableKey(each)));
  return wayLeft(problem, others).way !== undefined;
}
