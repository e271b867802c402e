"use client";

import type { Alert } from "../../server/engine/alert/alert.schema";
import { Badge } from "../ui/badge";
import { Prose } from "../ui/prose";

/** What could be done. Nothing here has been tried on the shadow yet, and each says so. */
export function Recommendations({ list }: { readonly list: Alert["recommendations"] }) {
  if (list.length === 0) return <p className="text-muted">None is known for this kind of alert.</p>;
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {list.map((one) => (
        <li key={one.title} className="min-w-0 rounded-md border border-line bg-surface p-3">
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 break-words font-medium">
              <Prose text={one.title} />
            </span>
            <Badge tone="undecided">Not verified</Badge>
          </p>
          <ol className="mt-2 flex list-decimal flex-col gap-1 pl-5">
            {[...new Set(one.changes)].map((change) => (
              <li key={change} className="break-words">
                <Prose text={change} />
              </li>
            ))}
          </ol>
          <p className="mt-2 text-muted text-xs">Effort: {one.effort}</p>
        </li>
      ))}
    </ul>
  );
}
