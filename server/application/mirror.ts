import { handOverAnalysis } from "./analyses";
import { changesSince, prepareImport } from "./imports";
import { isSameMirror } from "./partitions";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { InputFile } from "./ports/question-pool";
import type { HeldPartition, MirrorStep, SourceRecord } from "./ports/source-store";
import type { NewEstate, NewImport, WorkspaceId } from "./ports/store";
import type { SweepAnswer } from "./sweep.schema";

const READ_TIME_LIMIT_MS = 120_000;
/** How often a step is computed anew because another source of the estate was stored in between. */
const ATTEMPT_LIMIT = 5;

/** What a source brings: partitions as they are from now on, and what else becomes of it. */
export interface MirrorChange {
  readonly partitions: readonly HeldPartition[];
  readonly accountId: string | null;
  readonly intervalSeconds: number;
  readonly trouble: string | null;
  /** Null for a step of our own. */
  readonly sweepId: string | null;
}

/**
 * Takes a change of a source in: the configuration is built from the last good documents of all sources of its
 * estate, each counting as what its partition does, and stored as a snapshot with the partitions, all or nothing.
 * A network that is as it was adds no snapshot. The estate is made by the first change that has a document.
 *
 * @param decide  computes the change from the partitions as they are; called again when they moved meanwhile
 */
export async function mirror(
  ports: Ports,
  workspaceId: WorkspaceId,
  sourceId: string,
  decide: (source: SourceRecord, before: readonly HeldPartition[]) => MirrorChange | null,
): Promise<SweepAnswer | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await mirrorOnce(ports, workspaceId, sourceId, decide);
    } catch (error) {
      const isOvertaken = error instanceof Failure && error.code === "CONFLICT" && error.retryable;
      if (!isOvertaken || attempt === ATTEMPT_LIMIT) throw error;
    }
  }
}

async function mirrorOnce(
  ports: Ports,
  workspaceId: WorkspaceId,
  sourceId: string,
  decide: (source: SourceRecord, before: readonly HeldPartition[]) => MirrorChange | null,
): Promise<SweepAnswer | null> {
  const store = ports.store.inWorkspace(workspaceId);
  const sources = await store.listSources();
  const source = sources.find(({ id }) => id === sourceId);
  if (!source) throw new Failure("NOT_FOUND", "this source was removed: create a new one");
  const siblings = sources.filter(
    ({ id, estateId }) => id === sourceId || (estateId !== null && estateId === source.estateId),
  );
  const held = await store.holdPartitions(siblings.map(({ id }) => id));
  const before = held.filter((each) => each.sourceId === sourceId);
  const change = decide(source, before);
  if (change === null) return null;
  const others = held.filter((each) => each.sourceId !== sourceId);
  const built = await build(ports, workspaceId, source, before, [...others, ...change.partitions]);
  const answer: SweepAnswer = {
    sweepId: change.sweepId ?? "",
    estateId: built.estateId,
    snapshotId: built.snapshotId,
    isUnchanged: built.isUnchanged,
    counts: countStatuses(change.partitions),
  };
  const step: MirrorStep = {
    sourceId,
    basis: siblings.map(({ id, version }) => ({ sourceId: id, version })),
    at: ports.clock.now(),
    partitions: change.partitions,
    accountId: change.accountId,
    intervalSeconds: change.intervalSeconds,
    trouble: change.trouble,
    estateId: built.estateId,
    newImport: built.newImport,
    sweep: change.sweepId === null ? null : { id: change.sweepId, answer },
  };
  await store.storeStep(step);
  const { estateId } = built;
  if (estateId !== null) ports.events.publish({ workspaceId, estateId, kind: "source", id: sourceId });
  if (built.newImport) {
    const { estateId, analysisId } = built.newImport;
    await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
  }
  return answer;
}

interface Built {
  readonly estateId: string | null;
  readonly snapshotId: string | null;
  readonly newImport: NewImport | null;
  readonly isUnchanged: boolean;
}

/** Reads the documents into a configuration, unless they are the same as before. */
async function build(
  ports: Ports,
  workspaceId: WorkspaceId,
  source: SourceRecord,
  before: readonly HeldPartition[],
  all: readonly HeldPartition[],
): Promise<Built> {
  const store = ports.store.inWorkspace(workspaceId);
  const estate = source.estateId === null ? undefined : await store.findEstate(source.estateId);
  const latest = estate?.latest?.snapshotId ?? null;
  const own = all.filter(({ sourceId }) => sourceId === source.id);
  if (latest !== null && source.estateId !== null && isAsBefore(before, own)) {
    return { estateId: source.estateId, snapshotId: latest, newImport: null, isUnchanged: true };
  }
  if (source.estateId === null && own.every(({ body }) => body === null)) {
    return { estateId: null, snapshotId: null, newImport: null, isUnchanged: true };
  }
  const read = await ports.pool.readInput(
    all.map(fileOf),
    { assumeDefaultRoutes: false },
    { timeLimitMs: READ_TIME_LIMIT_MS },
  );
  const estateId = source.estateId ?? ports.ids.next();
  const createEstate: NewEstate | null =
    source.estateId === null ? { name: source.newEstateName ?? source.name, sampleName: null } : null;
  const sourceName = `${source.kind} ${source.name}`;
  const added = prepareImport(ports, { id: sourceName }, read, { estateId, createEstate, sourceName });
  const changes = await changesSince(ports, { workspaceId }, estateId, read);
  return {
    estateId,
    snapshotId: read.snapshotId,
    newImport: { ...added, changes },
    isUnchanged: read.snapshotId === latest,
  };
}

function isAsBefore(before: readonly HeldPartition[], after: readonly HeldPartition[]): boolean {
  const nameOf = ({ accountId, region, kind }: HeldPartition) => `${accountId} ${region} ${kind}`;
  const known = new Map(before.map((each) => [nameOf(each), each]));
  return before.length === after.length && after.every((each) => isSameMirror(known.get(nameOf(each)), each));
}

function fileOf({ file, body, status }: HeldPartition): InputFile {
  const name = body === null ? file : `${file}.gz`;
  return {
    name,
    bytes: body ?? new Uint8Array(),
    ...(status === "ok" ? {} : { freshness: status }),
  };
}

function countStatuses(partitions: readonly HeldPartition[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of partitions) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
