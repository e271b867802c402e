"use client";

import Link from "next/link";
import { AlertRow } from "../alert/alert-row";
import { AnalysisNote } from "../alert/analysis-note";
import { NoAlerts } from "../alert/no-alerts";
import { EstateGate } from "../shell/estate-gate";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { Name } from "../ui/name";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { EstateFacts } from "./estate-facts";
import { OpenQuestions } from "./open-questions";
import { ReportCard } from "./report-card";
import { type OverviewData, useOverview } from "./use-overview";
import { VerdictTiles } from "./verdict-tiles";

/** One estate at a glance: verdicts, worst alerts, what is in it, what cannot be concluded. */
export function Overview() {
  return <EstateGate>{(estateId) => <EstateOverview key={estateId} estateId={estateId} />}</EstateGate>;
}

function EstateOverview({ estateId }: { readonly estateId: string }) {
  const query = useOverview(estateId);
  if (query.isPending) return <PanelLoading label="Loading the overview" rowCount={10} />;
  if (query.data === undefined) {
    return (
      <PanelError
        title="The overview could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const overview = query.data;
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 p-4 wide:p-5">
      <h1 className="flex flex-wrap items-center gap-2 font-semibold text-xl tracking-tight">
        <Name text={overview.estate.name} max={64} />
        {overview.estate.isSample ? <Badge tone="accent">SAMPLE</Badge> : null}
      </h1>
      <VerdictTiles analysis={overview.analysis} />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <TopAlerts estateId={estateId} overview={overview} />
          <PanelBoundary name="What cannot be concluded">
            <OpenQuestions estateId={estateId} analysis={overview.analysis} />
          </PanelBoundary>
        </div>
        <PanelBoundary name="The facts of the estate">
          <EstateFacts overview={overview} />
        </PanelBoundary>
      </div>
      <PanelBoundary name="The import report">
        <ReportCard estateId={estateId} />
      </PanelBoundary>
    </div>
  );
}

interface TopAlertsProps {
  readonly estateId: string;
  readonly overview: OverviewData;
}

function TopAlerts({ estateId, overview: { topAlerts, openBySeverity } }: TopAlertsProps) {
  const openCount = Object.values(openBySeverity).reduce((sum, count) => sum + count, 0);
  const estate = encodeURIComponent(estateId);
  return (
    <Card
      flush
      title="Worst open alerts"
      aside={
        openCount === 0 ? null : (
          <Link href={`/alerts?estate=${estate}`} className="text-accent hover:underline">
            All {openCount}
          </Link>
        )
      }
    >
      {topAlerts.length === 0 ? (
        <NoAlerts estateId={estateId} status="open" />
      ) : (
        <>
          <AnalysisNote estateId={estateId} />
          <ol aria-label="Worst open alerts" className="flex flex-col">
            {topAlerts.map((alert) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                href={`/alerts?estate=${estate}&sel=${encodeURIComponent(alert.id)}`}
              />
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
