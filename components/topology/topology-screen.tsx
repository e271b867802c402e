"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { TopologyRow } from "../../server/engine/topology";
import { PastBanner } from "../history/past-banner";
import { TimeSlider } from "../history/time-slider";
import { EstateGate } from "../shell/estate-gate";
import { Button } from "../ui/button";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { ChangeCard } from "./change-card";
import { CompromiseCard } from "./compromise-card";
import { ContextMenu, type MenuRequest } from "./context-menu";
import { CutsCard } from "./cuts-card";
import { simulable } from "./failure-code";
import { Outline } from "./outline";
import { focusOutlineRow } from "./outline-focus";
import { OverlayStrip } from "./overlay-strip";
import { Panes } from "./panes";
import { SearchStrip } from "./search-strip";
import { SidePanel } from "./side-panel";
import { SimulationCard } from "./simulation-card";
import { StatusBar } from "./status-bar";
import { useEscape } from "./use-escape";
import { type Topology, useTopology } from "./use-topology";
import { VisibilityStrip } from "./visibility-strip";

const TopologyCanvas = dynamic(() => import("./topology-canvas").then((module) => module.TopologyCanvas), {
  ssr: false,
  loading: () => <PanelLoading label="Drawing the map" rowCount={6} />,
});

/** The map of one estate with its outline, the panel of what is selected, and simulations. */
export function TopologyScreen() {
  // The map's code is fetched while its data is, not after it.
  useEffect(() => void import("./topology-canvas"), []);
  return <EstateGate>{(estateId) => <Screen key={estateId} estateId={estateId} />}</EstateGate>;
}

