"use client";

import { useState } from "react";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { PanelEmpty } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { GAP_SORTS } from "./coverage-words";
import type { FidelityData } from "./use-fidelity";

type Gap = FidelityData["gaps"][number];
const SHOWN = 8;

/** The gaps, one card per sort; a report without any says so. */
export function GapCards({ gaps }: Pick<FidelityData, "gaps">) {
  if (gaps.length === 0)
    return (
      <Card flush title="Gaps">
        <PanelEmpty title="No gap">
          <p>Everything in the input was read, nothing was ignored, and nothing in it is modeled roughly.</p>
        </PanelEmpty>
      </Card>
    );
  return GAP_SORTS.map(({ sort, title }) => {
    const own = gaps.filter((gap) => gap.sort === sort);
    return own.length === 0 ? null : <GapCard key={sort} title={title} gaps={own} />;
  });
}

function GapCard({ title, gaps }: { readonly title: string; readonly gaps: readonly Gap[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? gaps : gaps.slice(0, SHOWN);
  const weakCount = gaps.filter(({ weakens }) => weakens !== null).length;
  return (
    <Card
      flush
      title={title}
      aside={
        weakCount === 0 ? (
          <Badge>No answer weakened</Badge>
        ) : (
          <Badge tone="undecided">{countOf(weakCount, "gap")}</Badge>
        )
      }
    >
      <ul aria-label={title} className="flex flex-col divide-y divide-line">
        {shown.map((gap) => (
          <li key={`${gap.subject} ${gap.where} ${gap.weakens}`} className="flex flex-col gap-0.5 px-4 py-2">
            <span className="break-words font-medium">
              <Prose text={gap.subject} isSentence />
              {gap.count > 1 ? (
                <span className="font-normal text-muted"> ({gap.count.toLocaleString("en")} times)</span>
              ) : null}
            </span>
            {gap.where === null ? null : (
              <span className="break-all font-mono text-muted text-xs">{gap.where}</span>
            )}
            {gap.weakens === null ? (
              <span className="text-muted">Weakens no answer.</span>
            ) : (
              <span className="break-words">
                Weakens <Prose text={gap.weakens} />.{" "}
                <span className="text-muted">
                  Settled by <Prose text={gap.decides} />.
                </span>
              </span>
            )}
          </li>
        ))}
      </ul>
      {gaps.length > SHOWN ? (
        <div className="border-line border-t p-2">
          <Button size="small" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Show fewer" : `Show all ${gaps.length.toLocaleString("en")}`}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
