"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Sparkles, Wrench } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { toast } from "sonner";
import type { AlertDetail } from "../../server/application/alerts";
import { FixCard } from "../remediation/fix-card";
import { RunProgress } from "../scenario/run-progress";
import { isOver, useRun } from "../scenario/use-run";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { messageOf } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";

interface RecommendationsProps {
  readonly estateId: string;
  readonly alert: Pick<AlertDetail, "id" | "recommendations" | "fix" | "state">;
}

/** What could be done, each with what trying it on a copy showed, and the way to have it tried. */
export function Recommendations({ estateId, alert }: RecommendationsProps) {
  const { recommendations, fix } = alert;
  const isFixable = recommendations.some(({ option }) => option !== undefined);
  const tried = fix.tried;
  if (recommendations.length === 0)
    return <p className="text-muted">None is known for this kind of alert.</p>;
  return (
    <div className="flex flex-col gap-3">
      {isFixable ? <TryFixes estateId={estateId} alert={alert} /> : null}
      <ul className="grid gap-3 lg:grid-cols-2">
        {recommendations.map((one) => (
          <li key={`${one.option} ${one.title}`} className="min-w-0">
            <FixCard
              fix={one}
              trial={one.trial}
              runId={one.trial === null ? null : (tried?.runId ?? null)}
              isStale={tried?.isStale ?? false}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function TryFixes({ estateId, alert }: RecommendationsProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { tried, latestRunId } = alert.fix;
  const start = useMutation(
    trpc.alert.tryFixes.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.alert.pathKey() }),
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  const again = tried === null ? "Try the fixes" : "Try them again";
  return (
    <div className="flex flex-col gap-2">
      <div data-print="hide" className="flex flex-wrap items-center gap-2">
        <Button
          size="small"
          disabled={start.isPending}
          onClick={() => start.mutate({ estateId, id: alert.id })}
        >
          <Sparkles aria-hidden="true" />
          {again}
        </Button>
        <Link
          href={`/rules/new?estate=${encodeURIComponent(estateId)}&fromAlert=${encodeURIComponent(alert.id)}`}
          className={buttonLook("secondary", "small")}
        >
          <Wrench aria-hidden="true" />
          Create remediation rule
        </Link>
        <span className="text-muted">
          {tried === null ? (
            "Each change would be tried on a copy of the network; nothing is touched."
          ) : (
            <>
              Tried <RelativeTime date={tried.at} />
              {tried.isStale
                ? " on an older snapshot: the network has changed since, so nothing of it is shown to hold now."
                : " on the latest snapshot."}
            </>
          )}
        </span>
      </div>
      {latestRunId === null || latestRunId === tried?.runId ? null : <Trial runId={latestRunId} />}
    </div>
  );
}

/** The trial under way; what it finds is shown by the cards as soon as it is over. */
function Trial({ runId }: { readonly runId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { run, isCancelling, cancel } = useRun(runId);
  const isEnded = run !== undefined && isOver(run.state);
  useEffect(() => {
    if (isEnded) void client.invalidateQueries({ queryKey: trpc.alert.pathKey() });
  }, [isEnded, client, trpc]);
  if (run === undefined) return null;
  if (run.state === "failed")
    return (
      <p role="alert" className="text-muted">
        The last trial failed: {run.error}
      </p>
    );
  return <RunProgress run={run} isCancelling={isCancelling} onCancel={cancel} />;
}
