"use client";

import type { Core } from "cytoscape";
import { useCallback, useEffect, useRef, useState } from "react";
import type { TopologyView } from "../../server/engine/topology";
import { useTheme } from "../ui/theme";
import type { CanvasIcons } from "./canvas-icons";
import { mapStyle, readColors } from "./map-style";
import { type Marks, NO_MARKS } from "./marks";
import { type Drawn, drawAllMarks, drawMarks, drawView, NOTHING_DRAWN } from "./reconcile";

/** What the canvas shows besides positions; each part is applied on its own when it changes. */
export interface Drawing {
  readonly view: TopologyView | undefined;
  readonly marks: Marks;
  readonly selectedId: string | null;
  readonly focusedId: string | null;
  readonly icons: CanvasIcons | null;
}

/**
 * Keeps one Cytoscape instance in step with what is to be shown. `register` goes to react-cytoscapejs, which calls
 * it on every update and, in StrictMode, with a second instance: the drawing is then made anew on that one.
 */
export function useCytoscape({ view, marks, selectedId, focusedId, icons }: Drawing) {
  const [core, setCore] = useState<Core | null>(null);
  const drawn = useRef<{ core: Core | null; view: Drawn; marks: Marks }>({
    core: null,
    view: NOTHING_DRAWN,
    marks: NO_MARKS,
  });
  const [drawnHash, setDrawnHash] = useState("");
  const { drawn: theme } = useTheme();

  const register = useCallback((next: Core) => setCore((known) => (known === next ? known : next)), []);

  // The theme is read from the page's variables, so the effect depends on it without naming it inside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (core === null || icons === null) return;
    core.style().fromJson(mapStyle(readColors(), icons)).update();
  }, [core, icons, theme]);

  useEffect(() => {
    if (core === null || icons === null || view === undefined) return;
    if (drawn.current.core !== core) drawn.current = { core, view: NOTHING_DRAWN, marks: NO_MARKS };
    if (drawn.current.view !== view) {
      drawView(core, drawn.current.view, view);
      drawAllMarks(core, marks);
    } else if (drawn.current.marks !== marks) drawMarks(core, drawn.current.marks, marks);
    drawn.current = { core, view, marks };
    setDrawnHash(view.layoutHash);
  }, [core, icons, view, marks]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing starts without classes
  useEffect(() => {
    if (core === null) return;
    core.batch(() => {
      core.elements(".dimmed").removeClass("dimmed");
      if (!marks.isFiltered) return;
      core
        .nodes('[shape = "icon"]')
        .filter((node) => !marks.nodes.has(node.id()) && !marks.boxes.has(node.id()))
        .addClass("dimmed");
    });
  }, [core, marks, drawnHash]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing starts without classes
  useEffect(() => {
    if (core === null) return;
    core.batch(() => {
      core.elements(".selected, .focused, .beside").removeClass("selected focused beside");
      if (selectedId !== null) {
        const node = core.getElementById(selectedId).addClass("selected");
        if (core.edges().length <= 1200) node.connectedEdges().addClass("beside");
      }
      if (focusedId !== null) core.getElementById(focusedId).addClass("focused");
    });
  }, [core, selectedId, focusedId, drawnHash]);

  return { core, register, drawnHash };
}
