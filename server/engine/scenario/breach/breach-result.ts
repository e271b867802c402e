import type { Element } from "../../configuration";
import type { Network } from "../../semantics";
import { type AttackStep, type Chains, chainsOf } from "./chain";
import { type Breach, deriveBreach } from "./derive";
import type { DerivedFact } from "./derived-fact";
import type { BreachFacts, BreachScenario, Level, Start, Weakness } from "./facts";
import { type FactsIndex, indexFacts } from "./facts-index";
import type { InterpreterReach } from "./interpreter-reach";

/** Something an attacker comes to control, with the cheapest chain to it. */
export interface Compromised {
  readonly element: Element;
  /** Null for a role. */
  readonly level: Level | null;
  /** Exploits, logins and commands on the way: 0 for where the attack starts. */
  readonly stepCount: number;
  readonly chain: readonly AttackStep[];
}

/** Data that an attacker gets at. */
export interface StoreAtRisk {
  readonly element: Element;
  readonly dataClass: string | null;
  readonly access: readonly ("read" | "write")[];
  /** It can also be sent out of the network. */
  readonly leaves: boolean;
  readonly stepCount: number;
  readonly chain: readonly AttackStep[];
}

/** What became of one vulnerability in the attack; each is told once. */
export interface FindingStanding {
  readonly host: Element;
  readonly weakness: Weakness;
  /** `latent`: there, but of no use to this attacker. */
  readonly standing: "used" | "latent" | "undecided" | "excluded";
  /** In words, for what is not used. */
  readonly why: string | null;
}

/** The answer about one attack. Lists by number of steps, then id. */
export interface BreachResult {
  readonly starts: readonly Start[];
  readonly compromised: readonly Compromised[];
  readonly roles: readonly Compromised[];
  readonly dataAtRisk: readonly StoreAtRisk[];
  /** Stores that the attacker can connect to without getting at the data. */
  readonly dataReachable: readonly Omit<StoreAtRisk, "access" | "leaves">[];
  /** Hosts that can be put out of service. */
  readonly disrupted: readonly Compromised[];
  /** Roles among those taken that may change the network (SEC-9): what an attacker does then is not followed. */
  readonly networkControl: readonly string[];
  readonly blastRadius: {
    readonly hostCount: number;
    readonly storeCount: number;
    readonly roleCount: number;
    /** Steps to the farthest of them. */
    readonly depth: number;
  };
  readonly findings: readonly FindingStanding[];
  /** Hosts, stores and roles that would fall too if all that is undecided went the attacker's way. */
  readonly undecided: readonly Element[];
  /** What would decide that, in words. */
  readonly missing: readonly string[];
  /** Why the attack was not followed to its end, in words; what it may come to beyond is undecided. Null where it was. */
  readonly leftOut: string | null;
  /** What the answer rests on, in words. */
  readonly notes: readonly string[];
}

export interface BreachRequest {
  readonly network: Network;
  readonly facts: BreachFacts;
  readonly reach: InterpreterReach;
  readonly scenario: BreachScenario;
}

/** What an attack comes to, with the packets of its steps. */
export interface TracedBreach {
  readonly result: BreachResult;
  /** Questions of who reaches whom that it took: what another derivation of its like takes. */
  readonly questionCount: number;
  readonly hopsOf: Chains["hopsOf"];
}

/** Told of how many of the places that an attack may come to it is known whom they reach. */
type OnProgress = (doneCount: number, totalCount: number) => void;

/** Derives an attack and writes down what it comes to. Clauses: SEC-7, SEC-8, SEC-11, SEC-12, SEC-13. */
export function breachResult(request: BreachRequest, onProgress?: OnProgress): BreachResult {
  return tracedBreach(request, onProgress).result;
}

/** The same, for who wants to show how packets pass. */
export function tracedBreach(request: BreachRequest, onProgress?: OnProgress): TracedBreach {
  const { facts, reach, scenario } = request;
  const index = indexFacts(facts);
  const asked = reach.askedCount();
  const [breach, possible] = derivedTwice(request, index, onProgress);
  const questionCount = reach.askedCount() - asked;
  const chains = chainsOf({ ...request, index }, breach);
  const compromised = hostsOf(index, breach, chains);
  const roles = rolesOf(index, breach, chains);
  const dataAtRisk = storesOf(index, breach, chains);
  const steps = [...compromised, ...roles, ...dataAtRisk].map(({ stepCount }) => stepCount);
  const started = new Set(scenario.starts.flatMap((start) => ("id" in start ? start.id : [])));
  const result: BreachResult = {
    starts: scenario.starts,
    compromised,
    roles,
    dataAtRisk,
    dataReachable: reachableStores(index, breach, chains),
    disrupted: facts.hosts.flatMap((host) =>
      goal(breach, chains, { kind: "down", host: host.id }, host.element, null),
    ),
    networkControl: facts.roles
      .filter(({ id, modifiesNetwork }) => modifiesNetwork && breach.find({ kind: "role", role: id }))
      .map(({ id }) => id),
    blastRadius: {
      hostCount: compromised.filter(({ element }) => !started.has(element.id)).length,
      storeCount: dataAtRisk.length,
      roleCount: roles.filter(({ element }) => !started.has(element.id)).length,
      depth: Math.max(0, ...steps),
    },
    findings: facts.weaknesses.map((weakness) => standingOf(index, breach, possible, scenario, weakness)),
    undecided: undecidedOf(index, breach, possible),
    missing: possible.missing,
    leftOut: reach.leftOut(),
    notes: notesOf(facts),
  };
  return { result, questionCount, hopsOf: chains.hopsOf };
}

