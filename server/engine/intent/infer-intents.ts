import type { ConfigurationIndex, Element } from "../configuration";
import { addressIntents } from "./address-intents";
import { applicationsOf } from "./applications";
import { balancerIntents } from "./balancer-intents";
import { callerIntents } from "./caller-intents";
import { egressIntents } from "./egress-intents";
import { endpointIntents } from "./endpoint-intents";
import type { Application, Intent } from "./intent.schema";
import { listenerIntents } from "./listener-intents";
import { tiersOf } from "./tiers";

/** What a configuration says its owner needs. */
export interface InferredIntents {
  /** Sorted by name. */
  readonly applications: readonly Application[];
  /** Sorted by application, then id; ids are unique. */
  readonly intents: readonly Intent[];
  /** Instances that take no part because they are not running, sorted by id. */
  readonly stopped: readonly Element[];
}

/**
 * Proposes the flows that must keep working, from configuration alone: security groups that admit other
 * groups, public listeners, default routes (product section 3). Decides no verdict: whether a proposed flow
 * works today is for the interpreter to say. Linear in rules times tiers.
 */
export function inferIntents(index: ConfigurationIndex): InferredIntents {
  const tiers = tiersOf(index);
  const byId = new Map<string, Intent>();
  for (const intent of [
    ...listenerIntents(index, tiers),
    ...callerIntents(index, tiers),
    ...addressIntents(index, tiers),
    ...balancerIntents(index, tiers),
    ...endpointIntents(index, tiers),
    ...egressIntents(index, tiers),
  ]) {
    const known = byId.get(intent.id);
    // Two rules may name the same flow: one requirement, two reasons.
    byId.set(intent.id, known ? { ...known, why: joinReasons(known.why, intent.why) } : intent);
  }
  const intents = [...byId.values()].sort(
    (a, b) => compare(a.application, b.application) || compare(a.id, b.id),
  );
  const stopped = index.configuration.resources.instance
    .filter(({ state }) => state !== "running" && state !== "terminated" && state !== "shutting-down")
    .map(({ kind, id, name }) => (name === undefined ? { kind, id } : { kind, id, name }));
  return { applications: applicationsOf(intents), intents, stopped };
}

function joinReasons(a: string, b: string): string {
  return a.includes(b) ? a : `${a}; ${b}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
