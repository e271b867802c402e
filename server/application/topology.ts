import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";
import type { SnapshotQuestions } from "./ports/question-pool";

/** The map and outline of a snapshot, with the places in `open` unfolded. Fails NOT_FOUND. */
export async function viewTopology(
  ports: Ports,
  actor: Actor,
  request: {
    readonly estateId: string;
    readonly snapshotId?: string | undefined;
    readonly open: readonly string[];
  },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["view"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("view", snapshot, { open: request.open }, { signal });
}

/** Resources by name, id, address, prefix or tag, best first, at most `limit`. Fails NOT_FOUND. */
export async function searchTopology(
  ports: Ports,
  actor: Actor,
  request: {
    readonly estateId: string;
    readonly snapshotId?: string | undefined;
    readonly q: string;
    readonly limit: number;
  },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["search"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("search", snapshot, { q: request.q, limit: request.limit }, { signal });
}

/** The rows of resources and the ways to them, in the order asked; unknown ids are left out. Fails NOT_FOUND. */
export async function locateResources(
  ports: Ports,
  actor: Actor,
  request: {
    readonly estateId: string;
    readonly snapshotId?: string | undefined;
    readonly ids: readonly string[];
  },
  signal?: AbortSignal,
): Promise<SnapshotQuestions["locate"]["answer"]> {
  const snapshot = await snapshotOf(ports, actor, request);
  return ports.pool.ask("locate", snapshot, { ids: request.ids }, { signal });
}
