"use client";

import type { Core, EventObject } from "cytoscape";
import { useEffect, useState } from "react";
import type { TopologyView } from "../../server/engine/topology";
import { visibleText } from "../ui/visible-text";
import type { Marks } from "./marks";
import { nodeSentence } from "./row-words";

interface MapTipProps {
  readonly core: Core | null;
  readonly view: TopologyView;
  readonly marks: Marks;
}

/** What the pointer is on, in words, at once. Readers hear the same in the outline and from the live region. */
export function MapTip({ core, view, marks }: MapTipProps) {
  const [tip, setTip] = useState<{ id: string; x: number; y: number } | null>(null);
  useEffect(() => {
    if (core === null) return;
    const show = (event: EventObject) => {
      const at = event.renderedPosition;
      setTip({ id: String(event.target.id()), x: at.x, y: at.y });
    };
    const hide = () => setTip(null);
    core.on("mouseover", "node[shape != 'box'], edge", show);
    core.on("mouseout", "node, edge", hide);
    core.on("viewport tapstart", hide);
    return () => {
      core.off("mouseover", "node[shape != 'box'], edge", show);
      core.off("mouseout", "node, edge", hide);
      core.off("viewport tapstart", hide);
    };
  }, [core]);
  const text = tip === null ? undefined : tipText(tip.id, view, marks);
  if (tip === null || text === undefined) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-10 max-w-80 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-raised"
      style={{ left: Math.max(0, tip.x + 12), top: Math.max(0, tip.y + 12) }}
    >
      {visibleText(text)}
    </div>
  );
}

function tipText(id: string, { nodes, edges }: TopologyView, marks: Marks): string | undefined {
  const node = nodes.find((one) => one.id === id);
  if (node !== undefined) return nodeSentence(node, marks);
  const edge = edges.find((one) => one.id === id);
  if (edge === undefined) return undefined;
  const name = (end: string) => nodes.find((one) => one.id === end)?.label ?? end;
  const many = edge.count > 1 ? `, ${edge.count} together` : "";
  return `${edge.kind} ${edge.label} from ${name(edge.source)} to ${name(edge.target)}${many}`.replace(
    "  ",
    " ",
  );
}
