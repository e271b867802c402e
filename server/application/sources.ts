import type { Actor } from "./actor";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { NewSource, PartitionRecord, SourceRecord } from "./ports/source-store";
import { newToken } from "./source-tokens";

const DEFAULT_INTERVAL_SECONDS = 120;
const FOLDER_INTERVAL_SECONDS = 3;
const NAME_LENGTH_LIMIT = 120;

/** A partition as a page shows it. */
export type PartitionSummary = Omit<PartitionRecord, "itemIds" | "doubtedIds" | "hash" | "sourceId"> & {
  readonly itemCount: number;
};

export type SourceSummary = Omit<SourceRecord, "looks" | "version"> & {
  readonly partitions: readonly PartitionSummary[];
};

/** The sources of the actor's workspace with how fresh each part is, oldest first. */
export async function listSources(ports: Ports, actor: Actor): Promise<readonly SourceSummary[]> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const sources = await store.listSources();
  return Promise.all(
    sources.map(async ({ looks: _looks, version: _version, ...source }) => ({
      ...source,
      partitions: (await store.listPartitions(source.id)).map(toSummary),
    })),
  );
}

/** Where a new source's network goes: into an estate that exists, or one that its first sweep creates. */
export type SourceTarget =
  | { readonly kind: "estate"; readonly estateId: string }
  | { readonly kind: "new-estate"; readonly name: string };

/**
 * Creates a source that an agent pushes to, and its token, which is given back here and never again.
 * Fails NOT_FOUND for an unknown estate, BAD_INPUT without a name.
 */
export async function createAgentSource(
  ports: Ports,
  actor: Actor,
  input: { readonly name: string; readonly target: SourceTarget },
): Promise<{ readonly sourceId: string; readonly token: string }> {
  const agent = { kind: "agent", folder: null, intervalSeconds: DEFAULT_INTERVAL_SECONDS } as const;
  const sourceId = await addSource(ports, actor, input, agent);
  return { sourceId, token: await putTokenInForce(ports, actor, sourceId) };
}

async function addSource(
  ports: Ports,
  actor: Actor,
  { name, target }: { readonly name: string; readonly target: SourceTarget },
  more: Pick<NewSource, "kind" | "folder" | "intervalSeconds">,
): Promise<string> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  if (target.kind === "estate" && !(await store.findEstate(target.estateId))) {
    throw new Failure("NOT_FOUND", "no such estate: choose one, or let the source make a new one");
  }
  const id = ports.ids.next();
  await store.addSource({
    ...more,
    id,
    name: plainName(name),
    estateId: target.kind === "estate" ? target.estateId : null,
    newEstateName: target.kind === "estate" ? null : plainName(target.name),
    createdAt: ports.clock.now(),
  });
  return id;
}

/** The folders that may be watched, and that nobody watches yet. */
export async function listFolders(ports: Ports, actor: Actor): Promise<readonly string[]> {
  const sources = await ports.store.inWorkspace(actor.workspaceId).listSources();
  const watched = new Set(sources.map(({ folder }) => folder));
  return (await ports.folders.list()).filter((folder) => !watched.has(folder));
}

/**
 * Creates a source of a watched folder: one that the operator allowed, named by where it stands in the allowed one.
 * Fails NOT_FOUND for any other folder and for an unknown estate, BAD_INPUT without a name.
 */
export async function createFolderSource(
  ports: Ports,
  actor: Actor,
  input: { readonly name: string; readonly folder: string; readonly target: SourceTarget },
): Promise<{ readonly sourceId: string }> {
  if (!(await listFolders(ports, actor)).includes(input.folder)) {
    throw new Failure(
      "NOT_FOUND",
      "this folder may not be watched, or is watched already: choose one of the list",
    );
  }
  const folder = { kind: "folder", folder: input.folder, intervalSeconds: FOLDER_INTERVAL_SECONDS } as const;
  return { sourceId: await addSource(ports, actor, input, folder) };
}

/** Gives the source a new token; the old one stops working at once. Fails NOT_FOUND, also for a folder. */
export async function rotateToken(
  ports: Ports,
  actor: Actor,
  sourceId: string,
): Promise<{ readonly token: string }> {
  await findAgentSource(ports, actor, sourceId);
  return { token: await putTokenInForce(ports, actor, sourceId) };
}

/** Shuts the agent out; what it mirrored stays, and ages. Fails NOT_FOUND. */
export async function revokeToken(ports: Ports, actor: Actor, sourceId: string): Promise<void> {
  await findAgentSource(ports, actor, sourceId);
  await ports.store.inWorkspace(actor.workspaceId).replaceToken(sourceId, null, ports.clock.now());
}

/** Removes a source with its token; the estate keeps its snapshots. Fails NOT_FOUND. */
export async function removeSource(ports: Ports, actor: Actor, sourceId: string): Promise<void> {
  const removed = await ports.store.inWorkspace(actor.workspaceId).removeSource(sourceId);
  if (!removed) throw sourceNotFound();
}

async function findAgentSource(ports: Ports, actor: Actor, sourceId: string): Promise<void> {
  const source = await ports.store.inWorkspace(actor.workspaceId).findSource(sourceId);
  if (source?.kind !== "agent") throw sourceNotFound();
}

async function putTokenInForce(ports: Ports, actor: Actor, sourceId: string): Promise<string> {
  const { token, hash } = newToken(ports);
  const now = ports.clock.now();
  const row = { id: ports.ids.next(), hash, createdAt: now };
  await ports.store.inWorkspace(actor.workspaceId).replaceToken(sourceId, row, now);
  return token;
}

function toSummary({
  itemIds,
  doubtedIds: _doubted,
  hash: _hash,
  sourceId: _source,
  ...kept
}: PartitionRecord) {
  return { ...kept, itemCount: itemIds.length };
}

function plainName(text: string): string {
  const name = text.replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH_LIMIT);
  if (name === "") throw new Failure("BAD_INPUT", "a source needs a name: write one");
  return name;
}

function sourceNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such source: reload the list of sources");
}
