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
  /** Calls on the resource in that time, from CloudTrail. */
  readonly calls: readonly {
    readonly id: string;
    readonly at: string;
    readonly action: string;
    readonly sourceNetwork: string;
    readonly actor: { readonly name: string };
  }[];
}

/** The readings with which a difference came, and who called on the resource then, where CloudTrail was uploaded. */
export function BroughtBy({ estateId, entries, calls }: BroughtByProps) {
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
      {calls.length === 0 ? (
        <p className="text-muted text-xs">
          Read from configuration: who made the change at the provider is not known. CloudTrail events say so
          where they were uploaded and name the resource.
        </p>
      ) : (
        <>
          <h4 className="mt-1 font-semibold">Changed by, from CloudTrail</h4>
          <ul aria-label="Calls from CloudTrail" className="flex flex-col gap-0.5">
            {calls.map(({ id, at, action, sourceNetwork, actor }) => (
              <li key={id} className="break-words">
                {visibleText(actor.name)}, {momentText(new Date(at))}: {visibleText(action)} from{" "}
                {visibleText(sourceNetwork)}
              </li>
            ))}
          </ul>
          <p className="text-muted text-xs">
            Every call that wrote to it between the two readings; which of them made this difference is not in
            the record.
          </p>
        </>
      )}
    </section>
  );
}
