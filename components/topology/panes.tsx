"use client";

import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";

interface PanesProps {
  readonly outline: ReactNode;
  readonly map: ReactNode;
  /** Under the map, as high as it needs to be. */
  readonly below: ReactNode;
  /** Null: nothing is selected. */
  readonly panel: ReactNode;
  readonly narrowView: "list" | "map";
  readonly onNarrowView: (view: "list" | "map") => void;
}

/** Outline, map and panel side by side, with borders that move by pointer and keys; one at a time where it is narrow. */
export function Panes(props: PanesProps) {
  const isWide = useIsWide();
  return isWide ? <WidePanes {...props} /> : <NarrowPanes {...props} />;
}

function WidePanes({ outline, map, below, panel }: PanesProps) {
  return (
    <Group orientation="horizontal" className="h-full">
      <Panel id="outline" defaultSize="28%" minSize="220px" maxSize="45%">
        {outline}
      </Panel>
      <Border label="Width of the outline" />
      <Panel id="map" minSize="30%">
        <div className="flex h-full min-h-0 flex-col">
          <div className="min-h-0 flex-1">{map}</div>
          {below}
        </div>
      </Panel>
      {panel === null ? null : <Border label="Width of the details" />}
      {panel === null ? null : (
        <Panel id="details" defaultSize="26%" minSize="300px" maxSize="45%">
          {panel}
        </Panel>
      )}
    </Group>
  );
}

function NarrowPanes({ outline, map, below, panel, narrowView, onNarrowView }: PanesProps) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <fieldset aria-label="View" className="flex gap-1 border-line border-b p-1.5">
        {(["list", "map"] as const).map((view) => (
          <Button
            key={view}
            size="small"
            variant={view === narrowView ? "primary" : "secondary"}
            aria-pressed={view === narrowView}
            onClick={() => onNarrowView(view)}
          >
            {view === "list" ? "List" : "Map"}
          </Button>
        ))}
      </fieldset>
      {panel === null ? null : (
        <div className="max-h-1/2 min-h-0 overflow-auto border-line border-b">{panel}</div>
      )}
      <div className={classNames("min-h-0 flex-1", narrowView === "list" ? undefined : "hidden")}>
        {outline}
      </div>
      <div className={classNames("min-h-0 flex-1", narrowView === "map" ? undefined : "hidden")}>{map}</div>
      {below}
    </div>
  );
}

function Border({ label }: { readonly label: string }) {
  return (
    <Separator
      aria-label={label}
      className="w-1 shrink-0 bg-line outline-offset-[-1px] transition-colors duration-150 hover:bg-accent data-[separator=active]:bg-accent"
    />
  );
}

const WIDE = "(min-width: 900px)";

function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}
