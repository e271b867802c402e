import type { Actor } from "./actor";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { PartitionRecord, SourceRecord } from "./ports/source-store";
import { newToken } from "./source-tokens";

const DEFAULT_INTERVAL_SECONDS = 120;
const NAME_LENGTH_LIMIT = 120;

/** A partition as a page shows it. */
export type PartitionSummary = Omit<PartitionRecord, "itemIds" | "doubtedIds" | "hash" | "sourceId"> & {
  readonly itemCount: number;
};

export type SourceSummary = SourceRecord & { readonly partitions: readonly PartitionSummary[] };

/** The sources of the actor's workspace with how fresh each part is, oldest first. */
export async function listSources(ports: Ports, actor: Actor): Promise<readonly SourceSummary[]> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const sources = await store.listSources();
  return Promise.all(
    sources.map(async (source) => ({
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
  const store = ports.store.inWorkspace(actor.workspaceId);
  const { target } = input;
  const name = plainName(input.name);
  if (target.kind === "estate" && !(await store.findEstate(target.estateId))) {
    throw new Failure("NOT_FOUND", "no such estate: choose one, or let the agent make a new one");
  }
  const sourceId = ports.ids.next();
  await store.addSource({
    id: sourceId,
    name,
    kind: "agent",
    estateId: target.kind === "estate" ? target.estateId : null,
    newEstateName: target.kind === "estate" ? null : plainName(target.name),
    folder: null,
    intervalSeconds: DEFAULT_INTERVAL_SECONDS,
    createdAt: ports.clock.now(),
  });
  return { sourceId, token: await putTokenInForce(ports, actor, sourceId) };
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
