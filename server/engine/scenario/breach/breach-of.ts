import type { Configuration } from "../../configuration";
import { buildNetwork, likenessOf, type View } from "../../semantics";
import type { BreachRequest } from "./breach-result";
import type { BreachFacts, BreachScenario } from "./facts";
import { interpreterReach } from "./interpreter-reach";

/** What is asked about an attack on one configuration. */
export interface BreachQuestion {
  readonly facts: BreachFacts;
  readonly scenario: BreachScenario;
  /** Observed when absent. */
  readonly view?: View;
}

/** Makes an attack ready to be derived: who reaches whom on this configuration is asked as it goes (SEC-9). */
export function breachRequest(
  configuration: Configuration,
  { facts, scenario, view = "observed" }: BreachQuestion,
): BreachRequest {
  const network = buildNetwork(configuration, { view });
  const owned = scenario.starts.flatMap((start) => (start.kind === "internet" ? start.prefixes : []));
  const stores = new Map(facts.stores.map((store) => [store.id, store]));
  const reach = interpreterReach(network, {
    keyOf: likenessOf(network, owned).keyOf,
    store: (id) => stores.get(id),
  });
  return { network, reach, scenario, facts };
}
