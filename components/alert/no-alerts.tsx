"use client";

import Link from "next/link";
import { useOverview } from "../overview/use-overview";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import type { Status } from "./alert-filters";

interface NoAlertsProps {
  readonly estateId: string;
  readonly status: Status;
}

/** An empty list is good news only as far as the analysis reached, so it says how far. */
export function NoAlerts({ estateId, status }: NoAlertsProps) {
  const overview = useOverview(estateId);
  if (overview.isPending) return <PanelLoading label="Loading how far the analysis reached" rowCount={1} />;
  if (overview.isError) {
    return (
      <PanelError
        title="No alert is listed, and how far the analysis reached could not be loaded"
        error={overview.error}
        onRetry={() => overview.refetch()}
      />
    );
  }
  const { analysis } = overview.data;
  switch (analysis.state) {
    case "none":
      return (
        <PanelEmpty title="Not analyzed yet">
          <p>
            No alert is listed because nothing has been tried on this configuration. Import it again to start.
          </p>
          <Link href="/welcome" className={buttonLook("secondary", "small")}>
            Import
          </Link>
        </PanelEmpty>
      );
    case "running":
      return (
        <PanelEmpty title="The analysis is running">
          <p>Alerts appear here when it is done.</p>
        </PanelEmpty>
      );
    case "failed":
      return (
        <PanelEmpty title="The analysis failed">
          <p>
            No alert is listed, and nothing follows from that:{" "}
            <Prose text={analysis.error ?? "no reason was recorded"} />.
          </p>
        </PanelEmpty>
      );
    case "done":
      return (
        <PanelEmpty title={status === "open" || status === "all" ? "No open alerts" : `No ${status} alerts`}>
          <p>
            {countOf(analysis.provedCount, "check")} proved, {analysis.affectedCount} affected,{" "}
            {analysis.undecidedCount} undecided
            {analysis.finishedAt === null ? null : (
              <>
                , last run <RelativeTime date={analysis.finishedAt} />
              </>
            )}
            .
          </p>
        </PanelEmpty>
      );
  }
}
