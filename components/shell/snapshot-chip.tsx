"use client";

import { Clock } from "lucide-react";
import { RelativeTime } from "../ui/relative-time";
import { Tooltip } from "../ui/tooltip";

interface SnapshotChipProps {
  readonly snapshotId: string;
  readonly takenAt: Date;
}

const SHORT_ID_LENGTH = 12;

/** Which configuration every answer on the page is about, and how old it is. */
export function SnapshotChip({ snapshotId, takenAt }: SnapshotChipProps) {
  return (
    <Tooltip
      text={
        <>
          Answers are about the configuration imported {takenAt.toLocaleString("en-GB")}, snapshot{" "}
          <span className="font-mono">{snapshotId.slice(0, SHORT_ID_LENGTH)}</span>. Import again to renew it.
        </>
      }
    >
      <button
        type="button"
        className="hidden h-6 items-center gap-1 rounded border border-line px-1.5 text-muted text-xs whitespace-nowrap sm:inline-flex"
      >
        <Clock aria-hidden="true" className="size-3.5" />
        <span className="sr-only">Snapshot taken </span>
        <RelativeTime date={takenAt} />
      </button>
    </Tooltip>
  );
}
