"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useEstate } from "../shell/use-estate";
import { useTRPC } from "../trpc/client";

/**
 * Whether the address (`at`) names a snapshot that is not the latest, and what is known of it. Its entry is undefined
 * while it loads and when there is no such snapshot.
 */
export function useSnapshotInView(at: string | null) {
  const trpc = useTRPC();
  const { estate } = useEstate();
  const latest = estate?.latest ?? null;
  const isPast = at !== null && latest !== null && at !== latest.snapshotId;
  const query = useQuery(
    trpc.history.read.queryOptions(isPast && estate ? { estateId: estate.id, snapshotId: at } : skipToken),
  );
  return { isPast, latest, entry: query.data?.entry };
}
