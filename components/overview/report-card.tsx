"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { Card } from "../ui/card";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { ImportReport, reportSentence } from "../welcome/import-report";

/** What the newest import read, ignored and noted. */
export function ReportCard({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.estate.report.queryOptions({ estateId }));
  return (
    <div id="report" className="scroll-mt-4">
      <Card
        flush
        title="Import report"
        aside={
          query.data === undefined ? null : <span className="text-muted">{reportSentence(query.data)}</span>
        }
      >
        {query.isPending ? <PanelLoading label="Loading the report" /> : null}
        {query.isError ? (
          <PanelError
            title="The report could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : null}
        {query.data === undefined ? null : <ImportReport report={query.data} />}
      </Card>
    </div>
  );
}
