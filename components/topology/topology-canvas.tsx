"use client";

import type { Core, EventObject } from "cytoscape";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import CytoscapeComponent from "react-cytoscapejs";
import type { TopologyNode, TopologyView } from "../../server/engine/topology";
import { announce } from "../ui/announcer";
import { BoxTitles } from "./box-titles";
import { bringIntoSight, fitAll, isFitted, naturalZoom, zoomBy } from "./camera";
import { useCanvasIcons } from "./canvas-icons";
import { MapControls } from "./map-controls";
import { MapLegend } from "./map-legend";
import { MapTip } from "./map-tip";
import type { Marks } from "./marks";
import { type Direction, nearestNode } from "./nearest-node";
import { nodeSentence } from "./row-words";
import { useCytoscape } from "./use-cytoscape";

// Constant, so that react-cytoscapejs never compares, lays out or restyles anything itself.
const NO_ELEMENTS: never[] = [];
const NO_STYLE: never[] = [];
const NO_LAYOUT = { name: "null" } as const;
const isOther = (a: unknown, b: unknown) => a !== b;
const FILL = { position: "absolute", inset: 0 } as const;

export interface TopologyCanvasProps {
  readonly view: TopologyView;
  readonly marks: Marks;
  readonly selectedId: string | null;
  /** Nodes to bring into sight; a new object asks again. */
  readonly sight: { readonly ids: readonly string[]; readonly always?: boolean } | null;
  readonly onSelect: (nodeId: string | null) => void;
  readonly onToggle: (nodeId: string) => void;
  readonly onSimulate: (nodeId: string) => void;
  readonly onMenu: (nodeId: string, at: { x: number; y: number }) => void;
  readonly onHide: (nodeId: string) => void;
  readonly onIsolate: (nodeId: string) => void;
  readonly onNeighbours: (nodeId: string) => void;
}

/**
 * The map. Cytoscape draws plain boxes and icons where the server put them; nothing here lays anything out. All that
 * can be done on it can be done in the outline too, which is its twin for those who do not see it.
 */
export function TopologyCanvas(props: TopologyCanvasProps) {
  const { view, marks, selectedId, sight } = props;
  const { icons, source } = useCanvasIcons();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const { core, register, drawnHash } = useCytoscape({
    view,
    marks,
    selectedId,
    focusedId: hasFocus ? focusedId : null,
    icons,
  });
  const container = useRef<HTMLDivElement>(null);
  const helpId = useId();
  useFit(core, container, drawnHash);
  usePointer(core, props);
  useSight(core, sight, drawnHash);
  // Focus follows the selection, so that the arrows go on from there.
  useEffect(() => setFocusedId(selectedId), [selectedId]);
  // A closed box carries its name on the canvas, and over it only the count of what is marked inside.
  const boxes = useMemo(
    () => view.nodes.filter(({ id, seat, expanded }) => seat === "box" && (expanded || marks.boxes.has(id))),
    [view, marks],
  );
  const borders = useMemo(() => view.nodes.filter(({ seat }) => seat === "border"), [view]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      {source}
      <div className="flex min-h-9 shrink-0 items-center gap-3 border-line border-b bg-surface px-2">
        <MapLegend marks={marks} />
        <span className="flex-1" />
        <MapControls core={core} />
      </div>
      <div className="relative min-h-0 flex-1 overflow-hidden bg-canvas">
        <div
          ref={container}
          role="application"
          aria-roledescription="network map"
          aria-label="Network map"
          aria-describedby={helpId}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the application role takes keys
          tabIndex={0}
          data-ready={core !== null && drawnHash === view.layoutHash && drawnHash !== ""}
          data-visible-nodes={view.nodes.length}
          data-total={view.totalCount}
          data-layout-hash={view.layoutHash}
          data-view="map"
          data-focus-id={focusedId ?? ""}
          className="absolute inset-0 outline-offset-[-2px]"
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          onKeyDown={(event) => mapKey(event, { ...props, core, focusedId, setFocusedId })}
          onContextMenu={(event) => event.preventDefault()}
        >
          <div aria-hidden="true" className="absolute inset-0">
            <CytoscapeComponent
              elements={NO_ELEMENTS}
              stylesheet={NO_STYLE}
              layout={NO_LAYOUT}
              diff={isOther}
              cy={register}
              style={FILL}
              minZoom={0.05}
              maxZoom={3}
              pixelRatio="auto"
              boxSelectionEnabled={false}
              autounselectify
            />
          </div>
          <BoxTitles core={core} boxes={boxes} borders={borders} marks={marks} />
        </div>
        <p id={helpId} className="sr-only">
          A map of {view.nodes.length} drawn elements. Arrow keys go to the nearest element, Enter opens it, E
          opens or closes a box, S simulates its failure, H hides it, I shows it alone, N adds its neighbours,
          Shift+F10 opens its menu, plus, minus and 0 zoom, F shows all. The outline lists the same resources.
        </p>
        <MapTip core={core} view={view} marks={marks} />
      </div>
    </div>
  );
}

