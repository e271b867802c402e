"use client";

import Link from "next/link";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { kindLabel } from "../ui/kind-label";
import { RelativeTime } from "../ui/relative-time";
import { DownloadConfiguration } from "./download-configuration";
import { RemoveEstate } from "./remove-estate";
import type { OverviewData } from "./use-overview";

const SHORT_ID_LENGTH = 12;

/** What the estate holds, by kind, and which snapshot all of this is about. */
export function EstateFacts({ overview }: { readonly overview: OverviewData }) {
  const { estate, snapshot, counts, applicationCount, intentCount } = overview;
  return (
    <Card title="Estate">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">Snapshot</dt>
        <dd className="-my-1.5 flex items-center gap-1 font-mono">
          {snapshot.snapshotId.slice(0, SHORT_ID_LENGTH)}
          <CopyButton text={snapshot.snapshotId} label="Copy snapshot id" iconOnly />
        </dd>
        <dt className="text-muted">Since</dt>
        <dd>
          <RelativeTime date={snapshot.takenAt} />
        </dd>
        <dt className="text-muted">Last read</dt>
        <dd>
          <RelativeTime date={snapshot.lastSeenAt} />
        </dd>
        <dt className="text-muted">Required flows</dt>
        <dd>
          {intentCount === 0 ? (
            "none found"
          ) : (
            <Link
              href={`/applications?estate=${encodeURIComponent(estate.id)}`}
              className="text-accent hover:underline"
            >
              {countOf(intentCount, "flow")} of {countOf(applicationCount, "application")}
            </Link>
          )}
        </dd>
        <dt className="text-muted">Resources</dt>
        <dd>{snapshot.resourceCount.toLocaleString("en")}</dd>
      </dl>
      <table className="mt-3 w-full border-collapse">
        <caption className="sr-only">Resources by kind</caption>
        <tbody>
          {counts.map(({ kind, count }) => (
            <tr key={kind} className="border-line border-t">
              <th scope="row" className="py-1 text-left font-normal first-letter:uppercase">
                {kindLabel(kind)}
              </th>
              <td className="py-1 text-right">{count.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex flex-wrap gap-2">
        <a href="#report" className="inline-flex min-h-7 items-center text-accent hover:underline">
          Import report
        </a>
        <span className="flex-1" />
        <DownloadConfiguration estateId={estate.id} name={estate.name} />
        <RemoveEstate estateId={estate.id} name={estate.name} />
      </div>
    </Card>
  );
}
