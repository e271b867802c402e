"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LoadAnswer, LoadRow } from "../../server/application/ports/load-answers";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import type { Band, BandEntry, OverlayState } from "./overlay-bands";

/** What an element with several limits is said to be: what is unknown may hide anything, so it comes before what is well. */
const WORST: readonly LoadRow["state"][] = ["overloaded", "at-risk", "unknown", "ok"];
const BAND_OF = {
  overloaded: "load-overloaded",
  "at-risk": "load-risk",
  unknown: "load-unknown",
  ok: "load-ok",
} as const satisfies Record<LoadRow["state"], Band>;

/** How full the limits of each resource are with the traffic as it is stated. */
export function useLoadOverlay(estateId: string, at: string | null, isOn: boolean): OverlayState {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.load.ask.queryOptions(
      { estateId, ...(at === null ? {} : { snapshotId: at }) },
      { enabled: isOn, trpc: { abortOnUnmount: true } },
    ),
  );
  const { data } = query;
  const entries = useMemo(() => (data === undefined ? new Map() : entriesOf(data)), [data]);
  return {
    entries,
    isPending: isOn && query.isPending,
    error: query.error,
    note: data === undefined ? null : noteOf(data),
    retry: () => void query.refetch(),
  };
}

function entriesOf({ rows, basis }: LoadAnswer): ReadonlyMap<string, BandEntry> {
  const byElement = new Map<string, LoadRow[]>();
  for (const row of rows) {
    const own = byElement.get(row.element.id);
    if (own) own.push(row);
    else byElement.set(row.element.id, [row]);
  }
  return new Map(
    [...byElement].map(([id, own]) => {
      const state = WORST.find((each) => own.some((row) => row.state === each)) ?? "unknown";
      const ratio = Math.max(...own.map(({ utilizationRatio }) => utilizationRatio ?? -1));
      // On mere assumptions nothing is called full, and nothing well.
      const band = basis === "assumed" ? "load-assumed" : BAND_OF[state];
      return [id, { band, ...(ratio < 0 ? {} : { label: shareText(ratio) }) }] as const;
    }),
  );
}

function shareText(ratio: number): string {
  return ratio > 0 && ratio < 0.01 ? "< 1 %" : `${Math.round(ratio * 100)} %`;
}

function noteOf({ basis, demands, unresolved }: LoadAnswer): string {
  if (basis === "none") return "there is no traffic to put on the network";
  if (basis === "assumed") return "no traffic is declared: every required flow is assumed to carry the same";
  const open = demands.filter(({ lost, unknown }) => lost > 0 || unknown > 0).length + unresolved.length;
  const partial = open === 0 ? "" : `; ${countOf(open, "demand")} only partly followed`;
  return `${countOf(demands.length, "demand")} as stated${partial}; what carries none of it has no colour`;
}
