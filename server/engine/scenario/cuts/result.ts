import { elementOf } from "../../intent";
import type { SolverAnswer, SolverQuestion } from "../../solver";
import { tryFailures } from "../outage/trial";
import type { CutSet, CutsResult } from "./cuts.schema";
import type { CutProblem } from "./problem";
import type { CutState } from "./step";

/** Writes down what the search found. `proof` is null where there was nothing to search. */
export function cutsResult(
  problem: CutProblem,
  state: CutState,
  asked: { readonly question: SolverQuestion; readonly answer: SolverAnswer } | null,
): CutsResult {
  const { request, flows, candidates, notWorking } = problem;
  const sets = state.found.toSorted((a, b) => compareLists(a, b)).map((places) => cutSet(problem, places));
  const smallest = sets.length > 0 ? { size: state.size, sets, hasMore: state.hasMore } : null;
  const proof = asked && proofOf(problem, state, asked);
  const outcome =
    flows.length === 0
      ? problem.undecided.length > 0
        ? "undecided"
        : "not-working"
      : smallest
        ? "found"
        : proof?.result === "proved"
          ? "none"
          : "undecided";
  return {
    schemaVersion: 1,
    target: request.target,
    maxFailures: request.maxFailures,
    outcome,
    sentence: sentence(problem, outcome, smallest, proof?.result === "proved"),
    smallest,
    proof,
    candidateCount: candidates.length,
    trialCount: state.trialCount,
    intentIds: flows.map(({ baseline }) => baseline.intent.id).sort(),
    notWorkingIntentIds: [...notWorking],
  };
}

function cutSet({ baseline, candidates, flows }: CutProblem, places: readonly number[]): CutSet {
  const failures = places.flatMap((place) => candidates[place]?.failure ?? []);
  const { effects } = tryFailures(baseline, failures);
  const { index } = baseline.network;
  return {
    elements: failures.map(({ kind, id }) => {
      const resource = index.find(id);
      return resource ? elementOf(resource) : { kind, id };
    }),
    failures: failures.map((failure) => ({ ...failure })),
    lostIntentIds: flows
      .filter(({ position }) => effects[position]?.effect === "lost")
      .map(({ baseline: flow }) => flow.intent.id)
      .sort(),
  };
}

function proofOf(
  problem: CutProblem,
  state: CutState,
  { question, answer }: { readonly question: SolverQuestion; readonly answer: SolverAnswer },
): NonNullable<CutsResult["proof"]> {
  const atMost = state.found.length > 0 ? state.size - 1 : state.size;
  const smaller = state.undecided.filter((places) => places.length <= atMost);
  const reasons = [
    ...problem.undecided.map((text) => `a required flow cannot be decided even now: ${text}`),
    ...smaller.map((places) => `the interpreter cannot decide what ${namesOf(problem, places)} would do`),
    ...state.doubts,
    ...(answer.answer === "unsat"
      ? []
      : [answer.reason ?? "the solver finds a set that no branch speaks against"]),
  ];
  const branchCount = state.branches.length;
  return {
    result: reasons.length === 0 ? "proved" : "undecided",
    claim:
      reasons.length === 0 ? claimText(atMost, branchCount) : "That nothing smaller breaks it is not proved.",
    atMost,
    branchCount,
    retracedCount: state.retracedCount,
    question: question.text,
    questionHash: question.hash,
    answer: answer.answer,
    reasons: [...new Set(reasons)],
  };
}

function claimText(atMost: number, branchCount: number): string {
  const known = `${branchCount} known way${branchCount === 1 ? "" : "s"} through`;
  const what =
    atMost === 0
      ? `With nothing failed, ${known} keep${branchCount === 1 ? "s" : ""} every required flow up`
      : `No ${atMost === 1 ? "single failure" : `set of at most ${atMost} failures`} takes enough of ${known}`;
  return `${what}, and each of them was traced again with everything down that it does not rest on.`;
}

function namesOf({ candidates }: CutProblem, places: readonly number[]): string {
  return places.map((place) => `\`${candidates[place]?.failure.id}\``).join(" and ");
}

function sentence(
  { request }: CutProblem,
  outcome: CutsResult["outcome"],
  smallest: CutsResult["smallest"],
  isProved: boolean,
): string {
  const { target, maxFailures } = request;
  const subject = target.kind === "intent" ? `required flow \`${target.id}\`` : target.name;
  switch (outcome) {
    case "not-working":
      return `Nothing can break ${subject}: it does not work now.`;
    case "undecided":
      return `What breaks ${subject} cannot be decided.`;
    case "none":
      return `No ${maxFailures === 1 ? "single failure breaks" : `${maxFailures} failures at once break`} ${subject}.`;
    case "found":
      return foundSentence(subject, smallest, isProved);
  }
}

function foundSentence(subject: string, smallest: CutsResult["smallest"], isProved: boolean): string {
  const size = smallest?.size ?? 0;
  const count = smallest?.sets.length ?? 0;
  const many = smallest?.hasMore ? `more than ${count}` : `${count}`;
  const what =
    size === 1
      ? `${many} single failure${count === 1 ? "" : "s"} can break ${subject}`
      : `It takes ${size} failures at once to break ${subject}; ${many} such set${count === 1 ? "" : "s"}`;
  return `${what[0]?.toUpperCase()}${what.slice(1)}${isProved ? ", and nothing smaller does" : "; that nothing smaller does is not proved"}.`;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [place, value] of a.entries()) {
    const difference = value - (b[place] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
