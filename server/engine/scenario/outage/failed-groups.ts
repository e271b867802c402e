import type { GroupPair, IntentBaseline } from "./intent-baseline";
import type { MemberGroup } from "./member-groups";

/** Hosts that lose something that is theirs alone, each with what it loses: equal text for equal losses. */
export type Hits = ReadonlyMap<string, string>;

/** A part of a group whose members a failure set hits alike, so that they still behave alike. */
export interface FailedGroup {
  readonly isHit: boolean;
  readonly count: number;
  /** The first two members, for pairs; fewer where there are no more. */
  readonly head: readonly string[];
  /** All of them, in the order of the group. */
  readonly members: () => readonly string[];
}

/**
 * Splits the groups of a flow by what a failure set takes from single members. The cost grows with the hit
 * members and not with the flow.
 *
 * @returns for each group of the flow's pairs its parts, none of them empty
 */
export function splitGroups(
  { pairs, places }: Pick<IntentBaseline, "pairs" | "places">,
  hits: Hits,
): ReadonlyMap<MemberGroup, readonly FailedGroup[]> {
  const hitIn = new Map<MemberGroup, Map<string, string[]>>();
  for (const [member, loss] of hits) {
    const place = places.get(member);
    if (!place) continue;
    const byLoss = hitIn.get(place.group) ?? new Map<string, string[]>();
    const alike = byLoss.get(loss);
    if (alike) alike.push(member);
    else byLoss.set(loss, [member]);
    hitIn.set(place.group, byLoss);
  }
  const position = (member: string) => places.get(member)?.position ?? 0;
  const parts = new Map<MemberGroup, readonly FailedGroup[]>();
  for (const group of groupsOf(pairs)) {
    const byLoss = hitIn.get(group);
    const hit = [...(byLoss?.values() ?? [])].map((members) =>
      partOf(
        members.sort((a, b) => position(a) - position(b)),
        true,
      ),
    );
    parts.set(group, [...hit, ...restOf(group, hit, hits)]);
  }
  return parts;
}

function groupsOf(pairs: readonly GroupPair[]): ReadonlySet<MemberGroup> {
  return new Set(pairs.flatMap(({ from, to }) => [from, to]));
}

function partOf(members: readonly string[], isHit: boolean): FailedGroup {
  return { isHit, count: members.length, head: members.slice(0, 2), members: () => members };
}

/** The members that are not hit, if there are any. */
function restOf({ members }: MemberGroup, hit: readonly FailedGroup[], hits: Hits): readonly FailedGroup[] {
  if (hit.length === 0) return [partOf(members, false)];
  const count = hit.reduce((left, part) => left - part.count, members.length);
  if (count === 0) return [];
  const head: string[] = [];
  for (const member of members) {
    if (head.length === 2) break;
    if (!hits.has(member)) head.push(member);
  }
  return [{ isHit: false, count, head, members: () => members.filter((member) => !hits.has(member)) }];
}
