"use client";

import { useEffect, useMemo, useState } from "react";
import { tinykeys } from "tinykeys";
import type { ChangeRow } from "../../server/application/ports/change-answers";
import type { CoverageChange, Element } from "../../server/engine/configuration";
import { isTyping, useShortcutsOn } from "../shell/shortcut-setting";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { countOf } from "../ui/count";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty } from "../ui/panel-state";
import { DiffCoverage } from "./diff-coverage";
import { DiffDetail } from "./diff-detail";
import { DiffFilters } from "./diff-filters";
import { changeKey, filterChanges } from "./diff-lines";
import { DiffList } from "./diff-list";
import type { DiffAddress } from "./use-diff-address";

export interface DiffBodyProps {
  readonly estateId: string;
  readonly page: DiffAddress;
  readonly diff: {
    readonly base: { readonly snapshotId: string };
    readonly head: { readonly snapshotId: string };
    readonly rows: readonly ChangeRow[];
    readonly leftOutCount: number;
    readonly vpcs: readonly Element[];
    readonly coverage: readonly CoverageChange[];
  };
  /** Shown while another pair is being compared. */
  readonly isStale: boolean;
}

/** The changes as a list, the chosen one field by field beside it; in a narrow window one at a time. */
export function DiffBody({ estateId, page, diff, isStale }: DiffBodyProps) {
  const { address, select, choose } = page;
  const rows = useMemo(
    () =>
      filterChanges(diff.rows, {
        ops: address.op,
        text: address.q,
        withCosmetic: address.cosmetic,
      }),
    [diff.rows, address.op, address.q, address.cosmetic],
  );
  const cosmeticCount = diff.rows.filter((row) => row.isCosmetic).length;
  const chosen = rows.find((row) => changeKey(row) === address.sel) ?? null;
  // In a wide window the first change is shown until another one is chosen.
  const shown = chosen ?? rows[0] ?? null;
  useStepKeys(rows, shown, select);

  if (diff.rows.length === 0 && diff.coverage.length === 0)
    return (
      <PanelEmpty title="Nothing differs">
        <p>Both snapshots hold the same resources with the same settings, and were read equally well.</p>
      </PanelEmpty>
    );
  return (
    <div className={classNames("flex min-h-0 flex-1 flex-col wide:flex-row", isStale && "opacity-60")}>
      <section
        aria-label="Changes"
        className={classNames(
          "min-h-0 w-full flex-1 flex-col border-line bg-surface wide:flex wide:w-110 wide:flex-none wide:border-r",
          chosen === null ? "flex" : "hidden",
        )}
      >
        <DiffFilters page={page} shownCount={rows.length} cosmeticCount={cosmeticCount} rows={diff.rows} />
        <DiffCoverage coverage={diff.coverage} />
        {diff.leftOutCount > 0 ? (
          <p className="border-line border-b px-3 py-1.5 text-muted">
            {countOf(diff.leftOutCount, "more resource")} not listed: the command line lists them all.
          </p>
        ) : null}
        {rows.length === 0 ? (
          <PanelEmpty title={emptyTitle(diff.rows.length, cosmeticCount)}>
            <Button
              size="small"
              onClick={() =>
                choose({ op: null, q: null, cosmetic: diff.rows.length === cosmeticCount || null })
              }
            >
              {diff.rows.length === cosmeticCount && cosmeticCount > 0
                ? "Show cosmetic changes"
                : "Clear filters"}
            </Button>
          </PanelEmpty>
        ) : (
          <DiffList
            rows={rows}
            vpcs={diff.vpcs}
            selected={shown}
            onSelect={(row) => select(changeKey(row))}
          />
        )}
      </section>
      <div
        className={classNames("min-h-0 min-w-0 flex-1 overflow-auto wide:block", chosen === null && "hidden")}
      >
        {shown === null ? (
          <PanelEmpty>
            <p>Choose a change to see it field by field.</p>
          </PanelEmpty>
        ) : (
          <>
            <Button variant="ghost" size="small" className="m-2 wide:hidden" onClick={() => select(null)}>
              All changes
            </Button>
            <PanelBoundary key={changeKey(shown)} name="The change">
              <DiffDetail
                estateId={estateId}
                base={diff.base.snapshotId}
                head={diff.head.snapshotId}
                row={shown}
              />
            </PanelBoundary>
          </>
        )}
      </div>
    </div>
  );
}

function emptyTitle(rowCount: number, cosmeticCount: number): string {
  if (rowCount === 0) return "No resource differs";
  return rowCount === cosmeticCount ? "Only cosmetic changes" : "No change matches these filters";
}

/** `j` and `k` go to the next change and the one before, wherever the focus is. */
function useStepKeys(
  rows: readonly ChangeRow[],
  shown: ChangeRow | null,
  select: (sel: string) => void,
): void {
  const isOn = useShortcutsOn();
  const [latest] = useState(() => ({ rows, shown, select }));
  Object.assign(latest, { rows, shown, select });
  useEffect(() => {
    if (!isOn) return;
    const step = (by: 1 | -1) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      const next = latest.rows[latest.shown === null ? 0 : latest.rows.indexOf(latest.shown) + by];
      if (next === undefined) return;
      event.preventDefault();
      latest.select(changeKey(next));
    };
    return tinykeys(window, { j: step(1), k: step(-1) });
  }, [isOn, latest]);
}
