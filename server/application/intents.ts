import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import type { Ports } from "./ports/ports";
import type { IntentsAnswer } from "./ports/question-pool";

/** The applications and required flows of the latest snapshot, as inferred from it. Fails NOT_FOUND. */
export async function listIntents(ports: Ports, actor: Actor, estateId: string): Promise<IntentsAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  return ports.pool.ask("intents", snapshot, {});
}
