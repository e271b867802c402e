"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../trpc/client";

const WHILE_RUNNING_MS = 1_500;
const OTHERWISE_MS = 30_000;

/** One estate at a glance, asked again often while its analysis runs; when that ends, the alerts are asked again too. */
export function useOverview(estateId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(
    trpc.estate.overview.queryOptions(
      { estateId },
      {
        refetchInterval: ({ state }) =>
          state.data?.analysis.state === "running" ? WHILE_RUNNING_MS : OTHERWISE_MS,
      },
    ),
  );
  const finishedAt = query.data?.analysis.finishedAt?.getTime();
  const known = useRef(finishedAt);
  useEffect(() => {
    if (known.current !== finishedAt && known.current !== undefined) {
      queryClient.invalidateQueries({ queryKey: trpc.alert.pathKey() });
    }
    known.current = finishedAt;
  }, [finishedAt, queryClient, trpc]);
  return query;
}

/** An estate's overview as the API gives it. */
export type OverviewData = NonNullable<ReturnType<typeof useOverview>["data"]>;
