import { createHash } from "node:crypto";
import type { Clock } from "./ports/clock";
import type { CloudReader, PartitionReading } from "./ports/cloud-reader";
import { Failure } from "./ports/failure";
import type { Ids } from "./ports/ids";
import type { IngestClient } from "./ports/ingest-client";
import { CHUNK_LIMIT_BYTES, type PartitionReport, type SweepAnswer } from "./sweep.schema";

/** What an agent needs from the outside. It keeps nothing between sweeps, so that it may end at any moment. */
export interface AgentPorts {
  readonly reader: CloudReader;
  readonly server: IngestClient;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Compresses one document. */
  readonly pack: (text: string) => Uint8Array;
  /** Rejects when the signal fires. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

export interface AgentSettings {
  /** The only account that may be read; undefined takes the one that the keys belong to. */
  readonly accountId: string | undefined;
  readonly intervalSeconds: number;
}

/** Waits between attempts at one step, while the server is away or busy. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];
const REASON_LIMIT = 300;

/**
 * Reads the account once and pushes what it found: begin, pieces, commit. Nothing counts for the server before
 * the commit, and a commit whose answer was lost is repeated without doubling. When the provider does not say
 * whose account it is, or it is another than the configured one, nothing is read, and the server is told why.
 * Throws the last failure when the server does not take the sweep.
 */
export async function pushSweep(
  ports: AgentPorts,
  { accountId: expected, intervalSeconds }: AgentSettings,
  signal: AbortSignal,
): Promise<SweepAnswer> {
  const { reader, server, clock, ids } = ports;
  const sweepId = ids.next();
  const startedAt = clock.now().toISOString();
  const { accountId, trouble } = await identify(reader, expected, signal);
  const begun = await retrying(ports, signal, () => server.begin({ sweepId, startedAt, accountId }, signal));
  if (begun.answer) return begun.answer;
  const readings = accountId === null ? [] : await reader.read(accountId, signal);
  const partitions: PartitionReport[] = [];
  let sequence = 0;
  for (const reading of readings) {
    const pieces = piecesOf(ports, reading);
    partitions.push(reportOf(reading, sequence, pieces.length));
    for (const body of pieces) {
      const chunk = { sweepId, sequence, sha256: sha256Of(body) };
      await retrying(ports, signal, () => server.chunk(chunk, body, signal));
      sequence++;
    }
  }
  const endedAt = clock.now().toISOString();
  const commit = { sweepId, endedAt, accountId, intervalSeconds, chunkCount: sequence, partitions, trouble };
  return retrying(ports, signal, () => server.commit(commit, signal));
}

async function identify(
  reader: CloudReader,
  expected: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly accountId: string | null; readonly trouble: string | null }> {
  try {
    const { accountId } = await reader.identify(signal);
    if (expected === undefined || expected === accountId) return { accountId, trouble: null };
    const trouble = `the keys belong to account ${accountId}, not to ${expected} that the agent is set to`;
    return { accountId: null, trouble };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { accountId: null, trouble: error.message.slice(0, REASON_LIMIT) };
  }
}

function piecesOf({ pack }: AgentPorts, reading: PartitionReading): readonly Uint8Array[] {
  if (reading.status !== "ok") return [];
  const packed = pack(reading.document);
  const count = Math.max(1, Math.ceil(packed.length / CHUNK_LIMIT_BYTES));
  return Array.from({ length: count }, (_, index) =>
    packed.subarray(index * CHUNK_LIMIT_BYTES, (index + 1) * CHUNK_LIMIT_BYTES),
  );
}

function reportOf(reading: PartitionReading, firstChunk: number, chunkCount: number): PartitionReport {
  if (reading.status !== "ok") return { ...reading, reason: reading.reason.slice(0, REASON_LIMIT) };
  const { document, ...kept } = reading;
  return { ...kept, itemIds: [...reading.itemIds], hash: sha256Of(document), firstChunk, chunkCount };
}

async function retrying<T>(ports: AgentPorts, signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Failure) || !error.retryable) throw error;
      await ports.wait(delayMs, signal);
    }
  }
  return step();
}

function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
