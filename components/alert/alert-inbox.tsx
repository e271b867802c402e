"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { classNames } from "../ui/class-names";
import { countOf } from "../ui/count";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { AlertDetail } from "./alert-detail";
import { STATES_OF, useAlertFilters } from "./alert-filters";
import { AlertList } from "./alert-list";
import { AnalysisNote } from "./analysis-note";
import { BackToList } from "./back-to-list";
import { FacetBar } from "./facet-bar";

/** All alerts of the estate, the chosen one beside them; in a narrow window one at a time. */
export function AlertInbox() {
  return <EstateGate>{(estateId) => <Inbox key={estateId} estateId={estateId} />}</EstateGate>;
}

function Inbox({ estateId }: { readonly estateId: string }) {
  const filters = useAlertFilters();
  const { status, sev, family, q, sel } = filters.filters;
  const trpc = useTRPC();
  const query = useQuery(
    trpc.alert.list.queryOptions(
      {
        estateId,
        state: STATES_OF[status],
        severity: sev.length === 0 ? undefined : sev,
        family: family.length === 0 ? undefined : family,
        q: q === "" ? undefined : q,
      },
      { placeholderData: keepPreviousData },
    ),
  );
  useTitle(query.data?.alerts);

  return (
    <div className="flex h-full min-h-0 flex-col wide:flex-row">
      <div
        className={classNames(
          "min-h-0 w-full flex-col overflow-auto border-line bg-surface wide:flex wide:w-100 wide:shrink-0 wide:border-r",
          sel === null ? "flex" : "hidden",
        )}
      >
        <h1 className="px-3 pt-3 font-semibold text-base">Alerts</h1>
        <FacetBar filters={filters} facets={query.data?.facets} />
        {query.data?.alerts.length === 0 ? null : <AnalysisNote estateId={estateId} />}
        <div className={classNames("flex-1", query.isPlaceholderData && "opacity-60")}>
          {query.isPending ? <PanelLoading label="Loading alerts" rowCount={8} /> : null}
          {query.isError ? (
            <PanelError
              title="The alerts could not be loaded"
              error={query.error}
              onRetry={() => query.refetch()}
            />
          ) : null}
          {query.data === undefined ? null : (
            <AlertList estateId={estateId} alerts={query.data.alerts} filters={filters} />
          )}
        </div>
      </div>
      <div
        className={classNames("min-h-0 min-w-0 flex-1 overflow-auto wide:block", sel === null && "hidden")}
      >
        {sel === null ? (
          <PanelEmpty>
            <p>Choose an alert to see what would happen, why we know, and what to do.</p>
            {query.data === undefined ? null : <Reach coverage={query.data.coverage} />}
          </PanelEmpty>
        ) : (
          <>
            <BackToList />
            <PanelBoundary key={sel} name="The alert">
              <AlertDetail estateId={estateId} alertId={sel} headingLevel={2} />
            </PanelBoundary>
          </>
        )}
      </div>
    </div>
  );
}

interface ReachProps {
  readonly coverage: {
    readonly analyzedCount: number;
    readonly resourceCount: number;
    readonly undecidedCount: number;
    readonly finishedAt: Date | null;
  };
}

/** How far the list can be trusted. */
function Reach({ coverage: { analyzedCount, resourceCount, undecidedCount, finishedAt } }: ReachProps) {
  if (finishedAt === null) return <p>No analysis of this estate has finished yet.</p>;
  return (
    <p>
      {analyzedCount.toLocaleString("en")} of {countOf(resourceCount, "resource")} analyzed, {undecidedCount}{" "}
      undecided, last run <RelativeTime date={finishedAt} />.
    </p>
  );
}

/** The tab says how much there is: "2 critical - Alerts - Umbra". */
function useTitle(alerts: readonly { readonly severity: string }[] | undefined) {
  const worst = alerts?.[0]?.severity;
  const count = alerts?.filter(({ severity }) => severity === worst).length ?? 0;
  useEffect(() => {
    if (worst !== undefined) document.title = `${count} ${worst} - Alerts - Umbra`;
  }, [worst, count]);
}
