"use client";

import { useQueries } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Failure } from "../../server/engine/semantics";
import { ScenarioActions } from "../scenario/scenario-actions";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { visibleText } from "../ui/visible-text";
import { Elapsed, ElapsedTime } from "./elapsed";
import { SimulationFrame } from "./simulation-frame";
import { SimulationResult } from "./simulation-result";
import type { Topology } from "./use-topology";

/** What is supposed to fail and what comes of it: at once with the time that passes and a way to stop, then the result. */
export function SimulationCard({ topology }: { readonly topology: Topology }) {
  const { simulation } = topology;
  const { failures, query, reset, cancel } = simulation;
  const names = useFailureNames(topology);
  const title = failures.map((failure) => failureTitle(failure, names.get(failure.id))).join(" and ");
  useAnnouncedResult(query.data?.sentence);
  if (failures.length === 0) return null;
  return (
    <SimulationFrame
      label="Simulation"
      title={`Simulating ${title}`}
      aside={
        <>
          {query.isPending ? <Elapsed key={title} /> : null}
          {query.data === undefined ? null : <ElapsedTime elapsedMs={query.data.elapsedMs} />}
        </>
      }
      actions={
        query.data === undefined ? null : (
          <ScenarioActions
            key={title}
            estateId={topology.estateId}
            snapshotId={topology.address.at}
            title={title}
            kind="what-if"
            request={{ failures: failures.map((failure) => ({ ...failure })) }}
          />
        )
      }
      query={query}
      onCancel={cancel}
      onReset={reset}
    >
      {query.data === undefined ? null : <SimulationResult topology={topology} result={query.data} />}
    </SimulationFrame>
  );
}

/** "loss of nat-gw-1a", "block by sg-web", "withdrawal of 0.0.0.0/0 from rtb-1". */
function failureTitle({ id, mode, route }: Failure, knownName: string | undefined): string {
  const name = visibleText(knownName ?? id);
  if (mode === "blocked") return `block by ${name}`;
  if (mode === "detached") return `disassociation of ${name}`;
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

function useAnnouncedResult(sentence: string | undefined) {
  const said = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (sentence !== undefined && said.current !== sentence) announce(sentence);
    said.current = sentence;
  }, [sentence]);
}
