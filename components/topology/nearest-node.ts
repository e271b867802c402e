import type { TopologyNode } from "../../server/engine/topology";

export type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** A step sideways counts this much against a node: what lies straight ahead comes first. */
const SIDEWAYS_WEIGHT = 2.5;

/** The nearest drawn thing in a direction, by centres; null at the edge. Equal distances go to the first in map order. */
export function nearestNode(
  nodes: readonly TopologyNode[],
  from: TopologyNode,
  direction: Direction,
): TopologyNode | null {
  let best: TopologyNode | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    // From a box one goes on to its neighbours, and into it only with its contents' centres ahead.
    if (node.id === from.id) continue;
    const dx = centerX(node) - centerX(from);
    const dy = centerY(node) - centerY(from);
    const [ahead, aside] = along(direction, dx, dy);
    if (ahead <= 1) continue;
    const cost = ahead + Math.abs(aside) * SIDEWAYS_WEIGHT;
    if (cost < bestCost) {
      best = node;
      bestCost = cost;
    }
  }
  return best;
}

function along(direction: Direction, dx: number, dy: number): [ahead: number, aside: number] {
  switch (direction) {
    case "ArrowUp":
      return [-dy, dx];
    case "ArrowDown":
      return [dy, dx];
    case "ArrowLeft":
      return [-dx, dy];
    case "ArrowRight":
      return [dx, dy];
  }
}

function centerX({ x, width }: TopologyNode): number {
  return x + width / 2;
}

function centerY({ y, height }: TopologyNode): number {
  return y + height / 2;
}
