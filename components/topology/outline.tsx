"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { TopologyRow } from "../../server/engine/topology";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import { Input } from "../ui/input";
import { PanelEmpty } from "../ui/panel-state";
import { filterRows } from "./outline-filter";
import { onOutlineFocus } from "./outline-focus";
import { outlineKey } from "./outline-keys";
import { OutlineRow } from "./outline-row";
import type { Topology } from "./use-topology";

const ROW_HEIGHT = 28;

export interface OutlineProps {
  readonly topology: Topology;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (row: TopologyRow) => void;
  readonly onMenu: (row: TopologyRow, at: { x: number; y: number }) => void;
}

/**
 * The estate as a tree in rows: the map's twin, for the keyboard, for readers, and for more rows than a map can
 * hold. Only the rows in sight are in the page.
 */
export function Outline({ topology, marked, onMark, onMenu }: OutlineProps) {
  const { view, marks, address, setAddress } = topology;
  const allRows = view?.rows ?? [];
  const rows = useMemo(() => filterRows(allRows, address.filter, marks), [allRows, address.filter, marks]);
  const isFiltered = address.filter.trim() !== "" || marks.isFiltered;
  return (
    <section aria-label="Outline" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex flex-col gap-1 border-line border-b p-2">
        <Input
          type="search"
          aria-label="Filter the outline"
          placeholder="Filter: web, type:subnet, status:lost"
          spellCheck={false}
          value={address.filter}
          onChange={(event) => void setAddress({ filter: event.target.value || null })}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || address.filter === "") return;
            event.preventDefault();
            event.stopPropagation();
            void setAddress({ filter: null });
          }}
        />
        <p role="status" className="flex min-h-5 items-center gap-2 text-muted text-xs">
          {isFiltered
            ? `${rows.length.toLocaleString("en")} of ${countOf(allRows.length, "row")} match`
            : countOf(allRows.length, "row")}
          {isFiltered ? (
            <button
              type="button"
              className="min-h-6 text-accent underline"
              onClick={() => void setAddress({ filter: null, band: null })}
            >
              Show all
            </button>
          ) : null}
        </p>
      </div>
      {rows.length === 0 && isFiltered ? (
        <PanelEmpty title="No row matches the filter">
          <Button size="small" onClick={() => void setAddress({ filter: null, band: null })}>
            Clear the filter
          </Button>
        </PanelEmpty>
      ) : (
        <TreeGrid
          rows={rows}
          isFlat={isFiltered}
          topology={topology}
          marked={marked}
          onMark={onMark}
          onMenu={onMenu}
        />
      )}
    </section>
  );
}

interface TreeGridProps extends OutlineProps {
  readonly rows: readonly TopologyRow[];
  /** Filtered rows stand alone, without the rows around them. */
  readonly isFlat: boolean;
}

function TreeGrid({ rows, isFlat, topology, marked, onMark, onMenu }: TreeGridProps) {
  const { marks, selected, select, toggle } = topology;
  const scroller = useRef<HTMLDivElement>(null);
  const { activeId, setActiveId, focusRow } = useActiveRow(rows, selected?.id ?? null, scroller);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const activeIndex = rows.findIndex(({ id }) => id === activeId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is the same object throughout
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex]);
  const goTo = (row: TopologyRow) => {
    setActiveId(row.id);
    focusRow(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeIndex];
    if (row === undefined) return;
    outlineKey(event, row, {
      rows,
      goTo,
      toggle,
      open: select,
      mark: (one) => {
        onMark(one);
        announce(`${one.label} ${marked.has(one.id) ? "no longer marked" : "marked"}`);
      },
      menu: onMenu,
      hide: (one) => topology.visibility.hide([one]),
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys belong to the rows, which bubble them here
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto" onKeyDown={onKeyDown}>
      <div
        role="treegrid"
        aria-label="Resources"
        aria-rowcount={rows.length}
        aria-multiselectable="true"
        aria-colcount={4}
        className="relative min-w-0"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <OutlineRow
              key={row.id}
              row={row}
              index={item.index}
              top={item.start}
              isFlat={isFlat}
              isActive={row.id === activeId || (activeIndex < 0 && item.index === 0)}
              isSelected={row.id === selected?.id}
              isMarked={marked.has(row.id)}
              mark={marks.rows.get(row.id)}
              counts={marks.boxes.get(row.id)}
              label={marks.labels.get(row.id)}
              onSelect={() => {
                setActiveId(row.id);
                select(row);
              }}
              onToggle={() => toggle(row)}
              onMenu={(at) => {
                setActiveId(row.id);
                onMenu(row, at);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The one row that Tab reaches. It follows the selection, and takes the focus when it is moved by keys or by a search. */
function useActiveRow(
  rows: readonly TopologyRow[],
  selectedId: string | null,
  scroller: { readonly current: HTMLDivElement | null },
) {
  const [activeId, setActiveId] = useState<string | null>(selectedId ?? rows[0]?.id ?? null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (selectedId !== null) setActiveId(selectedId);
  }, [selectedId]);
  useEffect(
    () =>
      onOutlineFocus((id) => {
        wanted.current = id;
        setActiveId(id);
      }),
    [],
  );
  // A row that was scrolled to is in the page only after a rendering or two: focus it as soon as it is.
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`);
    if (element === null || element === undefined) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  });
  const focusRow = (id: string) => {
    wanted.current = id;
  };
  return { activeId: rows.some(({ id }) => id === activeId) ? activeId : null, setActiveId, focusRow };
}
