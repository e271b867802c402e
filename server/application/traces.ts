import type { Trace } from "../engine/semantics";
import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";
import type { TraceAsk } from "./ports/question-pool";

const TRACE_TIME_LIMIT_MS = 20_000;

export interface TraceRequest extends TraceAsk {
  readonly estateId: string;
  readonly snapshotId?: string | undefined;
}

/**
 * Follows one flow through a snapshot. Fails BAD_INPUT, with the candidates in the message, for an end that
 * names nothing or several things; NOT_FOUND for an unknown estate or snapshot.
 */
export async function askTrace(
  ports: Ports,
  actor: Actor,
  request: TraceRequest,
  signal?: AbortSignal,
): Promise<Trace> {
  const snapshot = await snapshotOf(ports, actor, request);
  const { from, to, protocol, port, family, oneWay, failures } = request;
  const ask = { from, to, protocol, port, family, oneWay, failures };
  return ports.pool.ask("trace", snapshot, ask, { signal, timeLimitMs: TRACE_TIME_LIMIT_MS });
}
