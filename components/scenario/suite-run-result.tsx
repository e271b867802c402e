"use client";

import { Badge, SeverityBadge } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";
import type { DoneRun } from "./run-result";

/** What all checks found on one snapshot. */
export function SuiteRunResult({ run }: { readonly run: DoneRun<"suite"> }) {
  const { findings, provedCount, affectedCount, undecidedCount } = run.result;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="run-sentence">
        {findings.length === 0
          ? `No weakness was found by ${countOf(provedCount + affectedCount + undecidedCount, "check")}.`
          : `${countOf(findings.length, "weakness", "weaknesses")} found.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Badge tone={provedCount > 0 ? "ok" : "neutral"}>{provedCount.toLocaleString("en")} proved</Badge>
        <Badge tone={affectedCount > 0 ? "lost" : "neutral"}>
          {affectedCount.toLocaleString("en")} affected
        </Badge>
        <Badge tone={undecidedCount > 0 ? "undecided" : "neutral"}>
          {undecidedCount.toLocaleString("en")} undecided
        </Badge>
      </div>
      <ul aria-label="Weaknesses" className="divide-y divide-line rounded-md border border-line bg-surface">
        {findings.map(({ fingerprint, severity, title, subject }) => (
          <li key={fingerprint} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5">
            <SeverityBadge severity={severity} />
            <span className="min-w-0 break-words">
              <Prose text={title} />
            </span>
            <span className="text-muted">
              <ElementLabel element={subject} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
