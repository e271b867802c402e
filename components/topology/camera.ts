import type { Core } from "cytoscape";

const FIT_PADDING = 28;
const ZOOM_STEP = 1.25;
/** A single node is not blown up beyond its own size. */
const FOCUS_ZOOM = 1.1;
const MOVE_MS = 160;

/** Cores that still show everything: nobody has moved the camera since. */
const fitted = new WeakMap<Core, string>();

/** Whether the camera stands where `fitAll` left it. */
export function isFitted(core: Core): boolean {
  return fitted.get(core) === cameraOf(core);
}

function cameraOf(core: Core): string {
  return JSON.stringify([core.zoom(), core.pan()]);
}

/** Shows everything. */
export function fitAll(core: Core): void {
  core.fit(undefined, FIT_PADDING);
  // A small estate on a large screen stays at its natural size.
  if (core.zoom() > 1.25) {
    core.zoom(1.25);
    core.center();
  }
  fitted.set(core, cameraOf(core));
}

/** One step in (`1`) or out (`-1`), around the middle. */
export function zoomBy(core: Core, step: 1 | -1): void {
  const level = core.zoom() * (step === 1 ? ZOOM_STEP : 1 / ZOOM_STEP);
  core.zoom({ level, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
}

/** Natural size, around the middle. */
export function naturalZoom(core: Core): void {
  core.zoom({ level: 1, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
}

/** Moves the camera so that the nodes and what they are connected to are in sight; nodes in sight move nothing. */
export function bringIntoSight(core: Core, ids: readonly string[], { always = false } = {}): void {
  let nodes = core.collection();
  for (const id of ids) nodes = nodes.union(core.getElementById(id));
  if (nodes.empty()) return;
  const box = nodes.renderedBoundingBox({ includeLabels: true });
  const inSight = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= core.width() && box.y2 <= core.height();
  const legible = core.zoom() >= 0.55;
  if (inSight && legible && !always) return;
  const around =
    always || nodes.length > 1 ? nodes : nodes.union(nodes.neighborhood().nodes("[shape = 'icon']"));
  move(core, around);
}

function move(core: Core, nodes: ReturnType<Core["collection"]>): void {
  const before = { zoom: core.zoom(), pan: { ...core.pan() } };
  core.fit(nodes, 64);
  const zoom = Math.min(core.zoom(), FOCUS_ZOOM);
  core.zoom(zoom);
  core.center(nodes);
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const after = { zoom: core.zoom(), pan: { ...core.pan() } };
  core.viewport(before);
  core.stop().animate({ zoom: after.zoom, pan: after.pan }, { duration: MOVE_MS });
}
