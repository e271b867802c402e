import type { CutsRequest, CutsResult } from "../engine/scenario/cuts/cuts.schema";
import { Failure } from "./ports/failure";
import type { DecidedSnapshot, QuestionPool } from "./ports/question-pool";
import type { Solver } from "./ports/solver";

/** How long the solver may think about one of the questions of a search. */
export const CUT_QUESTION_TIME_LIMIT_MS = 20_000;
const STEP_TIME_LIMIT_MS = 5 * 60_000;
/** A search that asks more often does not come to an end; it gives up long before by itself. */
const STEP_LIMIT = 10_000;

export interface CutsControl {
  /** Ends the work within 2 s, wherever it is. */
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, doneCount: number, totalCount: number) => void;
}

/**
 * Searches the smallest sets of failures that break an application or a flow: turn by turn the interpreter works in a
 * thread that holds the snapshot, and the solver in its own. Fails BAD_INPUT when the target is not in the
 * snapshot, CANCELLED when the signal fires.
 */
export async function searchCutsInThreads(
  { pool, solver }: { readonly pool: QuestionPool; readonly solver: Solver },
  snapshot: DecidedSnapshot,
  request: CutsRequest,
  { signal, onProgress }: CutsControl,
): Promise<CutsResult> {
  const options = { signal, timeLimitMs: STEP_TIME_LIMIT_MS, isBackground: true };
  onProgress("following the required flows", 0, 0);
  let step = await pool.ask("cutStep", snapshot, { request, previous: null }, options);
  for (let count = 0; step.kind === "ask"; count++) {
    if (count > STEP_LIMIT)
      throw new Failure("TIMEOUT", "the search does not come to an end: ask about fewer kinds of components");
    const { state, question } = step;
    onProgress(stageOf(state), state.trialCount, 0);
    const answer = await solver.solve(question, { signal, timeLimitMs: CUT_QUESTION_TIME_LIMIT_MS });
    step = await pool.ask("cutStep", snapshot, { request, previous: { state, question, answer } }, options);
  }
  return step.result;
}

function stageOf({ phase, size, trialCount }: { phase: string; size: number; trialCount: number }): string {
  if (phase === "prove") return "proving that nothing smaller does it";
  return `looking for sets of ${size} failure${size === 1 ? "" : "s"}, ${trialCount} tried`;
}
