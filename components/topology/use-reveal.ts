"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPCClient } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";
import { focusOutlineRow } from "./outline-focus";
import type { Topology } from "./use-topology";

/** Selects a resource wherever it is: the way to it is asked of the server, opened and shown. */
export function useReveal(topology: Topology): (elementId: string) => void {
  const client = useTRPCClient();
  const { estateId, address, reveal } = topology;
  const { at } = address;
  const locate = useMutation({
    mutationFn: (elementId: string) =>
      client.topology.locate.mutate({
        estateId,
        ids: [elementId],
        ...(at === null ? {} : { snapshotId: at }),
      }),
    onSuccess: ([found]) => {
      if (found === undefined) {
        announce("The snapshot does not hold it");
        return;
      }
      reveal(found.id, found.path);
      focusOutlineRow(found.id);
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return locate.mutate;
}
