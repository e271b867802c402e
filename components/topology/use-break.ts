"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { messageOf } from "../ui/panel-state";
import type { Topology } from "./use-topology";

/** Which components may fail, as a person chooses. */
export const FAILING = {
  any: { label: "Any component", kinds: undefined },
  hosts: { label: "Hosts only", kinds: ["instance"] },
  places: {
    label: "Zones, subnets, gateways and links",
    kinds: [
      "zone",
      "subnet",
      "natGateway",
      "internetGateway",
      "egressOnlyInternetGateway",
      "vpcPeeringConnection",
      "transitGatewayAttachment",
      "vpnConnection",
      "directConnectConnection",
    ],
  },
} as const;
export type Failing = keyof typeof FAILING;

/** Asks what it takes to break an application; the run's id goes into the address, where the card finds it. */
export function useBreak(topology: Pick<Topology, "estateId" | "address" | "setAddress">) {
  const trpc = useTRPC();
  const { estateId, address, setAddress } = topology;
  const { at } = address;
  const start = useMutation(
    trpc.run.start.mutationOptions({
      onSuccess: ({ runId }) =>
        void setAddress({ cut: runId, fail: null, change: null }, { history: "push" }),
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  const { mutate } = start;
  const ask = useCallback(
    (application: string, failing: Failing = "any") => {
      const { kinds } = FAILING[failing];
      mutate({
        estateId,
        ...(at === null ? {} : { snapshotId: at }),
        kind: "cuts",
        title: `What would it take to break ${application}?`,
        request: {
          target: { kind: "application", name: application },
          ...(kinds === undefined ? {} : { kinds: [...kinds] }),
        },
      });
    },
    [mutate, estateId, at],
  );
  return { ask, isStarting: start.isPending };
}

/** The applications of the estate; with an id only those with a flow of that host. */
export function useApplications(estateId: string, elementId?: string): readonly string[] {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.intent.list.queryOptions({ estateId }));
  return useMemo(() => {
    if (data === undefined) return [];
    const having = new Set(
      data.intents
        .filter(({ from, to }) =>
          [from, to].some((end) => end.kind === "tier" && end.members.includes(elementId ?? "")),
        )
        .map(({ application }) => application),
    );
    return data.applications
      .map(({ name }) => name)
      .filter((name) => elementId === undefined || having.has(name));
  }, [data, elementId]);
}
