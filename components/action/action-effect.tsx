"use client";

import { TrialDetail } from "../remediation/trial-detail";
import { Badge, SeverityBadge } from "../ui/badge";
import { countOf } from "../ui/count";
import { Prose } from "../ui/prose";
import type { ActionDetail } from "./use-actions";

/** What trying the plan on a copy showed: the alert before and after, and everything else that changes with it. */
export function ActionEffect({ detail: { action, alert } }: { readonly detail: ActionDetail }) {
  const { trial, fingerprint } = action;
  if (trial === null)
    return (
      <p className="text-muted">
        {action.state === "proposed"
          ? "The plan is being made and tried on a copy."
          : "It did not come to a trial on a copy."}
      </p>
    );
  const isGone = trial.trial?.fixes.includes(fingerprint) ?? false;
  const otherCount = trial.trial?.fixes.filter((each) => each !== fingerprint).length ?? 0;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <dl className="grid gap-3 sm:grid-cols-2">
        <div className="min-w-0 rounded-md border border-line p-3">
          <dt className="font-medium">Before</dt>
          <dd className="mt-1 flex flex-wrap items-center gap-2">
            {alert === null ? null : <SeverityBadge severity={alert.severity} />}
            <span className="min-w-0 break-words">
              <Prose text={action.alertTitle} />
            </span>
          </dd>
        </div>
        <div className="min-w-0 rounded-md border border-simulated/60 border-dashed p-3">
          <dt className="font-medium">After, on a copy</dt>
          <dd className="mt-1 flex flex-wrap items-center gap-2">
            {trial.trial === null ? (
              <Badge tone="undecided">Not tried</Badge>
            ) : isGone ? (
              <Badge tone="simulated">Gone</Badge>
            ) : (
              <Badge tone="undecided">Not shown to be gone</Badge>
            )}
            <span className="min-w-0">{afterText(isGone, otherCount)}</span>
          </dd>
        </div>
      </dl>
      <Verdict trial={trial} />
      {trial.trial === null ? null : <TrialDetail trial={trial.trial} isReasoned={false} />}
    </div>
  );
}

function Verdict({ trial }: { readonly trial: NonNullable<ActionDetail["action"]["trial"]> }) {
  if (trial.verdict === "verified")
    return (
      <p>
        <Badge tone="simulated">Verified by simulation</Badge>
      </p>
    );
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <Badge tone={trial.verdict === "refused" ? "risk" : "undecided"}>
        {trial.verdict === "refused" ? "Refused" : "Not verified: undecided"}
      </Badge>
      <ul aria-label="Reasons" className="flex list-disc flex-col gap-0.5 pl-5">
        {trial.reasons.map(({ code, text }) => (
          <li key={`${code} ${text}`} className="break-words">
            <Prose text={text} isSentence />
          </li>
        ))}
      </ul>
    </div>
  );
}

function afterText(isGone: boolean, otherCount: number): string {
  if (!isGone) return "";
  return otherCount === 0
    ? "The alert is gone; no other goes with it."
    : `The alert is gone, and ${countOf(otherCount, "other alert")} with it.`;
}
