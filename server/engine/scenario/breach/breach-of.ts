import type { Configuration } from "../../configuration";
import { buildNetwork, type Failure, likenessOf, type Network, type View } from "../../semantics";
import { downElements } from "../outage/contained";
import { interfacesOf } from "./attack-questions";
import type { BreachRequest } from "./breach-result";
import type { BreachFacts, BreachHost, BreachScenario, Store } from "./facts";
import { type InterpreterReach, interpreterReach } from "./interpreter-reach";

/** What is asked about an attack on one configuration. */
export interface BreachQuestion {
  readonly facts: BreachFacts;
  readonly scenario: BreachScenario;
  /** Observed when absent. */
  readonly view?: View;
  /** What has failed before the attack; nothing when absent. */
  readonly failures?: readonly Failure[];
  /** Questions of who reaches whom through which it is followed; `MAX_QUESTIONS` when absent. */
  readonly maxQuestions?: number;
}

/** What is asked within a minute: a question takes 0.1 to 0.3 ms. The result of a larger attack says what it leaves out. */
export const MAX_QUESTIONS = 200_000;

/** A network with who reaches whom on it: the answers are kept, so that other attacks on the same network cost less. */
export interface BreachGround {
  readonly network: Network;
  readonly reach: InterpreterReach;
}

/** Makes an attack ready to be derived: who reaches whom on this configuration is asked as it goes (SEC-9). */
export function breachRequest(configuration: Configuration, question: BreachQuestion): BreachRequest {
  return requestOn(breachGround(configuration, question), question);
}

/** The network that an attack is made on, after what has failed. */
export function breachGround(
  configuration: Configuration,
  { facts, scenario, view = "observed", failures = [] }: BreachQuestion,
): BreachGround {
  const network = buildNetwork(configuration, { view, failures });
  const alike = likenessOf(network, ownedPrefixes(scenario)).keyOf;
  const down = downElements(network.index, failures);
  const isHit = (id: string) => down.has(id) || interfacesOf(network, id).some((nic) => down.has(nic.id));
  // Hosts are alike in what they are; one that a failure hits is like no other.
  return { network, reach: reachOn(network, facts.stores, (id) => (isHit(id) ? `hit ${id}` : alike(id))) };
}

/** An attack on a network that was made ready for the same stores, owned prefixes, view and failures. */
export function requestOn(
  { network, reach }: BreachGround,
  { facts, scenario, maxQuestions = MAX_QUESTIONS }: BreachQuestion,
): BreachRequest {
  return { network, reach: reach.within(maxQuestions), scenario, facts: withoutFailed(network, facts) };
}

/** Public prefixes of the attacker's own. */
export function ownedPrefixes({ starts }: BreachScenario): readonly string[] {
  return starts.flatMap((start) => (start.kind === "internet" ? start.prefixes : []));
}

function reachOn(
  network: Network,
  stores: readonly Store[],
  keyOf: (hostId: string) => string,
): InterpreterReach {
  const byId = new Map(stores.map((store) => [store.id, store]));
  return interpreterReach(network, {
    keyOf,
    store: (id) => byId.get(id),
  });
}

/** What has failed can neither be attacked nor attack, as what is stopped (SEC-13). */
export function withoutFailed({ down, index }: Network, facts: BreachFacts): BreachFacts {
  const isDown = (subnetId: string) =>
    down.has(subnetId) || down.has(index.get("subnet", subnetId)?.zoneId ?? "");
  const hasFailed = ({ id, subnetIds }: BreachHost) =>
    down.has(id) || index.find(id) === undefined || (subnetIds.length > 0 && subnetIds.every(isDown));
  if (!facts.hosts.some(hasFailed)) return facts;
  return {
    ...facts,
    hosts: facts.hosts.map((host) => (hasFailed(host) ? { ...host, runs: false } : host)),
  };
}
