"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { TopologyRow, TopologyView } from "../../server/engine/topology";
import { useSnapshotInView } from "../history/use-snapshot-in-view";
import { useTRPC } from "../trpc/client";
import { withOpened, withShown, withToggled } from "./open-places";
import { useCompromise } from "./use-compromise";
import { useHiddenSelection } from "./use-hidden-selection";
import { useMarks } from "./use-marks";
import { useOverlay } from "./use-overlay";
import { useSimulation } from "./use-simulation";
import { useTopologyAddress } from "./use-topology-address";
import { useVisibility } from "./use-visibility";

/** Nodes to bring into sight; a new object asks again. */
export interface Sight {
  readonly ids: readonly string[];
  readonly always?: boolean;
}

/** The state of the topology page and what can be done to it: one source for map, outline, panel and menu. */
export function useTopology(estateId: string) {
  const trpc = useTRPC();
  const { address, setAddress } = useTopologyAddress();
  const { at, open, hide, only, sel } = address;
  const query = useQuery(
    trpc.topology.view.queryOptions(
      { estateId, open, hide, only, ...(at === null ? {} : { snapshotId: at }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const view = query.data;
  const simulation = useSimulation(estateId, address, setAddress);
  const compromise = useCompromise(estateId, address, setAddress);
  const { isPast } = useSnapshotInView(at);
  const overlay = useOverlay(estateId, address, setAddress);
  const marks = useMarks(estateId, { at, isPast }, view, simulation, overlay);
  const [sight, setSight] = useState<Sight | null>(null);
  const selected = useMemo(() => rowNamed(view, sel), [view, sel]);

  const isHidden = sel !== null && view !== undefined && !query.isPlaceholderData && selected === null;
  const isMissing = useHiddenSelection(estateId, address, isHidden, { setAddress, setSight });

  const select = useCallback(
    (row: TopologyRow | null) => {
      void setAddress({ sel: row?.id ?? null, ...(row === null ? { tab: null } : {}) }, { history: "push" });
      if (row?.nodeId) setSight({ ids: [row.nodeId] });
    },
    [setAddress],
  );
  /** Selects something that may be folded away, by opening the way to it. */
  const reveal = useCallback(
    (id: string, path: readonly string[], also: { readonly q?: string | null } = {}) => {
      const shown = view?.rows.find((row) => row.id === id);
      const next =
        shown === undefined ? { open: withOpened(open, path), ...withShown({ hide, only }, id, path) } : {};
      void setAddress({ sel: id, ...next, ...also }, { history: "push" });
      setSight({ ids: [shown?.nodeId ?? id, ...path.slice(-1)].slice(0, 1) });
    },
    [setAddress, open, hide, only, view],
  );
  const toggle = useCallback(
    (row: TopologyRow) => {
      if (!row.expandable) return;
      void setAddress({ open: withToggled(open, row) }, { history: "push" });
    },
    [setAddress, open],
  );
  const rowOf = (elementId: string) => view?.rows.find(({ element }) => element?.id === elementId) ?? null;
  const visibility = useVisibility(estateId, address, setAddress);
  return {
    estateId,
    visibility,
    address,
    setAddress,
    query,
    view,
    marks,
    overlay,
    simulation,
    compromise,
    selected,
    isMissing,
    /** Shows a snapshot that is not the latest. */
    isPast,
    select,
    reveal,
    toggle,
    rowOf,
    sight,
    setSight,
  };
}

/** A link may name a resource instead of its row (a zone has a row in every VPC). */
function rowNamed(view: TopologyView | undefined, name: string | null): TopologyRow | null {
  const byId = view?.rows.find(({ id }) => id === name);
  return byId ?? view?.rows.find(({ element }) => element?.id === name) ?? null;
}

export type Topology = ReturnType<typeof useTopology>;
