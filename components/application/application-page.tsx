"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { ApplicationFlow } from "../../server/application/ports/application-answers";
import type { DecisionRecord } from "../../server/application/ports/decision-store";
import { PastBanner } from "../history/past-banner";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { ApplicationFilters } from "./application-filters";
import { ApplicationGroup } from "./application-group";
import { BulkBar } from "./bulk-bar";
import { type Declaration, DeclareDialog } from "./declare-dialog";
import { EditDialog } from "./edit-dialog";
import { LeftOver } from "./left-over";
import { useApplicationChanges } from "./use-application-changes";
import { useApplicationFilters } from "./use-application-filters";

/** What must keep working, by application, and what its owners decide about it. */
export function ApplicationPage() {
  return (
    <EstateGate>
      {(estateId) => (
        <PanelBoundary name="The applications">
          <Applications key={estateId} estateId={estateId} />
        </PanelBoundary>
      )}
    </EstateGate>
  );
}

function Applications({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const { filters, setFilters, clear, isFiltered, matches } = useApplicationFilters();
  const { at } = filters;
  const snapshot = at === null ? {} : { snapshotId: at };
  const query = useQuery(trpc.application.list.queryOptions({ estateId, ...snapshot }));
  const changes = useApplicationChanges(estateId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<ApplicationFlow | null>(null);
  const [isDeclaring, setIsDeclaring] = useState(false);
  const flows = query.data?.flows ?? [];
  const shown = flows.filter(matches);
  const names = [...new Set(shown.map(({ application }) => application))].sort();
  const ids = shown.flatMap(({ id }) => (chosen.has(id) ? id : []));
  const declared = declarationOf(query.data?.decisions ?? [], edited?.declarationId ?? null);
  const choose = (wanted: readonly string[], isChosen: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const id of wanted) {
        if (isChosen) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  return (
    <div className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 font-semibold text-xl">Applications</h1>
        {at === null ? (
          <Button variant="primary" onClick={() => setIsDeclaring(true)}>
            <Plus aria-hidden="true" />
            Declare a flow…
          </Button>
        ) : null}
      </div>
      <PastBanner estateId={estateId} at={at} onLive={() => setFilters({ at: null })} />
      <ApplicationFilters filters={filters} setFilters={setFilters} flows={query.data?.flows} />
      {query.isPending ? <PanelLoading label="Following the required flows" rowCount={8} /> : null}
      {query.isError ? (
        <PanelError
          title="The applications could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data !== undefined && shown.length === 0 ? (
        <PanelEmpty title={isFiltered ? "No flow matches these filters" : "No required flow was found"}>
          {isFiltered ? (
            <Button size="small" onClick={clear}>
              Clear filters
            </Button>
          ) : (
            <p>Nothing in this configuration says what must reach what. Declare the flows that matter.</p>
          )}
        </PanelEmpty>
      ) : null}
      {at === null && ids.length > 0 ? (
        <BulkBar ids={ids} estateId={estateId} changes={changes} onDone={() => setChosen(new Set())} />
      ) : null}
      {names.map((name) => (
        <ApplicationGroup
          key={name}
          estateId={estateId}
          at={at}
          name={name}
          application={query.data?.applications.find((each) => each.name === name)}
          flows={shown.filter(({ application }) => application === name)}
          changes={changes}
          chosen={chosen}
          onChoose={choose}
          onEdit={setEdited}
        />
      ))}
      {query.data === undefined ? null : <LeftOver at={at} data={query.data} changes={changes} />}
      {edited === null || declared !== null ? null : (
        <EditDialog estateId={estateId} flow={edited} changes={changes} onClose={() => setEdited(null)} />
      )}
      {isDeclaring || declared !== null ? (
        <DeclareDialog
          estateId={estateId}
          declaration={declared}
          changes={changes}
          onClose={() => {
            setIsDeclaring(false);
            setEdited(null);
          }}
        />
      ) : null}
    </div>
  );
}

/** What an owner declared on this page, as it was written. */
function declarationOf(decisions: readonly DecisionRecord[], id: string | null): Declaration | null {
  for (const { decision } of decisions)
    if (decision.kind === "declare" && decision.id === id) return decision;
  return null;
}
