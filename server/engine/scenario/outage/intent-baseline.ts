import type { Intent } from "../../intent";
import type { Likeness, Network, VerdictKind } from "../../semantics";
import { firstPair, type MemberGroup, type MemberPlace, memberGroups } from "./member-groups";
import { tracePair } from "./pair";
import { touchedIds } from "./touched";

/** A flow with more pairs of groups is not traced but undecided: sixty-four by sixty-four hosts, no two alike. */
export const MAX_TRACES_PER_FLOW = 64 * 64;
/** Traces of all flows together; the flows after them are undecided. */
export const MAX_TRACES = 8 * MAX_TRACES_PER_FLOW;

/** All pairs of one group's members with another's while nothing has failed: one of them traced for all. */
export interface GroupPair {
  readonly from: MemberGroup;
  readonly to: MemberGroup;
  readonly verdict: VerdictKind;
  readonly missing: readonly string[];
  /** Ids whose failure could change the answer for hosts that the failure does not hit; see `touchedIds`. */
  readonly touched: ReadonlySet<string>;
}

/** A required flow as it is now, with what its evidence rests on. */
export interface IntentBaseline {
  readonly intent: Intent;
  /** Where each member is. */
  readonly places: ReadonlyMap<string, MemberPlace>;
  /** Sources first. Pairs of groups that hold no pair of distinct members are left out. */
  readonly pairs: readonly GroupPair[];
  /** Both ends are the same members, which talk to each other. */
  readonly isAmongPeers: boolean;
  /** Why it was not traced, in words; null where it was. */
  readonly untraced: string | null;
}

/**
 * Traces every required flow, one pair for all pairs of hosts that are alike. Intents keep their order. The
 * number of traces is limited per flow and in all; a flow beyond it is not traced and says so.
 *
 * @param keyOf  the same for hosts that are alike
 */
export function traceIntents(
  network: Network,
  intents: readonly Intent[],
  keyOf: Likeness["keyOf"],
  onProgress?: (doneCount: number, totalCount: number) => void,
): readonly IntentBaseline[] {
  let left = MAX_TRACES;
  return intents.map((intent, index): IntentBaseline => {
    onProgress?.(index, intents.length);
    const { groups, places } = memberGroups(intent, keyOf);
    const wanted = groups.filter(isSource).length * groups.filter(isDestination).length;
    const base = { intent, places, isAmongPeers: isAmongPeers(intent) };
    if (wanted > MAX_TRACES_PER_FLOW || wanted > left)
      return { ...base, pairs: [], untraced: untracedText(wanted) };
    left -= wanted;
    return { ...base, pairs: tracedPairs(network, intent, groups), untraced: null };
  });
}

function tracedPairs(network: Network, intent: Intent, groups: readonly MemberGroup[]): GroupPair[] {
  return groups.filter(isSource).flatMap((from) =>
    groups.filter(isDestination).flatMap((to): GroupPair[] => {
      const pair = firstPair(from.members, to.members);
      if (!pair) return [];
      const trace = tracePair(network, intent, pair);
      const touched = touchedIds(network.index, trace, [pair.from, pair.to]);
      return [{ from, to, verdict: trace.verdict, missing: trace.missing, touched }];
    }),
  );
}

function isSource(group: MemberGroup): boolean {
  return group.isSource;
}

function isDestination(group: MemberGroup): boolean {
  return group.isDestination;
}

function isAmongPeers({ from, to }: Intent): boolean {
  return from.kind === "tier" && to.kind === "tier" && from.members.join() === to.members.join();
}

function untracedText(wanted: number): string {
  return wanted > MAX_TRACES_PER_FLOW
    ? `its hosts make ${wanted} different pairs, more than the ${MAX_TRACES_PER_FLOW} that are traced: declare a flow between fewer hosts`
    : `the flows before it used up the ${MAX_TRACES} pairs that are traced: ask about fewer flows`;
}
