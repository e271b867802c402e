"use client";

import { X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Button } from "../ui/button";
import { isOver, type Run } from "./use-run";

const TICK_MS = 200;

interface RunProgressProps {
  readonly run: Run;
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
}

/** How far a run is, how long it has taken, and the way to end it; of a cancelled run, how far it came. */
export function RunProgress({ run, isCancelling, onCancel }: RunProgressProps) {
  const id = useId();
  const { state, stage, progress, startedAt } = run;
  if (state === "done" || state === "failed") return null;
  const isCancelled = state === "cancelled";
  const what = state === "queued" ? "waiting for a free worker" : (stage ?? "starting");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p id={id} className="min-w-0">
        {isCancelled ? (
          <>
            Cancelled{stage === null ? " before it began" : ` while ${stage}`}. It gives no verdict; what was
            done until then is partial and says nothing of the rest.
          </>
        ) : (
          <span className="first-letter:uppercase">{what}</span>
        )}
      </p>
      {progress.totalCount > 0 ? (
        <>
          <progress
            aria-labelledby={id}
            className="h-2 w-48 accent-accent"
            value={progress.doneCount}
            max={progress.totalCount}
          />
          <span className="text-muted tabular-nums">
            {progress.doneCount.toLocaleString("en")} of {progress.totalCount.toLocaleString("en")}
            {isCancelled ? ", partial" : ""}
          </span>
        </>
      ) : null}
      {isOver(state) ? null : (
        <>
          {startedAt === null ? null : <Elapsed since={startedAt} />}
          <Button size="small" disabled={isCancelling} onClick={onCancel}>
            <X aria-hidden="true" />
            {isCancelling ? "Cancelling" : "Cancel"}
          </Button>
        </>
      )}
    </div>
  );
}

function Elapsed({ since }: { readonly since: Date }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="text-muted tabular-nums">
      <span className="sr-only">elapsed </span>
      {(Math.max(0, now - since.getTime()) / 1000).toFixed(1)} s
    </span>
  );
}
