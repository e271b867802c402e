"use client";

import Link from "next/link";
import type { ExecutorReport } from "../../server/application/executor.schema";
import { Badge, type Tone } from "../ui/badge";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { ActionBadge } from "./action-badge";
import { actorWords } from "./actor-words";
import { STEP_WORDS } from "./step-words";
import type { ActionDetail } from "./use-actions";

/** Every state that an action went through with who, when and why, oldest first; then what executors reported. */
export function ActionLife({ detail: { action, transitions } }: { readonly detail: ActionDetail }) {
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label="States" className="flex flex-col gap-1.5">
        {transitions.filter(isTold).map(({ number, from, to, at, actor, reason }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
            {from === to ? <span className="text-muted">still</span> : null}
            <ActionBadge state={to} />
            <span className="text-muted">
              by {visibleText(actorWords(actor))}, <ExactTime at={at} />
            </span>
            {reason === null ? null : (
              <span className="min-w-0 break-words">
                <Prose text={reason} isSentence />
              </span>
            )}
          </li>
        ))}
      </ol>
      {action.reports.length === 0 ? null : (
        <details className="min-w-0">
          <summary className="cursor-pointer py-0.5">
            What executors reported ({action.reports.length})
          </summary>
          <ol aria-label="Reports" className="mt-1 flex flex-col gap-2">
            {action.reports.map((report, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: reports are only ever added at the end
              <li key={index}>
                <Report report={report} />
              </li>
            ))}
          </ol>
        </details>
      )}
      <Link
        href={`/audit?estate=${encodeURIComponent(action.estateId)}&subject=${encodeURIComponent(action.id)}`}
        className="self-start text-accent underline"
      >
        Its entries in the audit
      </Link>
    </div>
  );
}

/** What was noted while the state stayed is told where there is something to tell. */
function isTold({ from, to, reason }: ActionDetail["transitions"][number]): boolean {
  return from !== to || reason !== null;
}

const PURPOSES: Readonly<Record<ExecutorReport["purpose"], string>> = {
  precheck: "Read production before",
  execute: "Carried out",
  "roll-back": "Undid",
  observe: "Read production after",
};

const OUTCOMES: Readonly<Record<ExecutorReport["outcome"], { readonly word: string; readonly tone: Tone }>> =
  {
    done: { word: "done", tone: "neutral" },
    conflict: { word: "production was other than expected", tone: "risk" },
    refused: { word: "refused", tone: "risk" },
    unknown: { word: "outcome unknown", tone: "undecided" },
  };

function Report({ report }: { readonly report: ExecutorReport }) {
  const { word, tone } = OUTCOMES[report.outcome];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{PURPOSES[report.purpose]}</span>
        <Badge tone={tone}>{word}</Badge>
        {report.detail === "" ? null : (
          <span className="min-w-0 break-words text-muted">
            <Prose text={report.detail} />
          </span>
        )}
      </p>
      {report.steps.length === 0 ? null : (
        <ul className="flex list-disc flex-col gap-0.5 pl-5 text-muted">
          {report.steps.map(({ kind, outcome, detail }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a report never move
            <li key={index} className="break-words">
              {STEP_WORDS[kind]}: {outcome}
              {detail === "" ? null : (
                <>
                  , <Prose text={detail} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ExactTime({ at }: { readonly at: Date }) {
  return (
    <>
      <time dateTime={at.toISOString()} suppressHydrationWarning>
        {at.toLocaleTimeString("en-GB")}
      </time>
      , <RelativeTime date={at} />
    </>
  );
}
