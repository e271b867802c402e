import type { NetworkSpec } from "../../testing/network-builder-spec";

/** One row of the breach table: an attack on a network, and all that it comes to. */
export interface BreachCase {
  /** Its number in the document; a row of our own, derived from its clauses, has none. */
  readonly case?: number;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly network: NetworkSpec;
  /** Declared facts, as in `umbra.json`. */
  readonly facts: object;
  readonly from: readonly string[];
  readonly level?: "user" | "root";
  readonly assumesUserInteraction?: boolean;
  /**
   * All hosts that fall, roles taken, stores exposed, at risk and leaving, hosts put out of service, and what is undecided or
   * latent: `exec(web-a, user)`, `risk(S, read)`, `latent(web-a)`; `may(web-a)` of what may fall. Whatever is not listed must not be told.
   */
  readonly expected: readonly string[];
  /** Every single fact without which no data is at risk, in words: all sets of the smallest size, which is 1. */
  readonly cuts?: readonly string[];
  /** Steps of the cheapest chain to something, by what the row's title says. */
  readonly chains?: Readonly<Record<string, readonly string[]>>;
}
