"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ChangeWhatIfResult } from "../../server/engine/scenario/change/change-what-if.schema";
import { FlowRows, RequiredFlowRows } from "../remediation/flow-rows";
import { useTRPCClient } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Badge } from "../ui/badge";
import { visibleText } from "../ui/visible-text";
import { SimulationFrame } from "./simulation-frame";
import type { Topology } from "./use-topology";

/** What a changed rule or route would do: the sentence, the required flows, and everything it opens and closes. */
export function ChangeCard({ topology }: { readonly topology: Topology }) {
  const { estateId, address, setAddress } = topology;
  const { change, at } = address;
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const queryKey = ["whatIf.changes", estateId, at, change];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      client.whatIf.changes.mutate(
        { estateId, changes: change ?? [], ...(at === null ? {} : { snapshotId: at }) },
        { signal },
      ),
    enabled: change !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const sentence = query.data?.sentence;
  useEffect(() => {
    if (sentence !== undefined) announce(sentence);
  }, [sentence]);
  if (change === null) return null;
  const reset = () => {
    void queryClient.cancelQueries({ queryKey });
    void setAddress({ change: null }, { history: "push" });
  };
  return (
    <SimulationFrame
      label="Simulation of a change"
      title={
        query.data === undefined
          ? "Simulating a change of the rules"
          : `Simulating: ${visibleText(query.data.changes.join("; ")).replaceAll("`", "")}`
      }
      query={query}
      onCancel={reset}
      onReset={reset}
    >
      {query.isPending ? (
        <p role="status" className="px-3 pb-3 text-muted">
          Comparing every flow it touches, before and after…
        </p>
      ) : null}
      {query.data === undefined ? null : <ChangeResult result={query.data} />}
    </SimulationFrame>
  );
}

/** What the changes do to the attack that is tried with every snapshot; nothing is said where they do nothing to it. */
function AttackRows({ attack }: { readonly attack: NonNullable<ChangeWhatIfResult["attack"]> }) {
  const rows = [
    { word: "Data at risk now", elements: attack.atRisk },
    { word: "Falls to an attacker now", elements: attack.falls },
    { word: "Data not at risk any more", elements: attack.secured },
    { word: "Does not fall any more", elements: attack.spared },
    { word: "Not decided any more", elements: attack.undecided },
  ].filter(({ elements }) => elements.length > 0);
  if (rows.length === 0 && attack.leftOut === null) return null;
  return (
    <dl aria-label="What an attacker gets at">
      {rows.map(({ word, elements }) => (
        <div key={word}>
          <dt className="text-muted">{word}</dt>
          <dd>{elements.map(({ id, name }) => visibleText(name ?? id)).join(", ")}</dd>
        </div>
      ))}
      {attack.leftOut === null ? null : <p>Not followed to its end: {visibleText(attack.leftOut)}</p>}
    </dl>
  );
}

function ChangeResult({ result }: { readonly result: ChangeWhatIfResult }) {
  const { lost, degraded, gained, undecided, opened, closed, unclear, notCompared } = result;
  const required = [...lost, ...degraded, ...undecided, ...gained];
  return (
    <div className="flex min-h-0 flex-col gap-2 overflow-auto px-3 pb-3">
      <p className="font-medium text-base" data-testid="change-sentence">
        {visibleText(result.sentence)}
      </p>
      <div className="flex flex-wrap gap-2">
        <Badge tone={lost.length > 0 ? "lost" : "neutral"}>{lost.length} lost</Badge>
        <Badge tone={degraded.length > 0 ? "risk" : "neutral"}>{degraded.length} degraded</Badge>
        <Badge tone={undecided.length > 0 ? "undecided" : "neutral"}>{undecided.length} undecided</Badge>
        <Badge tone={gained.length > 0 ? "ok" : "neutral"}>{gained.length} gained</Badge>
      </div>
      {required.length === 0 ? (
        <p className="text-muted">No required flow changes.</p>
      ) : (
        <RequiredFlowRows flows={required} />
      )}
      {result.attack === null ? null : <AttackRows attack={result.attack} />}
      {notCompared === null ? (
        <>
          <FlowRows title="Becomes reachable" flows={opened} none="Nothing becomes reachable." />
          <FlowRows title="Becomes unreachable" flows={closed} none="Nothing else becomes unreachable." />
          {unclear.length === 0 ? null : (
            <FlowRows title="Cannot be decided any more" flows={unclear} none="" />
          )}
        </>
      ) : (
        <p>What else it opens or closes was not compared: {visibleText(notCompared)}</p>
      )}
    </div>
  );
}
