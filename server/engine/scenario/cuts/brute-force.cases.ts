import { tryFailures } from "../outage/trial";
import type { CutProblem } from "./problem";

/**
 * Every set of at most `most` candidates, tried on the interpreter one after the other, smaller ones first, until one
 * size breaks the target: what the search must find. `undecidedCount` counts sets nobody can decide on the way.
 */
export function smallestByTrying(problem: CutProblem, most: number) {
  const { candidates, baseline, flows } = problem;
  let undecidedCount = 0;
  for (let size = 0; size <= most; size++) {
    const breaking: string[] = [];
    for (const places of subsets(candidates.length, size)) {
      const failures = places.flatMap((place) => candidates[place]?.failure ?? []);
      const { effects } = tryFailures(baseline, failures);
      const told = flows.map(({ position }) => effects[position]?.effect);
      if (told.includes("lost")) breaking.push(failures.map(({ id }) => id).join("+"));
      else if (told.includes("undecided")) undecidedCount++;
    }
    if (breaking.length > 0) return { size, sets: breaking, undecidedCount };
  }
  return { size: null, sets: [], undecidedCount };
}

function* subsets(count: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first++)
    for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
}
