import type { Element } from "../../../configuration";
import type { FALLEN_WORDS } from "../breach-result.schema";
import type { Breach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import type { FactsIndex } from "../facts-index";

/** Something that an attacker gets, and what of it. */
export interface Fallen {
  readonly element: Element;
  /** A host as root or as user, or out of service; a role; data read or written, or connected to without getting at it. */
  readonly as: keyof typeof FALLEN_WORDS;
}

/** A thing to get, and the fact that an attacker has it. */
export interface Goal extends Fallen {
  readonly fact: DerivedFact;
}

/** What an attacker gets, and what they may get or not. */
export interface Standing {
  readonly fallen: readonly Goal[];
  readonly undecided: readonly Goal[];
}

/** Sums up what is proved and what is possible of one attack. */
export function standingOf(index: FactsIndex, proved: Breach, possible: Breach): Standing {
  const goals = goalsOf(index);
  const fallen = goals.filter(({ fact }) => proved.find(fact));
  const known = new Set(fallen);
  return { fallen, undecided: goals.filter((goal) => !known.has(goal) && possible.find(goal.fact)) };
}

/** Those of the first that the second has not, by what is got; where more of a thing is told, less is not. */
export function missingFrom(goals: readonly Goal[], others: readonly Goal[]): readonly Goal[] {
  const had = new Set(others.map(keyOf));
  const left = goals.filter((goal) => !had.has(keyOf(goal)));
  const keys = new Set(left.map(keyOf));
  return left.filter(({ as, element }) => {
    const more = MORE[as];
    return more === undefined || !keys.has(`${more} ${element.id}`);
  });
}

const MORE: { readonly [K in Fallen["as"]]?: Fallen["as"] } = { user: "root", connected: "read" };

function keyOf({ as, element }: Fallen): string {
  return `${as} ${element.id}`;
}

/** All that can be got, hosts first, in the order of the facts. */
function goalsOf({ facts }: FactsIndex): readonly Goal[] {
  return [
    ...facts.hosts.flatMap(({ id, element }): Goal[] => [
      { element, as: "root", fact: { kind: "exec", host: id, level: "root" } },
      { element, as: "user", fact: { kind: "exec", host: id, level: "user" } },
      { element, as: "disrupted", fact: { kind: "down", host: id } },
    ]),
    ...facts.roles.map(
      ({ id }): Goal => ({ element: { kind: "role", id }, as: "role", fact: { kind: "role", role: id } }),
    ),
    ...facts.stores.flatMap(({ id, element }): Goal[] => [
      { element, as: "read", fact: { kind: "risk", store: id, access: "read" } },
      { element, as: "write", fact: { kind: "risk", store: id, access: "write" } },
      { element, as: "connected", fact: { kind: "exposed", store: id } },
    ]),
  ];
}
