import type { SolverAnswer } from "../../engine/solver";

/** A question as the thread is handed it. */
export interface ToSolver {
  readonly id: number;
  readonly text: string;
  readonly timeLimitMs: number;
}

/** `elapsedMs` is the time of the check alone, without waiting and loading. */
export type FromSolver =
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly answer: SolverAnswer;
      readonly elapsedMs: number;
    }
  | { readonly kind: "failed"; readonly id: number; readonly reason: string };