/** What is proved, and what is possible: most of what the second comes to was asked for the first. */
function derivedTwice(
  { facts, reach, scenario }: BreachRequest,
  index: FactsIndex,
  onProgress?: OnProgress,
): readonly [Breach, Breach] {
  const placeCount = facts.hosts.filter(({ runs }) => runs).length + scenario.starts.length;
  const stage = (before: number) =>
    onProgress && ((count: number) => onProgress(before + Math.min(count, placeCount), 2 * placeCount));
  const derived = (counts: "proved" | "possible", before: number) =>
    deriveBreach({ index, reach, scenario, counts, onProgress: stage(before) });
  const proved = derived("proved", 0);
  const possible = derived("possible", placeCount);
  onProgress?.(2 * placeCount, 2 * placeCount);
  return [proved, possible];
}

/**
 * What is to be stopped: that data is at risk; where none is, that hosts fall beside those the attack starts on, or
 * roles are taken.
 */
export function chokeTargets({
  dataAtRisk,
  compromised,
  roles,
  starts,
}: BreachResult): readonly DerivedFact[] {
  const data = dataAtRisk.flatMap(({ element, access }) =>
    access.map((each): DerivedFact => ({ kind: "risk", store: element.id, access: each })),
  );
  if (data.length > 0) return data;
  const started = new Set(starts.flatMap((start) => ("id" in start ? start.id : [])));
  return [
    ...compromised
      .filter(({ element }) => !started.has(element.id))
      .map(({ element }): DerivedFact => ({ kind: "exec", host: element.id, level: "user" })),
    ...roles
      .filter(({ element }) => !started.has(element.id))
      .map(({ element }): DerivedFact => ({ kind: "role", role: element.id })),
  ];
}

type Goal = Parameters<Breach["find"]>[0];

function goal(
  breach: Breach,
  chains: Chains,
  fact: Goal,
  element: Element,
  level: Level | null,
): readonly Compromised[] {
  const derivation = breach.find(fact);
  if (!derivation) return [];
  return [{ element, level, stepCount: derivation.rank.actions.length, chain: chains.of(fact) }];
}

function hostsOf({ facts }: FactsIndex, breach: Breach, chains: Chains): readonly Compromised[] {
  return facts.hosts
    .flatMap(({ id, element }) => {
      // Who is root is a user too, and may be one at less cost: the way to the most is the one that is told.
      const root = goal(breach, chains, { kind: "exec", host: id, level: "root" }, element, "root");
      return root.length > 0
        ? root
        : goal(breach, chains, { kind: "exec", host: id, level: "user" }, element, "user");
    })
    .sort(bySteps);
}

function rolesOf({ facts }: FactsIndex, breach: Breach, chains: Chains): readonly Compromised[] {
  return facts.roles
    .flatMap(({ id }) => goal(breach, chains, { kind: "role", role: id }, { kind: "role", id }, null))
    .sort(bySteps);
}

function storesOf({ facts }: FactsIndex, breach: Breach, chains: Chains): readonly StoreAtRisk[] {
  return facts.stores
    .flatMap(({ id, element, dataClass }): StoreAtRisk[] => {
      const access = (["read", "write"] as const).filter((each) =>
        breach.find({ kind: "risk", store: id, access: each }),
      );
      const [first] = access;
      if (!first) return [];
      const fact = { kind: "risk", store: id, access: first } as const;
      const leaves = breach.find({ kind: "exfil", store: id }) !== undefined;
      return goal(breach, chains, fact, element, null).map(({ stepCount, chain }) => ({
        element,
        dataClass,
        access,
        leaves,
        stepCount,
        chain,
      }));
    })
    .sort(bySteps);
}

