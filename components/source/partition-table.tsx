"use client";

import { Badge } from "../ui/badge";
import { kindLabel } from "../ui/kind-label";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { openAnswer, STATUS_WORDS } from "./source-words";
import type { Partition, Source } from "./use-sources";

const CELL = "px-3 py-1.5 text-left align-top first:pl-4 last:pr-4";

/** How fresh each part of a source is; what is not fresh first, with what cannot be concluded because of it. */
export function PartitionTable({ source }: { readonly source: Source }) {
  const isFolder = source.kind === "folder";
  const parts = source.partitions.toSorted(
    (a, b) =>
      Number(a.status === "ok") - Number(b.status === "ok") ||
      a.region.localeCompare(b.region) ||
      a.kind.localeCompare(b.kind),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={`Parts of ${source.name}`} className="max-h-112 overflow-auto">
      <table className="w-full min-w-160 border-collapse">
        <thead className="sticky top-0 bg-surface text-muted text-xs">
          <tr className="border-line border-b">
            {isFolder ? null : (
              <th scope="col" className={CELL}>
                Account and region
              </th>
            )}
            <th scope="col" className={CELL}>
              {isFolder ? "File" : "Kind"}
            </th>
            <th scope="col" className={CELL}>
              Freshness
            </th>
            {isFolder ? null : (
              <th scope="col" className={`${CELL} text-right`}>
                Items
              </th>
            )}
            <th scope="col" className={CELL}>
              Last complete
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartitionRow
              key={`${part.accountId} ${part.region} ${part.kind}`}
              part={part}
              isFolder={isFolder}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PartitionRow({ part, isFolder }: { readonly part: Partition; readonly isFolder: boolean }) {
  const { tone, word } = STATUS_WORDS[part.status];
  return (
    <tr className="border-line border-b last:border-b-0">
      {isFolder ? null : (
        <td className={`${CELL} whitespace-nowrap font-mono text-xs`}>
          {part.accountId} {part.region}
        </td>
      )}
      <th scope="row" className={`${CELL} font-normal`}>
        {isFolder ? <Name text={part.kind} mono /> : kindLabel(part.kind)}
      </th>
      <td className={CELL}>
        <Badge tone={tone}>{word}</Badge>
        {part.status === "ok" ? null : (
          <div className="mt-1 flex max-w-prose flex-col gap-0.5">
            {part.reason === null ? null : (
              <p>
                <Prose text={part.reason} />, <RelativeTime date={part.since} />
              </p>
            )}
            <p className="text-muted">{openAnswer(part, isFolder)}</p>
          </div>
        )}
      </td>
      {isFolder ? null : (
        <td className={`${CELL} text-right tabular-nums`}>{part.itemCount.toLocaleString("en")}</td>
      )}
      <td className={`${CELL} whitespace-nowrap`}>
        {part.good === null ? (
          <span className="text-muted">never</span>
        ) : (
          <RelativeTime date={part.good.end} />
        )}
      </td>
    </tr>
  );
}
