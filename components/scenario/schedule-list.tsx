"use client";

import { useQuery } from "@tanstack/react-query";
import { Pause, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import type { ScheduleView } from "../../server/application/schedules";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { runHref } from "./run-table";
import { timeText } from "./schedule-outlook";
import { useScenarioChanges } from "./use-scenario-changes";
import { VerdictNote } from "./verdict-note";

/** What runs by itself in the estate, and when. */
export function ScheduleList() {
  return (
    <EstateGate>
      {(estateId) => (
        <div className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
          <h1 className="font-semibold text-xl">Schedules</h1>
          <div className="rounded-lg border border-line bg-surface">
            <Schedules key={estateId} estateId={estateId} />
          </div>
        </div>
      )}
    </EstateGate>
  );
}

interface SchedulesProps {
  readonly estateId: string;
  /** Only of this scenario. */
  readonly scenarioId?: string;
}

/** Schedules, the next due first. */
export function Schedules({ estateId, scenarioId }: SchedulesProps) {
  const trpc = useTRPC();
  const of = { estateId, ...(scenarioId === undefined ? {} : { scenarioId }) };
  const query = useQuery(trpc.schedule.list.queryOptions(of));
  if (query.isPending) return <PanelLoading label="Loading the schedules" rowCount={3} />;
  if (query.isError)
    return (
      <PanelError
        title="The schedules could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  if (query.data.length === 0)
    return (
      <PanelEmpty>
        <p>
          {scenarioId === undefined ? "Nothing runs by itself yet. " : "It runs only when someone runs it. "}A
          scenario can be scheduled from its page, a simulation from the map.
        </p>
      </PanelEmpty>
    );
  return (
    <ul aria-label="Schedules" className="divide-y divide-line">
      {query.data.map((schedule) => (
        <Schedule key={schedule.id} schedule={schedule} showsScenario={scenarioId === undefined} />
      ))}
    </ul>
  );
}

function Schedule({
  schedule,
  showsScenario,
}: {
  readonly schedule: ScheduleView;
  readonly showsScenario: boolean;
}) {
  const { scenarioId, scenarioName, estateId, words, isPaused, timeZone, latestRun } = schedule;
  const [next, ...later] = schedule.nextTimes;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        {showsScenario ? (
          <Link
            href={`/scenarios/${encodeURIComponent(scenarioId)}?estate=${encodeURIComponent(estateId)}`}
            className="break-words font-medium text-accent underline"
          >
            {visibleText(scenarioName)}
          </Link>
        ) : null}
        <p className="first-letter:uppercase">{words}</p>
        {isPaused ? <Badge tone="undecided">paused</Badge> : null}
      </div>
      <div className="min-w-0 basis-56">
        {next === undefined ? (
          <p className="text-muted">{isPaused ? "No next time while paused" : "When something changes"}</p>
        ) : (
          <details>
            <summary className="min-h-6 tabular-nums">Next {timeText(next, timeZone)}</summary>
            <ol aria-label="Times after that" className="text-muted tabular-nums">
              {later.map((time) => (
                <li key={time.toISOString()}>{timeText(time, timeZone)}</li>
              ))}
            </ol>
          </details>
        )}
      </div>
      <div className="min-w-0 flex-1 basis-60">
        <LastRun latestRun={latestRun} lastSkippedAt={schedule.lastSkippedAt} />
      </div>
      <Actions schedule={schedule} />
    </li>
  );
}

function LastRun({ latestRun, lastSkippedAt }: Pick<ScheduleView, "latestRun" | "lastSkippedAt">) {
  return (
    <div className="flex flex-col gap-1">
      {latestRun === null ? (
        <span className="text-muted">not run yet</span>
      ) : (
        <>
          <VerdictNote run={latestRun} />
          <Link href={runHref(latestRun)} className="text-muted underline">
            run <RelativeTime date={latestRun.createdAt} />
          </Link>
        </>
      )}
      {lastSkippedAt === null ? null : (
        <span className="text-muted">
          left out <RelativeTime date={lastSkippedAt} />: the run before was not over
        </span>
      )}
    </div>
  );
}

function Actions({ schedule: { id, isPaused, scenarioName } }: { readonly schedule: ScheduleView }) {
  const { pause, removeSchedule } = useScenarioChanges();
  const of = visibleText(scenarioName);
  return (
    <div className="flex gap-2">
      <Button
        size="small"
        aria-label={`${isPaused ? "Resume" : "Pause"} the schedule of ${of}`}
        disabled={pause.isPending}
        onClick={() => pause.mutate({ scheduleId: id, isPaused: !isPaused })}
      >
        {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {isPaused ? "Resume" : "Pause"}
      </Button>
      <Button
        size="small"
        variant="danger"
        aria-label={`Delete the schedule of ${of}`}
        disabled={removeSchedule.isPending}
        onClick={() => removeSchedule.mutate({ scheduleId: id })}
      >
        <Trash2 aria-hidden="true" />
        Delete
      </Button>
    </div>
  );
}
