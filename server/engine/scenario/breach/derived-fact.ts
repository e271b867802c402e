import type { Level, ServiceName } from "./facts";

/**
 * What an attack comes to, in the words of the clauses (SEC-7). `weakness` is a weakness's key. `outlet` has no name
 * there: an attacker has a host that reaches the internet.
 */
export type DerivedFact =
  | { readonly kind: "at"; readonly place: string }
  | { readonly kind: "from"; readonly place: string }
  | { readonly kind: "exec"; readonly host: string; readonly level: Level }
  | { readonly kind: "cred"; readonly credential: string }
  | {
      readonly kind: "net";
      readonly target: string;
      readonly service: ServiceName;
      readonly isOneWay: boolean;
    }
  | { readonly kind: "adj"; readonly host: string }
  | { readonly kind: "auth"; readonly weakness: string }
  | { readonly kind: "hit"; readonly weakness: string }
  | { readonly kind: "leaks"; readonly host: string }
  | { readonly kind: "ssrf"; readonly host: string }
  | { readonly kind: "down"; readonly host: string }
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "exposed"; readonly store: string }
  | { readonly kind: "risk"; readonly store: string; readonly access: "read" | "write" }
  | { readonly kind: "exfil"; readonly store: string }
  | { readonly kind: "outlet" };

export type FactOf<K extends DerivedFact["kind"]> = Extract<DerivedFact, { kind: K }>;

/** The same for equal facts, different for others. */
export function factKey(fact: DerivedFact): string {
  return JSON.stringify(Object.values(fact));
}

/** Why a fact holds: what it follows from, and how. */
export interface Reason {
  readonly premises: readonly DerivedFact[];
  /** What the attacker does for it; absent where it comes by itself. */
  readonly action?: AttackAction;
  /** With `net`: the load balancer that it comes through. */
  readonly through?: { readonly balancerId: string; readonly port: number };
}

/** Something an attacker has to do: these are the steps that are counted (SEC-12). */
export type AttackAction =
  | { readonly kind: "exploit"; readonly weakness: string }
  | {
      readonly kind: "login";
      readonly host: string;
      readonly credential: string;
      readonly service: ServiceName;
    }
  | { readonly kind: "command"; readonly host: string; readonly role: string };