function Screen({ estateId }: { readonly estateId: string }) {
  const topology = useTopology(estateId);
  const { view, query, selected, select, simulation, compromise } = topology;
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const toggleMarked = useCallback((row: TopologyRow) => {
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(row.id)) next.add(row.id);
      return next;
    });
  }, []);
  useEscape([
    closes(simulation.failures.length > 0 && simulation.query.isPending, simulation.cancel),
    closes(compromise.asked !== undefined && compromise.query.isPending, compromise.cancel),
    closes(selected !== null, () => {
      select(null);
      if (selected !== null) focusOutlineRow(selected.id);
    }),
    closes(simulation.failures.length > 0, simulation.reset),
    closes(compromise.asked !== undefined, compromise.reset),
    closes(topology.visibility.isIsolated, topology.visibility.showAll),
  ]);

  const goTo = (at: string | null) => void topology.setAddress({ at }, { history: "push" });
  if (query.isPending) return <PanelLoading label="Loading the map" rowCount={10} />;
  if (view === undefined)
    return (
      <>
        <PanelError title="The map could not be loaded" error={query.error} onRetry={() => query.refetch()} />
        {topology.address.at === null ? null : (
          <p className="px-4">
            <Button onClick={() => goTo(null)}>Back to live</Button>
          </p>
        )}
      </>
    );
  if (view.totalCount === 0)
    return (
      <PanelEmpty title="This estate holds no resources">
        <p>
          The import found none that Umbra knows. The import report says what was read and what was left out.
        </p>
      </PanelEmpty>
    );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Topology</h1>
      <PastBanner estateId={estateId} at={topology.address.at} onLive={() => goTo(null)} />
      <SearchStrip topology={topology} />
      <VisibilityStrip topology={topology} />
      <OverlayStrip topology={topology} />
      {topology.isMissing ? (
        <p role="status" className="flex min-h-9 items-center gap-2 border-line border-b px-3 py-1">
          This snapshot holds no resource {topology.address.sel}
          {topology.isPast ? ": it came later, or went before." : "."}
          <Button size="small" onClick={() => select(null)}>
            Clear the selection
          </Button>
        </p>
      ) : null}
      <MarkedStrip topology={topology} marked={marked} onClear={() => setMarked(new Set())} />
      <div className="min-h-0 flex-1">
        <Panes
          narrowView={topology.address.view}
          onNarrowView={(next) => void topology.setAddress({ view: next })}
          outline={
            <PanelBoundary name="The outline">
              <Outline
                topology={topology}
                marked={marked}
                onMark={toggleMarked}
                onMenu={(row, at) => setMenu({ row, at })}
              />
            </PanelBoundary>
          }
          map={
            <PanelBoundary name="The map">
              <MapArea topology={topology} onMenu={setMenu} />
            </PanelBoundary>
          }
          below={
            <PanelBoundary name="The simulation">
              <Below topology={topology} />
              <CompromiseCard topology={topology} />
              <ChangeCard topology={topology} />
            </PanelBoundary>
          }
          panel={
            selected === null ? null : (
              <PanelBoundary key={selected.id} name="The panel">
                <SidePanel topology={topology} row={selected} onMenu={setMenu} />
              </PanelBoundary>
            )
          }
        />
      </div>
      <PanelBoundary name="The strip of snapshots">
        <TimeSlider estateId={estateId} at={topology.address.at} onChoose={goTo} />
      </PanelBoundary>
      <StatusBar topology={topology} markedCount={marked.size} />
      <ContextMenu topology={topology} request={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

/** What is simulated; beside the question what it takes to break something, so that the map keeps its room. */
function Below({ topology }: { readonly topology: Topology }) {
  if (topology.address.cut === null) return <SimulationCard topology={topology} />;
  return (
    <div className="flex max-h-[46%] min-h-0 shrink-0 flex-col overflow-auto wide:flex-row wide:overflow-hidden [&>section]:max-h-none [&>section]:min-w-0 [&>section]:flex-1">
      <CutsCard topology={topology} />
      <SimulationCard topology={topology} />
    </div>
  );
}

/** A layer that `Esc` closes when it is open. */
function closes(isOpen: boolean, close: () => void): () => boolean {
  return () => {
    if (isOpen) close();
    return isOpen;
  };
}

interface MapAreaProps {
  readonly topology: Topology;
  readonly onMenu: (request: MenuRequest) => void;
}

function MapArea({ topology, onMenu }: MapAreaProps) {
  const { view, marks, selected, select, toggle, sight, simulation, visibility } = topology;
  const rowById = useMemo(() => new Map((view?.rows ?? []).map((row) => [row.id, row])), [view]);
  if (view === undefined) return null;
  const withRow = (id: string, act: (row: TopologyRow) => void) => {
    const row = rowById.get(id);
    if (row !== undefined) act(row);
  };
  return (
    <div className="relative h-full min-h-0">
      <TopologyCanvas
        view={view}
        marks={marks}
        selectedId={selected?.nodeId ?? null}
        sight={sight}
        onSelect={(id) => (id === null ? select(null) : withRow(id, select))}
        onToggle={(id) => withRow(id, toggle)}
        onSimulate={(id) =>
          withRow(id, ({ element }) => {
            const option = simulable(element);
            if (option.kind === "failure") simulation.start([option.failure]);
          })
        }
        onMenu={(id, at) => withRow(id, (row) => onMenu({ row, at }))}
        onHide={(id) => withRow(id, (row) => visibility.hide([row]))}
        onIsolate={(id) => withRow(id, (row) => visibility.isolate([row]))}
        onNeighbours={(id) => withRow(id, (row) => visibility.addNeighbours(row, 1))}
      />
    </div>
  );
}

/** Several marked resources fail together. */
function MarkedStrip({
  topology,
  marked,
  onClear,
}: {
  readonly topology: Topology;
  readonly marked: ReadonlySet<string>;
  readonly onClear: () => void;
}) {
  if (marked.size === 0) return null;
  const rows = (topology.view?.rows ?? []).filter(({ id }) => marked.has(id));
  const failures = rows.flatMap(({ element }) => {
    const option = simulable(element);
    return option.kind === "failure" ? [option.failure] : [];
  });
  return (
    <fieldset
      aria-label="Marked resources"
      className="flex min-h-9 flex-wrap items-center gap-2 border-line border-b px-3 py-1"
    >
      <p className="min-w-0 flex-1 truncate">
        {marked.size} marked: {rows.map(({ label }) => label).join(", ")}
      </p>
      <Button
        size="small"
        disabled={failures.length === 0}
        onClick={() => topology.simulation.start(failures)}
      >
        Simulate {failures.length === 1 ? "its failure" : `all ${failures.length} failing`}
      </Button>
      <Button size="small" onClick={() => topology.visibility.isolate(rows)}>
        Isolate
      </Button>
      <Button
        size="small"
        onClick={() => {
          topology.visibility.hide(rows);
          onClear();
        }}
      >
        Hide
      </Button>
      <Button variant="ghost" size="small" onClick={onClear}>
        Clear marks
      </Button>
    </fieldset>
  );
}
