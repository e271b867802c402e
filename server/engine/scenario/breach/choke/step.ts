import { type SolverAnswer, type SolverQuestion, trueNames } from "../../../solver";
import { MAX_QUESTIONS } from "../breach-of";
import { type ChokeKnowledge, chokeQuestion } from "./formula";
import { type ChokeProblem, wayLeft } from "./problem";
import { type Removable, removableKey } from "./removable";
import { type ChokePoints, chokeResult, MAX_SETS, noChokePoints } from "./result";

/** Larger sets are not looked for. */
const MAX_SIZE = 4;
/** Derivations on copies of the network, times its instances, before the search ends. */
const MAX_WORK = 20_000;
const LEAST_TRIALS = 20;
const MOST_TRIALS = 400;
/** Questions of who reaches whom for all of them: about as many as two of the largest attacks that are followed. */
const MOST_QUESTIONS = 2 * MAX_QUESTIONS;

/** Where the search stands between two questions: plain data, so that it can travel between threads. */
export interface ChokeState extends ChokeKnowledge {
  /** Sets up to this size are asked for. */
  readonly size: number;
  /** All that some known way rests on and that may be taken away. */
  readonly candidates: readonly Removable[];
  readonly trialCount: number;
  /** Questions of who reaches whom that the trials took. */
  readonly questionCount: number;
  /** Why nothing more certain can be said, in words. */
  readonly doubts: readonly string[];
}

/** What the search wants next: an answer of the solver to `question`, or nothing more. */
export type ChokeStep =
  | { readonly kind: "ask"; readonly state: ChokeState; readonly question: SolverQuestion }
  | { readonly kind: "done"; readonly result: ChokePoints };

/**
 * Begins the search for the smallest sets to take away: the solver proposes a set that stops every way known, the attack
 * is derived again on a copy without it, and a way that is left is known from then on. So a set that is given was
 * tried, and that none is smaller is the solver's "no". Clause: SEC-2.
 */
export function startChoke(problem: ChokeProblem): ChokeStep {
  const nothing: ChokeState = {
    size: 1,
    ways: [],
    found: [],
    candidates: [],
    trialCount: 0,
    questionCount: 0,
    doubts: [],
  };
  const first = tried(problem, nothing, []);
  return first.ways.length === 0 ? { kind: "done", result: noChokePoints(first) } : next(problem, first);
}

/** Goes on with what the solver says to the question of the last step. */
export function continueChoke(
  problem: ChokeProblem,
  state: ChokeState,
  question: SolverQuestion,
  answer: SolverAnswer,
): ChokeStep {
  if (answer.answer === "unknown")
    return ended(problem, state, `the solver gave up: ${answer.reason ?? "no reason"}`);
  if (answer.answer === "sat") {
    if (isSpent(problem, state)) return ended(problem, state, "more sets would have to be tried than are");
    const proposed = new Set(trueNames(question, answer));
    const removed = state.candidates.filter((each) => proposed.has(removableKey(each)));
    return next(problem, tried(problem, state, removed));
  }
  if (state.found.length > 0) return ended(problem, state);
  if (state.size >= MAX_SIZE) return ended(problem, state, `no set of at most ${MAX_SIZE} stops it`);
  return next(problem, { ...state, size: state.size + 1 });
}

function next(problem: ChokeProblem, state: ChokeState): ChokeStep {
  if (state.ways.some((way) => way.length === 0)) return { kind: "done", result: noChokePoints(state) };
  // One more than is listed, so that "there are more" is a fact.
  if (state.found.length > MAX_SETS) return ended(problem, state);
  return { kind: "ask", state, question: chokeQuestion(state, state.size) };
}

function ended(problem: ChokeProblem, state: ChokeState, doubt?: string): ChokeStep {
  const doubts = doubt === undefined ? state.doubts : [...state.doubts, doubt];
  return { kind: "done", result: chokeResult(problem, { ...state, doubts }) };
}

/** Derives the attack on a copy without these; what is left becomes a way, what is not a set found. */
function tried(problem: ChokeProblem, state: ChokeState, removed: readonly Removable[]): ChokeState {
  const { way, isSure, questionCount } = wayLeft(problem, removed);
  const counts = {
    trialCount: state.trialCount + 1,
    questionCount: state.questionCount + questionCount,
  };
  const gone = removed.map(removableKey).sort();
  if (!way)
    return {
      ...state,
      ...counts,
      found: removed.length > 0 ? [...state.found, gone] : state.found,
      doubts: isSure ? state.doubts : [...state.doubts, "what cannot be decided may lead there all the same"],
    };
  const usable = way.filter(({ kind }) => problem.kinds?.includes(kind) ?? true);
  const known = new Map([...state.candidates, ...usable].map((each) => [removableKey(each), each]));
  const keys = [...new Set(usable.map(removableKey))].sort();
  // What was taken away cannot be what the way rests on.
  const isOdd = keys.some((key) => gone.includes(key));
  return {
    ...state,
    ...counts,
    candidates: [...known.values()],
    ways: [...state.ways, keys],
    doubts: isOdd ? [...state.doubts, "a way is left that rests on what was taken away"] : state.doubts,
  };
}

function isSpent({ configuration }: ChokeProblem, { trialCount, questionCount }: ChokeState): boolean {
  if (questionCount >= MOST_QUESTIONS) return true;
  const instances = Math.max(1, configuration.resources.instance.length);
  return trialCount >= Math.min(MOST_TRIALS, Math.max(LEAST_TRIALS, Math.floor(MAX_WORK / instances)));
}
