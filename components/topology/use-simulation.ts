"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Failure } from "../../server/engine/semantics";
import { useTRPC } from "../trpc/client";
import {
  failParameter,
  failuresOf,
  type SetTopologyAddress,
  type TopologyAddress,
} from "./use-topology-address";

/**
 * The what-if that the address names: asked as soon as it is there, stopped when it leaves, so that a link shows
 * the same result and Cancel ends the work on the server.
 */
export function useSimulation(estateId: string, address: TopologyAddress, setAddress: SetTopologyAddress) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { fail, at } = address;
  const failures = useMemo(() => failuresOf({ fail }), [fail]);
  const query = useQuery(
    trpc.whatIf.run.queryOptions(
      { estateId, failures: [...failures], ...(at === null ? {} : { snapshotId: at }) },
      {
        enabled: failures.length > 0,
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        trpc: { abortOnUnmount: true },
      },
    ),
  );
  const start = useCallback(
    (wanted: readonly Failure[]) =>
      void setAddress(
        { fail: failParameter(wanted), change: null, attack: null, level: null, bug: null },
        { history: "push" },
      ),
    [setAddress],
  );
  const reset = useCallback(() => void setAddress({ fail: null }, { history: "push" }), [setAddress]);
  const cancel = useCallback(() => {
    void client.cancelQueries({ queryKey: trpc.whatIf.run.queryKey() });
    reset();
  }, [client, trpc, reset]);
  return { failures, query, start, reset, cancel };
}

export type Simulation = ReturnType<typeof useSimulation>;
