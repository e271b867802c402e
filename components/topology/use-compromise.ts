"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { BreachAsk } from "../../server/engine/scenario/breach/breach.schema";
import { useTRPC } from "../trpc/client";
import type { SetTopologyAddress, TopologyAddress } from "./use-topology-address";

/** What is asked about an attack, as the address has it; undefined where it has none. */
export function attackOf({
  attack,
  level,
  bug,
}: Pick<TopologyAddress, "attack" | "level" | "bug">): Pick<BreachAsk, "starts" | "bugs"> | undefined {
  if (attack.length === 0) return undefined;
  return { starts: attack.map((from) => ({ from, level })), bugs: bug };
}

/** The same as the input of a question; without an attack it is the one from where attacks begin. */
export function attackInput(
  estateId: string,
  at: string | null,
  asked: Pick<BreachAsk, "starts" | "bugs"> | undefined,
) {
  return {
    estateId,
    starts: [...(asked?.starts ?? [])],
    bugs: [...(asked?.bugs ?? [])],
    ...(at === null ? {} : { snapshotId: at }),
  };
}

/**
 * The attack that the address names: asked as soon as it is there, stopped when it leaves, so that a link shows the same
 * result and Cancel ends the work on the server. Colours show the blast radius while it is there.
 */
export function useCompromise(estateId: string, address: TopologyAddress, setAddress: SetTopologyAddress) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { attack, level, bug, at } = address;
  const asked = useMemo(() => attackOf({ attack, level, bug }), [attack, level, bug]);
  const query = useQuery(
    trpc.breach.run.queryOptions(attackInput(estateId, at, asked), {
      enabled: asked !== undefined,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      trpc: { abortOnUnmount: true },
    }),
  );
  const start = useCallback(
    (from: string, more: { readonly level?: "user" | "root"; readonly bug?: readonly string[] } = {}) =>
      void setAddress(
        {
          attack: [from],
          level: more.level ?? "root",
          bug: more.bug === undefined || more.bug.length === 0 ? null : [...more.bug],
          fail: null,
          change: null,
          overlay: "blast",
          band: null,
        },
        { history: "push" },
      ),
    [setAddress],
  );
  const reset = useCallback(
    () =>
      void setAddress(
        { attack: null, level: null, bug: null, overlay: null, band: null },
        { history: "push" },
      ),
    [setAddress],
  );
  const cancel = useCallback(() => {
    void client.cancelQueries({ queryKey: trpc.breach.run.queryKey() });
    reset();
  }, [client, trpc, reset]);
  return { asked, query, start, reset, cancel };
}

export type Compromise = ReturnType<typeof useCompromise>;
