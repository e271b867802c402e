"use client";

import { useSnapshotInView } from "../history/use-snapshot-in-view";
import { Neighbours } from "./neighbours";
import type { ResourceAnswer } from "./resource-answer";
import { ResourceAlerts, ResourceFacts } from "./resource-facts";
import { ResourceLink } from "./resource-link";

interface ResourceOverviewProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly resource: ResourceAnswer;
}

/** Its alerts, what its configuration says, and what it is connected to. */
export function ResourceOverview({ estateId, at, resource }: ResourceOverviewProps) {
  const { isPast } = useSnapshotInView(at);
  return (
    <div className="grid gap-6 p-4 wide:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        {resource.alerts.length === 0 ? (
          <p className="text-muted">No open alert names it as the cause.</p>
        ) : (
          <ResourceAlerts
            estateId={estateId}
            alerts={resource.alerts}
            title={isPast ? "Alerts open now, not then" : "Alerts"}
          />
        )}
        <ResourceFacts resource={resource} />
      </div>
      <Neighbours
        resource={resource}
        render={(element) => <ResourceLink estateId={estateId} at={at} element={element} />}
      />
    </div>
  );
}
