"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ChangeRow } from "../../server/application/ports/change-answers";
import type { Element } from "../../server/engine/configuration";
import { classNames } from "../ui/class-names";
import { ElementLabel } from "../ui/element-label";
import { countOfKind } from "../ui/kind-label";
import { visibleText } from "../ui/visible-text";
import { OP_WORDS } from "./diff-filters";
import { type ChangeOp, changeKey, type DiffLine, diffLines } from "./diff-lines";

const HEIGHTS: Record<DiffLine["line"], number> = { place: 34, kind: 26, change: 46 };
const SIGNS: Record<ChangeOp, string> = { added: "+", removed: "−", changed: "~" };

interface DiffListProps {
  readonly rows: readonly ChangeRow[];
  readonly vpcs: readonly Element[];
  readonly selected: ChangeRow | null;
  readonly onSelect: (row: ChangeRow) => void;
}

/** The changes by VPC and kind; only the lines in sight are in the page. */
export function DiffList({ rows, vpcs, selected, onSelect }: DiffListProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => diffLines(rows, vpcs, closed), [rows, vpcs, closed]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHTS[lines[index]?.line ?? "change"],
    overscan: 12,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const selectedKey = selected === null ? null : changeKey(selected);
  const selectedIndex = lines.findIndex(({ key }) => key === selectedKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is the same object throughout
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selectedIndex]);
  const toggle = (vpcId: string) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(vpcId)) next.add(vpcId);
      return next;
    });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <ul
        aria-label="Changes by VPC and kind"
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <li
              key={line.key}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0"
              style={{ top: item.start, height: item.size }}
            >
              {line.line === "place" ? (
                <PlaceLine line={line} onToggle={() => toggle(line.vpc?.id ?? "")} />
              ) : line.line === "kind" ? (
                <p className="flex h-full items-end px-3 pb-0.5 text-muted text-xs first-letter:uppercase">
                  {countOfKind(line.kind, line.count)}
                </p>
              ) : (
                <ChangeLine
                  row={line.row}
                  isSelected={line.key === selectedKey}
                  onSelect={() => onSelect(line.row)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function PlaceLine({
  line,
  onToggle,
}: {
  readonly line: Extract<DiffLine, { line: "place" }>;
  readonly onToggle: () => void;
}) {
  const { vpc, isOpen, addedCount, removedCount, changedCount } = line;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="flex size-full items-center gap-1.5 border-line border-b bg-sunken px-2 text-left outline-offset-[-2px] hover:bg-hover"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate font-medium">
        {vpc === null ? "In no VPC" : <ElementLabel element={vpc} />}
      </span>
      <span className="shrink-0 font-mono text-muted text-xs">
        <span className="sr-only">
          {addedCount} added, {removedCount} removed, {changedCount} changed
        </span>
        <span aria-hidden="true">
          +{addedCount} −{removedCount} ~{changedCount}
        </span>
      </span>
    </button>
  );
}

function ChangeLine({
  row,
  isSelected,
  onSelect,
}: {
  readonly row: ChangeRow;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const more = row.fieldCount + row.cosmeticFieldCount - 1;
  const note = row.isCertain ? "" : row.op === "added" ? "not read before" : "not completely read any more";
  return (
    <button
      type="button"
      aria-current={isSelected ? "true" : undefined}
      onClick={onSelect}
      className={classNames(
        "flex size-full items-start gap-2 border-l-2 px-2 py-1 text-left outline-offset-[-2px]",
        isSelected ? "border-accent bg-accent-soft" : "border-transparent hover:bg-hover",
      )}
    >
      <span
        aria-hidden="true"
        className="mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded border border-line-strong font-mono text-xs leading-none"
      >
        {SIGNS[row.op]}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">
          <span className="sr-only">{OP_WORDS[row.op]}: </span>
          <ElementLabel element={row.element} hideKind />
        </span>
        <span className="truncate text-muted text-xs">
          {row.title === "" ? OP_WORDS[row.op] : visibleText(row.title)}
          {row.op === "changed" && more > 0 ? `, and ${more} more` : ""}
          {note === "" ? null : ` (${note})`}
        </span>
      </span>
    </button>
  );
}
