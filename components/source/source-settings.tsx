"use client";

import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { AddSource } from "./add-source";
import { ReaderPolicy } from "./reader-policy";
import { SourceCard } from "./source-card";
import { useSources } from "./use-sources";

/** What keeps the mirror fresh by itself, how fresh each part is, and what cannot be concluded where it is not. */
export function SourceSettings() {
  return (
    <>
      <div className="max-w-prose">
        <h1 className="font-semibold text-xl tracking-tight">Sources</h1>
        <p className="mt-1 text-muted">
          An agent reads an account again and again and pushes what it found; it has no right to change
          anything. A part that cannot be read keeps what was last read, and nothing that rests on it counts
          as proved.
        </p>
      </div>
      <SourceList />
      <PanelBoundary name="Adding a source">
        <AddSource />
      </PanelBoundary>
      <PanelBoundary name="The policy">
        <ReaderPolicy />
      </PanelBoundary>
    </>
  );
}

function SourceList() {
  const query = useSources();
  if (query.isPending) return <PanelLoading label="Loading the sources" />;
  if (query.isError) {
    return (
      <PanelError
        title="The sources could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (query.data.length === 0) {
    return (
      <PanelEmpty title="No source yet">
        <p>What is here was imported once, and is as old as its import. Add an agent or a folder below.</p>
      </PanelEmpty>
    );
  }
  return (
    <ul aria-label="Sources" className="flex flex-col gap-4">
      {query.data.map((source) => (
        <li key={source.id}>
          <PanelBoundary name={source.name}>
            <SourceCard source={source} />
          </PanelBoundary>
        </li>
      ))}
    </ul>
  );
}
