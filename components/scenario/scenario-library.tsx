"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import type { ScenarioRow } from "../../server/application/ports/scenario-store";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { RunNowButton } from "./run-now-button";
import { runHref } from "./run-table";
import { VerdictNote } from "./verdict-note";

/** The scenarios of the estate, each with what its latest run came to. */
export function ScenarioLibrary() {
  return <EstateGate>{(estateId) => <Library key={estateId} estateId={estateId} />}</EstateGate>;
}

function Library({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.scenario.list.queryOptions({ estateId }));
  const estate = `?estate=${encodeURIComponent(estateId)}`;
  return (
    <div className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 font-semibold text-xl">Scenarios</h1>
        <Link href={`/runs${estate}`} className={buttonLook()}>
          All runs
        </Link>
        <Link href={`/scenarios/new${estate}`} className={buttonLook("primary")}>
          <Plus aria-hidden="true" />
          New scenario
        </Link>
      </div>
      {query.isPending ? <PanelLoading label="Loading the scenarios" rowCount={6} /> : null}
      {query.isError ? (
        <PanelError
          title="The scenarios could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.length === 0 ? (
        <PanelEmpty title="No scenario is saved yet">
          <p>
            Simulate a failure on the map and save it, or choose what fails in a new scenario. A scenario can
            be run again and scheduled.
          </p>
        </PanelEmpty>
      ) : null}
      {query.data === undefined || query.data.length === 0 ? null : <Scenarios rows={query.data} />}
    </div>
  );
}

function Scenarios({ rows }: { readonly rows: readonly ScenarioRow[] }) {
  return (
    <ul aria-label="Scenarios" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {rows.map((row) => (
        <Scenario key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Scenario({ row }: { readonly row: ScenarioRow }) {
  const { id, estateId, name, latestRun, scheduleCount } = row;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <Link
          href={`/scenarios/${encodeURIComponent(id)}?estate=${encodeURIComponent(estateId)}`}
          className="break-words font-medium text-accent underline"
        >
          {visibleText(name)}
        </Link>{" "}
        {scheduleCount === 0 ? null : <Badge tone="accent">{countOf(scheduleCount, "schedule")}</Badge>}
      </div>
      <div className="min-w-0 flex-1 basis-80">
        {latestRun === null ? (
          <span className="text-muted">not run yet</span>
        ) : (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <VerdictNote run={latestRun} />
            <Link href={runHref(latestRun)} className="text-muted underline">
              run <RelativeTime date={latestRun.createdAt} />
            </Link>
          </span>
        )}
      </div>
      <RunNowButton
        size="small"
        aria-label={`Run ${visibleText(name)} now`}
        scenarioId={id}
        estateId={estateId}
      />
    </li>
  );
}
