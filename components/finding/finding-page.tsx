"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Card } from "../ui/card";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { DeclaredNote } from "./declared-note";
import { FindingList } from "./finding-list";
import { IntelligenceCards } from "./intelligence-cards";
import { ReportList } from "./report-list";
import { ReportUpload } from "./report-upload";

/** What scanners found: their reports, what is known beyond them, and where each finding stands. */
export function FindingPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading the page" rowCount={10} />}>
      <EstateGate>
        {(estateId) => (
          <PanelBoundary name="The vulnerabilities">
            <Findings key={estateId} estateId={estateId} />
          </PanelBoundary>
        )}
      </EstateGate>
    </Suspense>
  );
}

function Findings({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.finding.reports.queryOptions({ estateId }));
  const reports = query.data?.filter(({ kind }) => kind === "report") ?? [];
  return (
    <div className="flex max-w-7xl flex-col gap-4 p-4 wide:p-5">
      <div>
        <h1 className="font-semibold text-xl">Vulnerabilities</h1>
        <p className="max-w-prose text-muted">
          What scanners found on your instances. Nothing is scanned from here: upload their reports, and every
          finding that stands on an instance takes part in the analysis.
        </p>
      </div>
      <div className="grid gap-4 wide:grid-cols-2">
        <Card title="Upload">
          <ReportUpload estateId={estateId} />
        </Card>
        <IntelligenceCards estateId={estateId} reports={query.data} />
      </div>
      <DeclaredNote estateId={estateId} />
      {query.isPending ? <PanelLoading label="Loading the reports" rowCount={6} /> : null}
      {query.isError ? (
        <PanelError
          title="The reports could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : reports.length === 0 ? (
        <Card title="Findings" flush>
          <PanelEmpty title="No report was uploaded yet">
            <p>That says nothing about this network: no scanner's report has told Umbra what is in it.</p>
          </PanelEmpty>
        </Card>
      ) : (
        <>
          <ReportList estateId={estateId} reports={reports} />
          <PanelBoundary name="The findings">
            <FindingList estateId={estateId} />
          </PanelBoundary>
        </>
      )}
    </div>
  );
}
