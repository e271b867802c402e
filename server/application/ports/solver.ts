import type { SolverAnswer, SolverQuestion } from "../../engine/solver";

export interface SolveOptions {
  /** Ends the work when it fires; the question then fails with CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** How long the solver may think, once it has begun; 10 s when absent. */
  readonly timeLimitMs?: number | undefined;
}

/** An answer with the time it took to find, measured outside the solver. */
export type TimedAnswer = SolverAnswer & { readonly elapsedMs: number };

/**
 * A solver in a thread of its own, which answers one question at a time, first come, first served. Whatever happens
 * to the solver, a question has an answer: `unknown` with the reason when the time limit passes, when the
 * thread ends or when it cannot be started. Only a question that is taken back fails, with CANCELLED.
 */
export interface Solver {
  solve(question: Pick<SolverQuestion, "text">, options?: SolveOptions): Promise<TimedAnswer>;
  close(): Promise<void>;
}
