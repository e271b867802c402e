"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TopologyView } from "../../server/engine/topology";
import { useTRPC, useTRPCClient } from "../trpc/client";
import { hiddenIds, type Mark, type Marks, type MarkTerms, marksOf, NO_MARKS } from "./marks";
import type { OverlayChoice } from "./use-overlay";
import type { Simulation } from "./use-simulation";

const NO_PATHS: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * The marks of the page: the simulation's when there is one, else those of the overlay that is chosen, else where open
 * alerts are. Those are about the latest snapshot: in the past they would say what was not known then.
 */
export function useMarks(
  estateId: string,
  { at, isPast }: { readonly at: string | null; readonly isPast: boolean },
  view: TopologyView | undefined,
  simulation: Simulation,
  overlay: OverlayChoice,
): Marks {
  const trpc = useTRPC();
  const isSimulating = simulation.failures.length > 0;
  const alerts = useQuery(
    trpc.alert.list.queryOptions(
      { estateId, state: ["open", "unverified"] },
      { enabled: !isSimulating && !isPast && overlay.overlay === "health" },
    ),
  );
  const result = simulation.query.data;
  const { failures } = simulation;
  const alertRows = isPast ? undefined : alerts.data?.alerts;
  const overlaid = useOverlayMarks(overlay, isSimulating);
  const byElement = useMemo((): ReadonlyMap<string, Mark> => {
    if (overlaid !== null) return overlaid.byElement;
    if (failures.length === 0)
      return new Map((alertRows ?? []).map(({ subject }) => [subject.id, "alerted" as const]));
    const targets = failures.map(({ id }) => [id, "target" as const] as const);
    return new Map<string, Mark>([
      ...(result?.affected ?? []).map(({ element, status }) => [element.id, status] as const),
      ...targets,
    ]);
  }, [failures, result, alertRows, overlaid]);

  // What is folded away is found on the server, which alone knows where everything is.
  const hidden = useMemo(() => hiddenIds(view?.rows ?? [], byElement), [view, byElement]);
  const client = useTRPCClient();
  const located = useQuery({
    queryKey: ["topology.locate", estateId, at, hidden],
    queryFn: ({ signal }) =>
      client.topology.locate.mutate(
        { estateId, ids: hidden, ...(at === null ? {} : { snapshotId: at }) },
        { signal },
      ),
    enabled: hidden.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const paths = useMemo(
    () =>
      located.data === undefined
        ? NO_PATHS
        : new Map(located.data.map(({ elementId, path }) => [elementId, path])),
    [located.data],
  );
  return useMemo(() => {
    if (view === undefined) return NO_MARKS;
    const visible = new Set(view.rows.map(({ id }) => id));
    const locate = (id: string) => paths.get(id)?.findLast((holder) => visible.has(holder));
    return marksOf(view.rows, byElement, locate, overlaid?.terms);
  }, [view, byElement, paths, overlaid]);
}

/** The marks of the overlay that is chosen; null while it is health, or something is simulated. */
function useOverlayMarks({ overlay, bands, state }: OverlayChoice, isSimulating: boolean) {
  const { entries } = state;
  return useMemo(() => {
    if (overlay === "health" || isSimulating) return null;
    const shown = [...entries].filter(([, { band }]) => bands.length === 0 || bands.includes(band));
    const terms: MarkTerms = {
      labels: new Map(
        shown.flatMap(([id, { label }]) => (label === undefined ? [] : [[id, label] as const])),
      ),
      isFiltered: bands.length > 0,
    };
    return { byElement: new Map<string, Mark>(shown.map(([id, { band }]) => [id, band])), terms };
  }, [overlay, entries, bands, isSimulating]);
}
