"use client";

import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import type { AnomalyList } from "../../server/application/anomalies";
import { diffHref, momentText, pointHref, snapshotText } from "../history/history-words";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { visibleText } from "../ui/visible-text";
import type { AnomalyChanges } from "./use-anomaly-changes";

interface BaselineCardProps {
  readonly estateId: string;
  readonly list: Pick<AnomalyList, "baseline" | "analyzed">;
  readonly changes: AnomalyChanges;
}

/** Which snapshot is what the network is meant to be, who said so, and how to change that. */
export function BaselineCard({ estateId, list: { baseline, analyzed }, changes }: BaselineCardProps) {
  const history = `/history?estate=${encodeURIComponent(estateId)}`;
  if (baseline === null)
    return (
      <Card title="Baseline">
        <p className="max-w-prose">
          No snapshot is approved as what the network is meant to be, so nothing is told of as drift.{" "}
          <Link href={history} className="text-accent underline">
            Choose one in the history
          </Link>
          .
        </p>
      </Card>
    );
  const { number, takenAt, snapshotId, reason, actorId, at } = baseline;
  const head = analyzed?.snapshotId;
  return (
    <Card
      title="Baseline"
      aside={
        <Button size="small" disabled={changes.isBusy} onClick={() => changes.withdraw.mutate({ estateId })}>
          Withdraw
          <span className="sr-only"> the baseline</span>
        </Button>
      }
    >
      <p>
        <Link href={pointHref(estateId, snapshotId)} className="font-medium underline">
          {number === null || takenAt === null ? snapshotId.slice(0, 12) : snapshotText({ number, takenAt })}
        </Link>
      </p>
      <p className="break-words text-muted">
        Approved by {actorId === "local" ? "you" : visibleText(actorId)} on {momentText(at)}:{" "}
        {visibleText(reason)}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {head === undefined || head === snapshotId ? null : (
          <Link
            href={diffHref(estateId, { base: snapshotId, head })}
            className={buttonLook("secondary", "small")}
          >
            <GitCompareArrows aria-hidden="true" />
            Compare all with the baseline
          </Link>
        )}
        <Link href={history} className={buttonLook("ghost", "small")}>
          Approve another
        </Link>
      </div>
    </Card>
  );
}
