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
import { failureResponse, jsonOf, parseBody, readBytes, refuseToken, tokenOf } from "./bearer-requests";

const BEGIN_LIMIT_BYTES = 4_096;
const ADVICE = "read fewer regions with one agent";
const REFUSED =
  "this token opens no source: create one under Sources, or use the new one where it was changed";

type Step = (ports: Ports, source: AuthenticatedSource, request: Request) => Promise<unknown>;

/** The steps of a sweep, by the last part of the path. */
const STEPS: Readonly<Record<string, Step>> = {
  begin: async (ports, source, request) =>
    beginSweep(
      ports,
      source,
      parseBody(sweepBeginSchema, jsonOf(await readBytes(request, BEGIN_LIMIT_BYTES, ADVICE))),
    ),
  chunk: async (ports, source, request) => {
    const url = new URL(request.url);
    const named = Object.fromEntries(url.searchParams);
    const chunk = parseBody(sweepChunkSchema, { ...named, sequence: Number(named.sequence) });
    await addSweepChunk(ports, source, chunk, await readBytes(request, CHUNK_LIMIT_BYTES, ADVICE));
    return {};
  },
  commit: async (ports, source, request) =>
    commitSweep(
      ports,
      source,
      parseBody(sweepCommitSchema, jsonOf(await readBytes(request, MANIFEST_LIMIT_BYTES, ADVICE))),
    ),
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
    const source = await authenticateSource(ports, tokenOf(request));
    if (!source) return refuseToken(REFUSED);
    return Response.json(await take(ports, source, request));
  } catch (error) {
    return failureResponse(ports, error);
  }
}
