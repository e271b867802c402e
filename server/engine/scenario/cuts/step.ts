import { assert } from "../../net";
import { type SolverAnswer, type SolverQuestion, trueNames } from "../../solver";
import { tryFailures } from "../outage/trial";
import { failedNetwork, type KnownBranch, retrace, survivingBranch } from "./branch";
import type { CutsResult } from "./cuts.schema";
import { cutQuestion, type Knowledge } from "./formula";
import { type CutProblem, takesDown } from "./problem";
import { cutsResult } from "./result";

/** Sets of the smallest size that are listed. */
const MAX_SETS = 20;
/** Sets that are tried on the interpreter before the search gives up. */
const MAX_TRIALS = 2_000;
/** Branches that are remembered before the search gives up. */
const MAX_BRANCHES = 10_000;

/** Where the search stands between two questions: plain data, so that it can travel between threads. */
export interface CutState extends Knowledge {
  readonly phase: "search" | "prove";
  /** Sets up to this size are asked for. */
  readonly size: number;
  readonly trialCount: number;
  readonly retracedCount: number;
  /** There are more smallest sets than were looked for. */
  readonly hasMore: boolean;
  /** Why the answer is not proved, in words. */
  readonly doubts: readonly string[];
}

/** What the search wants next: an answer of the solver to `question`, or nothing more. */
export type CutStep =
  | { readonly kind: "ask"; readonly state: CutState; readonly question: SolverQuestion }
  | { readonly kind: "done"; readonly result: CutsResult };

/**
 * Begins the search for the smallest sets. The solver proposes a set that hits every branch known, the interpreter
 * tries it, and a branch that survives is known from then on: so a set that is found was tried, and that none is
 * smaller is proved by the solver's "no" and the branches it rests on.
 */
export function startCuts(problem: CutProblem): CutStep {
  const state: CutState = {
    phase: "search",
    size: 0,
    branches: [],
    found: [],
    undecided: [],
    trialCount: 0,
    retracedCount: 0,
    hasMore: false,
    doubts: [],
  };
  if (problem.flows.length === 0) return { kind: "done", result: cutsResult(problem, state, null) };
  // With nothing failed the network works: the first branches.
  return next(problem, tried(problem, state, []));
}

/** Goes on with what the solver says to the question of the last step. */
export function continueCuts(
  problem: CutProblem,
  state: CutState,
  question: SolverQuestion,
  answer: SolverAnswer,
): CutStep {
  if (state.phase === "prove")
    return { kind: "done", result: cutsResult(problem, state, { question, answer }) };
  if (answer.answer === "unknown")
    return prove(problem, {
      ...state,
      doubts: [...state.doubts, `the search ended early: ${answer.reason}`],
    });
  if (answer.answer === "sat") {
    const proposed = placesOf(problem, trueNames(question, answer));
    return next(problem, tried(problem, state, proposed));
  }
  if (state.found.length > 0 || state.size >= problem.request.maxFailures) return prove(problem, state);
  return next(problem, { ...state, size: state.size + 1 });
}

function next(problem: CutProblem, state: CutState): CutStep {
  // One more than is listed, so that "there are more" is a fact.
  if (state.found.length > MAX_SETS)
    return prove(problem, { ...state, found: state.found.slice(0, MAX_SETS), hasMore: true });
  const isTooMuch = state.trialCount >= MAX_TRIALS || state.branches.length > MAX_BRANCHES;
  if (isTooMuch || state.doubts.length > 0) {
    const doubts = isTooMuch ? ["more sets would have to be tried than are: ask about fewer kinds"] : [];
    return prove(problem, { ...state, doubts: [...state.doubts, ...doubts] });
  }
  return { kind: "ask", state, question: cutQuestion(problem, state, state.size) };
}

/** Checks the branches, and asks for the last time: none of the sets found, and nothing smaller left out. */
function prove(problem: CutProblem, state: CutState): CutStep {
  const { count, failing } = retrace(problem, state.branches);
  const doubts = failing.map(
    ({ from, to }) => `the branch from \`${from}\` to \`${to}\` rests on more than is known`,
  );
  const size = state.found.length > 0 ? state.size - 1 : state.size;
  const proven: CutState = {
    ...state,
    phase: "prove",
    retracedCount: count,
    doubts: [...state.doubts, ...new Set(doubts)],
  };
  // The question of the proof leaves no set out: a set that could not be decided must not be hidden by it.
  const question = cutQuestion(problem, { branches: state.branches, found: [], undecided: [] }, size);
  return { kind: "ask", state: proven, question };
}

/** Tries a set on the interpreter and learns from it. */
function tried(problem: CutProblem, state: CutState, places: readonly number[]): CutState {
  const failures = places.flatMap((place) => problem.candidates[place]?.failure ?? []);
  const { effects } = tryFailures(problem.baseline, failures);
  const after = { ...state, trialCount: state.trialCount + 1 };
  const effectOf = (position: number) => effects[position]?.effect;
  if (problem.flows.some(({ position }) => effectOf(position) === "lost"))
    return { ...after, found: [...state.found, places] };
  if (problem.flows.some(({ position }) => effectOf(position) === "undecided"))
    return { ...after, undecided: [...state.undecided, places] };
  const branches = learn(problem, state.branches, places);
  // Something must have survived that was not known, else the same set would be proposed for ever.
  const doubts =
    branches.length > 0 || places.length === 0
      ? []
      : [`\`${failures.map(({ id }) => id).join("`, `")}\` break nothing, but no branch says why`];
  return { ...after, branches: [...state.branches, ...branches], doubts: [...state.doubts, ...doubts] };
}

/** Branches that survive the failures, as many as it takes to see that no flow is lost. */
function learn(
  problem: CutProblem,
  known: readonly KnownBranch[],
  places: readonly number[],
): readonly KnownBranch[] {
  const failed = new Set(places);
  const network = failedNetwork(problem, places);
  const isFailed = (place: number) => failed.has(place);
  const alive = new Set(
    known
      .filter(({ restsOn }) => !restsOn.some(isFailed))
      .map(({ flow, from, to }) => JSON.stringify([flow, from, to])),
  );
  const learned: KnownBranch[] = [];
  for (const [flow, { sources }] of problem.flows.entries())
    for (const { member, destinations, needed } of sources) {
      if (takesDown(problem, member, isFailed)) continue;
      const isKnown = (to: string) => alive.has(JSON.stringify([flow, member, to]));
      let missing = needed - destinations.filter(isKnown).length;
      for (const to of destinations) {
        if (missing <= 0) break;
        if (isKnown(to)) continue;
        const branch = survivingBranch(problem, network, { flow, from: member, to }, places);
        if (!branch) continue;
        learned.push(branch);
        missing--;
      }
    }
  return learned;
}

function placesOf({ candidates }: CutProblem, names: readonly string[]): readonly number[] {
  const wanted = new Set(names);
  const places = candidates.flatMap(({ variable }, place) => (wanted.has(variable) ? [place] : []));
  assert(places.length === wanted.size, "the solver proposes candidates only");
  return places;
}
