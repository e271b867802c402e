"use client";

import Link from "next/link";
import { CopyButton } from "../ui/copy-button";
import { RelativeTime } from "../ui/relative-time";
import type { Run } from "./use-run";

/** What a run was made of: enough to have the same answer again. */
export function RunInputs({ run }: { readonly run: Run }) {
  const { snapshotId, engineVersion, seed, request, attemptCount, createdAt, startedAt, finishedAt } = run;
  const took = startedAt !== null && finishedAt !== null ? finishedAt.getTime() - startedAt.getTime() : null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      <dt className="text-muted">Snapshot</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-2">
        <Link
          className="truncate font-mono text-accent text-xs underline"
          href={`/topology?estate=${encodeURIComponent(run.estateId)}&at=${encodeURIComponent(snapshotId)}`}
        >
          {snapshotId}
        </Link>
        <CopyButton label="Copy snapshot id" text={() => snapshotId} />
      </dd>
      <dt className="text-muted">Engine</dt>
      <dd>
        version {engineVersion}, seed {seed}
      </dd>
      <dt className="text-muted">Asked</dt>
      <dd>
        <RelativeTime date={createdAt} /> by {run.actorId}
        {took === null ? "" : `, took ${(took / 1000).toFixed(1)} s`}
        {attemptCount > 1 ? `, attempt ${attemptCount}: an earlier one was cut off` : ""}
      </dd>
      <dt className="text-muted">Request</dt>
      <dd className="min-w-0">
        <pre className="overflow-x-auto rounded bg-sunken p-2 font-mono text-xs">
          {JSON.stringify(request, null, 2)}
        </pre>
      </dd>
    </dl>
  );
}
