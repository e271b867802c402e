"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import type { Band, BandEntry, OverlayState } from "./overlay-bands";

const BAND_OF = {
  internet: "exposure-internet",
  part: "exposure-part",
  undecided: "exposure-undecided",
  none: "exposure-none",
} as const satisfies Record<string, Band>;

/** Who of the internet gets to what, as the exposure analysis found it. */
export function useExposureOverlay(estateId: string, at: string | null, isOn: boolean): OverlayState {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.topology.exposure.queryOptions(
      { estateId, ...(at === null ? {} : { snapshotId: at }) },
      { enabled: isOn },
    ),
  );
  const { data } = query;
  const entries = useMemo(
    () =>
      new Map<string, BandEntry>(
        (data?.resources ?? []).map(({ id, reach, flows }) => [
          id,
          { band: BAND_OF[reach], ...(flows.length === 0 ? {} : { label: flows.join(", ") }) },
        ]),
      ),
    [data],
  );
  return {
    entries,
    isPending: isOn && query.isPending,
    error: query.error,
    note:
      data === undefined
        ? null
        : `${countOf(data.addressCount, "public address", "public addresses")} asked; what has none cannot be reached from the internet by itself`,
    retry: () => void query.refetch(),
  };
}
