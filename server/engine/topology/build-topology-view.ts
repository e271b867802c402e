import { createHash } from "node:crypto";
import type { ConfigurationIndex } from "../configuration";
import { type Arrangement, arrangementOf } from "./arrangement";
import { connectionsOf } from "./connections";
import { describePlace } from "./describe";
import { withPaths } from "./edge-paths";
import { holdsDrawn, type Packed } from "./pack";
import { packEstate } from "./pack-box";
import { isDrawn, type Shown, showPlaces } from "./shown";
import type { Seat, TopologyNode, TopologyRow, TopologyView } from "./topology-view";
import { type Visibility, visibilityOf } from "./visible-places";

export interface TopologyOptions {
  /** Ids that are open, in the order they were opened; `-id` closes what is open by default. */
  readonly open: readonly string[];
  /** Rows or resources that are left out, with all that is in them. */
  readonly hide?: readonly string[];
  /** Where it names any: everything else is left out but what is in them and around them. */
  readonly only?: readonly string[];
}

/**
 * Builds the map and the outline of a configuration: what is visible, where it stands, how it is connected.
 * Deterministic: equal configurations and options give equal bytes, and a resource that comes or goes moves only
 * what is packed with it. Positions come from containment alone; no status is part of the view.
 */
export function buildTopologyView(
  index: ConfigurationIndex,
  { open, hide = [], only = [] }: TopologyOptions,
): TopologyView {
  const arrangement = arrangementOf(index);
  const visibility = visibilityOf(arrangement, { hide, only });
  const { roots, folded } = showPlaces(arrangement, open, visibility);
  const { inner, width, height } = packEstate(roots);
  const nodes = inner.flatMap((item) => nodesOf(arrangement, item, null, 0, 0));
  const drawnParent = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const edges = connectionsOf(index, {
    nodeOf: (resourceId) => drawnNodeOf(arrangement, drawnParent, resourceId, visibility),
    isInside: (nodeId, boxId) => isInside(drawnParent, nodeId, boxId),
  });
  const rows = rowsOf(arrangement, roots, null, new Set(drawnParent.keys()));
  return {
    nodes,
    edges: withPaths(nodes, edges),
    rows,
    totalCount: totalCount(index),
    visibleCount: visibleCount(rows, arrangement),
    mode: arrangement.mode,
    hidden: elementsNamed(arrangement, hide),
    isolated: elementsNamed(arrangement, only),
    folded,
    structureHash: hashOf(rows.map(({ id, kind, parentId, expanded }) => [id, kind, parentId, expanded])),
    layoutHash: hashOf(nodes.map((node) => [node.id, node.x, node.y, node.width, node.height])),
    width,
    height,
  };
}

function nodesOf(
  arrangement: Arrangement,
  { shown, x, y, width, height, inner }: Packed,
  parentId: string | null,
  left: number,
  top: number,
): TopologyNode[] {
  const { place } = shown;
  const seat: Exclude<Seat, "listed"> = holdsDrawn(shown)
    ? "box"
    : place.seat === "listed"
      ? "cell"
      : place.seat;
  const node: TopologyNode = {
    id: place.id,
    kind: place.kind,
    label: place.name,
    ...describePlace(arrangement.index, place),
    parentId,
    seat,
    x: Math.round(left + x),
    y: Math.round(top + y),
    width: Math.round(width),
    height: Math.round(height),
    level: shown.level,
    memberCount: arrangement.memberCountOf(place),
    expandable: shown.expandable,
    expanded: shown.expanded,
    element: place.element,
  };
  return [node, ...inner.flatMap((item) => nodesOf(arrangement, item, place.id, left + x, top + y))];
}

function rowsOf(
  arrangement: Arrangement,
  siblings: readonly Shown[],
  parent: { id: string; nodeId: string | null } | null,
  drawn: ReadonlySet<string>,
): TopologyRow[] {
  return siblings.flatMap((shown, i) => {
    const { place } = shown;
    const nodeId = drawn.has(place.id) && isDrawn(shown) ? place.id : (parent?.nodeId ?? null);
    const row: TopologyRow = {
      id: place.id,
      kind: place.kind,
      label: place.name,
      ...describePlace(arrangement.index, place),
      level: shown.level,
      parentId: parent?.id ?? null,
      position: i + 1,
      setSize: siblings.length,
      expandable: shown.expandable,
      expanded: shown.expanded,
      memberCount: arrangement.memberCountOf(place),
      element: place.element,
      nodeId,
    };
    return [row, ...rowsOf(arrangement, shown.children, { id: place.id, nodeId }, drawn)];
  });
}

/** The innermost drawn node around a resource. */
function drawnNodeOf(
  arrangement: Arrangement,
  drawn: ReadonlyMap<string, string | null>,
  resourceId: string,
  visibility: Visibility,
): string | undefined {
  let place = arrangement.placeOf.get(resourceId) ?? null;
  // The box around something hidden does not stand for it.
  if (place !== null && !visibility.isShown(place)) return undefined;
  while (place !== null && !drawn.has(place.id)) place = arrangement.parentOf(place);
  return place?.id;
}

function isInside(drawn: ReadonlyMap<string, string | null>, nodeId: string, boxId: string): boolean {
  for (let id = drawn.get(nodeId) ?? null; id !== null; id = drawn.get(id) ?? null)
    if (id === boxId) return true;
  return false;
}

/** What the ids of a question name, so that it can be taken back one by one; also where the snapshot holds it no more. */
function elementsNamed(arrangement: Arrangement, ids: readonly string[]): TopologyView["hidden"] {
  return ids.map((id) => {
    const place = arrangement.placeOf.get(id) ?? arrangement.places.get(id);
    return place === undefined
      ? { id, kind: "group", label: id.slice(id.lastIndexOf("/") + 1) }
      : { id, kind: place.kind, label: place.name };
  });
}

function totalCount({ configuration }: ConfigurationIndex): number {
  return Object.values(configuration.resources).reduce((sum, list) => sum + list.length, 0);
}

/** A zone has a row in each VPC that uses it and is one resource all the same. */
function visibleCount(rows: readonly TopologyRow[], { places }: Arrangement): number {
  return new Set(rows.flatMap(({ id }) => places.get(id)?.resource ?? [])).size;
}

function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}
