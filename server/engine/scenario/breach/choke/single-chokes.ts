import { type ChokeProblem, wayLeft } from "./problem";
import { type Removable, removableKey } from "./removable";

/** Single facts that stop an attack, each alone. */
export interface SingleChokes {
  /** After each of these nothing is left, not even if all that is undecided went the attacker's way. */
  readonly chokes: readonly Removable[];
  readonly trialCount: number;
}

/**
 * Takes away what one way of the attack rests on, one after the other, each on a copy of its own: what stops it alone is
 * on every way, so no other fact can. Undefined where more copies than `maxTrials` would have to be tried.
 */
export function singleChokes(problem: ChokeProblem, maxTrials: number): SingleChokes | undefined {
  const { way } = wayLeft(problem, []);
  if (!way) return { chokes: [], trialCount: 1 };
  const candidates = [...new Map(way.map((each) => [removableKey(each), each])).values()];
  if (candidates.length > maxTrials) return undefined;
  const chokes = candidates.filter((each) => {
    const { way: left, isSure } = wayLeft(problem, [each]);
    return left === undefined && isSure;
  });
  return { chokes, trialCount: candidates.length + 1 };
}
