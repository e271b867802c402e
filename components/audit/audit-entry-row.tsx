"use client";

import Link from "next/link";
import { actorWords } from "../action/actor-words";
import { Name } from "../ui/name";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import type { AuditItem } from "./use-audit";

const SHORT_HASH_LENGTH = 12;

/** One entry: what happened, to what, by whom and when; everything it holds is folded away. */
export function AuditEntryRow({ entry }: { readonly entry: AuditItem }) {
  const { number, at, actor, event, detail, hash } = entry;
  return (
    <div className="flex min-w-0 flex-col gap-0.5 px-4 py-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="min-w-8 text-muted text-xs tabular-nums">{number}</span>
        <span className="font-medium">{visibleText(event)}</span>
        <Subject entry={entry} />
        <span className="text-muted">
          by {visibleText(actorWords(actor))}, <RelativeTime date={at} />
        </span>
      </p>
      <details className="min-w-0 pl-10">
        <summary className="cursor-pointer text-muted text-xs">
          Details, hash <span className="font-mono">{hash.slice(0, SHORT_HASH_LENGTH)}</span>
        </summary>
        <pre className="mt-1 whitespace-pre-wrap rounded bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]">
          {detailText(detail, entry)}
        </pre>
      </details>
    </div>
  );
}

function Subject({ entry: { subject, estateId } }: { readonly entry: AuditItem }) {
  const place = subject.kind === "action" ? "approvals" : subject.kind === "rule" ? "rules" : undefined;
  const name = (
    <>
      {visibleText(subject.kind)} <Name text={subject.id} max={16} mono />
    </>
  );
  if (place === undefined) return <span>{name}</span>;
  const estate = estateId === null ? "" : `?estate=${encodeURIComponent(estateId)}`;
  return (
    <Link href={`/${place}/${encodeURIComponent(subject.id)}${estate}`} className="text-accent underline">
      {name}
    </Link>
  );
}

/** JSON as written, one key a line, and what binds the entry to the one before. */
function detailText(detail: unknown, { at, previousHash, hash }: AuditItem): string {
  const whole = { at: at.toISOString(), detail, previousHash, hash };
  return JSON.stringify(whole, null, 2).split("\n").map(visibleText).join("\n");
}
