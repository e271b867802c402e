"use client";

import { BreakMenu } from "./break-menu";
import type { Mark } from "./marks";
import { countsText } from "./marks";
import type { Topology } from "./use-topology";

/** How much of the estate is shown, what was folded to stay readable, and what is marked. */
export function StatusBar({
  topology,
  markedCount,
}: {
  readonly topology: Topology;
  readonly markedCount: number;
}) {
  const { view, marks, query } = topology;
  if (view === undefined) return null;
  const totals = new Map<Mark, number>();
  for (const mark of marks.rows.values()) totals.set(mark, (totals.get(mark) ?? 0) + 1);
  const state = countsText(totals);
  return (
    <div className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-4 border-line border-t bg-surface px-3 text-muted text-xs">
      <BreakMenu topology={topology} />
      <p data-testid="shown-count">
        showing {view.visibleCount.toLocaleString("en")} of {view.totalCount.toLocaleString("en")} resources
      </p>
      {view.folded.length > 0 ? (
        <p>{view.folded.length} opened longest ago were folded to stay readable</p>
      ) : null}
      {state === "" ? null : <p>{state}</p>}
      {markedCount > 0 ? <p>{markedCount} marked</p> : null}
      {query.isFetching && !query.isPending ? <p>updating…</p> : null}
    </div>
  );
}
