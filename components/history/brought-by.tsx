"use client";

import Link from "next/link";
import { visibleText } from "../ui/visible-text";
import { diffHref, momentText, whoText } from "./history-words";

interface BroughtByProps {
  readonly estateId: string;
  readonly entries:
    | readonly {
        readonly number: number;
        readonly snapshotId: string;
        readonly takenAt: Date;
        readonly actorId: string;
        readonly sourceName: string | null;
      }[]
    | null;
}

/** The readings with which a difference came. Who made it at the provider is not in what is read. */
export function BroughtBy({ estateId, entries }: BroughtByProps) {
  return (
    <section aria-label="When it came" className="flex flex-col gap-1">
      <h3 className="font-semibold">When it came</h3>
      {entries === null ? (
        <p className="text-muted">
          Too many readings lie between the two: compare snapshots closer together.
        </p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {entries.map((entry) => (
            <li key={entry.number}>
              <Link
                href={diffHref(estateId, { head: entry.snapshotId })}
                className="inline-flex min-h-6 items-center text-accent underline"
              >
                Snapshot {entry.number}
              </Link>
              , read {momentText(entry.takenAt)} by {visibleText(whoText(entry))}
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted text-xs">
        Read from configuration: who made the change at the provider is not known.
      </p>
    </section>
  );
}