/** Fits once, when the first drawing is there; later drawings leave the camera to the reader. */
function useFit(
  core: Core | null,
  container: { readonly current: HTMLDivElement | null },
  drawnHash: string,
) {
  const fitted = useRef<Core | null>(null);
  useEffect(() => {
    if (core === null || drawnHash === "" || fitted.current === core) return;
    fitted.current = core;
    core.resize();
    fitAll(core);
  }, [core, drawnHash]);
  useEffect(() => {
    const element = container.current;
    if (core === null || element === null) return;
    const observer = new ResizeObserver(() => {
      const wasFitted = isFitted(core);
      const before = { width: core.width(), height: core.height() };
      core.resize();
      // What was in the middle stays there.
      if (before.width > 0)
        core.panBy({ x: (core.width() - before.width) / 2, y: (core.height() - before.height) / 2 });
      // Who has not moved the camera wants to go on seeing everything.
      if (wasFitted) fitAll(core);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [core, container]);
}

function useSight(core: Core | null, sight: TopologyCanvasProps["sight"], drawnHash: string) {
  const done = useRef<TopologyCanvasProps["sight"]>(null);
  useEffect(() => {
    if (core === null || sight === null || drawnHash === "" || done.current === sight) return;
    // Not drawn yet: the next drawing brings it.
    if (!sight.ids.some((id) => core.getElementById(id).nonempty())) return;
    done.current = sight;
    bringIntoSight(core, sight.ids, sight.always ? { always: true } : {});
  }, [core, sight, drawnHash]);
}

function usePointer(core: Core | null, props: TopologyCanvasProps) {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (core === null) return;
    const idOf = (event: EventObject): string | null =>
      event.target === core ? null : String(event.target.id());
    const isEdge = (event: EventObject) => event.target !== core && event.target.isEdge();
    const tap = (event: EventObject) => {
      if (!isEdge(event)) latest.current.onSelect(idOf(event));
    };
    const twice = (event: EventObject) => {
      const id = idOf(event);
      if (id !== null && !isEdge(event)) latest.current.onToggle(id);
    };
    const menu = (event: EventObject) => {
      const id = idOf(event);
      if (id === null || isEdge(event)) return;
      const { clientX, clientY } = event.originalEvent as MouseEvent;
      latest.current.onMenu(id, { x: clientX, y: clientY });
    };
    core.on("tap", tap);
    core.on("dbltap", twice);
    core.on("cxttap taphold", menu);
    return () => {
      core.off("tap", tap);
      core.off("dbltap", twice);
      core.off("cxttap taphold", menu);
    };
  }, [core]);
}

interface KeyContext extends TopologyCanvasProps {
  readonly core: Core | null;
  readonly focusedId: string | null;
  readonly setFocusedId: (id: string) => void;
}

function mapKey(event: KeyboardEvent, context: KeyContext): void {
  const { core, view, focusedId } = context;
  if (core === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const focused = view.nodes.find(({ id }) => id === focusedId);
  const act = keyAction(event, context, core, focused);
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function keyAction(
  { key, shiftKey }: KeyboardEvent,
  context: KeyContext,
  core: Core,
  focused: TopologyNode | undefined,
): (() => void) | undefined {
  switch (key) {
    case "ArrowUp":
    case "ArrowDown":
    case "ArrowLeft":
    case "ArrowRight":
      return () => moveFocus(context, core, focused, key);
    case "+":
    case "=":
      return () => zoomBy(core, 1);
    case "-":
      return () => zoomBy(core, -1);
    case "0":
      return () => naturalZoom(core);
    case "f":
      return () => fitAll(core);
  }
  if (focused === undefined) return undefined;
  if (key === "Enter") return () => context.onSelect(focused.id);
  if (key === "e") return () => context.onToggle(focused.id);
  if (key === "s") return () => context.onSimulate(focused.id);
  if (key === "h" || key === "Delete") return () => context.onHide(focused.id);
  if (key === "i") return () => context.onIsolate(focused.id);
  if (key === "n") return () => context.onNeighbours(focused.id);
  if (key === "ContextMenu" || (key === "F10" && shiftKey))
    return () => context.onMenu(focused.id, screenPoint(core, focused.id));
  return undefined;
}

function moveFocus(
  context: KeyContext,
  core: Core,
  focused: TopologyNode | undefined,
  direction: Direction,
): void {
  const { view, marks } = context;
  const next = focused === undefined ? view.nodes[0] : nearestNode(view.nodes, focused, direction);
  if (next === undefined || next === null) return;
  context.setFocusedId(next.id);
  bringIntoSight(core, [next.id]);
  announce(nodeSentence(next, marks));
}

function screenPoint(core: Core, id: string): { x: number; y: number } {
  const box = core.container()?.getBoundingClientRect();
  const at = core.getElementById(id).renderedPosition();
  return { x: (box?.left ?? 0) + at.x, y: (box?.top ?? 0) + at.y };
}
