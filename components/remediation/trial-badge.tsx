"use client";

import Link from "next/link";
import type { FixTrial } from "../../server/engine/remediation";
import { Badge } from "../ui/badge";

interface TrialBadgeProps {
  /** Null: it was not tried. */
  readonly trial: FixTrial | null;
  /** The run that tried it; the badge leads there. */
  readonly runId: string | null;
  /** The network has changed since. */
  readonly isStale?: boolean;
}

/** Whether a cure is verified: only ever by a run, which is one click away. */
export function TrialBadge({ trial, runId, isStale = false }: TrialBadgeProps) {
  if (trial === null) return <Badge tone="undecided">Not verified</Badge>;
  const badge = isStale ? (
    <Badge tone="undecided">Tried on an older snapshot</Badge>
  ) : trial.verdict === "verified" ? (
    <Badge tone="ok">Verified by simulation</Badge>
  ) : trial.verdict === "refused" ? (
    <Badge tone="risk">Not verified: refused</Badge>
  ) : (
    <Badge tone="undecided">Not verified: undecided</Badge>
  );
  if (runId === null) return badge;
  return (
    <Link
      href={`/runs/${encodeURIComponent(runId)}`}
      className="inline-flex min-h-6 items-center rounded hover:underline"
    >
      {badge}
    </Link>
  );
}
