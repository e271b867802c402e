"use client";

import { EstateGate } from "../shell/estate-gate";
import { Button } from "../ui/button";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { HistoryItem } from "./history-item";
import { useHistory } from "./use-history";

/** Everything that changed in the estate, newest first: one entry per snapshot that differs from the one before. */
export function HistoryPage() {
  return <EstateGate>{(estateId) => <Timeline key={estateId} estateId={estateId} />}</EstateGate>;
}

function Timeline({ estateId }: { readonly estateId: string }) {
  const query = useHistory(estateId);
  const entries = query.data?.pages.flatMap((page) => page.entries);
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-3 p-4">
      <div>
        <h1 className="font-semibold text-lg">History</h1>
        <p className="text-muted">
          One entry for each reading that differed from the one before. Reading the same again adds none.
        </p>
      </div>
      {query.isPending ? <PanelLoading label="Loading the history" rowCount={6} /> : null}
      {query.isError ? (
        <PanelError
          title="The history could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {entries?.length === 0 ? (
        <PanelEmpty title="Nothing was read yet">
          <p>The first reading of a source becomes the first entry.</p>
        </PanelEmpty>
      ) : null}
      {entries === undefined || entries.length === 0 ? null : (
        <ol aria-label="Snapshots, newest first" className="flex flex-col">
          {entries.map((entry, position) => (
            <HistoryItem key={entry.number} estateId={estateId} entry={entry} isLatest={position === 0} />
          ))}
        </ol>
      )}
      {query.hasNextPage ? (
        <div>
          <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? "Loading older ones…" : "Show older ones"}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
