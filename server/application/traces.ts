import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";
import type { TraceAnswer, TraceAsk } from "./ports/trace-answers";

const TRACE_TIME_LIMIT_MS = 20_000;

export interface TraceRequest extends TraceAsk {
  readonly estateId: string;
  readonly snapshotId?: string | undefined;
}

/**
 * Follows one flow through a snapshot. An end that names nothing or several things is answered with candidates. Fails
 * BAD_INPUT for a protocol or failure that is none, NOT_FOUND for an unknown estate or snapshot.
 */
export async function askTrace(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, ...ask }: TraceRequest,
  signal?: AbortSignal,
): Promise<TraceAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  return ports.pool.ask("trace", snapshot, ask, { signal, timeLimitMs: TRACE_TIME_LIMIT_MS });
}
