"use client";

import type { CoverageChange } from "../../server/engine/configuration";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { kindLabel } from "../ui/kind-label";
import { visibleText } from "../ui/visible-text";

const SHOWN = 50;

/** What is known better or worse than before: no change of the network, but of what can be said about it. */
export function DiffCoverage({ coverage }: { readonly coverage: readonly CoverageChange[] }) {
  if (coverage.length === 0) return null;
  const isWorse = coverage.some(({ after }) => after !== "ok");
  return (
    <details className="border-line border-b px-3 py-1.5">
      <summary className="min-h-6 cursor-pointer">
        {countOf(coverage.length, "part")} read otherwise than before{" "}
        {isWorse ? <Badge tone="undecided">less is known</Badge> : null}
      </summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {coverage.slice(0, SHOWN).map(({ accountId, region, kind, before, after }) => (
          <li key={`${accountId} ${region} ${kind}`}>
            {kindLabel(kind)}
            <span className="text-muted">
              {" "}
              in {visibleText([accountId, region].filter(Boolean).join(" ")) || "all"}:{" "}
            </span>
            {before} → {after}
          </li>
        ))}
        {coverage.length > SHOWN ? <li className="text-muted">and {coverage.length - SHOWN} more</li> : null}
      </ul>
    </details>
  );
}