function reachableStores(
  { facts }: FactsIndex,
  breach: Breach,
  chains: Chains,
): BreachResult["dataReachable"] {
  return facts.stores
    .filter(({ id }) => !breach.find({ kind: "risk", store: id, access: "read" }))
    .flatMap(({ id, element, dataClass }) =>
      goal(breach, chains, { kind: "exposed", store: id }, element, null).map(({ stepCount, chain }) => ({
        element,
        dataClass,
        stepCount,
        chain,
      })),
    )
    .sort(bySteps);
}

function standingOf(
  index: FactsIndex,
  breach: Breach,
  possible: Breach,
  scenario: BreachScenario,
  weakness: Weakness,
): FindingStanding {
  const host = index.host(weakness.hostId);
  const told = (standing: FindingStanding["standing"], why: string | null) => ({
    host: host?.element ?? { kind: "instance", id: weakness.hostId },
    weakness,
    standing,
    why,
  });
  const { key, name, gain } = weakness;
  if (scenario.excluded.includes(name)) return told("excluded", "it is left out of this run");
  if (!host?.runs) return told("latent", "the host does not run");
  const hit = { kind: "hit", weakness: key } as const;
  if (!gain && possible.find(hit))
    return told("undecided", "neither a CVSS vector that fits its grammar nor `gain` says what it gives");
  if (breach.find(hit)) return told("used", null);
  if (possible.find(hit)) return told("undecided", "whether an attacker gets to use it cannot be decided");
  return told("latent", latentWhy(breach, scenario, weakness));
}

/** The first thing that keeps an attacker from using it. */
function latentWhy(breach: Breach, scenario: BreachScenario, weakness: Weakness): string {
  const { attackVector, hostId, service, privileges, needsUser } = weakness;
  if (attackVector === "physical") return "it takes being at the machine";
  if (attackVector === "local") {
    if (!breach.find({ kind: "exec", host: hostId, level: "user" }))
      return "it takes being on the host first";
  } else {
    const { name = "", isOneWay = false } = service ?? {};
    if (!breach.find({ kind: "net", target: hostId, service: name, isOneWay }))
      return `nobody who attacks gets to ${name}`;
    if (attackVector === "adjacent" && !breach.find({ kind: "adj", host: hostId }))
      return "it takes a fallen host in the same subnet";
  }
  if (privileges !== "none" && !breach.find({ kind: "auth", weakness: weakness.key }))
    return privileges === "high" ? "it takes an administrator's credential" : "it takes a credential";
  if (needsUser && !scenario.assumesUserInteraction) return "a user would have to take part";
  return "nothing leads there";
}

/** What stands as far as is known, and may fall. */
function undecidedOf({ facts }: FactsIndex, breach: Breach, possible: Breach): readonly Element[] {
  const hasFallen = (where: Breach, host: string) => where.find({ kind: "exec", host, level: "user" });
  const isAtRisk = (where: Breach, store: string) =>
    (["read", "write"] as const).some((access) => where.find({ kind: "risk", store, access }));
  const isTaken = (where: Breach, role: string) => where.find({ kind: "role", role });
  const roles = facts.roles.filter(({ id }) => !isTaken(breach, id) && isTaken(possible, id));
  return [
    ...[
      ...facts.hosts.filter(({ id }) => !hasFallen(breach, id) && hasFallen(possible, id)),
      ...facts.stores.filter(({ id }) => !isAtRisk(breach, id) && isAtRisk(possible, id)),
    ].map(({ element }) => element),
    ...roles.map(({ id }): Element => ({ kind: "role", id })),
  ];
}

function notesOf({ roles, weaknesses }: BreachFacts): readonly string[] {
  const silent = roles.filter(
    ({ reads, writes, commands, assumes, modifiesNetwork }) =>
      reads.length + writes.length + commands.length + assumes.length === 0 && !modifiesNetwork,
  );
  const assumed = weaknesses.filter(({ isPortAssumed }) => isPortAssumed).length;
  return [
    ...(weaknesses.length === 0
      ? ["no vulnerabilities are declared: what could be attacked through one is not told"]
      : []),
    ...(silent.length > 0
      ? [
          `what ${silent.length === 1 ? "the role" : `${silent.length} roles`} ${silent
            .slice(0, 3)
            .map(({ id }) => `\`${id}\``)
            .join(", ")} may do is not declared: nothing is derived from it`,
        ]
      : []),
    ...(assumed > 0
      ? [`${assumed} of the vulnerabilities name no port: any port that is reached is taken as theirs`]
      : []),
  ];
}

function bySteps(
  a: { readonly stepCount: number; readonly element: Element },
  b: { readonly stepCount: number; readonly element: Element },
): number {
  return (
    a.stepCount - b.stepCount || (a.element.id < b.element.id ? -1 : a.element.id > b.element.id ? 1 : 0)
  );
}
