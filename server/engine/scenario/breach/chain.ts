import type { Element } from "../../configuration";
import type { Hop, Network } from "../../semantics";
import type { Derivation } from "./agenda";
import type { Breach } from "./derive";
import { type DerivedFact, factKey } from "./derived-fact";
import type { BreachScenario, Service, Weakness } from "./facts";
import type { FactsIndex } from "./facts-index";
import type { InterpreterReach } from "./interpreter-reach";
import type { AttackSource } from "./reach";

/** One step of an attack, in the order in which it is taken. */
export interface AttackStep {
  readonly kind: "exploit" | "login" | "command" | "credential" | "role" | "connect" | "read" | "write";
  /** What it is done to: a host, or a store. For credentials and roles: where they are taken from. */
  readonly on: Element;
  /** The CVE, `hypothesis`, the credential or the role. */
  readonly by: string | null;
  /** Of an exploit: all that is known of the vulnerability. */
  readonly weakness: Weakness | null;
  /** Where its packets come from; null where nothing is sent. */
  readonly from: Element | null;
  readonly service: string | null;
  /** The load balancer, or the endpoint to one, that it comes through. */
  readonly through: Element | null;
  /** The security group rules, routes and network ACL entries that let the packets and their answers pass, in order. */
  readonly rules: readonly string[];
  readonly routes: readonly string[];
  readonly aclEntries: readonly string[];
}

/** Writes down how facts of a breach come about. */
export interface Chains {
  /** The steps that lead to a fact; empty for a fact that holds from the start. */
  readonly of: (fact: DerivedFact) => readonly AttackStep[];
  /** The packets of a step given by `of`, there and back, hop by hop; empty where nothing is sent. */
  readonly hopsOf: (step: AttackStep) => readonly Hop[];
}

interface ChainInput {
  readonly network: Network;
  readonly index: FactsIndex;
  readonly reach: InterpreterReach;
  readonly scenario: BreachScenario;
}

/** The steps of every chain that is asked for; flows that several chains share are traced once. Clause: SEC-12. */
export function chainsOf(input: ChainInput, breach: Breach): Chains {
  const passages = new Map<string, TracedPassage>();
  const hops = new WeakMap<AttackStep, readonly Hop[]>();
  const passageOf = (net: Derivation): TracedPassage => {
    const key = factKey(net.fact);
    const known = passages.get(key) ?? tracedPassage(input, net);
    passages.set(key, known);
    return known;
  };
  return {
    of: (fact) =>
      ancestorsOf(breach, fact).flatMap((each) => {
        const net = netBehind(breach, each);
        const traced = net ? passageOf(net) : ON_THE_SPOT;
        const steps = stepsOf(input, each, traced.passage);
        for (const step of steps) hops.set(step, traced.hops);
        return steps;
      }),
    hopsOf: (step) => hops.get(step) ?? [],
  };
}

/** All that a fact follows from, itself last. */
export function ancestorsOf(breach: Breach, fact: DerivedFact): readonly Derivation[] {
  const found = new Map<string, Derivation>();
  const open = [fact];
  for (let next = open.pop(); next; next = open.pop()) {
    const derivation = breach.find(next);
    if (!derivation || found.has(factKey(next))) continue;
    found.set(factKey(next), derivation);
    open.push(...derivation.reason.premises);
  }
  return [...found.values()].sort((a, b) => a.order - b.order);
}

type Passage = Pick<AttackStep, "from" | "service" | "through" | "rules" | "routes" | "aclEntries">;
/** How packets get there, with every hop of theirs. */
interface TracedPassage {
  readonly passage: Passage;
  readonly hops: readonly Hop[];
}
const ON_THE_SPOT: TracedPassage = {
  passage: { from: null, service: null, through: null, rules: [], routes: [], aclEntries: [] },
  hops: [],
};

/** The packets that a fact needed, if any. */
function netBehind(breach: Breach, { reason }: Derivation): Derivation | undefined {
  return reason.premises.flatMap((each) => (each.kind === "net" ? (breach.find(each) ?? []) : []))[0];
}

