"use client";

import type { ReactNode } from "react";
import type { FixTrial } from "../../server/engine/remediation";
import { CopyButton } from "../ui/copy-button";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { FlowRows, RequiredFlowRows } from "./flow-rows";
import { TrialBadge } from "./trial-badge";

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
      {terraform === undefined ? null : <Code title="Terraform" text={terraform} />}
      {cli === undefined ? null : <Code title="AWS command line" text={cli} />}
    </div>
  );
}

function TrialDetail({ trial }: { readonly trial: FixTrial }) {
  const { verdict, reasons, intended, opened, closed, movedAlerts, comparedCount } = trial;
  return (
    <div className="flex min-w-0 flex-col gap-2 border-line border-l-2 pl-3">
      {verdict === "verified" ? (
        <p>
          Tried on a copy: the finding is gone, no required flow is lost, nothing is newly reachable and
          nothing newly undecided.
        </p>
      ) : (
        <Part title="Why it is not verified">
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {reasons.map(({ code, text }) => (
              <li key={`${code} ${text}`} className="break-words">
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {comparedCount === null ? null : (
        <>
          <FlowRows title="Closes" flows={closed} none="It closes no flow." />
          <FlowRows title="Opens" flows={opened} none="It opens no flow." />
        </>
      )}
      {intended.length === 0 ? null : (
        <Part title="What it is meant to change">
          <RequiredFlowRows flows={intended} isMeant />
        </Part>
      )}
      {movedAlerts.length === 0 ? null : (
        <Part title="Told of by another alert then">
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {movedAlerts.map(({ fingerprint, severity, title }) => (
              <li key={fingerprint} className="break-words">
                {severity}: <Prose text={title} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      {children}
    </div>
  );
}

function Code({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer py-0.5">{title}</summary>
      <div className="mt-1 flex flex-col items-start gap-1">
        <CopyButton label={`Copy ${title}`} text={() => text} />
        <pre className="w-full whitespace-pre-wrap rounded bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]">
          {text.split("\n").map(visibleText).join("\n")}
        </pre>
      </div>
    </details>
  );
}
