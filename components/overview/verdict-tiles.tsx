"use client";

import { CircleCheck, CircleDashed, CircleHelp, type LucideIcon, OctagonX } from "lucide-react";
import { FAMILY_WORDS } from "../alert/alert-words";
import { countOf } from "../ui/count";
import { RelativeTime } from "../ui/relative-time";
import type { OverviewData } from "./use-overview";

type Analysis = OverviewData["analysis"];
type Family = Analysis["families"][number];

const QUESTIONS: Record<Family["family"], string> = {
  outage: "Does every required flow survive each single failure?",
  breach: "Does an attack get at data or hosts?",
  load: "Does the traffic fit, and for how long?",
  exposure: "Is anything open to the internet?",
  dependence: "Does any zone depend on another?",
  anomaly: "Does anything differ from the baseline, or from its peers?",
};

/** One tile for each family of checks: proved, affected, undecided, not run. Green only when all of it is proved. */
export function VerdictTiles({ analysis }: { readonly analysis: Analysis }) {
  return (
    <ul aria-label="Verdicts" className="grid gap-3 sm:grid-cols-2 wide:grid-cols-3">
      {analysis.families.map((family) => (
        <Tile key={family.family} family={family} analysis={analysis} />
      ))}
    </ul>
  );
}

function Tile({ family, analysis }: { readonly family: Family; readonly analysis: Analysis }) {
  const { icon: Icon, hue, sentence } = verdictOf(family, analysis.state);
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="font-semibold text-base">{FAMILY_WORDS[family.family]}</h2>
        <span className="text-muted text-xs">
          {analysis.state === "running" ? "running" : null}
          {analysis.state === "done" && analysis.finishedAt !== null ? (
            <RelativeTime date={analysis.finishedAt} />
          ) : null}
        </span>
      </div>
      <p className="text-muted">{QUESTIONS[family.family]}</p>
      <p className="flex items-center gap-2 font-semibold text-lg">
        <Icon aria-hidden="true" className={`size-5 shrink-0 ${hue}`} />
        {sentence}
      </p>
      <Bar family={family} />
      <Counts family={family} isRun={analysis.state === "done"} />
    </li>
  );
}

interface Verdict {
  readonly icon: LucideIcon;
  readonly hue: string;
  readonly sentence: string;
}

function verdictOf(family: Family, state: Analysis["state"]): Verdict {
  const { provedCount, affectedCount, undecidedCount } = family;
  const total = provedCount + affectedCount + undecidedCount;
  if (state !== "done") {
    const sentence = { none: "Not run", running: "Not run yet", failed: "Not run: the analysis failed" }[
      state
    ];
    return { icon: CircleDashed, hue: "text-undecided", sentence };
  }
  if (affectedCount > 0)
    return { icon: OctagonX, hue: "text-lost", sentence: `${shareText(affectedCount, total)} affected` };
  if (undecidedCount > 0)
    return {
      icon: CircleHelp,
      hue: "text-undecided",
      sentence: `${shareText(undecidedCount, total)} undecided`,
    };
  if (provedCount === 0) return { icon: CircleDashed, hue: "text-undecided", sentence: "Nothing to check" };
  return {
    icon: CircleCheck,
    hue: "text-ok",
    sentence:
      provedCount === 1 ? "The one check is proved" : `All ${countOf(provedCount, "check")} are proved`,
  };
}

function shareText(count: number, total: number): string {
  return `${count.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}

/** The shares as one bar; the numbers below say the same. */
function Bar({ family: { provedCount, affectedCount, undecidedCount } }: { readonly family: Family }) {
  const shares = [
    { hue: "bg-lost", count: affectedCount },
    { hue: "bg-undecided", count: undecidedCount },
    { hue: "bg-ok", count: provedCount },
  ];
  return (
    <div aria-hidden="true" className="flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
      {shares.map(({ hue, count }) =>
        count === 0 ? null : <span key={hue} className={hue} style={{ flexGrow: count }} />,
      )}
    </div>
  );
}

function Counts({ family, isRun }: { readonly family: Family; readonly isRun: boolean }) {
  const rows = [
    ["Affected", family.affectedCount],
    ["Undecided", family.undecidedCount],
    ["Proved", family.provedCount],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-x-4">
      {rows.map(([word, count]) => (
        <div key={word} className="flex gap-1.5">
          <dt className="text-muted">{word}</dt>
          <dd className="font-medium">{isRun ? count.toLocaleString("en") : "not run"}</dd>
        </div>
      ))}
    </dl>
  );
}
