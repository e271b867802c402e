import { ResourceLink } from "../resource/resource-link";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { DataTable } from "./data-table";
import { elementText, figure, percent, rowText } from "./load-words";
import type { LoadQuery } from "./use-load";

interface SweepCardProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly query: LoadQuery;
  readonly onCancel: () => void;
  readonly onAskAgain: () => void;
}

/** What is asked for too much while any one thing is down. */
export function SweepCard({ estateId, at, query, onCancel, onAskAgain }: SweepCardProps) {
  return (
    <Card title="With any one thing down" flush>
      <Sweep estateId={estateId} at={at} query={query} onCancel={onCancel} onAskAgain={onAskAgain} />
    </Card>
  );
}

function Sweep({ estateId, at, query, onCancel, onAskAgain }: SweepCardProps) {
  if (query.isError)
    return (
      <PanelError
        title="The single failures could not be tried"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.isPending)
    return query.fetchStatus === "idle" ? (
      <PanelEmpty title="Cancelled">
        <Button size="small" onClick={onAskAgain}>
          Try them again
        </Button>
      </PanelEmpty>
    ) : (
      <div className="p-2">
        <PanelLoading label="Trying every single failure" rowCount={3} />
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    );
  const { sweep } = query.data;
  if (sweep === null) return null;
  const { growth, overloads, failureCount, undecidedCount } = sweep;
  return (
    <div className="flex flex-col gap-2 p-2">
      <p className="px-2 font-medium">
        {growth === null
          ? `${countOf(failureCount, "single failure")}: no known limit binds.`
          : `With any one thing down the stated traffic may grow ${figure(growth.factor)} times${growth.down === null ? "" : `: with ${elementText(growth.down)} down, ${elementText(growth.element)} binds`}.`}
      </p>
      {undecidedCount === 0 ? null : (
        <p className="px-2 text-risk-text">
          Under {countOf(undecidedCount, "failure")} not all traffic could be followed.
        </p>
      )}
      {overloads.length === 0 ? (
        <p className="px-2 text-muted">
          None of {countOf(failureCount, "single failure")} overloads a known limit more than the traffic does
          anyway.
        </p>
      ) : (
        <div className="overflow-x-auto">
          <DataTable
            caption="Single failures that overload something, the worst first"
            head={["Down", "Overloads", "At", "Lost with it"]}
            rows={overloads.map(({ element, rows: [worst, ...others], lostCount }) => ({
              key: element.id,
              cells: [
                <ResourceLink key="down" estateId={estateId} at={at} element={element} />,
                `${worst === undefined ? "" : rowText(worst)}${others.length === 0 ? "" : ` and ${countOf(others.length, "more limit")}`}`,
                percent(worst?.utilizationRatio ?? 0),
                lostCount === 0 ? "" : countOf(lostCount, "demand"),
              ],
            }))}
          />
        </div>
      )}
    </div>
  );
}
