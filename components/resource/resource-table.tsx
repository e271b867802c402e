/* biome-ignore-all lint/a11y/useSemanticElements: a table with only the rows in sight has no place for table markup */
/* biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, the links in them take the focus */
"use client";

import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useRef } from "react";
import type { ResourceRow } from "../../server/engine/topology";
import type { ResourceSort } from "../../server/engine/topology/resource-list.schema";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { classNames } from "../ui/class-names";
import { kindLabel } from "../ui/kind-label";
import { Name } from "../ui/name";
import { visibleText } from "../ui/visible-text";
import { resourceHref } from "./resource-href";
import { COLUMNS, type ResourceTableAddress, type tableQuestion } from "./use-resource-table";

/** Rows that are asked for together. */
export const PAGE_LENGTH = 100;
const ROW_HEIGHT = 32;
const GRID =
  "grid grid-cols-[11.25rem_minmax(10rem,1fr)_minmax(12.5rem,1fr)_minmax(13rem,2fr)_minmax(6.5rem,0.8fr)_6rem_6rem_7.25rem]";
/** The column that says what distinguishes a resource is sorted by nothing. */
const DETAIL_AFTER: ResourceSort = "id";

interface ResourceTableProps {
  readonly estateId: string;
  readonly table: ResourceTableAddress;
  readonly question: ReturnType<typeof tableQuestion>;
  readonly matchCount: number;
  readonly isStale: boolean;
}

/** The rows; only those in sight are in the page, and only their parts are asked of the server. */
export function ResourceTable({ estateId, table, question, matchCount, isStale }: ResourceTableProps) {
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
      aria-label="Resources"
      aria-rowcount={matchCount + 1}
      aria-busy={isStale}
      className={classNames("min-h-0 flex-1 overflow-auto bg-surface", isStale && "opacity-60")}
    >
      <div role="rowgroup" className="sticky top-0 z-10 min-w-[75rem] border-line border-b bg-sunken">
        <div role="row" aria-rowindex={1} className={classNames(GRID, "h-8 items-center px-4")}>
          {COLUMNS.flatMap(({ sort, title }) => [
            <HeadCell key={sort} sort={sort} title={title} table={table} />,
            ...(sort === DETAIL_AFTER
              ? [
                  <span key="detail" role="columnheader" className="font-medium text-muted">
                    Detail
                  </span>,
                ]
              : []),
          ])}
        </div>
      </div>
      <div role="rowgroup" className="relative min-w-[75rem]" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className={classNames(GRID, "absolute inset-x-0 items-center border-line border-b px-4")}
            style={{ top: start, height: ROW_HEIGHT }}
          >
            <Cells estateId={estateId} at={table.address.at} row={rowAt(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The rows by their place, undefined while they are on their way. */
function useRows(question: ResourceTableProps["question"], indexes: readonly number[]) {
  const trpc = useTRPC();
  const pages = [...new Set(indexes.map((index) => Math.floor(index / PAGE_LENGTH)))];
  const answers = useQueries({
    queries: pages.map((page) =>
      trpc.resource.list.queryOptions(
        { ...question, kinds: [...question.kinds], offset: page * PAGE_LENGTH, limit: PAGE_LENGTH },
        { trpc: { abortOnUnmount: true } },
      ),
    ),
  });
  return (index: number): ResourceRow | undefined => {
    const page = pages.indexOf(Math.floor(index / PAGE_LENGTH));
    return answers[page]?.data?.rows[index % PAGE_LENGTH];
  };
}

interface HeadCellProps {
  readonly sort: ResourceSort;
  readonly title: string;
  readonly table: ResourceTableAddress;
}

function HeadCell({ sort, title, table: { address, choose } }: HeadCellProps) {
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

interface CellsProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly row: ResourceRow | undefined;
}

function Cells({ estateId, at, row }: CellsProps) {
  if (row === undefined)
    return (
      <span role="cell" className="text-muted">
        …
      </span>
    );
  const { element, detail, badges, vpc, zone, region, accountId } = row;
  return (
    <>
      <Cell whole={kindLabel(element.kind)} />
      <Cell whole={element.name ?? element.id}>
        <Link
          href={resourceHref(estateId, element.id, { at })}
          prefetch={false}
          className="font-medium text-accent leading-6 hover:underline"
        >
          <Name text={element.name ?? element.id} max={36} />
        </Link>
      </Cell>
      <Cell whole={element.id}>
        <Name text={element.id} mono max={30} />
      </Cell>
      <Cell whole={[detail, ...badges.map(({ label }) => label)].filter((part) => part !== "").join(", ")}>
        {visibleText(detail)}{" "}
        {badges.map(({ kind, label }) => (
          <Badge key={kind}>{visibleText(label)}</Badge>
        ))}
      </Cell>
      <Cell whole={vpc?.name ?? vpc?.id ?? ""} />
      <Cell whole={zone} />
      <Cell whole={region} />
      <Cell whole={accountId} />
    </>
  );
}

/** One cell; where it is too narrow, the whole is on hover. */
function Cell({ whole, children }: { readonly whole: string; readonly children?: ReactNode }) {
  const text = visibleText(whole);
  return (
    <span role="cell" title={text} className="min-w-0 truncate pr-3">
      {children ?? text}
    </span>
  );
}
