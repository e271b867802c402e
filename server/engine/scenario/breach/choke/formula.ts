import { and, atMost, not, or, type SolverQuestion, solverQuestion, variable } from "../../../solver";

/** What is known of an attack: by keys of removables. */
export interface ChokeKnowledge {
  /** Ways of the attack, each with all that it rests on and that may be taken away: every set stops each of them. */
  readonly ways: readonly (readonly string[])[];
  /** Sets that were tried and stop it. */
  readonly found: readonly (readonly string[])[];
}

/** Asks for a set of at most `size` that stops every known way and is none of those found. */
export function chokeQuestion({ ways, found }: ChokeKnowledge, size: number): SolverQuestion {
  const names = [...new Set(ways.flat())].sort();
  return solverQuestion(`Do at most ${size} of ${names.length} stop ${ways.length} known ways?`, [
    { formula: and(ways.map((way) => or(way.map(variable)))), label: "every known way is stopped" },
    { formula: atMost(size, names.map(variable)), label: `at most ${size} are taken away` },
    ...found.map((set) => ({ formula: not(and(set.map(variable))), label: "not a set found before" })),
  ]);
}
