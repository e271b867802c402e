"use client";

import { useEffect } from "react";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { RunInputs } from "./run-inputs";
import { RunProgress } from "./run-progress";
import { RunResult } from "./run-result";
import { RunStateBadge } from "./run-state-badge";
import { useRun } from "./use-run";

/** One run of any kind: live while it goes on, its result afterwards; the address that is passed on. */
export function RunPage({ runId }: { readonly runId: string }) {
  const { query, run, isCancelling, cancel } = useRun(runId);
  useTitle(run);
  if (query.isPending) return <PanelLoading label="Loading the run" rowCount={8} />;
  if (run === undefined)
    return (
      <PanelError title="The run could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  return (
    <article className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 break-words font-semibold text-xl">{visibleText(run.title)}</h1>
          <RunStateBadge state={run.state} />
          <span className="flex-1" />
          <CopyButton label="Copy link" text={() => window.location.href} />
        </div>
        <p className="text-muted">Simulation on shadow copy. Production is not touched.</p>
        <RunProgress run={run} isCancelling={isCancelling} onCancel={cancel} />
        {run.error === null ? null : (
          <p role="alert" className="break-words">
            <span className="font-medium">The run failed.</span>{" "}
            <span className="text-muted">{visibleText(run.error)}</span>
          </p>
        )}
      </header>
      <PanelBoundary name="The result">
        <RunResult run={run} />
      </PanelBoundary>
      <Card title="Inputs">
        <RunInputs run={run} />
      </Card>
    </article>
  );
}

/** The tab says where it stands: "running - What if: loss of nat-gw-1a - Umbra". */
function useTitle(run: ReturnType<typeof useRun>["run"]) {
  const title = run === undefined ? undefined : `${run.state} - ${visibleText(run.title)} - Umbra`;
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
}
