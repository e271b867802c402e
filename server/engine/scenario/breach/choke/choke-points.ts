import type { SolverAnswer, SolverQuestion } from "../../../solver";
import type { ChokeProblem } from "./problem";
import type { ChokePoints } from "./result";
import { continueChoke, startChoke } from "./step";

/** Drives the search in one thread, with whoever answers the solver's questions. */
export async function chokePoints(
  problem: ChokeProblem,
  ask: (question: SolverQuestion) => Promise<SolverAnswer>,
): Promise<ChokePoints> {
  let step = startChoke(problem);
  while (step.kind === "ask") {
    const { state, question } = step;
    step = continueChoke(problem, state, question, await ask(question));
  }
  return step.result;
}
