"use client";

import { Unplug, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { CutsRequest } from "../../server/engine/scenario/cuts/cuts.schema";
import { CutsAnswer } from "../scenario/cuts-answer";
import { RunProgress } from "../scenario/run-progress";
import { type Run, useRun } from "../scenario/use-run";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Select } from "../ui/select";
import { visibleText } from "../ui/visible-text";
import { failureCode } from "./failure-code";
import { FAILING, type Failing, useBreak } from "./use-break";
import type { Topology } from "./use-topology";

/** What it would take to break an application: the search while it goes on, then the sets, the first one drawn. */
export function CutsCard({ topology }: { readonly topology: Topology }) {
  const { cut } = topology.address;
  return cut === null ? null : <Card key={cut} topology={topology} runId={cut} />;
}

function Card({ topology, runId }: { readonly topology: Topology; readonly runId: string }) {
  const { query, run, isCancelling, cancel } = useRun(runId);
  const close = () => void topology.setAddress({ cut: null, fail: null }, { history: "push" });
  return (
    <section
      aria-label="What would it take"
      className="flex min-h-0 flex-col border-line-strong border-t bg-surface"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2 pb-2">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold text-base">
          <Unplug aria-hidden="true" className="size-4 shrink-0 text-muted" />
          <span className="min-w-0 break-words">
            {run === undefined ? "Looking" : visibleText(run.title)}
          </span>
        </h2>
        <span className="flex-1" />
        {run?.kind === "cuts" ? <FailingChoice topology={topology} request={run.request} /> : null}
        {run === undefined ? null : (
          <Link href={`/runs/${encodeURIComponent(run.id)}`} className="min-h-6 text-accent underline">
            Open the run
          </Link>
        )}
        <Button variant="ghost" size="icon" aria-label="Close the question" onClick={close}>
          <X aria-hidden="true" />
        </Button>
      </div>
      {/* Scrolled by keys too, which asks for a name and a place in the order. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
      <section aria-label="Answer" tabIndex={0} className="min-h-0 overflow-auto px-3 pb-3">
        {query.isPending ? <PanelLoading label="Loading the search" /> : null}
        {run === undefined && query.isError ? (
          <PanelError
            title="The search could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : null}
        {run === undefined ? null : (
          <>
            <RunProgress run={run} isCancelling={isCancelling} onCancel={cancel} />
            {run.error === null ? null : (
              <p role="alert">
                <span className="font-medium">The search failed.</span>{" "}
                <span className="text-muted">{visibleText(run.error)}</span>
              </p>
            )}
            <Answer topology={topology} run={run} />
          </>
        )}
      </section>
    </section>
  );
}

function Answer({ topology, run }: { readonly topology: Topology; readonly run: Run }) {
  const { simulation } = topology;
  const { start } = simulation;
  const result = run.kind === "cuts" && run.state === "done" ? run.result : null;
  const drawn = useRef(false);
  const nothingDrawn = simulation.failures.length === 0;
  useEffect(() => {
    if (result === null || drawn.current) return;
    drawn.current = true;
    announce(result.sentence);
    const [first] = result.smallest?.sets ?? [];
    if (first !== undefined && nothingDrawn) start(first.failures);
  }, [result, nothingDrawn, start]);
  if (result === null) return null;
  const shown = simulation.failures.map(failureCode).sort().join();
  return (
    <CutsAnswer
      result={result}
      actionOf={({ failures, elements }) => {
        const isShown = failures.map(failureCode).sort().join() === shown;
        return (
          <Button
            size="small"
            aria-pressed={isShown}
            aria-label={`Show on the map: ${elements.map(({ name, id }) => visibleText(name ?? id)).join(" and ")}`}
            onClick={() => start(failures)}
          >
            {isShown ? "Shown" : "Show"}
          </Button>
        );
      }}
    />
  );
}

/** Asks the same of other components. */
function FailingChoice({
  topology,
  request,
}: {
  readonly topology: Topology;
  readonly request: CutsRequest;
}) {
  const { ask, isStarting } = useBreak(topology);
  const { target } = request;
  if (target.kind !== "application" || isStarting) return null;
  const chosen = (Object.keys(FAILING) as Failing[]).find(
    (key) => FAILING[key].kinds?.join() === request.kinds?.join(),
  );
  return (
    <Select
      label="What may fail"
      value={chosen ?? "any"}
      onValueChange={(next) =>
        ask(
          target.name,
          (Object.keys(FAILING) as Failing[]).find((key) => key === next),
        )
      }
      options={(Object.keys(FAILING) as Failing[]).map((key) => ({ value: key, label: FAILING[key].label }))}
    />
  );
}
