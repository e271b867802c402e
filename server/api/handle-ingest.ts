import { Failure } from "../application/ports/failure";
import type { Ports } from "../application/ports/ports";
import { type AuthenticatedSource, authenticateSource } from "../application/source-tokens";
import {
  CHUNK_LIMIT_BYTES,
  MANIFEST_LIMIT_BYTES,
  sweepBeginSchema,
  sweepChunkSchema,
  sweepCommitSchema,
} from "../application/sweep.schema";
import { addSweepChunk, beginSweep, commitSweep } from "../application/sweeps";
import { BUG_MESSAGE, HTTP_STATUSES } from "./errors";

const BEGIN_LIMIT_BYTES = 4_096;

type Step = (ports: Ports, source: AuthenticatedSource, request: Request) => Promise<unknown>;

/** The steps of a sweep, by the last part of the path. */
const STEPS: Readonly<Record<string, Step>> = {
  begin: async (ports, source, request) =>
    beginSweep(ports, source, parse(sweepBeginSchema, json(await bytesOf(request, BEGIN_LIMIT_BYTES)))),
  chunk: async (ports, source, request) => {
    const url = new URL(request.url);
    const named = Object.fromEntries(url.searchParams);
    const chunk = parse(sweepChunkSchema, { ...named, sequence: Number(named.sequence) });
    await addSweepChunk(ports, source, chunk, await bytesOf(request, CHUNK_LIMIT_BYTES));
    return {};
  },
  commit: async (ports, source, request) =>
    commitSweep(ports, source, parse(sweepCommitSchema, json(await bytesOf(request, MANIFEST_LIMIT_BYTES)))),
};

/**
 * Answers `POST /api/ingest/begin`, `chunk` and `commit`: an agent pushes one sweep. The bearer token names the one
 * source it may push to, and nothing else is open to it. 200 with the step's answer, 401 for a token that opens
 * nothing, or 4xx `{ error: { code, message, retryable } }`.
 */
export async function handleIngest(request: Request, step: string, ports: Ports): Promise<Response> {
  try {
    const take = Object.hasOwn(STEPS, step) ? STEPS[step] : undefined;
    if (!take) throw new Failure("NOT_FOUND", "a sweep has the steps begin, chunk and commit");
    const token = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    const source = await authenticateSource(ports, token);
    if (!source) return refuseToken();
    return Response.json(await take(ports, source, request));
  } catch (error) {
    if (error instanceof Failure) {
      const { code, message, retryable } = error;
      return Response.json({ error: { code, message, retryable } }, { status: HTTP_STATUSES[code] });
    }
    ports.reportBug(error);
    const fault = { code: "INTERNAL", message: BUG_MESSAGE, retryable: true };
    return Response.json({ error: fault }, { status: 500 });
  }
}

function refuseToken(): Response {
  const message =
    "this token opens no source: create one under Sources, or use the new one where it was changed";
  const error = { code: "TOKEN_REFUSED", message, retryable: false };
  return Response.json({ error }, { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
}

/** Reads a body, counting as it comes: what the request says of its length is not believed. */
async function bytesOf(request: Request, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  if (request.body === null) throw new Failure("BAD_INPUT", "the request has no body: send it again");
  for await (const chunk of request.body) {
    byteCount += chunk.byteLength;
    if (byteCount > limitBytes) {
      throw new Failure("TOO_LARGE", `more than ${limitBytes} bytes: read fewer regions with one agent`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Failure("BAD_INPUT", "the body is not JSON: agent and server may differ in version", { cause });
  }
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Failure(
    "BAD_INPUT",
    "the body is not what this step takes: agent and server may differ in version",
    {
      cause: parsed.error,
    },
  );
}
