"use client";

import type { FixTrial } from "../../server/engine/remediation";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { CodeText } from "./code-text";
import { TrialBadge } from "./trial-badge";
import { TrialDetail } from "./trial-detail";

interface FixCardProps {
  readonly fix: {
    readonly title: string;
    readonly changes: readonly string[];
    readonly effort: string;
    readonly sideEffects?: readonly string[] | undefined;
    readonly terraform?: string | undefined;
    readonly cli?: string | undefined;
  };
  readonly trial: FixTrial | null;
  readonly runId: string | null;
  readonly isStale?: boolean;
}

/** One cure: its steps, what trying it showed, everything it opens and closes, and the same as code. */
export function FixCard({ fix, trial, runId, isStale = false }: FixCardProps) {
  const { title, changes, effort, sideEffects = [], terraform, cli } = fix;
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <p className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 break-words font-medium">
          <Prose text={title} />
        </span>
        <TrialBadge trial={trial} runId={runId} isStale={isStale} />
      </p>
      <ol className="flex list-decimal flex-col gap-1 pl-5">
        {[...new Set(changes)].map((change) => (
          <li key={change} className="break-words">
            <Prose text={change} />
          </li>
        ))}
      </ol>
      {trial === null ? null : <TrialDetail trial={trial} />}
      {sideEffects.length === 0 ? null : (
        <ul aria-label="Mind" className="flex list-disc flex-col gap-0.5 pl-5 text-muted">
          {sideEffects.map((text) => (
            <li key={text}>{visibleText(text)}</li>
          ))}
        </ul>
      )}
      <p className="text-muted text-xs">Effort: {effort}</p>
      {terraform === undefined ? null : <CodeText title="Terraform" text={terraform} />}
      {cli === undefined ? null : <CodeText title="AWS command line" text={cli} />}
    </div>
  );
}
