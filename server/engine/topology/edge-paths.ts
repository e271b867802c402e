import type { TopologyEdge, TopologyNode } from "./topology-view";

/** A point on the map, in the units of `TopologyNode`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Icons are drawn in the upper middle of their cell: half their size, and the centre's distance from the top. */
const ICON_HALF = 20;
const ICON_CENTER_Y = 24;
/** Connections leave a box beside its title and run in the padding of the zone around it. */
const EXIT_BELOW_TOP = 14;
const GUTTER = 6;
/** Below a VPC's upper border, above its zones. */
const CHANNEL_BELOW_TOP = 12;

/**
 * Leads connections around the boxes: a subnet's routes run in the gutter of its zone, up to the channel under the
 * VPC's border for gateways that stand there, or through the gap above the target's subnet. Routes that go the same
 * way lie on each other and read as one bus. Connections of another shape are straight and get no path.
 */
export function withPaths(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): TopologyEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.map((edge) => {
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (edge.kind !== "route" || source?.kind !== "subnet" || target === undefined) return edge;
    const path = routePath(byId, source, target);
    return path === undefined
      ? edge
      : { ...edge, path: path.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })) };
  });
}

function routePath(
  byId: ReadonlyMap<string, TopologyNode>,
  source: TopologyNode,
  target: TopologyNode,
): Point[] | undefined {
  const zone = byId.get(source.parentId ?? "");
  const holder = byId.get(target.parentId ?? "");
  if (zone?.kind !== "zone" || holder === undefined) return undefined;
  if (target.seat === "border") return pathToBorder(source, zone, holder, target);
  const targetZone = byId.get(holder.parentId ?? "");
  if (holder.kind !== "subnet" || targetZone?.kind !== "zone") return undefined;
  return pathToCell(source, zone, target, holder, targetZone);
}

/** Out at the right, up the zone's right gutter, along the channel to the gateway's side. */
function pathToBorder(
  source: TopologyNode,
  zone: TopologyNode,
  vpc: TopologyNode,
  gateway: TopologyNode,
): Point[] {
  const exitY = source.y + EXIT_BELOW_TOP;
  const gutterX = zone.x + zone.width - GUTTER;
  const channelY = vpc.y + CHANNEL_BELOW_TOP;
  const centerX = gateway.x + gateway.width / 2;
  const side = gutterX < centerX ? -ICON_HALF : ICON_HALF;
  return [
    { x: source.x + source.width, y: exitY },
    { x: gutterX, y: exitY },
    { x: gutterX, y: channelY },
    { x: centerX + side, y: channelY },
  ];
}

/** Out at the left, in the left gutter to the gap above the target's subnet, and into the target from its left. */
function pathToCell(
  source: TopologyNode,
  zone: TopologyNode,
  target: TopologyNode,
  subnet: TopologyNode,
  targetZone: TopologyNode,
): Point[] {
  const exitY = source.y + EXIT_BELOW_TOP;
  const gutterX = zone.x + GUTTER;
  const entryX = targetZone.x + GUTTER;
  const endY = target.y + ICON_CENTER_Y;
  const end = { x: target.x + target.width / 2 - ICON_HALF, y: endY };
  const start = { x: source.x, y: exitY };
  if (zone.id === targetZone.id) return [start, { x: gutterX, y: exitY }, { x: gutterX, y: endY }, end];
  const gapY = subnet.y - GUTTER;
  return [
    start,
    { x: gutterX, y: exitY },
    { x: gutterX, y: gapY },
    { x: entryX, y: gapY },
    { x: entryX, y: endY },
    end,
  ];
}
