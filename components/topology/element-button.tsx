"use client";

import type { Element } from "../../server/engine/configuration";
import { ElementLabel } from "../ui/element-label";
import type { Topology } from "./use-topology";

/** A resource that is on the map or in the outline is one click away. */
export function ElementButton({
  topology,
  element,
}: {
  readonly topology: Topology;
  readonly element: Element;
}) {
  const row = topology.rowOf(element.id);
  if (row === null) return <ElementLabel element={element} />;
  return (
    <button type="button" className="min-h-6 text-left hover:underline" onClick={() => topology.select(row)}>
      <ElementLabel element={element} />
    </button>
  );
}
