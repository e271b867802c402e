"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";

const WHILE_OPEN_MS = 5_000;

/** How far the latest snapshot is the network; asked again while its analysis is not finished. */
export function useFidelity(estateId: string) {
  const trpc = useTRPC();
  return useQuery(
    trpc.estate.fidelity.queryOptions(
      { estateId },
      { refetchInterval: ({ state }) => (state.data?.undecided === null ? WHILE_OPEN_MS : false) },
    ),
  );
}

/** The report as the API gives it. */
export type FidelityData = NonNullable<ReturnType<typeof useFidelity>["data"]>;
