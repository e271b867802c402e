import type { Intent, IntentEnd } from "../../intent";
import { INTERNET, type Pair } from "./pair";

/** Members of a required flow that behave alike, so that a pair of them stands for all pairs of their groups. */
export interface MemberGroup {
  /** Distinct, in the order of the flow's ends; never empty. */
  readonly members: readonly string[];
  readonly isSource: boolean;
  readonly isDestination: boolean;
}

/** Where a member of a flow is: its group, and its position among all members, sources first. */
export interface MemberPlace {
  readonly group: MemberGroup;
  readonly position: number;
}

/**
 * The members of both ends in groups of the same key and the same part in the flow; the internet is a member of
 * its own. Groups in the order of their first members, sources first.
 */
export function memberGroups(intent: Intent, keyOf: (hostId: string) => string) {
  const sources = membersOf(intent.from);
  const destinations = membersOf(intent.to);
  const groups = new Map<string, { members: string[]; isSource: boolean; isDestination: boolean }>();
  const places = new Map<string, MemberPlace>();
  for (const member of new Set([...sources, ...destinations])) {
    const isSource = sources.has(member);
    const isDestination = destinations.has(member);
    const key = `${isSource} ${isDestination} ${member === INTERNET ? INTERNET : keyOf(member)}`;
    const group = groups.get(key) ?? { members: [], isSource, isDestination };
    group.members.push(member);
    groups.set(key, group);
    places.set(member, { group, position: places.size });
  }
  const list: readonly MemberGroup[] = [...groups.values()];
  return { groups: list, places };
}

/** The members of an end; of the internet, itself. */
function membersOf(end: IntentEnd): ReadonlySet<string> {
  return new Set(end.kind === "internet" ? [INTERNET] : end.members);
}

/**
 * The first pair of two groups, which are disjoint or the same. A member is not paired with itself, so a group of
 * one has no pair with itself.
 */
export function firstPair(from: readonly string[], to: readonly string[]): Pair | undefined {
  const [source] = from;
  const destination = to[0] === source ? to[1] : to[0];
  return source === undefined || destination === undefined ? undefined : { from: source, to: destination };
}
