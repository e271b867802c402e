"use client";

import { GitCompareArrows, Map as MapIcon } from "lucide-react";
import Link from "next/link";
import { ApproveBaseline, BaselineBadge } from "../anomaly/approve-baseline";
import { Badge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { ChangeCounts } from "./change-counts";
import { diffHref, mapAtHref, momentText, pointHref, whoText } from "./history-words";
import type { Snapshot } from "./use-history";

interface HistoryItemProps {
  readonly estateId: string;
  readonly entry: Snapshot;
  readonly isLatest: boolean;
}

/** One change of the estate: when, by whom, how much, what first, and what it did to alerts. */
export function HistoryItem({ estateId, entry, isLatest }: HistoryItemProps) {
  const { number, snapshotId, takenAt, changes } = entry;
  return (
    <li className="relative border-line border-l-2 pb-6 pl-5 last:pb-0">
      <span
        aria-hidden="true"
        className={`absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-surface ${isLatest ? "bg-accent" : "bg-line-strong"}`}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">
          <Link
            href={pointHref(estateId, snapshotId)}
            className="inline-flex min-h-6 items-center hover:underline"
          >
            Snapshot {number}
          </Link>
        </h2>
        {isLatest ? <Badge tone="accent">live</Badge> : null}
        <BaselineBadge estateId={estateId} snapshotId={snapshotId} />
        <span className="text-muted">
          {momentText(takenAt)} (<RelativeTime date={takenAt} />) by {visibleText(whoText(entry))}
        </span>
      </div>
      <Changes entry={entry} />
      <Transitions entry={entry} />
      <LastSeen entry={entry} />
      <div className="mt-2 flex flex-wrap gap-2">
        {number > 1 ? (
          <Link href={diffHref(estateId, { head: snapshotId })} className={buttonLook("secondary", "small")}>
            <GitCompareArrows aria-hidden="true" />
            What changed
            <span className="sr-only"> in snapshot {number}</span>
          </Link>
        ) : null}
        <Link
          href={mapAtHref(estateId, isLatest ? null : snapshotId)}
          className={buttonLook("ghost", "small")}
        >
          <MapIcon aria-hidden="true" />
          Map
          <span className="sr-only"> at snapshot {number}</span>
        </Link>
        <ApproveBaseline estateId={estateId} snapshotId={snapshotId} number={number} />
      </div>
      {changes === null && number > 1 ? (
        <p className="text-muted text-xs">
          Its changes were not counted when it was read; the comparison shows them.
        </p>
      ) : null}
    </li>
  );
}

function Changes({ entry: { changes, number, resourceCount } }: Pick<HistoryItemProps, "entry">) {
  if (changes === null)
    return (
      <p className="mt-1">
        {number === 1 ? "First reading: " : null}
        {countOf(resourceCount, "resource")}
      </p>
    );
  const rest = changes.addedCount + changes.removedCount + changes.changedCount + changes.cosmeticCount;
  const more = rest - changes.titles.length;
  return (
    <div className="mt-1">
      <ChangeCounts changes={changes} />
      <ul className="mt-1 flex flex-col gap-0.5">
        {changes.titles.map((title) => (
          <li key={title} className="break-words">
            {visibleText(title)}
          </li>
        ))}
        {more > 0 ? <li className="text-muted">and {countOf(more, "more resource")}</li> : null}
      </ul>
    </div>
  );
}

/** What its analysis did to alerts; says nothing where it did nothing. */
function Transitions({ entry: { transitions } }: Pick<HistoryItemProps, "entry">) {
  const { openedCount, resolvedCount, unverifiedCount } = transitions;
  if (openedCount + resolvedCount + unverifiedCount === 0) return null;
  return (
    <p className="mt-1.5 flex flex-wrap gap-1.5">
      <span className="sr-only">Alerts then: </span>
      {openedCount > 0 ? <Badge tone="lost">{countOf(openedCount, "alert")} opened</Badge> : null}
      {resolvedCount > 0 ? <Badge tone="ok">{countOf(resolvedCount, "alert")} resolved</Badge> : null}
      {unverifiedCount > 0 ? (
        <Badge tone="undecided">{countOf(unverifiedCount, "alert")} not re-checked</Badge>
      ) : null}
    </p>
  );
}

function LastSeen({ entry: { takenAt, lastSeenAt } }: Pick<HistoryItemProps, "entry">) {
  if (lastSeenAt.getTime() === takenAt.getTime()) return null;
  return (
    <p className="mt-1 text-muted text-xs">
      Read again unchanged, last <RelativeTime date={lastSeenAt} />
    </p>
  );
}
