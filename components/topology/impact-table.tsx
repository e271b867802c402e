"use client";

import type { AffectedResource, WhatIfResult } from "../../server/engine/scenario";
import { Badge, type Tone } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { outcomeTitle } from "./outcome-words";
import type { Topology } from "./use-topology";

const TONES: { readonly [S in AffectedResource["status"]]: Tone } = {
  down: "simulated",
  lost: "lost",
  degraded: "risk",
  undecided: "undecided",
};

/** More rows than this are counted, not listed; the outline's filter lists them all. */
const MAX_ROWS = 200;

/** Every resource that the failure touches, with the flows that it loses. */
export function ImpactTable({
  topology,
  result,
}: {
  readonly topology: Topology;
  readonly result: WhatIfResult;
}) {
  const titles = new Map(
    [...result.lost, ...result.degraded, ...result.undecided].map((outcome) => [
      outcome.intent.id,
      outcomeTitle(outcome),
    ]),
  );
  const rows = [...result.affected].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  if (rows.length === 0) return <p className="p-3 text-muted">Nothing is affected.</p>;
  return (
    <table className="w-full border-collapse text-left">
      <caption className="px-3 py-1.5 text-left text-muted">{captionOf(rows)}</caption>
      <thead>
        <tr className="border-line border-b text-muted text-xs">
          <th scope="col" className="px-3 py-1 font-medium">
            State
          </th>
          <th scope="col" className="px-3 py-1 font-medium">
            Resource
          </th>
          <th scope="col" className="px-3 py-1 font-medium">
            Flows
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MAX_ROWS).map(({ element, status, intentIds }) => (
          <tr key={element.id} data-status={status} className="border-line border-b align-top">
            <td className="px-3 py-1">
              <Badge tone={TONES[status]}>{status}</Badge>
            </td>
            <td className="px-3 py-1">
              <button
                type="button"
                className="min-h-6 text-left hover:underline"
                onClick={() => topology.select(topology.rowOf(element.id))}
              >
                <ElementLabel element={element} />
              </button>
            </td>
            <td className="px-3 py-1 text-muted">
              {intentIds.flatMap((id) => titles.get(id) ?? []).join("; ")}
            </td>
          </tr>
        ))}
      </tbody>
      {rows.length > MAX_ROWS ? (
        <tfoot>
          <tr>
            <td colSpan={3} className="px-3 py-1.5 text-muted">
              and {countOf(rows.length - MAX_ROWS, "more resource")}; filter the outline by status to see them
              all
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

const ORDER: readonly AffectedResource["status"][] = ["lost", "degraded", "undecided", "down"];

function captionOf(rows: readonly AffectedResource[]): string {
  return ORDER.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? [] : `${count} ${status}`;
  }).join(", ");
}
