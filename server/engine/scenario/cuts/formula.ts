import { and, atLeast, atMost, type Formula, not, or, solverQuestion, variable } from "../../solver";
import type { KnownBranch } from "./branch";
import { type CutFlow, type CutProblem, type CutSource, deathsOf } from "./problem";

/** What is known when a question is asked. */
export interface Knowledge {
  readonly branches: readonly KnownBranch[];
  /** Sets that are not to be proposed again, nor any set that holds one of them. */
  readonly found: readonly (readonly number[])[];
  /** Sets that are not to be proposed again. */
  readonly undecided: readonly (readonly number[])[];
}

/**
 * Asks for a set of at most `atMostCount` failures that the branches known do not speak against: one required flow
 * is lost though each branch that is not hit gets through. A set that breaks the target is always one of these,
 * whatever branches are still unknown, so "none" is final.
 */
export function cutQuestion(problem: CutProblem, known: Knowledge, atMostCount: number) {
  const names = problem.candidates.map(({ variable: name }) => variable(name));
  const failed = (place: number) => names[place] ?? or([]);
  const byPair = new Map<string, KnownBranch[]>();
  for (const branch of known.branches) {
    const key = pairKey(branch.flow, branch.from, branch.to);
    const list = byPair.get(key);
    if (list) list.push(branch);
    else byPair.set(key, [branch]);
  }
  const isDead = (flow: number, from: string, to: string) =>
    and((byPair.get(pairKey(flow, from, to)) ?? []).map(({ restsOn }) => or(restsOn.map(failed))));
  const lost = problem.flows.map((flow, place) => ({
    formula: isLost(problem, flow, failed, (from, to) => isDead(place, from, to)),
    id: flow.baseline.intent.id,
  }));
  const used = usedPlaces(problem, known);
  const allUsed = used.map(failed);
  const count = `at most ${atMostCount} of ${problem.candidates.length} components fail`;
  const { target } = problem.request;
  const subject = target.kind === "intent" ? `required flow ${target.id}` : `application ${target.name}`;
  return solverQuestion(`Can ${subject} be lost when ${count}? Known branches: ${known.branches.length}.`, [
    { formula: or(lost.map(({ formula }) => formula)), label: "a required flow is lost" },
    { formula: atMost(atMostCount, allUsed), label: count },
    ...known.found.map((set) => ({ formula: not(and(set.map(failed))), label: "not a set found before" })),
    ...known.undecided.map((set) => ({
      formula: or(used.map((place) => (set.includes(place) ? not(failed(place)) : failed(place)))),
      label: "not a set that is undecided",
    })),
  ]);
}

/** Candidates that occur in the question; any other may fail without consequence. */
function usedPlaces(problem: CutProblem, { branches, found, undecided }: Knowledge): readonly number[] {
  const members = new Set(
    problem.flows.flatMap(({ sources }) =>
      sources.flatMap(({ member, destinations }) => [member, ...destinations]),
    ),
  );
  const places = new Set([
    ...branches.flatMap(({ restsOn }) => restsOn),
    ...[...members].flatMap((member) => deathsOf(problem, member).flat()),
    ...found.flat(),
    ...undecided.flat(),
  ]);
  return [...places].sort((a, b) => a - b);
}

/**
 * A flow is lost when all that ask for it are down, or when one that stands reaches fewer destinations than it must
 * (F-2, CL-6). One that is down asks for nothing; among peers, neither does the last one standing.
 */
function isLost(
  problem: CutProblem,
  { sources, baseline }: CutFlow,
  failed: (place: number) => Formula,
  isDead: (from: string, to: string) => Formula,
): Formula {
  const isDown = (member: string) => and(deathsOf(problem, member).map((places) => or(places.map(failed))));
  const starved = ({ member, destinations, needed }: CutSource) =>
    and([
      not(isDown(member)),
      ...(baseline.isAmongPeers ? [not(and(destinations.map(isDown)))] : []),
      atLeast(
        destinations.length - needed + 1,
        destinations.map((to) => isDead(member, to)),
      ),
    ]);
  return or([and(sources.map(({ member }) => isDown(member))), ...sources.map(starved)]);
}

function pairKey(flow: number, from: string, to: string): string {
  return `${flow} ${from} ${to}`;
}
