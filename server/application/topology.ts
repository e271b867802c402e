import type { TopologyOptions } from "../engine/topology";
import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";
import type { SnapshotQuestions } from "./ports/question-pool";

/** Which estate, and which of its snapshots; the latest when absent. */
interface InSnapshot {
  readonly estateId: string;
  readonly snapshotId?: string | undefined;
}

/** The map and outline of a snapshot: what is open, left out, or alone asked for. Fails NOT_FOUND. */
export async function viewTopology(
  ports: Ports,
  actor: Actor,
  request: InSnapshot & TopologyOptions,
  signal?: AbortSignal,
): Promise<SnapshotQuestions["view"]["answer"]> {
  const { open, hide = [], only = [] } = request;
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("view", snapshot, { open, hide, only }, { signal });
}

/** How open every host and balancer of a snapshot is to the internet. Fails NOT_FOUND. */
export async function viewExposure(
  ports: Ports,
  actor: Actor,
  request: InSnapshot,
  signal?: AbortSignal,
): Promise<SnapshotQuestions["exposure"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("exposure", snapshot, {}, { signal });
}

/** Resources by name, id, address, prefix or tag, best first, at most `limit`. Fails NOT_FOUND. */
export async function searchTopology(
  ports: Ports,
  actor: Actor,
  request: InSnapshot & { readonly q: string; readonly limit: number },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["search"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("search", snapshot, { q: request.q, limit: request.limit }, { signal });
}

/** The rows of resources and the ways to them, in the order asked; unknown ids are left out. Fails NOT_FOUND. */
export async function locateResources(
  ports: Ports,
  actor: Actor,
  request: InSnapshot & { readonly ids: readonly string[] },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["locate"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("locate", snapshot, { ids: request.ids }, { signal });
}

/** Where the resources stand that are at most `hops` away from those named. Fails NOT_FOUND. */
export async function locateNeighbours(
  ports: Ports,
  actor: Actor,
  request: InSnapshot & { readonly ids: readonly string[]; readonly hops: number },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["neighbours"]["answer"]> {
  const { ids, hops } = request;
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("neighbours", snapshot, { ids, hops }, { signal });
}

/** Every network of a snapshot that has an address or a part of a prefix; null for other texts. Fails NOT_FOUND. */
export async function findNetworks(
  ports: Ports,
  actor: Actor,
  request: InSnapshot & { readonly q: string },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["networks"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("networks", snapshot, { q: request.q }, { signal });
}
