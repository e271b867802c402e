"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "../trpc/client";

const PAGE_LENGTH = 50;
/** Snapshots that a picker or the strip under the map offers; older ones are reached from the history. */
const RECENT_COUNT = 200;

/** The changes of an estate, newest first, more of them when asked for. */
export function useHistory(estateId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useInfiniteQuery({
    queryKey: [...trpc.history.list.queryKey({ estateId }), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.history.list.query(
        { estateId, limit: PAGE_LENGTH, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
}

/** The newest snapshots, newest first: what pickers offer. */
export function useRecentSnapshots(estateId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.history.list.queryOptions({ estateId, limit: RECENT_COUNT }));
}

export type Snapshot = NonNullable<ReturnType<typeof useRecentSnapshots>["data"]>["entries"][number];
