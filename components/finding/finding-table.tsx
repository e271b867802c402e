/* biome-ignore-all lint/a11y/useSemanticElements: a table with only the rows in sight has no place for table markup */
/* biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, the links in them take the focus */
"use client";

import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef } from "react";
import type { FindingRow, FindingSort, FindingState } from "../../server/application/ports/finding-answers";
import { useTRPC } from "../trpc/client";
import { classNames } from "../ui/class-names";
import { FindingCells } from "./finding-cells";
import type { FindingAddress, findingQuestion } from "./use-finding-address";

/** Rows that are asked for together. */
export const PAGE_LENGTH = 100;
/** Two lines: a reason is a sentence. */
const ROW_HEIGHT = 44;
const GRID =
  "grid grid-cols-[9.5rem_minmax(11rem,0.9fr)_minmax(10rem,1fr)_5rem_minmax(10rem,0.9fr)_minmax(18rem,1.8fr)_minmax(7rem,0.7fr)]";

interface Column {
  readonly title: string;
  /** Sorted by nothing where absent. */
  readonly sort?: FindingSort;
}

function columnsOf(state: FindingState): readonly Column[] {
  return [
    { title: "Severity", sort: "severity" },
    { title: "Vulnerability", sort: "id" },
    { title: "Component", sort: "component" },
    { title: "EPSS", sort: "epss" },
    { title: state === "placed" ? "Instance" : "Subject", sort: "instance" },
    { title: state === "placed" ? "Port, and how it was placed" : "Reason" },
    { title: "Report", sort: "report" },
  ];
}

interface FindingTableProps {
  readonly estateId: string;
  readonly view: FindingAddress;
  readonly question: ReturnType<typeof findingQuestion>;
  readonly matchCount: number;
  readonly isStale: boolean;
}

/** The rows; only those in sight are in the page, and only their parts are asked of the server. */
export function FindingTable({ estateId, view, question, matchCount, isStale }: FindingTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: matchCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const rowAt = useRows(
    question,
    items.map(({ index }) => index),
  );
  return (
    <div
      ref={scroller}
      role="table"
      aria-label="Findings"
      aria-rowcount={matchCount + 1}
      aria-busy={isStale}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys, also where no row holds a link
      tabIndex={0}
      className={classNames("max-h-[70vh] overflow-auto bg-surface", isStale && "opacity-60")}
    >
      <div role="rowgroup" className="sticky top-0 z-10 min-w-[78rem] border-line border-b bg-sunken">
        <div role="row" aria-rowindex={1} className={classNames(GRID, "h-8 items-center px-4")}>
          {columnsOf(view.address.state).map((column) => (
            <HeadCell key={column.title} column={column} view={view} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative min-w-[78rem]" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className={classNames(GRID, "absolute inset-x-0 items-center border-line border-b px-4")}
            style={{ top: start, height: ROW_HEIGHT }}
          >
            <FindingCells estateId={estateId} row={rowAt(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The rows by their place, undefined while they are on their way. */
function useRows(question: FindingTableProps["question"], indexes: readonly number[]) {
  const trpc = useTRPC();
  const pages = [...new Set(indexes.map((index) => Math.floor(index / PAGE_LENGTH)))];
  const answers = useQueries({
    queries: pages.map((page) =>
      trpc.finding.list.queryOptions(
        { ...question, offset: page * PAGE_LENGTH, limit: PAGE_LENGTH },
        { trpc: { abortOnUnmount: true } },
      ),
    ),
  });
  return (index: number): FindingRow | undefined => {
    const page = pages.indexOf(Math.floor(index / PAGE_LENGTH));
    return answers[page]?.data?.rows[index % PAGE_LENGTH];
  };
}

function HeadCell({
  column: { title, sort },
  view: { address, choose },
}: {
  readonly column: Column;
  readonly view: FindingAddress;
}) {
  if (sort === undefined)
    return (
      <span role="columnheader" className="font-medium text-muted">
        {title}
      </span>
    );
  const isSorted = address.sort === sort;
  const Icon = address.desc ? ArrowDown : ArrowUp;
  return (
    <span role="columnheader" aria-sort={isSorted ? (address.desc ? "descending" : "ascending") : "none"}>
      <button
        type="button"
        className="inline-flex min-h-6 items-center gap-1 font-medium hover:underline"
        onClick={() => choose({ sort, desc: isSorted ? !address.desc : false })}
      >
        {title}
        {isSorted ? <Icon aria-hidden="true" className="size-3.5" /> : null}
      </button>
    </span>
  );
}
