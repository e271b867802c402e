import type { ConfigurationIndex } from "../configuration";
import { buildContainment, type Containment } from "./containment";
import { kindRank, type Place, sortPlaces } from "./place";
import { classInstances } from "./tier";
import type { Seat } from "./topology-view";

/** More drawn elements than this and the estate is summarized instead of opened whole. */
export const DEFAULT_ELEMENT_COUNT = 400;
/** More resources of one kind listed under one VPC than this share a row of their own. */
const MAX_LISTED_UNGROUPED = 20;
/** Longer lists are cut into runs of this many. */
const MAX_IN_RUN: { readonly [S in Seat]: number } = {
  border: 20,
  box: 100,
  cell: 50,
  link: 50,
  listed: 200,
};

/** The forest as it is shown: siblings sorted, like instances classed, long lists cut. Independent of what is open. */
export interface Arrangement extends Containment {
  readonly mode: "all" | "summary";
  /** Sorted and grouped; the roots for `null`. */
  childrenOf(place: Place | null): readonly Place[];
  /** The place shown around this one: its holder, or the class or run it was put into. */
  parentOf(place: Place): Place | null;
  /** Instances inside, itself included. */
  memberCountOf(place: Place): number;
}

// Invariant: an arrangement depends on its index alone, so remembering it changes no answer.
const arrangements = new WeakMap<ConfigurationIndex, Arrangement>();

/** The arrangement of one configuration; made once per index, in time linear in the configuration. */
export function arrangementOf(index: ConfigurationIndex): Arrangement {
  const known = arrangements.get(index);
  if (known) return known;
  const made = arrange(buildContainment(index));
  arrangements.set(index, made);
  return made;
}

/** Arranges lazily: only what is looked at is sorted, so that a large estate's first view costs its size once. */
function arrange(containment: Containment): Arrangement {
  const mode = drawnCount(containment.roots) <= DEFAULT_ELEMENT_COUNT ? "all" : "summary";
  const arranged = new Map<Place | null, readonly Place[]>();
  const regrouped = new Map<Place, Place>();
  const counts = new Map<Place, number>();

  const adopt = (parent: Place, children: readonly Place[]) => {
    for (const child of children) {
      regrouped.set(child, parent);
      if (isGroup(child)) adopt(child, child.children);
    }
  };
  const childrenOf = (place: Place | null): readonly Place[] => {
    if (place !== null && isGroup(place)) return place.children;
    const known = arranged.get(place);
    if (known) return known;
    let children = sortPlaces(place === null ? containment.roots : place.children);
    if (mode === "summary" && place?.kind === "subnet")
      children = classInstances(containment.index, place, children);
    children = cutRuns(place, groupListed(place, children), mode);
    for (const child of children) if (isGroup(child)) adopt(child, child.children);
    arranged.set(place, children);
    return children;
  };
  const memberCountOf = (place: Place): number => {
    if (place.kind === "instance") return 1;
    if (place.children.length === 0) return 0;
    const known = counts.get(place);
    if (known !== undefined) return known;
    let count = 0;
    for (const child of place.children) count += memberCountOf(child);
    counts.set(place, count);
    return count;
  };
  return {
    ...containment,
    mode,
    childrenOf,
    parentOf: (place) => regrouped.get(place) ?? place.parent,
    memberCountOf,
  };
}

/** Whether the place is of our making and already holds its children as they are shown. */
export function isGroup({ kind }: Place): boolean {
  return kind === "tier" || kind === "chunk" || kind === "group";
}

function drawnCount(places: readonly Place[]): number {
  let count = 0;
  for (const place of places)
    if (place.seat !== "listed") {
      count += 1 + drawnCount(place.children);
      if (count > DEFAULT_ELEMENT_COUNT) return count;
    }
  return count;
}

