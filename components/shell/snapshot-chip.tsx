"use client";

import { Clock, History } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { momentText } from "../history/history-words";
import { useSnapshotInView } from "../history/use-snapshot-in-view";
import { RelativeTime } from "../ui/relative-time";
import { Tooltip } from "../ui/tooltip";

interface SnapshotChipProps {
  readonly snapshotId: string;
  readonly takenAt: Date;
  readonly lastSeenAt: Date;
}

const SHORT_ID_LENGTH = 12;
/** Pages that show a snapshot of the past when the address names one. */
const HAS_PAST = /^\/(topology|paths|resources|applications)(\/|$)/;

/** Which configuration every answer on the page is about, and how old it is; on some pages also one of the past. */
export function SnapshotChip(latest: SnapshotChipProps) {
  const path = usePathname();
  const at = useSearchParams().get("at");
  const { isPast, entry } = useSnapshotInView(HAS_PAST.test(path) ? at : null);
  if (isPast)
    return (
      <span className="inline-flex h-6 items-center gap-1 rounded border border-risk bg-risk-soft px-1.5 text-risk-text text-xs whitespace-nowrap">
        <History aria-hidden="true" className="size-3.5" />
        {entry === undefined ? "past" : momentText(entry.takenAt)}, read-only
      </span>
    );
  return (
    <Tooltip
      text={
        <>
          Answers are about the configuration last read {momentText(latest.lastSeenAt)}, the same since{" "}
          {momentText(latest.takenAt)}: snapshot{" "}
          <span className="font-mono">{latest.snapshotId.slice(0, SHORT_ID_LENGTH)}</span>. Import again to
          renew it.
        </>
      }
    >
      <button
        type="button"
        className="hidden h-6 items-center gap-1 rounded border border-line px-1.5 text-muted text-xs whitespace-nowrap sm:inline-flex"
      >
        <Clock aria-hidden="true" className="size-3.5" />
        <span className="sr-only">Snapshot last read </span>
        <RelativeTime date={latest.lastSeenAt} />
      </button>
    </Tooltip>
  );
}
