"use client";

import type { ChokePoints } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { visibleText } from "../ui/visible-text";
import { removableText } from "./breach-words";

interface ChokeSetsProps {
  readonly label: string;
  /** Null: there is nothing to stop. */
  readonly points: ChokePoints | null;
}

/** What can be taken away to stop an attack. "Smallest" is said only where it is proved. */
export function ChokeSets({ label, points }: ChokeSetsProps) {
  if (points === null)
    return <p className="text-muted">Nothing more falls by what is known, so there is nothing to stop.</p>;
  const { sets, doubts, wayCount, trialCount, question, outcome } = points;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-2">
        <Badge tone={outcome === "smallest" ? "ok" : outcome === "none" ? "lost" : "undecided"}>
          {OUTCOME_WORDS[outcome]}
        </Badge>
        <span className="min-w-0">{sentence(points)}</span>
      </p>
      {sets.length === 0 ? null : (
        <ol aria-label={label} className="divide-y divide-line rounded-md border border-line bg-surface">
          {sets.map((set) => {
            const texts = set.map(removableText);
            return (
              <li key={texts.join()} className="break-words px-2.5 py-1.5">
                {texts.join(" and ")}
              </li>
            );
          })}
        </ol>
      )}
      {doubts.map((doubt) => (
        <p key={doubt} className="text-muted">
          Not certain: {visibleText(doubt)}
        </p>
      ))}
      <p className="flex flex-wrap items-center gap-2 text-muted">
        {countOf(wayCount, "way")} of the attack known, {countOf(trialCount, "copy", "copies")} tried
        {question === null ? null : <CopyButton label="Copy SMT-LIB" text={question.text} />}
      </p>
    </div>
  );
}

const OUTCOME_WORDS = {
  smallest: "smallest",
  "best-found": "best found",
  none: "nothing stops it",
  undecided: "none found",
} as const;

function sentence({ outcome, size, sets, hasMore }: ChokePoints): string {
  const found = `${sets.length}${hasMore ? " or more" : ""} ${sets.length === 1 && !hasMore ? "set" : "sets"} of ${size ?? 0}`;
  switch (outcome) {
    case "smallest":
      return `${found}: taken away, nothing gets there, and no smaller set does it.`;
    case "best-found":
      return `${found}: taken away, nothing proved gets there; that none is smaller is not shown.`;
    case "none":
      return "Nothing that can be taken away stops it.";
    case "undecided":
      return "No set was found.";
  }
}