/** Gives the many listed resources of one kind (security groups, route tables, ...) one row to stand under. */
function groupListed(holder: Place | null, children: readonly Place[]): Place[] {
  const listed = new Map<string, Place[]>();
  for (const child of children)
    if (child.seat === "listed") {
      const list = listed.get(child.kind);
      if (list) list.push(child);
      else listed.set(child.kind, [child]);
    }
  const grouped = [...listed.values()].filter((list) => list.length > MAX_LISTED_UNGROUPED);
  if (grouped.length === 0) return [...children];
  const inGroup = new Set(grouped.flat());
  const groups = grouped.map((list) => groupPlace(holder, list));
  return sortPlaces([...children.filter((child) => !inGroup.has(child)), ...groups]);
}

function groupPlace(holder: Place | null, members: readonly Place[]): Place {
  const kind = members[0]?.kind ?? "group";
  const group: Place = {
    ...groupFields(holder, `${kind}-group`, "listed"),
    kind: "group",
    // Sorts where its members would.
    rank: 4000 + kindRank(kind) * 10,
    name: KIND_NAMES.get(kind) ?? kind,
    detail: `${members.length}`,
  };
  group.children.push(...runs(group, members, MAX_IN_RUN.listed));
  return group;
}

/** Cuts what is drawn in a box, and the members of a class, into runs when it is too much to show at once. */
function cutRuns(holder: Place | null, children: readonly Place[], mode: Arrangement["mode"]): Place[] {
  if (mode === "all" || (holder !== null && holder.seat !== "box")) return [...children];
  for (const child of children)
    if (child.kind === "tier") {
      const members = child.children.splice(0);
      child.children.push(...runs(child, members, MAX_IN_RUN.cell));
    }
  return DRAWN_SEATS.reduce((list, seat) => cutSeat(holder, list, seat), [...children]);
}

const DRAWN_SEATS = ["border", "box", "cell", "link"] as const;

/** Invariant: siblings are sorted by seat first, so those of one seat are neighbours and stay so. */
function cutSeat(holder: Place | null, children: Place[], seat: (typeof DRAWN_SEATS)[number]): Place[] {
  const start = children.findIndex((child) => child.seat === seat);
  const members = children.filter((child) => child.seat === seat);
  if (members.length <= MAX_IN_RUN[seat]) return children;
  const cut = runs(holder, members, MAX_IN_RUN[seat], `${seat}-`);
  return [...children.slice(0, start), ...cut, ...children.slice(start + members.length)];
}

/** At most `limit` places: the members themselves, or runs of `limit`, `limit` x `limit`, ... of them. */
function runs(holder: Place | null, members: readonly Place[], limit: number, prefix = ""): Place[] {
  if (members.length <= limit) return [...members];
  let size = limit;
  while (Math.ceil(members.length / size) > limit) size *= limit;
  const list: Place[] = [];
  for (let start = 0; start < members.length; start += size) {
    const part = members.slice(start, start + size);
    const end = start + part.length;
    const seat = members[0]?.seat ?? "cell";
    const run: Place = {
      ...groupFields(holder, `${prefix}${start + 1}-${end}`, seat),
      kind: "chunk",
      rank: members[0]?.rank ?? 0,
      name: `${start + 1} to ${end} of ${members.length}`,
      detail: `${part.length} of ${members.length}`,
    };
    run.children.push(...runs(run, part, limit));
    list.push(run);
  }
  return list;
}

function groupFields(holder: Place | null, suffix: string, seat: Place["seat"]) {
  return {
    id: `${holder?.id ?? "estate"}/${suffix}`,
    resource: null,
    element: null,
    seat,
    parent: holder,
    children: [],
  };
}

const KIND_NAMES = new Map([
  ["zone", "Zones without a subnet"],
  ["instance", "Instances without an interface"],
  ["publicAddress", "Public addresses not in use"],
  ["routeTable", "Route tables"],
  ["securityGroup", "Security groups"],
  ["networkAcl", "Network ACLs"],
  ["prefixList", "Prefix lists"],
  ["listener", "Listeners"],
  ["targetGroup", "Target groups"],
  ["autoScalingGroup", "Auto scaling groups"],
  ["networkInterface", "Network interfaces"],
  ["transitGatewayRouteTable", "Transit gateway route tables"],
]);
