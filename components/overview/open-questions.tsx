"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { CoverageStatus } from "../../server/engine/configuration";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { kindLabel } from "../ui/kind-label";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import type { OverviewData } from "./use-overview";
import { weakenedAnswers } from "./weakened-answers";

interface OpenQuestionsProps {
  readonly estateId: string;
  readonly analysis: OverviewData["analysis"];
}

const STATUS_WORDS: Record<CoverageStatus, string> = {
  ok: "Known",
  stale: "Out of date",
  denied: "Access denied",
  unsupported: "Not supported yet",
  suspicious: "Suspiciously empty",
  absent: "Not in the input",
};

/** What cannot be concluded from this input, and why: the other half of every verdict. */
export function OpenQuestions({ estateId, analysis }: OpenQuestionsProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.estate.report.queryOptions({ estateId }));
  return (
    <div id="open" className="scroll-mt-4">
      <Card
        flush
        title="What cannot be concluded"
        aside={
          <Link
            href={`/coverage?estate=${encodeURIComponent(estateId)}`}
            className="inline-flex min-h-7 items-center text-accent hover:underline"
          >
            Coverage in full
          </Link>
        }
      >
        {query.isPending ? <PanelLoading label="Loading what is missing" /> : null}
        {query.isError ? (
          <PanelError
            title="What is missing could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : null}
        {query.data === undefined ? null : <Questions report={query.data} analysis={analysis} />}
      </Card>
    </div>
  );
}

type Report = Parameters<typeof weakenedAnswers>[0];

interface QuestionsProps {
  readonly report: Report;
  readonly analysis: OverviewData["analysis"];
}

function Questions({ report, analysis }: QuestionsProps) {
  const { weakened, gaps } = weakenedAnswers(report);
  const undecided = undecidedSentence(analysis);
  if (weakened.length === 0 && gaps.length === 0 && undecided === undefined) {
    return (
      <PanelEmpty>
        <p>Nothing in the input weakens an answer, and every check was decided.</p>
      </PanelEmpty>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-4">
      {undecided === undefined ? null : <p>{undecided}</p>}
      {weakened.length === 0 ? null : (
        <ul aria-label="Weakened answers" className="flex flex-col gap-1.5">
          {weakened.map(({ answers, count, example }) => (
            <li key={answers} className="flex flex-col">
              <span className="break-words font-medium">
                <Prose text={answers} isSentence />
              </span>
              <span className="break-words text-muted">
                <Prose text={example} />
                {count > 1 ? ` (and ${(count - 1).toLocaleString("en")} more)` : ""}
              </span>
            </li>
          ))}
        </ul>
      )}
      {gaps.length === 0 ? null : (
        <div>
          <p className="mb-1.5 text-muted">
            Not fully known, so nothing is concluded from not seeing any of these:
          </p>
          <dl aria-label="Kinds that are not fully known" className="flex flex-col gap-1.5">
            {gaps.map(({ status, kinds }) => (
              <div key={status} className="flex flex-wrap gap-x-2 sm:flex-nowrap">
                <dt>
                  <Badge tone="undecided">{STATUS_WORDS[status]}</Badge>
                </dt>
                <dd>{kinds.map(kindLabel).join(", ")}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  );
}

/** What the analysis leaves open; undefined only when it is done and everything was decided. */
function undecidedSentence({ state, undecidedCount }: OverviewData["analysis"]): string | undefined {
  switch (state) {
    case "none":
      return "No analysis has run: whether anything survives a failure is open.";
    case "running":
      return "The analysis is still running: what it has not reached is open.";
    case "failed":
      return "The latest analysis failed: nothing can be concluded from it.";
    case "done":
      return undecidedCount === 0 ? undefined : `${countOf(undecidedCount, "check")} could not be decided.`;
  }
}
