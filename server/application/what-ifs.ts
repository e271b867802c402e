import type { WhatIfResult } from "../engine/scenario";
import type {
  ChangeWhatIfRequest,
  ChangeWhatIfResult,
} from "../engine/scenario/change/change-what-if.schema";
import type { WhatIfRequest } from "../engine/scenario/outage/outage.schema";
import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";

const WHAT_IF_TIME_LIMIT_MS = 120_000;

export type WhatIfAnswer = WhatIfResult & { readonly elapsedMs: number };

/**
 * Supposes failures and says what every required flow does then. Ends with CANCELLED when `signal` fires;
 * fails BAD_INPUT for a failure of something that is not in the snapshot, NOT_FOUND for an unknown snapshot.
 */
export async function runWhatIf(
  ports: Ports,
  actor: Actor,
  request: WhatIfRequest & { readonly estateId: string; readonly snapshotId?: string | undefined },
  signal?: AbortSignal,
): Promise<WhatIfAnswer> {
  const snapshot = await snapshotOf(ports, actor, request);
  const { failures, horizon, view } = request;
  const startedAt = ports.clock.now();
  const result = await ports.pool.ask(
    "whatIf",
    snapshot,
    { failures, horizon, view },
    { signal, timeLimitMs: WHAT_IF_TIME_LIMIT_MS },
  );
  return { ...result, elapsedMs: ports.clock.now().getTime() - startedAt.getTime() };
}

export type ChangeWhatIfAnswer = ChangeWhatIfResult & { readonly elapsedMs: number };

/**
 * Supposes changes of rules and routes, and says what required flows and everything else do then. Ends with
 * CANCELLED when `signal` fires; fails CONFLICT for changes that do not fit the snapshot, NOT_FOUND for an unknown
 * snapshot.
 */
export async function runChangeWhatIf(
  ports: Ports,
  actor: Actor,
  request: ChangeWhatIfRequest & { readonly estateId: string; readonly snapshotId?: string | undefined },
  signal?: AbortSignal,
): Promise<ChangeWhatIfAnswer> {
  const snapshot = await snapshotOf(ports, actor, request);
  const startedAt = ports.clock.now();
  const result = await ports.pool.ask(
    "changeWhatIf",
    snapshot,
    { changes: request.changes },
    { signal, timeLimitMs: WHAT_IF_TIME_LIMIT_MS },
  );
  return { ...result, elapsedMs: ports.clock.now().getTime() - startedAt.getTime() };
}
