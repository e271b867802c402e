"use client";

import { useState } from "react";
import type {
  AffectedResource,
  IntentOutcome,
  ViewDifference,
  WhatIfResult,
} from "../../server/engine/scenario";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { TabPanel, Tabs } from "../ui/tabs";
import { visibleText } from "../ui/visible-text";
import { DesignNote } from "./design-note";
import { EffectBadge } from "./effect-badge";
import { ImpactTable } from "./impact-table";
import { OutcomeEvidence } from "./outcome-evidence";
import { outcomeTitle } from "./outcome-words";
import { simulationMarkdown } from "./simulation-markdown";
import type { Topology } from "./use-topology";
import { WhatIfCounts } from "./what-if-counts";
import { WhatWouldFixIt } from "./what-would-fix-it";

interface SimulationResultProps {
  readonly topology: Topology;
  readonly result: WhatIfResult & { readonly elapsedMs: number };
}

const WORST_COUNT = 3;

/** The sentence first, then how many, the worst flows, every host, and the evidence of each flow. */
export function SimulationResult({ topology, result }: SimulationResultProps) {
  const [tab, setTab] = useState("summary");
  const outcomes = [...result.lost, ...result.degraded, ...result.undecided];
  const lostHostCount = result.affected.filter(({ status }) => status === "lost").length;
  return (
    <div className="flex min-h-0 flex-col">
      <p className="px-3 font-medium text-base" data-testid="simulation-sentence">
        {visibleText(result.sentence)}
      </p>
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <WhatIfCounts result={result} />
        <span className="flex-1" />
        <ShowOnMap topology={topology} affected={result.affected} />
        <WhatWouldFixIt estateId={topology.estateId} failedIds={result.failures.map(({ id }) => id)} />
        <CopyButton label="Copy as Markdown" text={() => simulationMarkdown(result, window.location.href)} />
      </div>
      <Tabs
        label="Result"
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: "summary", label: "Consequences" },
          { value: "impact", label: `Impact (${lostHostCount} lost)` },
          { value: "evidence", label: "Evidence" },
        ]}
      >
        <TabPanel value="summary">
          <Consequences
            outcomes={outcomes}
            unaffectedCount={result.unaffectedCount}
            differences={result.differences ?? []}
          />
        </TabPanel>
        <TabPanel value="impact">
          <ImpactTable topology={topology} result={result} />
        </TabPanel>
        <TabPanel value="evidence">
          <OutcomeEvidence topology={topology} outcomes={outcomes} differences={result.differences ?? []} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function ShowOnMap({
  topology,
  affected,
}: {
  readonly topology: Topology;
  readonly affected: readonly AffectedResource[];
}) {
  if (affected.length === 0) return null;
  return (
    <Button
      size="small"
      onClick={() => {
        const { nodes, boxes } = topology.marks;
        // What is folded away is shown by the closed box that holds it.
        const cards = (topology.view?.nodes ?? []).filter(({ id, expanded }) => !expanded && boxes.has(id));
        const ids = [...nodes.keys(), ...cards.map(({ id }) => id)];
        void topology.setAddress({ view: "map" });
        topology.setSight({ ids: [...new Set(ids)], always: true });
      }}
    >
      Show on map
    </Button>
  );
}

interface ConsequencesProps {
  readonly outcomes: readonly IntentOutcome[];
  readonly unaffectedCount: number;
  readonly differences: readonly ViewDifference[];
}

function Consequences({ outcomes, unaffectedCount, differences }: ConsequencesProps) {
  if (outcomes.length === 0)
    return (
      <p className="p-3 text-muted">
        {unaffectedCount === 0
          ? "No required flow that works now was found in the configuration, so there is nothing to lose."
          : `None of the ${unaffectedCount.toLocaleString("en")} required flows that work now depends on it.`}
      </p>
    );
  const rest = outcomes.length - WORST_COUNT;
  return (
    <div className="p-3">
      <ol aria-label="Worst consequences" className="flex flex-col gap-1.5">
        {outcomes.slice(0, WORST_COUNT).map((outcome) => (
          <li key={outcome.intent.id} className="flex flex-wrap items-baseline gap-2">
            <EffectBadge outcome={outcome} />
            <span>{visibleText(outcomeTitle(outcome))}</span>
            <span className="text-muted">{countOf(outcome.lostMembers.length, "host")}</span>
            <DesignNote difference={differences.find(({ intentId }) => intentId === outcome.intent.id)} />
          </li>
        ))}
      </ol>
      {rest > 0 ? <p className="pt-1.5 text-muted">and {rest} more under Evidence</p> : null}
    </div>
  );
}
