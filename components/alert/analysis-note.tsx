"use client";

import { CircleHelp, LoaderCircle, OctagonX } from "lucide-react";
import Link from "next/link";
import { useOverview } from "../overview/use-overview";
import { countOf } from "../ui/count";

/** Above alerts: whether the list can be complete. Nothing to say when everything was decided; an empty list says it itself. */
export function AnalysisNote({ estateId }: { readonly estateId: string }) {
  const { data } = useOverview(estateId);
  if (data === undefined) return null;
  const { state, undecidedCount, progress } = data.analysis;
  if (state === "running") {
    return (
      <p role="status" className="flex items-center gap-2 border-line border-b bg-accent-soft px-3 py-2">
        <LoaderCircle aria-hidden="true" className="size-4 shrink-0 animate-spin text-accent" />
        Analysis running
        {progress.totalCount > 0 ? `, ${progress.doneCount} of ${progress.totalCount} checks` : ""}. The list
        may change.
      </p>
    );
  }
  if (state === "failed") {
    return (
      <p className="flex items-center gap-2 border-line border-b bg-lost-soft px-3 py-2">
        <OctagonX aria-hidden="true" className="size-4 shrink-0 text-lost" />
        The latest analysis failed; this list is of an earlier one.
      </p>
    );
  }
  if (undecidedCount === 0) return null;
  return (
    <p className="flex items-center gap-2 border-line border-b bg-undecided-soft px-3 py-2">
      <CircleHelp aria-hidden="true" className="size-4 shrink-0 text-undecided" />
      <span>
        {countOf(undecidedCount, "check")} could not be decided.{" "}
        <Link href={`/?estate=${encodeURIComponent(estateId)}#open`} className="text-accent underline">
          See why
        </Link>
      </span>
    </p>
  );
}
