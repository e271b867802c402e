import type { Configuration, Element } from "../../../configuration";
import { buildNetwork, likenessOf, type Network } from "../../../semantics";
import { interfacesOf } from "../attack-questions";
import { type BreachQuestion, ownedPrefixes } from "../breach-of";
import { type Breach, deriveBreach } from "../derive";
import type { BreachFacts, BreachScenario } from "../facts";
import { type FactsIndex, indexFacts } from "../facts-index";
import { isCutOff, type RecordedReach, recordedReach } from "../recorded-reach";
import { type Standing, standingOf } from "./standing";
import { steppingStones } from "./stepping-stones";

interface Whole {
  readonly kind: "host" | "store";
  readonly id: string;
}

/** An attack while nothing has failed, with all that its answers rest on. */
export interface RecordedAttack {
  readonly network: Network;
  readonly index: FactsIndex;
  readonly scenario: BreachScenario;
  readonly reach: RecordedReach;
  readonly standing: Standing;
  /** Hosts by which something else was come to, for sure or perhaps. */
  readonly stones: ReadonlySet<string>;
  readonly wholes: ReadonlyMap<string, readonly Whole[]>;
  /** Whether a failure takes away where the attack starts. */
  readonly isStartDown: (down: ReadonlyMap<string, Element>) => boolean;
}

/** Derives an attack, proved and possible, and keeps what each answer rests on. */
export function recordedAttack(
  configuration: Configuration,
  { facts, scenario, view = "observed" }: BreachQuestion,
  maxQuestions: number,
): RecordedAttack {
  const network = buildNetwork(configuration, { view });
  const index = indexFacts(facts);
  const { keyOf } = likenessOf(network, ownedPrefixes(scenario));
  const reach = recordedReach(network, { keyOf, store: index.store }, maxQuestions);
  const derive = (counts: "proved" | "possible"): Breach => deriveBreach({ index, reach, scenario, counts });
  const [proved, possible] = [derive("proved"), derive("possible")];
  return {
    network,
    index,
    scenario,
    reach,
    standing: standingOf(index, proved, possible),
    stones: new Set([...steppingStones(index, proved), ...steppingStones(index, possible)]),
    wholes: wholesOf(network, facts),
    isStartDown: (down) =>
      scenario.starts.some((start) => "id" in start && isCutOff(network, down, start.id)),
  };
}

/**
 * Whether a failure could make the attack another one: it touches an answer, or a store, or a host that something else was
 * come to by or that keeps a part of its addresses.
 */
export function isFelt(base: RecordedAttack, down: ReadonlyMap<string, Element>): boolean {
  const { network, reach, stones, wholes } = base;
  if (reach.touchedBy(down).size > 0) return true;
  const hit = [...down.keys()].flatMap((id) => wholes.get(id) ?? []);
  return hit.some(({ kind, id }) => kind === "store" || stones.has(id) || !isCutOff(network, down, id));
}

/** Hosts and stores by the ids of their parts: themselves, their interfaces, and where they answer. */
function wholesOf(network: Network, { hosts, stores }: BreachFacts): RecordedAttack["wholes"] {
  const wholes = new Map<string, Whole[]>();
  const add = (whole: Whole, ids: readonly string[]) => {
    const parts = ids.flatMap((id) => [id, ...interfacesOf(network, id).map((nic) => nic.id)]);
    for (const part of new Set(parts)) wholes.set(part, [...(wholes.get(part) ?? []), whole]);
  };
  for (const { id } of hosts) add({ kind: "host", id }, [id]);
  for (const { id, hostIds, endIds } of stores) add({ kind: "store", id }, [id, ...hostIds, ...endIds]);
  return wholes;
}
