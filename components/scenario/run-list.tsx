"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RunTable } from "./run-table";

const SHOWN_COUNT = 100;

/** The runs of the estate, whoever or whatever started them. */
export function RunList() {
  return <EstateGate>{(estateId) => <List key={estateId} estateId={estateId} />}</EstateGate>;
}

function List({ estateId }: { readonly estateId: string }) {
  return (
    <div className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
      <h1 className="font-semibold text-xl">Runs</h1>
      <Runs of={{ estateId }} />
    </div>
  );
}

/** Runs of an estate, of a scenario or of a schedule, newest first. */
export function Runs({ of }: { readonly of: { readonly estateId?: string; readonly scenarioId?: string } }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.run.list.queryOptions({ ...of, limit: SHOWN_COUNT }, { placeholderData: keepPreviousData }),
  );
  if (query.isPending) return <PanelLoading label="Loading the runs" rowCount={6} />;
  if (query.isError)
    return (
      <PanelError title="The runs could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  if (query.data.length === 0)
    return (
      <PanelEmpty title="Not yet run">
        <p>
          Simulate a failure on the{" "}
          <Link href="/topology" className="text-accent underline">
            map
          </Link>{" "}
          and run it in the background, or run a scenario.
        </p>
      </PanelEmpty>
    );
  return <RunTable runs={query.data} />;
}
