import { createHash } from "node:crypto";
import { mirror } from "./mirror";
import { aged, judgePartition, type PartitionNews } from "./partitions";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { HeldPartition, SourceRecord, StoredChunk, SweepRecord } from "./ports/source-store";
import type { AuthenticatedSource } from "./source-tokens";
import type { PartitionReport, SweepAnswer, SweepBegin, SweepChunk, SweepCommit } from "./sweep.schema";

/**
 * Opens a sweep. The same one opened again is the same; one of the source that was never finished is dropped.
 * Answers with what became of it when it was taken in already. Fails CONFLICT when it is about another account
 * than the source mirrors.
 */
export async function beginSweep(
  ports: Ports,
  { workspaceId, source }: AuthenticatedSource,
  { sweepId, startedAt, accountId }: SweepBegin,
): Promise<{ readonly answer: SweepAnswer | null }> {
  const store = ports.store.inWorkspace(workspaceId);
  const trouble = otherAccount(source, accountId);
  if (trouble !== undefined) {
    await store.noteTrouble(source.id, trouble);
    throw refused(trouble);
  }
  const { answer } = await store.beginSweep(source.id, { id: sweepId, startedAt: new Date(startedAt) });
  return { answer };
}

/** Keeps one piece of a sweep. Fails BAD_INPUT when it is not what its hash says, NOT_FOUND for no open sweep. */
export async function addSweepChunk(
  ports: Ports,
  { workspaceId, source }: AuthenticatedSource,
  { sweepId, sequence, sha256 }: SweepChunk,
  body: Uint8Array,
): Promise<void> {
  if (sha256Of(body) !== sha256) {
    throw new Failure("BAD_INPUT", "the piece is not what its hash says: send it again", { retryable: true });
  }
  await ports.store.inWorkspace(workspaceId).addChunk(source.id, sweepId, { sequence, sha256, body });
}

/**
 * Takes a whole sweep in, all or nothing: partitions, snapshot and analysis. Committed again it is answered as
 * the first time. Fails NOT_FOUND when it was never begun or was dropped, BAD_INPUT when a piece is missing.
 */
export async function commitSweep(
  ports: Ports,
  { workspaceId, source }: AuthenticatedSource,
  commit: SweepCommit,
): Promise<SweepAnswer> {
  const store = ports.store.inWorkspace(workspaceId);
  const taken = async () => store.findSweep(source.id, commit.sweepId);
  const sweep = await taken();
  if (!sweep) throw new Failure("NOT_FOUND", "this sweep was never begun or was dropped: begin a new one");
  if (sweep.answer) return sweep.answer;
  const trouble = otherAccount(source, commit.accountId) ?? foreignPartition(commit);
  if (trouble !== undefined) throw refused(trouble);
  const chunks = await store.chunksOf(source.id, commit.sweepId);
  if (chunks.length !== commit.chunkCount || chunks.some(({ sequence }, index) => sequence !== index)) {
    throw new Failure("BAD_INPUT", "pieces of the sweep are missing: begin a new one", { retryable: true });
  }
  try {
    const answer = await mirror(ports, workspaceId, source.id, (current, before) => ({
      partitions: partitionsAfter(current, before, { commit, chunks, sweep, at: ports.clock.now() }),
      accountId: current.accountId ?? commit.accountId,
      intervalSeconds: commit.intervalSeconds,
      trouble: commit.trouble,
      sweepId: commit.sweepId,
    }));
    if (answer) return answer;
  } catch (error) {
    // The agent asked twice, and the other request came first.
    const other = await taken();
    if (other?.answer) return other.answer;
    throw error;
  }
  throw new Error("a sweep always has an answer");
}

/** Why a sweep is not this source's, in words; undefined when it is. */
function otherAccount(source: SourceRecord, accountId: string | null): string | undefined {
  if (accountId === null || source.accountId === null || accountId === source.accountId) return undefined;
  return `the agent has keys of account ${accountId}, but this source mirrors ${source.accountId}`;
}

function foreignPartition({ accountId, partitions }: SweepCommit): string | undefined {
  return partitions.some((each) => each.accountId !== accountId)
    ? "the sweep speaks of another account than the one it was begun for"
    : undefined;
}

function refused(trouble: string): Failure {
  return new Failure("CONFLICT", `${trouble}: give it the right keys, or create another source`, {
    retryable: false,
  });
}

interface Arrived {
  readonly commit: SweepCommit;
  readonly chunks: readonly StoredChunk[];
  readonly sweep: SweepRecord;
  readonly at: Date;
}

/** Every partition that there was or that was reported; one that was not reported is not known to be gone. */
function partitionsAfter(
  source: SourceRecord,
  before: readonly HeldPartition[],
  { commit, chunks, sweep, at }: Arrived,
): readonly HeldPartition[] {
  const nameOf = (each: { accountId: string; region: string; kind: string }) =>
    `${each.accountId} ${each.region} ${each.kind}`;
  const known = new Map(before.map((each) => [nameOf(each), each]));
  const times = { start: sweep.startedAt, end: new Date(commit.endedAt), at };
  const judged = commit.partitions.map((report) =>
    judgePartition(known.get(nameOf(report)), newsOf(source.id, report, chunks), times),
  );
  const reported = new Set(commit.partitions.map(nameOf));
  const reason = commit.trouble ?? "the last sweep did not read it";
  const missing = before
    .filter((each) => !reported.has(nameOf(each)))
    .map((each) => aged(each, { status: "stale", reason, at }));
  return [...judged, ...missing];
}

function newsOf(sourceId: string, report: PartitionReport, chunks: readonly StoredChunk[]): PartitionNews {
  const { accountId, region, kind, key } = report;
  const place = { sourceId, accountId, region, kind, file: `accounts/${accountId}/${region}/${key}.json` };
  if (report.status !== "ok") return { ...place, status: report.status, reason: report.reason };
  const { itemIds, hash, firstChunk, chunkCount } = report;
  const pieces = chunks.slice(firstChunk, firstChunk + chunkCount);
  if (pieces.length !== chunkCount) {
    throw new Failure("BAD_INPUT", "pieces of the sweep are missing: begin a new one", { retryable: true });
  }
  return { ...place, status: "ok", itemIds, hash, body: Buffer.concat(pieces.map(({ body }) => body)) };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
