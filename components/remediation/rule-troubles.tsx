"use client";

import { TriangleAlert } from "lucide-react";
import type { RuleRecord } from "../../server/application/ports/rule-store";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";

/** What a rule did that its owner must know: that it was switched off, or seems to answer another rule. */
export function RuleTroubles({ troubles }: Pick<RuleRecord, "troubles">) {
  if (troubles.length === 0) return null;
  return (
    <ul
      aria-label="Troubles"
      className="flex flex-col gap-1 rounded-md border border-risk bg-risk-soft px-3 py-2 text-risk-text"
    >
      {troubles.map(({ kind, at, reason }) => (
        <li key={`${kind} ${at.toISOString()}`} className="flex flex-wrap items-center gap-2">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          <strong>{kind === "loop" ? "Loop suspected" : "Switched off"}</strong>
          <span className="min-w-0 flex-1 break-words">
            <Prose text={reason} isSentence />, <RelativeTime date={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
