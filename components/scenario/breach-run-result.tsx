"use client";

import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { visibleText } from "../ui/visible-text";
import { BestPatches } from "./best-patches";
import { BreachFindings } from "./breach-findings";
import { BreachImpact } from "./breach-impact";
import { breachMarkdown } from "./breach-markdown";
import { ChokeSets } from "./choke-sets";
import type { DoneRun } from "./run-result";
import { UnderFailures } from "./under-failures";

/** What an attack came to: the sentence, what falls and how, what stops it, and what became of each vulnerability. */
export function BreachRunResult({ run }: { readonly run: DoneRun<"breach"> }) {
  const { result } = run;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="run-sentence">
        {visibleText(result.sentence)}
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton label="Copy as Markdown" text={() => breachMarkdown(result, window.location.href)} />
      </div>
      <Card title="Impact and chains">
        <BreachImpact result={result} />
      </Card>
      <Card title={result.dataAtRisk.length > 0 ? "What keeps the data safe" : "What stops all of it"}>
        <ChokeSets label="Choke points" points={result.chokePoints} />
      </Card>
      <Card title="The same by patches alone">
        <ChokeSets label="Patches" points={result.patches} />
      </Card>
      {result.bestPatches === undefined ? null : (
        <Card title="Which patches protect most">
          <BestPatches choice={result.bestPatches} />
        </Card>
      )}
      {result.underFailures === null ? null : (
        <Card title="While one thing is down">
          <UnderFailures under={result.underFailures} />
        </Card>
      )}
      <Card title={`Vulnerabilities (${result.findings.length})`}>
        <BreachFindings findings={result.findings} />
      </Card>
    </div>
  );
}
