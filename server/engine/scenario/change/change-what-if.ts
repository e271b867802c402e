import { applyChanges, type Change, type Configuration } from "../../configuration";
import type { Intent } from "../../intent";
import { buildNetwork, likenessOf, type Network } from "../../semantics";
import { compareIntents, type IntentChange } from "./compare-intents";
import { compareReach } from "./compare-reach";
import type { ReachComparison } from "./flow-change";

/** What changes do to a network, or why they do not fit it. */
export type ChangeWhatIf =
  | { readonly kind: "conflict"; readonly message: string }
  | {
      readonly kind: "changed";
      readonly configuration: Configuration;
      readonly network: Network;
      /** Required flows that are lost, degraded, gained or undecided, by intent id. */
      readonly intents: readonly IntentChange[];
      readonly reach: ReachComparison;
    };

/**
 * Supposes changes: applies them to a copy and compares every required flow and the reach relation before and
 * after. `limit`: the largest comparison of the relation; beyond it nothing is said about it.
 */
export function changeWhatIf(
  before: Network,
  intents: readonly Intent[],
  changes: readonly Change[],
  limit?: number,
): ChangeWhatIf {
  const result = applyChanges(before.index.configuration, changes);
  if (result.kind === "conflict") return { kind: "conflict", message: result.message };
  const network = buildNetwork(result.configuration);
  const asked = intents.flatMap(({ from, to }) =>
    [from, to].flatMap((end) => (end.kind === "internet" ? (end.prefixes ?? []) : [])),
  );
  const [old, now] = [likenessOf(before, asked), likenessOf(network, asked)];
  const keyOf = (hostId: string) => `${old.keyOf(hostId)}\n${now.keyOf(hostId)}`;
  return {
    kind: "changed",
    configuration: result.configuration,
    network,
    intents: compareIntents(before, network, intents, keyOf).toSorted((a, b) =>
      a.intent.id < b.intent.id ? -1 : 1,
    ),
    reach: compareReach(before, network, changes, limit === undefined ? { keyOf } : { keyOf, limit }),
  };
}
