import { severityScore } from "../path-rank";
import { compareRemainders, leastLeft, mostOf, nothing, type Remainder } from "./remainder";
import type { Patch, PatchGround, PatchTrial } from "./trial";

/** The patches after which least is left, of those that were tried. */
export interface PatchSet {
  /** Keys, sorted. */
  readonly keys: readonly string[];
  readonly left: Remainder;
}

/** One search on its way. */
export interface PatchSearch {
  readonly ground: PatchGround;
  /** Sets tried so far, by their keys: what was tried for few patches is not tried again for more. */
  readonly trials: Map<string, PatchTrial>;
  /** No more than this many are tried. */
  readonly trialLimit: number;
  /** As many questions of who reaches whom were asked as may be. */
  readonly hasAskedAll: () => boolean;
  readonly onTrial?: ((trialCount: number) => void) | undefined;
}

/**
 * Finds at most `limit` patches after which least is left; of equals the fewest. `isProved`: no others leave less.
 * Patches do not add up (two may do what neither does alone), so that a greedy choice may be wrong: it only comes first,
 * bettered by single exchanges, and takes no more than half of the trials. Then every set that may do better is tried.
 *
 * @param before the best for fewer
 */
export function searchPatches(
  search: PatchSearch,
  limit: number,
  before: PatchSet,
): { readonly best: PatchSet; readonly isProved: boolean } {
  const { trials, trialLimit } = search;
  const turn: Turn = {
    ...search,
    trialLimit: Math.ceil((trials.size + trialLimit) / 2),
    best: before,
    isSpent: false,
  };
  dive(turn, limit);
  if (before.keys.length < limit) explore(turn, { ...NONE, keys: before.keys, more: 1 });
  exchange(turn);
  turn.trialLimit = trialLimit;
  turn.isSpent = false;
  explore(turn, { ...NONE, more: limit });
  const isWhole = [...trials.values()].every((trial) => trial.isWhole);
  return { best: turn.best, isProved: isWhole && !turn.isSpent };
}

interface Turn extends Omit<PatchSearch, "trialLimit"> {
  trialLimit: number;
  best: PatchSet;
  /** A set that may do better was not tried. */
  isSpent: boolean;
}

/** Sets that hold `keys`, none of `forbidden`, and at most so many more. */
interface Branch {
  readonly keys: readonly string[];
  readonly forbidden: ReadonlySet<string>;
  readonly more: number;
  /** What rested on each before the last of `keys` was patched. */
  readonly gainsBefore: PatchTrial["gains"];
}

const NONE: Branch = { keys: [], forbidden: new Set(), more: 0, gainsBefore: new Map() };

/** The likeliest of all, and the likeliest after that: so that there is an answer where few can be tried. */
function dive(turn: Turn, limit: number): void {
  let branch = NONE;
  for (let count = 0; count <= limit; count++) {
    const trial = offered(turn, branch.keys);
    const [first] = trial ? branchesOf(turn, trial, branch) : [];
    if (!trial || !first) return;
    branch = { ...branch, keys: [...branch.keys, first[0]].sort(), gainsBefore: trial.gains };
  }
}

/** Puts another in the place of each, until that betters nothing any more. */
function exchange(turn: Turn): void {
  for (let known: PatchSet | undefined; known !== turn.best && !turn.isSpent; ) {
    known = turn.best;
    for (const key of known.keys)
      explore(turn, { ...NONE, keys: known.keys.filter((each) => each !== key), more: 1 });
  }
}

/**
 * Tries a set, and then those larger ones that may do better. A larger set leaves less only if it holds a patch on which
 * something left rests: those are the branches. A set is reached by the first of them that it holds, once.
 */
function explore(turn: Turn, branch: Branch): void {
  const { keys, forbidden, more } = branch;
  const trial = offered(turn, keys);
  if (!trial || more === 0) return;
  const branches = branchesOf(turn, trial, branch);
  const mostBehind = suffixMost(branches.map(([, gain]) => gain));
  const passed = new Set(forbidden);
  for (const [position, [key, gain]] of branches.entries()) {
    if (turn.isSpent) return;
    const least = leastLeft(trial.left, gain, mostBehind[position + 1] ?? nothing(), more - 1);
    if (isBetter(turn, least, keys.length + 1))
      explore(turn, {
        keys: [...keys, key].sort(),
        forbidden: new Set(passed),
        more: more - 1,
        gainsBefore: trial.gains,
      });
    passed.add(key);
  }
}

/** The patches that may gain something, those first that promise most; of equals those that promise more than before. */
function branchesOf(
  turn: Turn,
  { gains }: PatchTrial,
  { forbidden, gainsBefore }: Branch,
): readonly (readonly [string, Remainder])[] {
  const none = nothing();
  const isNew = (key: string, gain: Remainder) =>
    Number(compareRemainders(gain, gainsBefore.get(key) ?? none) > 0);
  return [...gains]
    .filter(([key]) => !forbidden.has(key))
    .sort(
      ([a, gain], [b, other]) =>
        compareRemainders(other, gain) || isNew(b, other) - isNew(a, gain) || comparePatches(turn, a, b),
    );
}

/** A set as it was tried, now or before; undefined where no more may be. */
function offered(turn: Turn, keys: readonly string[]): PatchTrial | undefined {
  const name = keys.join();
  let trial = turn.trials.get(name);
  if (!trial) {
    if (turn.trials.size >= turn.trialLimit || turn.hasAskedAll()) {
      turn.isSpent = true;
      return undefined;
    }
    trial = turn.ground.tryWithout(keys);
    turn.trials.set(name, trial);
    turn.onTrial?.(turn.trials.size);
  }
  if (isBetter(turn, trial.left, keys.length)) turn.best = { keys, left: trial.left };
  return trial;
}

function isBetter({ best }: Turn, left: Remainder, size: number): boolean {
  const difference = compareRemainders(left, best.left);
  return difference < 0 || (difference === 0 && size < best.keys.length);
}

/** Of each place, the most of all from there on. */
function suffixMost(gains: readonly Remainder[]): readonly Remainder[] {
  const most: Remainder[] = [nothing()];
  for (const gain of gains.toReversed()) most.push(mostOf(gain, most.at(-1) ?? nothing()));
  return most.reverse();
}

/** Of equals first what is known to be exploited, then what is worse (SEC-12), then by key. */
function comparePatches({ ground }: Turn, a: string, b: string): number {
  const exploited = (patch: Patch | undefined) =>
    Number(patch?.weaknesses.some((each) => each.knownExploited));
  const score = (patch: Patch | undefined) => Math.max(0, ...(patch?.weaknesses.map(severityScore) ?? []));
  const [one, other] = [ground.patches.get(a), ground.patches.get(b)];
  return exploited(other) - exploited(one) || score(other) - score(one) || (a < b ? -1 : 1);
}
