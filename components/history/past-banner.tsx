"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { diffHref, snapshotText } from "./history-words";
import { useSnapshotInView } from "./use-snapshot-in-view";

interface PastBannerProps {
  readonly estateId: string;
  /** The snapshot that the address names. */
  readonly at: string | null;
  readonly onLive: () => void;
}

/** Says, for as long as it is so, that what is shown is not what is there now. */
export function PastBanner({ estateId, at, onLive }: PastBannerProps) {
  const { isPast, latest, entry } = useSnapshotInView(at);
  if (!isPast || at === null) return null;
  return (
    <section
      aria-label="Viewing the past"
      className="sticky top-0 z-20 flex w-full flex-wrap items-center gap-x-3 gap-y-1 border-risk border-b-2 bg-risk-soft px-3 py-1.5 text-risk-text"
    >
      <History aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">You are viewing the past</strong>
        {entry === undefined ? null : `: ${snapshotText(entry)}`}. Read-only: what-ifs and traces here are
        about this snapshot, and open alerts are not drawn.
      </p>
      {latest === null ? null : (
        <Link
          href={diffHref(estateId, { base: at, head: latest.snapshotId })}
          className={buttonLook("secondary", "small")}
        >
          Compare with live
        </Link>
      )}
      <Button variant="primary" size="small" onClick={onLive}>
        Back to live
      </Button>
    </section>
  );
}
