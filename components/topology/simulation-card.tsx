"use client";

import { useQueries } from "@tanstack/react-query";
import { RotateCcw, Sparkles, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Failure } from "../../server/engine/semantics";
import { WhatIfActions } from "../scenario/what-if-actions";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { messageOf } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { SimulationResult } from "./simulation-result";
import type { Topology } from "./use-topology";

const TICK_MS = 100;

/** What is supposed to fail and what comes of it: at once with the time that passes and a way to stop, then the result. */
export function SimulationCard({ topology }: { readonly topology: Topology }) {
  const { simulation } = topology;
  const { failures, query, reset, cancel } = simulation;
  const names = useFailureNames(topology);
  const title = failures.map((failure) => failureTitle(failure, names.get(failure.id))).join(" and ");
  useAnnouncedResult(query.data?.sentence);
  if (failures.length === 0) return null;
  return (
    <section
      aria-label="Simulation"
      className="flex max-h-[46%] min-h-0 shrink-0 flex-col border-simulated border-t-2 border-dashed bg-surface"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold text-base">
          <Sparkles aria-hidden="true" className="size-4 shrink-0 text-simulated" />
          <span className="min-w-0 break-words">Simulating {title}</span>
        </h2>
        {query.isPending ? <Elapsed key={title} /> : null}
        {query.data === undefined ? null : <ElapsedTime elapsedMs={query.data.elapsedMs} />}
        <span className="flex-1" />
        {query.data === undefined ? null : (
          <WhatIfActions
            key={title}
            estateId={topology.estateId}
            snapshotId={topology.address.at}
            title={title}
            failures={failures}
          />
        )}
        {query.isPending ? (
          <Button size="small" onClick={cancel}>
            <X aria-hidden="true" />
            Cancel
          </Button>
        ) : (
          <Button size="small" onClick={reset}>
            <RotateCcw aria-hidden="true" />
            Reset view
          </Button>
        )}
      </div>
      <p className="px-3 pb-2 text-muted text-xs">Simulation on shadow copy. Production is not touched.</p>
      {query.isError ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 px-3 pb-3">
          <p>
            <span className="font-medium">The simulation could not be answered.</span>{" "}
            <span className="text-muted">{messageOf(query.error)}</span>
          </p>
          <Button size="small" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      ) : null}
      {query.data === undefined ? null : <SimulationResult topology={topology} result={query.data} />}
    </section>
  );
}

/** "loss of nat-gw-1a", "block by sg-web", "withdrawal of 0.0.0.0/0 from rtb-1". */
function failureTitle({ id, mode, route }: Failure, knownName: string | undefined): string {
  const name = visibleText(knownName ?? id);
  if (mode === "blocked") return `block by ${name}`;
  return mode === "withdrawn" ? `withdrawal of ${route} from ${name}` : `loss of ${name}`;
}

/** Names of what fails; those that are folded away are asked for. */
function useFailureNames({ estateId, address, simulation, rowOf }: Topology): ReadonlyMap<string, string> {
  const trpc = useTRPC();
  const { failures } = simulation;
  const hidden = failures.filter(({ id }) => rowOf(id) === null);
  const answers = useQueries({
    queries: hidden.map(({ id }) =>
      trpc.resource.read.queryOptions({
        estateId,
        id,
        ...(address.at === null ? {} : { snapshotId: address.at }),
      }),
    ),
  });
  const elements = [
    ...failures.map(({ id }) => rowOf(id)?.element),
    ...answers.map(({ data }) => data?.element),
  ];
  return new Map(
    elements.flatMap((element) => (element?.name === undefined ? [] : [[element.id, element.name]])),
  );
}

function Elapsed() {
  const [startedAt] = useState(() => performance.now());
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), TICK_MS);
    return () => clearInterval(timer);
  }, [startedAt]);
  return <ElapsedTime elapsedMs={elapsedMs} />;
}

function ElapsedTime({ elapsedMs }: { readonly elapsedMs: number }) {
  return (
    <span className="text-muted">
      <span className="sr-only">elapsed </span>
      {(elapsedMs / 1000).toFixed(1)} s
    </span>
  );
}

function useAnnouncedResult(sentence: string | undefined) {
  const said = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (sentence !== undefined && said.current !== sentence) announce(sentence);
    said.current = sentence;
  }, [sentence]);
}
