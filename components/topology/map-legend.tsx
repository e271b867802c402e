"use client";

import { CircleHelp, type LucideIcon, OctagonX, Sparkles, TriangleAlert } from "lucide-react";
import { classNames } from "../ui/class-names";
import type { Mark, Marks } from "./marks";

const ENTRIES: readonly {
  readonly marks: readonly Mark[];
  readonly icon: LucideIcon;
  readonly look: string;
  readonly word: string;
}[] = [
  {
    marks: ["target", "down"],
    icon: Sparkles,
    look: "border-simulated border-dashed text-simulated-text",
    word: "fails",
  },
  { marks: ["lost"], icon: OctagonX, look: "rotate-45 border-2 border-lost text-lost-text", word: "lost" },
  { marks: ["degraded"], icon: TriangleAlert, look: "border-risk text-risk-text", word: "degraded" },
  {
    marks: ["undecided"],
    icon: CircleHelp,
    look: "border-undecided border-dotted text-undecided-text",
    word: "undecided",
  },
  { marks: ["alerted"], icon: TriangleAlert, look: "border-line-strong text-risk-text", word: "open alerts" },
];

/** What the signs on the map mean; only those that are on it now. */
export function MapLegend({ marks }: { readonly marks: Marks }) {
  const present = new Set([
    ...marks.rows.values(),
    ...[...marks.boxes.values()].flatMap((counts) => [...counts.keys()]),
  ]);
  const shown = ENTRIES.filter((entry) => entry.marks.some((mark) => present.has(mark)));
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Legend" className="flex min-w-0 flex-wrap items-center gap-x-3 text-xs">
      {shown.map(({ icon: Icon, look, word }) => (
        <li key={word} className="flex items-center gap-1.5 text-muted">
          <span className={classNames("flex size-4 items-center justify-center border bg-surface", look)}>
            <Icon
              aria-hidden="true"
              className={classNames("size-3", look.includes("rotate") && "-rotate-45")}
            />
          </span>
          {word}
        </li>
      ))}
    </ul>
  );
}
