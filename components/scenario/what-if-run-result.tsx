"use client";

import { ChevronRight } from "lucide-react";
import type { IntentOutcome } from "../../server/engine/scenario";
import { EffectBadge } from "../topology/effect-badge";
import { outcomeTitle } from "../topology/outcome-words";
import { WhatIfCounts } from "../topology/what-if-counts";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { visibleText } from "../ui/visible-text";
import type { DoneRun } from "./run-result";

/** More flows than this are counted, not listed. */
const MAX_FLOWS = 200;

/** What a what-if came to: the sentence, how many, and each flow with the way before and where it stops after. */
export function WhatIfRunResult({ run }: { readonly run: DoneRun<"what-if"> }) {
  const { result } = run;
  const outcomes = [...result.lost, ...result.degraded, ...result.undecided];
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="run-sentence">
        {visibleText(result.sentence)}
      </p>
      <div className="flex flex-wrap gap-2">
        <WhatIfCounts result={result} />
      </div>
      {outcomes.length === 0 ? null : (
        <ul
          aria-label="Affected flows"
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {outcomes.slice(0, MAX_FLOWS).map((outcome) => (
            <li key={outcome.intent.id}>
              <Outcome outcome={outcome} />
            </li>
          ))}
        </ul>
      )}
      {outcomes.length > MAX_FLOWS ? (
        <p className="text-muted">and {countOf(outcomes.length - MAX_FLOWS, "more flow")}</p>
      ) : null}
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: IntentOutcome }) {
  const { lostMembers, evidence, missing } = outcome;
  return (
    <details className="group">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5 outline-offset-[-2px] hover:bg-hover">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        <EffectBadge outcome={outcome} />
        <span className="min-w-0 font-medium">{visibleText(outcomeTitle(outcome))}</span>
        <span className="ml-auto text-muted">{countOf(lostMembers.length, "host")}</span>
      </summary>
      <div className="flex flex-col gap-3 border-line border-t px-3 py-2">
        {missing.map((one) => (
          <p key={one} className="text-muted">
            Not known: {visibleText(one)}
          </p>
        ))}
        {lostMembers.length === 0 ? null : (
          <ul aria-label="Hosts that lose it" className="flex flex-wrap gap-x-4 gap-y-1">
            {lostMembers.map((member) => (
              <li key={member.id}>
                <ElementLabel element={member} />
              </li>
            ))}
          </ul>
        )}
        <div className="grid gap-4 wide:grid-cols-2">
          <div>
            <p className="pb-1 font-semibold">Before</p>
            <HopList label="Path before" hops={evidence.before} />
          </div>
          <div>
            <p className="pb-1 font-semibold">After</p>
            <HopList label="Where it stops after" hops={evidence.after} />
          </div>
        </div>
      </div>
    </details>
  );
}
