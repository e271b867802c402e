import type { Service } from "./facts";

/** Who sends: the internet, a site, a host, or an insider's machine, by the id of its start. */
export type AttackSource =
  | { readonly kind: "internet"; readonly prefixes: readonly string[] }
  | { readonly kind: "site" | "host" | "subnet"; readonly id: string };

/** `unknown` is neither: `missing` says what would decide it. */
export interface ReachAnswer {
  readonly verdict: "yes" | "no" | "unknown";
  readonly missing: readonly string[];
}

/** A target behind a load balancer that a source gets to through one of its listeners. */
export interface BalancedArrival {
  readonly balancerId: string;
  /** The listener's. */
  readonly port: number;
  readonly hostId: string;
  readonly protocol: number;
  /** The target's. */
  readonly targetPort: number;
}

/** What a source gets to through load balancers, and what of it nobody can decide. */
export interface BalancedReach {
  readonly arrivals: readonly BalancedArrival[];
  /** Hosts behind load balancers of which nobody can say whether the source gets to them. */
  readonly undecidedHostIds: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Who reaches whom on the network as it is (SEC-6, SEC-9): the only thing an attack is derived from that is not a
 * fact of its own. The interpreter answers; a compiled engine can as well.
 */
export interface Reach {
  /** The same for sources that get to the same targets, but for what is on themselves. */
  readonly kindOf: (from: AttackSource) => string;
  /** Whether the source gets to a service of a host or store by its own address. */
  readonly direct: (from: AttackSource, targetId: string, service: Service) => ReachAnswer;
  readonly balanced: (from: AttackSource) => BalancedReach;
  /** Whether the host can send data out (tcp/443 to the internet). */
  readonly outlet: (hostId: string) => ReachAnswer;
  /** Why some of it was not asked, in words; such answers are `unknown`. Null where all was. */
  readonly leftOut: () => string | null;
}
