import * as z from "zod";
import { FAILURE_CODES, Failure, type FailureCode } from "../../application/ports/failure";
import type { IngestClient } from "../../application/ports/ingest-client";
import { sweepAnswerSchema } from "../../application/sweep.schema";

const STEP_LIMIT_MS = 180_000;
const begunSchema = z.object({ answer: sweepAnswerSchema.nullable() });
const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean().default(false) }),
});

/**
 * Pushes sweeps to Umbra's server over HTTP. Follows no redirect: the token goes to the address given and to no
 * other. `server` is https or on this machine, which whoever reads the settings has checked.
 */
export function httpIngestClient(server: string, token: string): IngestClient {
  const post = async (path: string, body: Uint8Array | string, contentType: string, signal: AbortSignal) => {
    const answer = await send(new URL(path, server), {
      method: "POST",
      redirect: "error",
      headers: { authorization: `Bearer ${token}`, "content-type": contentType },
      body: typeof body === "string" ? body : new Uint8Array(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(STEP_LIMIT_MS)]),
    }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new Failure("UNAVAILABLE", `the server at ${server} does not answer`, { cause });
    });
    if (answer.status !== 200) throw failureOf(answer);
    return parseJson(answer.text);
  };
  return {
    begin: async (begin, signal) =>
      begunSchema.parse(await post("/api/ingest/begin", JSON.stringify(begin), "application/json", signal)),
    chunk: async ({ sweepId, sequence, sha256 }, body, signal) => {
      const named = new URLSearchParams({ sweepId, sequence: String(sequence), sha256 });
      await post(`/api/ingest/chunk?${named}`, body, "application/octet-stream", signal);
    },
    commit: async (commit, signal) =>
      sweepAnswerSchema.parse(
        await post("/api/ingest/commit", JSON.stringify(commit), "application/json", signal),
      ),
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(url: URL, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

/** The server's own refusal, or that of something in between, which may be over in a moment. */
function failureOf({ status, text }: Answer): Failure {
  const parsed = errorSchema.safeParse(parseJson(text));
  if (parsed.success) {
    const { code, message, retryable } = parsed.data.error;
    return new Failure(isFailureCode(code) ? code : retryable ? "UNAVAILABLE" : "BAD_INPUT", message, {
      retryable,
    });
  }
  const retryable = status >= 500 || status === 408 || status === 429;
  const said = text.length < 300 ? `: ${text.trim()}` : "";
  return new Failure(
    retryable ? "UNAVAILABLE" : "BAD_INPUT",
    `the server answered with status ${status}${said}`,
    { retryable },
  );
}

function isFailureCode(code: string): code is FailureCode {
  return FAILURE_CODES.some((each) => each === code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
