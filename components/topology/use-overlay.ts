"use client";

import { useMemo } from "react";
import { type BandEntry, bandsOf, type OverlayState } from "./overlay-bands";
import { useBlastOverlay } from "./use-blast-overlay";
import { useExposureOverlay } from "./use-exposure-overlay";
import { useLoadOverlay } from "./use-load-overlay";
import type { SetTopologyAddress, TopologyAddress } from "./use-topology-address";

const NO_ENTRIES: ReadonlyMap<string, BandEntry> = new Map();

/** What an overlay gives while another one is chosen. */
export const IDLE_OVERLAY: OverlayState = {
  entries: NO_ENTRIES,
  isPending: false,
  error: null,
  note: null,
  retry: () => undefined,
};

/** The overlay that is chosen, what it says of each resource, and which of its bands alone are shown. */
export function useOverlay(estateId: string, address: TopologyAddress, setAddress: SetTopologyAddress) {
  const { overlay, at } = address;
  const exposure = useExposureOverlay(estateId, at, overlay === "exposure");
  const blast = useBlastOverlay(estateId, address, overlay === "blast");
  const load = useLoadOverlay(estateId, at, overlay === "load");
  const states = { health: IDLE_OVERLAY, exposure, blast, load };
  const state = states[overlay];
  const bands = useMemo(
    () => address.band.filter((band) => bandsOf(overlay).includes(band)),
    [address.band, overlay],
  );
  return {
    overlay,
    bands,
    state,
    choose: (next: TopologyAddress["overlay"]) =>
      void setAddress({ overlay: next === "health" ? null : next, band: null }, { history: "push" }),
    showBands: (next: TopologyAddress["band"]) =>
      void setAddress({ band: next.length === 0 ? null : next }, { history: "push" }),
  };
}

export type OverlayChoice = ReturnType<typeof useOverlay>;
