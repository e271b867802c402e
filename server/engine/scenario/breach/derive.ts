import { Agenda, type Derivation } from "./agenda";
import { type DerivedFact, factKey } from "./derived-fact";
import type { BreachScenario, Service } from "./facts";
import type { FactsIndex } from "./facts-index";
import { pathRanking } from "./path-rank";
import type { AttackSource, Reach } from "./reach";
import { consequences } from "./rules";

export interface BreachInput {
  readonly index: FactsIndex;
  readonly reach: Reach;
  readonly scenario: BreachScenario;
  /**
   * `proved`: what nobody can decide does not count. `possible`: it counts as the attacker would like it, the
   * pessimistic mode of SEC-6.
   */
  readonly counts: "proved" | "possible";
  /** Ends the derivation as soon as one of these holds. */
  readonly until?: readonly DerivedFact[];
  /** Told of how many places it is known whom they reach. */
  readonly onProgress?: ((placeCount: number) => void) | undefined;
}

/** All that an attack comes to. */
export interface Breach {
  /** By the fact's key, in the order in which they were settled. */
  readonly settled: ReadonlyMap<string, Derivation>;
  readonly find: (fact: DerivedFact) => Derivation | undefined;
  /** What would decide the questions of reach that could not be decided on the way; sorted. */
  readonly missing: readonly string[];
}

/** One derivation on its way: what the rules read and where they write. */
export interface Run extends BreachInput {
  readonly agenda: Agenda;
  readonly missing: Set<string>;
  /** Sources by the place their `from` names. */
  readonly sources: Map<string, AttackSource>;
  readonly excluded: ReadonlySet<string>;
  /** Kinds of sources that were asked whom they reach. */
  readonly askedKinds: Set<string>;
  /** Subnets in which a host has fallen. */
  readonly enteredSubnets: Set<string>;
  /** Services that no source was found to get to yet, by target; settled ones are dropped on the way. */
  readonly open: Map<string, readonly Service[]>;
}

/**
 * The least fixpoint of the clauses (SEC-7) with, for every fact, the cheapest way to it (SEC-12). Only what has
 * fallen is asked whom it reaches, and a service that is reached already is asked about no more. The model is
 * monotone: no defender reacts (SEC-2), so the result bounds a real intrusion from above, as far as the facts go.
 *
 * Where a way needs several things that are each won on the way, counting shared actions once makes the cheapest way a
 * hard problem; the way given is then a good one and always a right one.
 */
export function deriveBreach(input: BreachInput): Breach {
  const { index, scenario, until, onProgress } = input;
  const run: Run = {
    ...input,
    agenda: new Agenda(pathRanking(index.weaknesses)),
    missing: new Set(),
    sources: new Map(),
    askedKinds: new Set(),
    enteredSubnets: new Set(),
    excluded: new Set(scenario.excluded),
    open: new Map(index.wanted.map(({ targetId, services }) => [targetId, services])),
  };
  begin(run);
  const last = new Set(until?.map(factKey));
  let placeCount = 0;
  for (let derived = run.agenda.next(); derived; derived = run.agenda.next()) {
    if (last.has(factKey(derived.fact))) break;
    consequences(run, derived.fact);
    if (derived.fact.kind === "from") onProgress?.(++placeCount);
  }
  const { settled } = run.agenda;
  return { settled, find: (fact) => settled.get(factKey(fact)), missing: [...run.missing].sort() };
}

/** What holds from the start (SEC-1). */
function begin({ agenda, sources, scenario, index }: Run): void {
  const given = { premises: [] };
  for (const start of scenario.starts)
    switch (start.kind) {
      case "internet": {
        const known = sources.get("internet");
        const prefixes = known?.kind === "internet" ? known.prefixes : [];
        sources.set("internet", {
          kind: "internet",
          prefixes: [...new Set([...prefixes, ...start.prefixes])],
        });
        agenda.propose({ kind: "at", place: "internet" }, given);
        break;
      }
      case "site":
        sources.set(start.id, { kind: "site", id: start.id });
        agenda.propose({ kind: "at", place: start.id }, given);
        break;
      case "subnet":
        // An insider's machine is a host of theirs, so what it is next to is adjacent.
        sources.set(start.id, { kind: "subnet", id: start.id });
        agenda.propose({ kind: "exec", host: start.id, level: "root" }, given);
        break;
      case "host":
        if (index.host(start.id)?.runs)
          agenda.propose({ kind: "exec", host: start.id, level: start.level }, given);
        break;
      case "role":
        agenda.propose({ kind: "role", role: start.id }, given);
        break;
    }
  for (const { id, isKnown } of index.facts.credentials)
    if (isKnown) agenda.propose({ kind: "cred", credential: id }, given);
}
