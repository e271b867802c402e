"use client";

import type { RunSummary } from "../../server/application/ports/run-store";
import { Badge, type Tone } from "../ui/badge";
import { visibleText } from "../ui/visible-text";

const TONES = { proved: "ok", affected: "lost", undecided: "undecided" } as const satisfies Record<
  string,
  Tone
>;

/** What a run came to; of one that gave no verdict, why. */
export function VerdictNote({ run }: { readonly run: Pick<RunSummary, "verdict" | "state" | "error"> }) {
  const { verdict, state, error } = run;
  if (verdict !== null)
    return (
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[verdict.kind]}>{verdict.kind}</Badge>
        <span className="min-w-0 break-words">{visibleText(verdict.sentence)}</span>
      </span>
    );
  if (state === "failed") return <span className="break-words text-muted">{visibleText(error ?? "")}</span>;
  return <span className="text-muted">{state === "cancelled" ? "no verdict" : "not yet"}</span>;
}
