"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { Element } from "../../server/engine/configuration";
import { diffHref, snapshotText, whoText } from "../history/history-words";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";

interface ResourceHistoryProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly element: Element;
}

const OP_WORDS = { added: "Added", removed: "Removed", changed: "Changed" };
const FIELD_COUNT = 5;

/** What changed in it from reading to reading, newest first. */
export function ResourceHistory({ estateId, at, element: { kind, id } }: ResourceHistoryProps) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.resource.history.queryOptions(
      { estateId, kind, id, ...(at === null ? {} : { snapshotId: at }) },
      { trpc: { abortOnUnmount: true } },
    ),
  );
  if (query.isPending) return <PanelLoading label="Comparing the readings" rowCount={4} />;
  if (query.isError)
    return (
      <PanelError
        title="Its changes could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  const { steps, since, isComplete } = query.data;
  return (
    <div className="flex flex-col gap-2 p-4">
      <ol aria-label="Changes of this resource" className="flex flex-col gap-3">
        {steps.map(({ entry, change }) => (
          <li key={entry.number} className="flex flex-col gap-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Badge>{OP_WORDS[change.op]}</Badge>
              <Link
                href={`${diffHref(estateId, { head: entry.snapshotId })}&${new URLSearchParams({ sel: `${kind}:${id}`, cosmetic: "true" })}`}
                className="font-medium text-accent hover:underline"
              >
                {snapshotText(entry)}
              </Link>
              <span className="text-muted">
                <RelativeTime date={entry.takenAt} />, brought by {visibleText(whoText(entry))}
              </span>
            </p>
            <ul className="list-disc pl-5">
              {change.fields.slice(0, FIELD_COUNT).map((field) => (
                <li key={`${field.kind} ${field.label} ${field.before ?? ""} ${field.after ?? ""}`}>
                  {visibleText(field.label)}
                  {field.before === undefined ? null : <> was {visibleText(field.before)}</>}
                  {field.before === undefined || field.after === undefined ? null : ","}
                  {field.after === undefined ? null : <> is {visibleText(field.after)}</>}
                </li>
              ))}
            </ul>
            {change.fields.length > FIELD_COUNT ? (
              <p className="text-muted">and {countOf(change.fields.length - FIELD_COUNT, "field")} more</p>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="text-muted">
        {steps.length === 0 ? "Nothing changed in it" : "Nothing else changed in it"}
        {since === null ? "" : ` since ${snapshotText(since)}`}
        {isComplete ? ", the first of this estate." : ". Older readings were not looked at."}
      </p>
    </div>
  );
}
