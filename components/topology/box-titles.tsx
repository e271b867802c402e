"use client";

import type { Core } from "cytoscape";
import { useEffect, useRef } from "react";
import type { TopologyNode } from "../../server/engine/topology";
import { classNames } from "../ui/class-names";
import { visibleText } from "../ui/visible-text";
import { KindIcon } from "./kind-icons";
import { countsText, MARKS, type Marks, toneOf } from "./marks";
import { TITLE_ROOM } from "./title-room";
import { TONE_LOOKS } from "./tone-looks";

/** Of what is marked in a closed box, in pixels of the screen. */
const CLOSED_HEIGHT = 16;

interface BoxTitlesProps {
  readonly core: Core | null;
  readonly boxes: readonly TopologyNode[];
  /** Gateways on the boxes' borders. */
  readonly borders: readonly TopologyNode[];
  readonly marks: Marks;
}

/**
 * Titles of open boxes, at the size of the screen whatever the zoom. Drawn over the canvas and moved with it by
 * hand, once per frame, without rendering again.
 */
export function BoxTitles({ core, boxes, borders, marks }: BoxTitlesProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (core === null) return;
    let frame = 0;
    const place = () => {
      frame = 0;
      placeTitles(core, layer.current);
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(place);
    };
    placeTitles(core, layer.current);
    core.on("viewport resize", later);
    return () => {
      cancelAnimationFrame(frame);
      core.off("viewport resize", later);
    };
  }, [core]);
  // Boxes that came or moved with this rendering.
  useEffect(() => {
    if (core !== null && boxes.length > 0) placeTitles(core, layer.current);
  }, [core, boxes]);

  return (
    <div ref={layer} aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
      {boxes.map((box) => (
        <div
          key={box.id}
          data-x={box.x}
          data-y={box.y}
          data-width={box.width - reservedWidth(box, borders)}
          data-kind={box.kind}
          data-closed={!box.expanded}
          className="absolute top-0 left-0 flex origin-top-left items-center overflow-hidden pl-1.5 text-xs whitespace-nowrap"
        >
          {/* The ground hides connections that pass behind the words. */}
          <span
            className={classNames(
              "flex min-w-0 items-center gap-1.5 rounded-sm px-1 leading-4",
              box.kind === "zone" || box.kind === "tier"
                ? "bg-sunken"
                : box.kind === "region"
                  ? "bg-canvas"
                  : "bg-surface",
            )}
          >
            {box.expanded ? (
              <>
                <KindIcon kind={box.kind} className="size-3.5 shrink-0 text-muted" />
                <span
                  className={classNames(
                    "truncate",
                    // Beside counts of what is marked inside, the name may be cut, but never away.
                    marks.boxes.has(box.id) ? "min-w-12" : "max-w-full shrink-0",
                    box.kind === "vpc" || box.kind === "region" ? "font-semibold" : "font-medium",
                  )}
                >
                  {visibleText(box.label)}
                </span>
                <span className="min-w-0 shrink-[999] truncate text-[11px] text-muted">
                  {visibleText(box.detail)}
                </span>
              </>
            ) : null}
            <BoxMark marks={marks} box={box} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** What is marked inside: all of it where the box is open, the worst and how many more where it is closed and narrow. */
function BoxMark({ marks, box }: { readonly marks: Marks; readonly box: TopologyNode }) {
  const counts = marks.boxes.get(box.id);
  // What is well is no news of a box, and where alerts stand is told by the rows.
  const shown = new Map([...(counts ?? [])].filter(([mark]) => mark !== "alerted" && toneOf(mark) !== "ok"));
  const worst = MARKS.find((mark) => mark !== "target" && shown.has(mark));
  if (worst === undefined) return null;
  const look = classNames("font-semibold text-[11px]", TONE_LOOKS[toneOf(worst)].text);
  if (box.expanded) return <span className={classNames("shrink-0", look)}>{countsText(shown)}</span>;
  const count = shown.get(worst) ?? 0;
  const more = [...shown.values()].reduce((sum, each) => sum + each, 0) - count;
  return (
    <span className={classNames("flex min-w-0 gap-1", look)}>
      <span className="truncate">{countsText(new Map([[worst, count]]))}</span>
      {more === 0 ? null : <span className="shrink-0">+{more.toLocaleString("en")}</span>}
    </span>
  );
}

/** Gateways stand at the right of a VPC's border; the title keeps clear of them. */
function reservedWidth(box: TopologyNode, borders: readonly TopologyNode[]): number {
  return borders.reduce((sum, { parentId, width }) => sum + (parentId === box.id ? width : 0), 0);
}

function placeTitles(core: Core, layer: HTMLDivElement | null): void {
  if (layer === null) return;
  const zoom = core.zoom();
  const pan = core.pan();
  for (const title of layer.children) {
    if (!(title instanceof HTMLElement)) continue;
    const { x, y, width, kind, closed } = title.dataset;
    const room = TITLE_ROOM * zoom;
    const screenWidth = Number(width) * zoom;
    // A title that does not fit above its box's contents is left out; the outermost boxes always say who they are.
    const fits = screenWidth > 44 && (room >= 12 || kind === "vpc" || kind === "region");
    title.style.display = fits ? "flex" : "none";
    if (!fits) continue;
    // A closed box has its own words in its middle: what is marked in it stands on its upper border.
    const top = Number(y) * zoom + pan.y - (closed === "true" ? CLOSED_HEIGHT / 2 : 0);
    title.style.transform = `translate(${Number(x) * zoom + pan.x}px, ${top}px)`;
    title.style.width = `${screenWidth}px`;
    title.style.height = `${closed === "true" ? CLOSED_HEIGHT : Math.max(14, Math.min(room, 30))}px`;
  }
}
