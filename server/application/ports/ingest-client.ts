import type { SweepAnswer, SweepBegin, SweepChunk, SweepCommit } from "../sweep.schema";

/**
 * The server's side of a sweep as an agent sees it. Every step may be repeated: the same sweep is taken in once.
 * Fails with the server's code and words; UNAVAILABLE when there was no answer.
 */
export interface IngestClient {
  begin(begin: SweepBegin, signal: AbortSignal): Promise<{ readonly answer: SweepAnswer | null }>;
  chunk(chunk: SweepChunk, body: Uint8Array, signal: AbortSignal): Promise<void>;
  commit(commit: SweepCommit, signal: AbortSignal): Promise<SweepAnswer>;
}
