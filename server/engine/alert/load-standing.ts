import type { DecidedIntents, Decision } from "../intent";
import {
  type ElementLoad,
  elementLoads,
  type LoadBaseline,
  loadBaseline,
  type SingleFailureLoad,
  type StatedDemand,
  singleFailureLoad,
  suiteDemands,
  type UnresolvedDemand,
} from "../scenario";
import type { Network } from "../semantics";

export interface LoadTerms {
  readonly decisions: readonly Decision[];
  /** The day from which growth counts, `YYYY-MM-DD`; without it growth has no dates. */
  readonly day: string | undefined;
  readonly onProgress?: ((doneCount: number, totalCount: number) => void) | undefined;
}

/** How the network stands under the traffic that somebody stated. */
export interface LoadStanding {
  readonly stated: readonly StatedDemand[];
  readonly unresolved: readonly UnresolvedDemand[];
  /** Null where there are too many demands to be followed at all. */
  readonly baseline: LoadBaseline | null;
  readonly elements: readonly ElementLoad[];
  /** Null where single failures were not tried. */
  readonly sweep: SingleFailureLoad | null;
  /** Why nothing was followed, or no failure tried, in words. */
  readonly leftOut: string | null;
  readonly day: string | null;
}

/*
 * What is followed within a minute: up to 3 ms for each pair of hosts, and 1 ms for each pair that a failure sends another
 * way. A larger network gets the part of the answer that it can have, and is told which.
 */
const MAX_PAIRS = 20_000;
const MAX_PAIRS_UNDER_FAILURES = 50_000;

/**
 * Puts the stated traffic on a network and tries every single failure under it. Null where nobody stated any: then nothing is
 * checked, raised or dated. Clauses: CAP-1 to CAP-7.
 */
export function loadStanding(
  network: Network,
  { sources }: Pick<DecidedIntents, "sources">,
  { decisions, day, onProgress }: LoadTerms,
): LoadStanding | null {
  const { stated, unresolved } = suiteDemands(network.index, decisions);
  if (stated.length === 0 && unresolved.length === 0) return null;
  const shownAs = new Map([...sources].flatMap(([name, from]) => from.map((source) => [source, name])));
  const named = stated.map((each): StatedDemand => {
    const { application } = each.demand;
    const shown = application === null ? null : (shownAs.get(application) ?? application);
    return { ...each, demand: { ...each.demand, application: shown } };
  });
  const demands = named.map(({ demand }) => demand);
  const common = { stated: named, unresolved, day: day ?? null };
  const pairCount = demands.reduce((sum, { pairs }) => sum + pairs.length, 0);
  if (pairCount > MAX_PAIRS) {
    const leftOut = `the demands are between ${pairCount} pairs of hosts, more than the ${MAX_PAIRS} that are followed within a minute`;
    return { ...common, baseline: null, elements: [], sweep: null, leftOut };
  }
  const baseline = loadBaseline(network, demands, { sweeps: true });
  const again = baseline.routed.reduce(
    (sum, { touched }, position) => sum + touched.size * (demands[position]?.pairs.length ?? 0),
    0,
  );
  const isSwept = again <= MAX_PAIRS_UNDER_FAILURES;
  const leftOut = `single failures would send traffic between up to ${again} pairs of hosts another way, more than the ${MAX_PAIRS_UNDER_FAILURES} that are followed within a minute`;
  return {
    ...common,
    baseline,
    elements: elementLoads(baseline, day),
    sweep: isSwept ? singleFailureLoad(baseline, onProgress) : null,
    leftOut: isSwept ? null : leftOut,
  };
}
