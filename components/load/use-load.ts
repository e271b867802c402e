"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../trpc/client";
import type { LoadAddress } from "./use-load-address";

/** A slider passes many values on its way: one is asked about once it stays. */
const SETTLE_MS = 150;

/** The load that the address asks for, and the same with every single failure tried; both stop when nobody waits. */
export function useLoad(estateId: string, address: LoadAddress) {
  const { at, app, threshold, down } = address;
  const growth = useSettled(address.growth);
  const trpc = useTRPC();
  const client = useQueryClient();
  const input = {
    estateId,
    growth,
    thresholdRatio: threshold,
    ...(app === null ? {} : { application: app }),
    ...(at === null ? {} : { snapshotId: at }),
  };
  const options = { placeholderData: keepPreviousData, retry: false, trpc: { abortOnUnmount: true } };
  // What was cancelled is not asked again by itself, for a change somewhere in the estate: only by hand, or as another question.
  const asked = JSON.stringify({ ...input, down });
  const [cancelled, setCancelled] = useState<string | null>(null);
  const isWanted = cancelled !== asked;
  const query = useQuery(trpc.load.ask.queryOptions(input, { ...options, enabled: isWanted }));
  const sweep = useQuery(
    trpc.load.ask.queryOptions({ ...input, sweeps: true }, { ...options, enabled: down && isWanted }),
  );
  return {
    query,
    sweep,
    cancel: () => {
      setCancelled(asked);
      void client.cancelQueries({ queryKey: trpc.load.ask.queryKey() });
    },
    askAgain: () => setCancelled(null),
  };
}

export type LoadQuery = ReturnType<typeof useLoad>["query"];

function useSettled(value: number): number {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
