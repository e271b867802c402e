"use client";

import type { Core } from "cytoscape";
import { Maximize, Minus, Plus } from "lucide-react";
import { Button } from "../ui/button";
import { Tooltip } from "../ui/tooltip";
import { fitAll, naturalZoom, zoomBy } from "./camera";

/** Zoom and fit, for those who do not scroll or type. */
export function MapControls({ core }: { readonly core: Core | null }) {
  const run = (act: (core: Core) => void) => () => {
    if (core !== null) act(core);
  };
  return (
    <fieldset aria-label="Zoom" className="flex gap-0.5">
      <Tooltip text="Zoom in (+)">
        <Button variant="ghost" size="icon" aria-label="Zoom in" onClick={run((one) => zoomBy(one, 1))}>
          <Plus aria-hidden="true" />
        </Button>
      </Tooltip>
      <Tooltip text="Zoom out (-)">
        <Button variant="ghost" size="icon" aria-label="Zoom out" onClick={run((one) => zoomBy(one, -1))}>
          <Minus aria-hidden="true" />
        </Button>
      </Tooltip>
      <Tooltip text="Natural size (0)">
        <Button variant="ghost" size="icon" aria-label="Natural size" onClick={run(naturalZoom)}>
          <span aria-hidden="true" className="text-xs">
            1:1
          </span>
        </Button>
      </Tooltip>
      <Tooltip text="Show all (F)">
        <Button variant="ghost" size="icon" aria-label="Show all" onClick={run(fitAll)}>
          <Maximize aria-hidden="true" />
        </Button>
      </Tooltip>
    </fieldset>
  );
}
