"use client";

import Link from "next/link";
import type { DryRunFiring, DryRunResult as Result } from "../../server/engine/remediation";
import { Badge, SeverityBadge } from "../ui/badge";
import { countOf } from "../ui/count";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { FixCard } from "./fix-card";

interface DryRunResultProps {
  readonly result: Result;
  readonly runId: string;
  readonly estateId: string;
}

/** How often a rule would have fired, and each time what it would have changed and what that would have done. */
export function DryRunResult({ result, runId, estateId }: DryRunResultProps) {
  const { fireCount, replayedCount, from, to, leftOutCount, firings } = result;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="run-sentence">
        Would have fired {countOf(fireCount, "time")}
      </p>
      <p className="text-muted">
        {countOf(replayedCount, "snapshot")} of this estate replayed
        {from === null || to === null ? null : (
          <>
            , from <RelativeTime date={new Date(from)} /> to <RelativeTime date={new Date(to)} />
          </>
        )}
        {leftOutCount > 0 ? `; ${leftOutCount} older ones left out` : ""}. Nothing was done: it was tried on
        copies.
      </p>
      {firings.length === 0 ? (
        <p className="text-muted">No alert in this history fits the rule.</p>
      ) : (
        <ol aria-label="Firings" className="flex flex-col gap-3">
          {firings.map((firing) => (
            <li key={`${firing.at} ${firing.alert.fingerprint}`}>
              <FiringCard firing={firing} runId={runId} estateId={estateId} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function FiringCard({
  firing,
  runId,
  estateId,
}: {
  readonly firing: DryRunFiring;
  readonly runId: string;
  readonly estateId: string;
}) {
  const { at, snapshotId, alert, change, heldBack, option, against } = firing;
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <p className="flex flex-wrap items-center gap-2">
        <SeverityBadge severity={alert.severity} />
        <span className="min-w-0 flex-1 break-words font-medium">
          <Prose text={alert.title} />
        </span>
        {heldBack === null ? <Badge tone="simulated">Would have fired</Badge> : <Badge>Held back</Badge>}
      </p>
      <p className="text-muted">
        {change === "opened" ? "Opened" : "Came back"} <RelativeTime date={new Date(at)} />, in{" "}
        <Link
          className="text-accent underline"
          href={`/topology?estate=${encodeURIComponent(estateId)}&at=${encodeURIComponent(snapshotId)}`}
        >
          snapshot {snapshotId.slice(0, 12)}
        </Link>
        {heldBack === null ? "." : `; held back because ${heldBack}.`}
      </p>
      {against.length === 0 ? null : (
        <div>
          <p>Nothing would have been carried out:</p>
          <ul className="list-disc pl-5">
            {against.map((reason) => (
              <li key={reason}>
                <Prose text={reason} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {option === null ? (
        heldBack === null ? (
          <p>Its change cannot be proposed on this snapshot, so nothing would have been done.</p>
        ) : null
      ) : (
        <FixCard fix={option} trial={option.trial} runId={runId} />
      )}
    </div>
  );
}
