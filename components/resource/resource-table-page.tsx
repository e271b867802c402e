"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { PastBanner } from "../history/past-banner";
import { SnapshotInViewPicker } from "../history/snapshot-picker";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { FacetButtons } from "../ui/facet-buttons";
import { Input } from "../ui/input";
import { countOfKind, kindLabel } from "../ui/kind-label";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { ResourceExport } from "./resource-export";
import { PAGE_LENGTH, ResourceTable } from "./resource-table";
import { tableQuestion, useResourceTable } from "./use-resource-table";

/** Every resource of an estate: searched, filtered by kind, sorted, saved to a file. */
export function ResourceTablePage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading the page" rowCount={10} />}>
      <EstateGate>{(estateId) => <Page key={estateId} estateId={estateId} />}</EstateGate>
    </Suspense>
  );
}

function Page({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const table = useResourceTable();
  const { address, choose, type } = table;
  const question = tableQuestion(estateId, address);
  // The first part says how many there are; the table asks for the others as they come into sight.
  const query = useQuery(
    trpc.resource.list.queryOptions(
      { ...question, offset: 0, limit: PAGE_LENGTH },
      { placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const list = query.data;
  const goTo = (at: string | null) => choose({ at });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PastBanner estateId={estateId} at={address.at} onLive={() => goTo(null)} />
      <div className="flex flex-col gap-2 border-line border-b bg-surface px-4 py-3">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="font-semibold text-base">Resources</h1>
          <Input
            type="search"
            aria-label="Search resources"
            placeholder="Name, id, IP, CIDR, tag"
            className="w-full max-w-90"
            maxLength={256}
            spellCheck={false}
            // Not controlled by the address, which lags behind typing.
            key={address.q === "" ? "empty" : "asked"}
            defaultValue={address.q}
            onChange={(event) => type(event.target.value)}
          />
          <p role="status" className="flex-1 text-muted">
            {list === undefined
              ? ""
              : `${list.matchCount.toLocaleString("en")} of ${list.totalCount.toLocaleString("en")} resources`}
          </p>
          <SnapshotInViewPicker estateId={estateId} at={address.at} onChoose={goTo} />
          <ResourceExport question={question} matchCount={list?.matchCount ?? 0} />
        </div>
        <FacetButtons
          label="Kind"
          values={[...new Set([...(list?.kinds.map(({ kind }) => kind) ?? []), ...address.kind])]}
          words={(kind) => kindLabel(kind)}
          chosen={address.kind}
          counts={list?.kinds.map(({ kind, count }) => ({ value: kind, count }))}
          onChoose={(kind) => choose({ kind: kind.length === 0 ? null : kind })}
        />
      </div>
      {query.isPending ? <PanelLoading label="Loading the resources" rowCount={12} /> : null}
      {query.isError ? (
        <>
          <PanelError
            title="The resources could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
          {address.at === null ? null : (
            <p className="px-4">
              <Button onClick={() => goTo(null)}>Back to live</Button>
            </p>
          )}
        </>
      ) : null}
      {list === undefined || query.isError ? null : list.totalCount === 0 ? (
        <PanelEmpty title="This estate holds no resources">
          <p>
            The import found none that Umbra knows. The import report says what was read and what was left
            out.
          </p>
        </PanelEmpty>
      ) : list.matchCount === 0 ? (
        <PanelEmpty title="Nothing matches the filters">
          <p>
            {countOfKind("resource", list.totalCount)} {list.totalCount === 1 ? "is" : "are"} there, none of
            them answers this search.
          </p>
          <Button onClick={() => choose({ q: null, kind: null })}>Clear filters</Button>
        </PanelEmpty>
      ) : (
        <PanelBoundary name="The table">
          <ResourceTable
            key={JSON.stringify(question)}
            estateId={estateId}
            table={table}
            question={question}
            matchCount={list.matchCount}
            isStale={query.isPlaceholderData}
          />
        </PanelBoundary>
      )}
    </div>
  );
}
