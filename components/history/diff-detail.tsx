"use client";

import { useQuery } from "@tanstack/react-query";
import { Map as MapIcon } from "lucide-react";
import Link from "next/link";
import type { ChangeRow } from "../../server/application/ports/change-answers";
import type { FieldChange } from "../../server/engine/configuration";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { BroughtBy } from "./brought-by";
import { OP_WORDS } from "./diff-filters";
import { mapAtHref } from "./history-words";

interface DiffDetailProps {
  readonly estateId: string;
  readonly base: string;
  readonly head: string;
  readonly row: ChangeRow;
}

/** One change field by field, what it cannot be sure of, and who brought it when. */
export function DiffDetail({ estateId, base, head, row }: DiffDetailProps) {
  const trpc = useTRPC();
  const { kind, id } = row.element;
  const query = useQuery(
    trpc.history.change.queryOptions(
      { estateId, base, head, kind, id },
      { staleTime: Number.POSITIVE_INFINITY, trpc: { abortOnUnmount: true } },
    ),
  );
  const isGone = row.op === "removed";
  return (
    <article aria-label="The change" className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-start gap-2">
        <h2 className="min-w-0 flex-1 text-base">
          <ElementLabel element={row.element} />
        </h2>
        <Badge>{OP_WORDS[row.op]}</Badge>
        <Link
          href={mapAtHref(estateId, isGone ? base : head, id)}
          className={buttonLook("secondary", "small")}
        >
          <MapIcon aria-hidden="true" />
          {isGone ? "On the map before" : "On the map after"}
        </Link>
      </div>
      {row.isCertain ? null : (
        <p className="rounded-md border border-undecided border-dotted bg-undecided-soft px-3 py-2 text-undecided-text">
          {isGone
            ? "Its kind was not completely read in the later snapshot: it may still be there."
            : "Its kind was not completely read in the earlier snapshot: it may have been there already."}
        </p>
      )}
      {query.isPending ? <PanelLoading label="Comparing its fields" /> : null}
      {query.isError ? (
        <PanelError
          title="The change could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : (
        <>
          <Fields fields={query.data.change.fields} />
          <BroughtBy estateId={estateId} entries={query.data.broughtBy} calls={query.data.calls} />
        </>
      )}
    </article>
  );
}

function Fields({ fields }: { readonly fields: readonly FieldChange[] }) {
  const deciding = fields.filter(({ isCosmetic }) => !isCosmetic);
  const cosmetic = fields.filter(({ isCosmetic }) => isCosmetic);
  return (
    <>
      {deciding.length === 0 ? (
        <p className="text-muted">Nothing that a packet could depend on.</p>
      ) : (
        <FieldList label="Fields" fields={deciding} />
      )}
      {cosmetic.length === 0 ? null : (
        <details open={deciding.length === 0}>
          <summary className="min-h-6 cursor-pointer text-muted">
            {countOf(cosmetic.length, "field")} in tags, names and descriptions
          </summary>
          <FieldList label="Cosmetic fields" fields={cosmetic} />
        </details>
      )}
    </>
  );
}

function FieldList({ label, fields }: { readonly label: string; readonly fields: readonly FieldChange[] }) {
  return (
    <ul
      aria-label={label}
      className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface"
    >
      {fields.map((field) => (
        <li
          key={`${field.kind} ${field.label} ${field.before ?? ""} ${field.after ?? ""}`}
          className="flex flex-col gap-0.5 px-3 py-2"
        >
          <span className="break-words text-muted text-xs">{visibleText(field.label)}</span>
          <Side sign="−" word="before" text={field.before} />
          <Side sign="+" word="after" text={field.after} />
        </li>
      ))}
    </ul>
  );
}

function Side({
  sign,
  word,
  text,
}: {
  readonly sign: string;
  readonly word: string;
  readonly text: string | undefined;
}) {
  if (text === undefined) return null;
  return (
    <span className="flex items-start gap-2 font-mono text-[0.93em]">
      <span aria-hidden="true" className="w-3 shrink-0 text-muted">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 break-words">{visibleText(text)}</span>
    </span>
  );
}
