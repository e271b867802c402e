"use client";

import { useState } from "react";
import type { IntentOutcome, ViewDifference } from "../../server/engine/scenario";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { Name } from "../ui/name";
import { Select } from "../ui/select";
import { REASON_WORDS } from "../ui/verdict-words";
import { visibleText } from "../ui/visible-text";
import { DesignNote } from "./design-note";
import { EffectBadge } from "./effect-badge";
import { outcomeTitle } from "./outcome-words";
import type { Topology } from "./use-topology";

interface OutcomeEvidenceProps {
  readonly topology: Topology;
  readonly outcomes: readonly IntentOutcome[];
  readonly differences: readonly ViewDifference[];
}

/** For one flow at a time: the way it took, and where it stops now. */
export function OutcomeEvidence({ topology, outcomes, differences }: OutcomeEvidenceProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const outcome = outcomes.find(({ intent }) => intent.id === wanted) ?? outcomes[0];
  if (outcome === undefined)
    return <p className="p-3 text-muted">No flow is lost, so there is nothing to show.</p>;
  const { evidence, reason, missing } = outcome;
  const onSelect = (element: { readonly id: string }) => {
    const row = topology.rowOf(element.id);
    if (row !== null) topology.select(row);
  };
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Flow"
          value={outcome.intent.id}
          onValueChange={setWanted}
          options={outcomes.map((one) => ({ value: one.intent.id, label: visibleText(outcomeTitle(one)) }))}
        />
        <EffectBadge outcome={outcome} />
        <span className="text-muted">
          {outcome.intent.origin}: {visibleText(outcome.intent.why)}
        </span>
      </div>
      {evidence.at === null ? null : (
        <p>
          It stops at <ElementLabel element={evidence.at} />
          {reason === null ? null : <> because {REASON_WORDS[reason]}</>}
          {evidence.at.rule === undefined ? null : (
            <span className="text-muted">
              {" "}
              (<Name text={evidence.at.rule} mono max={120} />)
            </span>
          )}
        </p>
      )}
      <DesignNote difference={differences.find(({ intentId }) => intentId === outcome.intent.id)} />
      {missing.map((one) => (
        <p key={one} className="text-muted">
          Not known: {visibleText(one)}
        </p>
      ))}
      <div className="grid gap-4 wide:grid-cols-2">
        <div>
          <h3 className="pb-1 font-semibold">Before</h3>
          <HopList label="Path before" hops={evidence.before} onSelect={onSelect} />
        </div>
        <div>
          <h3 className="pb-1 font-semibold">After</h3>
          <HopList label="Where it stops after" hops={evidence.after} onSelect={onSelect} />
        </div>
      </div>
    </div>
  );
}
