import type { SolverAnswer, SolverQuestion } from "../../solver";
import type { CutsResult } from "./cuts.schema";
import type { CutProblem } from "./problem";
import { continueCuts, startCuts } from "./step";

/** Drives the search in one thread, with whoever answers the solver's questions. */
export async function searchCuts(
  problem: CutProblem,
  ask: (question: SolverQuestion) => Promise<SolverAnswer>,
): Promise<CutsResult> {
  let step = startCuts(problem);
  while (step.kind === "ask") {
    const { state, question } = step;
    step = continueCuts(problem, state, question, await ask(question));
  }
  return step.result;
}
