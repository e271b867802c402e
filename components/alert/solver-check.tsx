"use client";

import type { SolverRecord } from "../../server/engine/alert/alert.schema";
import { Badge, type Tone } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { DownloadButton } from "../ui/download-button";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";

const RESULTS: Readonly<Record<SolverRecord["result"], { tone: Tone; word: string; text: string }>> = {
  confirmed: {
    tone: "ok",
    word: "Confirmed",
    text: "A solver that knows nothing of the trace comes to the same answer from the configuration alone.",
  },
  undecided: {
    tone: "undecided",
    word: "Undecided",
    text: "The solver could not confirm this. The alert stands as the interpreter found it.",
  },
  refuted: {
    tone: "lost",
    word: "Refuted",
    text: "The solver comes to the opposite answer. One of the two accounts of the rules is wrong: please report this alert.",
  },
};

/** What Z3 says of the alert: the answer in words, what it rests on, and the question for other solvers. */
export function SolverCheck({ record }: { readonly record: SolverRecord | null }) {
  if (record === null)
    return (
      <p className="text-muted">
        The solver was not asked about this alert yet. It is asked with the next analysis.
      </p>
    );
  const { tone, word, text } = RESULTS[record.result];
  return (
    <div className="flex flex-col gap-2" data-testid="solver-check">
      <p className="flex flex-wrap items-baseline gap-2">
        <Badge tone={tone}>{word}</Badge>
        <span className="min-w-0">{text}</span>
      </p>
      {record.reason === null ? null : (
        <p className="break-words">
          <span className="text-muted">Why: </span>
          <Prose text={record.reason} />
        </p>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {record.asked === "" ? null : (
          <>
            <dt className="text-muted">Asked</dt>
            <dd className="break-words">
              <Prose text={record.asked} />
            </dd>
          </>
        )}
        <dt className="text-muted">Z3 says</dt>
        <dd>
          {ANSWERS[record.answer]}
          {record.elapsedMs === null ? null : <span className="text-muted"> in {record.elapsedMs} ms</span>}
        </dd>
        {record.questionHash === null ? null : (
          <>
            <dt className="text-muted">Question</dt>
            <dd>
              <code className="break-all font-mono text-xs">{record.questionHash}</code>
            </dd>
          </>
        )}
      </dl>
      <Lines title="Found" lines={record.witness ?? []} />
      <Lines title="These cannot all hold" lines={record.core} />
      {record.question === null || record.questionHash === null ? null : (
        <div className="flex flex-wrap gap-2">
          <DownloadButton
            label="Download question (SMT-LIB)"
            fileName={`umbra-${record.questionHash.slice(0, 12)}.smt2`}
            text={record.question}
          />
          <CopyButton label="Copy hash" text={record.questionHash} />
        </div>
      )}
    </div>
  );
}

const ANSWERS: Readonly<Record<SolverRecord["answer"], string>> = {
  sat: "sat: there is one",
  unsat: "unsat: there is none",
  unknown: "nothing",
};

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2">
      <p className="pb-1 font-medium">{title}</p>
      <ul className="flex flex-col gap-0.5">
        {lines.map((line) => (
          <li key={line} className="min-w-0 break-words">
            <Name text={line} mono max={240} />
          </li>
        ))}
      </ul>
    </div>
  );
}