function stepsOf(
  { index }: ChainInput,
  { fact, reason }: Derivation,
  passage: Passage,
): readonly AttackStep[] {
  const step = (kind: AttackStep["kind"], on: string, by: string | null, more: Partial<AttackStep> = {}) => [
    { kind, on: elementFor(index, on), by, weakness: null, ...passage, ...more },
  ];
  const origin = reason.premises[0];
  switch (fact.kind) {
    case "hit": {
      const weakness = index.weaknesses.get(fact.weakness);
      return weakness ? step("exploit", weakness.hostId, weakness.name, { weakness }) : [];
    }
    case "exec":
      if (reason.action?.kind === "login") return step("login", fact.host, reason.action.credential);
      return reason.action?.kind === "command" ? step("command", fact.host, reason.action.role) : [];
    case "cred":
      return origin && "host" in origin ? step("credential", origin.host, fact.credential) : [];
    case "role":
      if (origin?.kind === "role") return step("role", origin.role, fact.role);
      return origin && "host" in origin ? step("role", origin.host, fact.role) : [];
    case "exposed":
      return step("connect", fact.store, null);
    case "risk": {
      const by = reason.premises.find((each) => each.kind === "role" || each.kind === "cred");
      const name = by?.kind === "role" ? by.role : by?.kind === "cred" ? by.credential : null;
      return step(fact.access, fact.store, name);
    }
    default:
      return [];
  }
}

/** The flow by which a service is reached, as the derivation has it; undefined where none leaves the host. */
export function flowOf(
  { index, reach, scenario }: Omit<ChainInput, "network">,
  { fact, reason }: Pick<Derivation, "fact" | "reason">,
) {
  const from = reason.premises[0];
  if (fact.kind !== "net" || from?.kind !== "from") return undefined;
  const service = serviceNamed(index, fact.target, fact.service, fact.isOneWay);
  return service && reach.witness(sourceAt(scenario, from.place), fact.target, service, reason.through);
}

function tracedPassage(input: ChainInput, net: Derivation): TracedPassage {
  const { network, index, scenario } = input;
  const { fact, reason } = net;
  const from = reason.premises[0];
  if (fact.kind !== "net" || from?.kind !== "from") return ON_THE_SPOT;
  const flow = flowOf(input, net);
  const hops = [...(flow?.forward ?? []), ...(flow?.return ?? [])];
  const told = (isWanted: (hop: Hop) => boolean) => [
    ...new Set(hops.filter(isWanted).flatMap(({ rule }) => rule ?? [])),
  ];
  const balancer = reason.through && network.index.find(reason.through.balancerId);
  const passage: Passage = {
    from: elementFor(index, from.place, sourceAt(scenario, from.place)),
    service: fact.service,
    through: balancer
      ? {
          kind: balancer.kind,
          id: balancer.id,
          ...(balancer.name === undefined ? {} : { name: balancer.name }),
        }
      : null,
    rules: told(({ action, element }) => action === "allow" && element.kind !== "subnet"),
    routes: told(({ action }) => action === "route"),
    aclEntries: told(({ action, element }) => action === "allow" && element.kind === "subnet"),
  };
  return { passage, hops };
}

function serviceNamed(
  { wanted }: FactsIndex,
  targetId: string,
  name: string,
  isOneWay: boolean,
): Service | undefined {
  return wanted
    .find((each) => each.targetId === targetId)
    ?.services.find((service) => service.name === name && service.isOneWay === isOneWay);
}

function sourceAt({ starts }: BreachScenario, place: string): AttackSource {
  if (place === "internet")
    return {
      kind: "internet",
      prefixes: [...new Set(starts.flatMap((start) => (start.kind === "internet" ? start.prefixes : [])))],
    };
  const start = starts.find((each) => (each.kind === "site" || each.kind === "subnet") && each.id === place);
  return start?.kind === "site" || start?.kind === "subnet"
    ? { kind: start.kind, id: place }
    : { kind: "host", id: place };
}

function elementFor(index: FactsIndex, id: string, source?: AttackSource): Element {
  const kind = source && source.kind !== "host" ? source.kind : "role";
  return index.host(id)?.element ?? index.store(id)?.element ?? { kind, id };
}
