import type { RunRef } from "./run-store";
import type { AnalysisRef } from "./store";

/** What a job carries, by name: it points at a row and holds nothing of it. */
export interface JobRefs {
  readonly analysis: AnalysisRef;
  readonly run: RunRef;
}
export type JobName = keyof JobRefs;

/**
 * Carries word of waiting rows to whoever works, in this process or another. The rows are the truth and the queue
 * is the courier: a job may be lost, be late or come twice, so whoever takes one claims its row first, and rows
 * without a living job are sent again (`resendWork`).
 */
export interface WorkQueue {
  /** Says that a row waits. While the same job waits already, nothing is added. */
  send<N extends JobName>(name: N, ref: JobRefs[N]): Promise<void>;
  /**
   * Takes jobs as they come, `concurrencyCount` of them at a time. `handle` stores its own outcome; when the queue
   * closes, `signal` fires and the job is given back. A bug it throws is reported.
   */
  work<N extends JobName>(
    name: N,
    concurrencyCount: number,
    handle: (ref: JobRefs[N], signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /** Fires `signal` of everything at work, waits until it has ended, and takes no more. */
  close(): Promise<void>;
}
