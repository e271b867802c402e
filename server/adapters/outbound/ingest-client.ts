import * as z from "zod";
import type { IngestClient } from "../../application/ports/ingest-client";
import { sweepAnswerSchema } from "../../application/sweep.schema";
import { postToServer } from "./post-to-server";

const STEP_LIMIT_MS = 180_000;
const begunSchema = z.object({ answer: sweepAnswerSchema.nullable() });

/** Pushes sweeps to Umbra's server over HTTP. */
export function httpIngestClient(server: string, token: string): IngestClient {
  const post = postToServer(server, token);
  const take = async (path: string, body: Uint8Array | string, contentType: string, signal: AbortSignal) => {
    const answer = await post({ path, body, contentType, limitMs: STEP_LIMIT_MS }, signal);
    if (answer.refusal) throw answer.refusal;
    return answer.body;
  };
  return {
    begin: async (begin, signal) =>
      begunSchema.parse(await take("/api/ingest/begin", JSON.stringify(begin), "application/json", signal)),
    chunk: async ({ sweepId, sequence, sha256 }, body, signal) => {
      const named = new URLSearchParams({ sweepId, sequence: String(sequence), sha256 });
      await take(`/api/ingest/chunk?${named}`, body, "application/octet-stream", signal);
    },
    commit: async (commit, signal) =>
      sweepAnswerSchema.parse(
        await take("/api/ingest/commit", JSON.stringify(commit), "application/json", signal),
      ),
  };
}
