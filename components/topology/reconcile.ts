import type { Core, ElementDefinition } from "cytoscape";
import type { TopologyEdge, TopologyNode, TopologyView } from "../../server/engine/topology";
import { clipMiddle, visibleText } from "../ui/visible-text";
import { MARKS, type Marks } from "./marks";

/** What of a view is drawn; a new view shares no objects with the last, so nodes are compared by what they say. */
export type Drawn = Pick<TopologyView, "nodes" | "edges">;

export const NOTHING_DRAWN: Drawn = { nodes: [], edges: [] };

/** An icon is drawn this far below the top of its cell; its name stands in the rest. */
const ICON_CENTER_Y = 24;
const LABEL_LENGTH = 17;
/** Icons stand above boxes of any depth. */
const ICON_LEVEL = 100;

/**
 * Brings the drawing from `before` to `after` in one batch: removes, adds and changes only what differs. No layout
 * ever runs: positions come with the nodes. Boxes are plain nodes below the icons, never compound parents.
 */
export function drawView(cy: Core, before: Drawn, after: Drawn): void {
  const old = [...before.nodes, ...before.edges].map(({ id }) => id);
  const next = elementsOf(after);
  const kept = new Set(next.map(({ data }) => data.id));
  const same = new Map(elementsOf(before).map((one) => [one.data.id ?? "", JSON.stringify(one)]));
  cy.batch(() => {
    for (const id of old) if (!kept.has(id)) cy.getElementById(id).remove();
    for (const element of next) {
      const id = element.data.id ?? "";
      if (!same.has(id)) cy.add(element);
      else if (same.get(id) !== JSON.stringify(element)) update(cy, element);
    }
  });
}

function elementsOf({ nodes, edges }: Drawn): ElementDefinition[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return [...nodes.map(nodeElement), ...edges.map((edge) => edgeElement(edge, byId))];
}

function update(cy: Core, element: ElementDefinition): void {
  const drawn = cy.getElementById(element.data.id ?? "");
  drawn.data(element.data);
  if (element.position !== undefined) drawn.position(element.position);
}

function nodeElement(node: TopologyNode): ElementDefinition {
  const isBox = node.seat === "box";
  const isCell = !isBox;
  return {
    group: "nodes",
    data: {
      id: node.id,
      kind: node.kind,
      shape: isCell ? "icon" : node.expanded ? "box" : "card",
      z: (isCell ? ICON_LEVEL : node.level) * 2,
      label: isCell ? clip(node.label) : node.expanded ? "" : cardText(node),
      width: isCell ? 40 : node.width,
      height: isCell ? 40 : node.height,
      badge: node.badges.find(({ kind }) => kind !== "data")?.kind ?? "",
    },
    position: nodePosition(node),
    grabbable: false,
    pannable: true,
    selectable: false,
  };
}

function nodePosition(node: TopologyNode): { x: number; y: number } {
  const isCell = node.seat !== "box";
  return { x: node.x + node.width / 2, y: isCell ? node.y + ICON_CENTER_Y : node.y + node.height / 2 };
}

function edgeElement(edge: TopologyEdge, byId: ReadonlyMap<string, TopologyNode>): ElementDefinition {
  return {
    group: "edges",
    data: {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      kind: edge.kind,
      label: edge.count > 1 ? `${edge.label === "" ? "" : `${edge.label} · `}${edge.count}` : edge.label,
      // Routes run over the boxes they lead around; what joins boxes runs behind them.
      z: edge.kind === "route" ? ICON_LEVEL * 2 - 1 : outerLevel(edge, byId) * 2 - 1,
      ...pathData(edge, byId),
    },
    selectable: false,
  };
}

function outerLevel({ source, target }: TopologyEdge, byId: ReadonlyMap<string, TopologyNode>): number {
  return Math.min(byId.get(source)?.level ?? 1, byId.get(target)?.level ?? 1);
}

/** A led connection in Cytoscape's words: ends from the nodes' centres, bends relative to the line between the ends. */
function pathData({ source, target, path }: TopologyEdge, byId: ReadonlyMap<string, TopologyNode>) {
  const from = byId.get(source);
  const to = byId.get(target);
  const first = path?.[0];
  const last = path?.at(-1);
  if (path === undefined || !from || !to || !first || !last) return { led: "no" };
  const dx = last.x - first.x;
  const dy = last.y - first.y;
  const length = Math.hypot(dx, dy) || 1;
  const bends = path.slice(1, -1).map(({ x, y }) => ({
    weight: ((x - first.x) * dx + (y - first.y) * dy) / length ** 2,
    distance: ((y - first.y) * dx - (x - first.x) * dy) / length,
  }));
  const a = nodePosition(from);
  const b = nodePosition(to);
  return {
    led: "yes",
    sourceEnd: `${first.x - a.x}px ${first.y - a.y}px`,
    targetEnd: `${last.x - b.x}px ${last.y - b.y}px`,
    weights: bends.map(({ weight }) => weight.toFixed(4)).join(" "),
    distances: bends.map(({ distance }) => distance.toFixed(2)).join(" "),
  };
}

function cardText({ label, detail, memberCount }: TopologyNode): string {
  const members =
    memberCount === 0
      ? ""
      : `${memberCount.toLocaleString("en")} ${memberCount === 1 ? "instance" : "instances"}`;
  return [
    clipMiddle(visibleText(label), 30),
    detail === "" ? "" : clipMiddle(visibleText(detail), 34),
    members,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function clip(label: string): string {
  return clipMiddle(visibleText(label), LABEL_LENGTH);
}

/** Puts the marks on the drawing in one batch: classes change, and only where they differ. Never moves anything. */
export function drawMarks(cy: Core, before: Marks, after: Marks): void {
  cy.batch(() => {
    const touched = new Set([
      ...before.nodes.keys(),
      ...after.nodes.keys(),
      ...before.boxes.keys(),
      ...after.boxes.keys(),
    ]);
    for (const id of touched) {
      const was = markClass(before, id);
      const is = markClass(after, id);
      if (was === is) continue;
      const node = cy.getElementById(id);
      if (was !== "") node.removeClass(was);
      if (is !== "") node.addClass(is);
    }
  });
}

/** Re-applies every mark, after nodes were added: a new node starts without classes. */
export function drawAllMarks(cy: Core, marks: Marks): void {
  cy.batch(() => {
    for (const mark of MARKS) cy.elements(`.${mark}, .holds-${mark}`).removeClass([mark, `holds-${mark}`]);
    for (const id of new Set([...marks.nodes.keys(), ...marks.boxes.keys()])) {
      const is = markClass(marks, id);
      if (is !== "") cy.getElementById(id).addClass(is);
    }
  });
}

/** A box that is not marked itself says the worst of what it holds. */
function markClass(marks: Marks, id: string): string {
  const own = marks.nodes.get(id);
  if (own !== undefined) return own;
  const worst = MARKS.find((mark) => (marks.boxes.get(id)?.get(mark) ?? 0) > 0);
  return worst === undefined ? "" : `holds-${worst}`;
}
