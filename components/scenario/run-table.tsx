"use client";

import Link from "next/link";
import type { RunSummary } from "../../server/application/ports/run-store";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { RunStateBadge } from "./run-state-badge";
import { VerdictNote } from "./verdict-note";

/** Runs as rows: what was tried, where it stands, what it came to. */
export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">Runs, newest first</caption>
      <thead>
        <tr className="border-line border-b text-muted text-xs">
          {["Run", "State", "Verdict", "Started"].map((name) => (
            <th key={name} scope="col" className="px-3 py-1.5 font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id} className="border-line border-b align-top">
            <td className="min-w-0 px-3 py-1.5">
              <Link href={runHref(run)} className="break-words font-medium text-accent underline">
                {visibleText(run.title)}
              </Link>
            </td>
            <td className="px-3 py-1.5">
              <RunStateBadge state={run.state} />
            </td>
            <td className="max-w-120 px-3 py-1.5">
              <VerdictNote run={run} />
            </td>
            <td className="whitespace-nowrap px-3 py-1.5 text-muted">
              <RelativeTime date={run.createdAt} />
              {run.scheduleId === null ? "" : ", by schedule"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The page of a run, in its estate. */
export function runHref({ id, estateId }: { readonly id: string; readonly estateId: string }): string {
  return `/runs/${encodeURIComponent(id)}?estate=${encodeURIComponent(estateId)}`;
}
