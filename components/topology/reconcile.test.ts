import cytoscape, { type Core } from "cytoscape";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { indexConfiguration } from "../../server/engine/configuration";
import { buildTopologyView } from "../../server/engine/topology";
import { buildConfiguration } from "../../server/testing/network-builder";
import { b1 } from "../../server/testing/network-builder-bases";
import { type Marks, marksOf, NO_MARKS } from "./marks";
import { drawAllMarks, drawMarks, drawView, NOTHING_DRAWN } from "./reconcile";

const index = indexConfiguration(buildConfiguration(b1()));
const whole = buildTopologyView(index, { open: [] });
const zoneClosed = buildTopologyView(index, { open: ["-v1/zone-b"] });
const nowhere = () => undefined;

let cy: Core;
beforeEach(() => {
  cy = cytoscape({ headless: true, styleEnabled: true });
});
afterEach(() => cy.destroy());

function spied() {
  return {
    batch: vi.spyOn(cy, "batch"),
    layout: vi.spyOn(cy, "layout"),
    add: vi.spyOn(cy, "add"),
  };
}

function lost(...ids: readonly string[]): Marks {
  return marksOf(whole.rows, new Map(ids.map((id) => [id, "lost" as const])), nowhere);
}

it("draws every node and edge of the view, in one batch and without a layout", () => {
  const { batch, layout } = spied();
  drawView(cy, NOTHING_DRAWN, whole);
  expect(
    cy
      .nodes()
      .map((node) => node.id())
      .sort(),
  ).toEqual(whole.nodes.map(({ id }) => id).sort());
  expect(cy.edges()).toHaveLength(whole.edges.length);
  expect(batch).toHaveBeenCalledTimes(1);
  expect(layout).not.toHaveBeenCalled();
});

it("never makes a compound node: no element has a parent", () => {
  drawView(cy, NOTHING_DRAWN, whole);
  expect(cy.elements().filter((one) => one.data("parent") !== undefined)).toHaveLength(0);
  expect(cy.nodes().filter((node) => node.isNode() && (node.isParent() || node.isChild()))).toHaveLength(0);
});

it("draws boxes where the server put them, and never lets them be grabbed", () => {
  drawView(cy, NOTHING_DRAWN, whole);
  for (const { id, seat, x, y, width, height } of whole.nodes) {
    const node = cy.getElementById(id);
    expect(node.grabbable()).toBe(false);
    if (seat === "box") expect(node.position()).toEqual({ x: x + width / 2, y: y + height / 2 });
    else expect(node.position("x")).toBe(x + width / 2);
  }
});

it("changes only what differs between two views, in one batch", () => {
  drawView(cy, NOTHING_DRAWN, whole);
  const { batch, add, layout } = spied();
  drawView(cy, whole, zoneClosed);
  expect(
    cy
      .nodes()
      .map((node) => node.id())
      .sort(),
  ).toEqual(zoneClosed.nodes.map(({ id }) => id).sort());
  expect(batch).toHaveBeenCalledTimes(1);
  expect(layout).not.toHaveBeenCalled();
  // Only the connections of the closed zone are new elements.
  const before = new Set([...whole.nodes, ...whole.edges].map(({ id }) => id));
  const fresh = [...zoneClosed.nodes, ...zoneClosed.edges].filter(({ id }) => !before.has(id));
  expect(add).toHaveBeenCalledTimes(fresh.length);
});

it("does nothing to an equal view", () => {
  drawView(cy, NOTHING_DRAWN, whole);
  const { add } = spied();
  const data = vi.spyOn(cy.getElementById("v1"), "data");
  drawView(cy, whole, structuredClone(whole));
  expect(add).not.toHaveBeenCalled();
  expect(data).not.toHaveBeenCalled();
});

it("puts a tick of marks on the drawing in one batch, and never lays out", () => {
  drawView(cy, NOTHING_DRAWN, whole);
  const { batch, layout } = spied();
  drawMarks(cy, NO_MARKS, lost("app-a", "app-b", "db-a"));
  expect(batch).toHaveBeenCalledTimes(1);
  expect(layout).not.toHaveBeenCalled();
  expect(
    cy
      .elements(".lost")
      .map((node) => node.id())
      .sort(),
  ).toEqual(["app-a", "app-b", "db-a"]);
  expect(cy.getElementById("prv-a").hasClass("holds-lost")).toBe(true);
  drawMarks(cy, lost("app-a", "app-b", "db-a"), lost("app-b"));
  expect(batch).toHaveBeenCalledTimes(2);
  expect(cy.elements(".lost").map((node) => node.id())).toEqual(["app-b"]);
});

it("marks new nodes of a view that came after the marks", () => {
  drawView(cy, NOTHING_DRAWN, zoneClosed);
  drawView(cy, zoneClosed, whole);
  drawAllMarks(cy, lost("app-b"));
  expect(cy.getElementById("app-b").hasClass("lost")).toBe(true);
});
