"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { TopologyRow } from "../../server/engine/topology";
import { useTRPCClient } from "../trpc/client";
import { announce } from "../ui/announcer";
import { countOf } from "../ui/count";
import { messageOf } from "../ui/panel-state";
import type { SetTopologyAddress, TopologyAddress } from "./use-topology-address";

/** What of the estate is left out and what alone is shown, in the address; each change is a step that Back undoes. */
export function useVisibility(estateId: string, address: TopologyAddress, setAddress: SetTopologyAddress) {
  const client = useTRPCClient();
  const { at, hide, only, sel } = address;
  const put = (next: Parameters<SetTopologyAddress>[0]) => void setAddress(next, { history: "push" });
  const addNeighbours = useMutation({
    mutationFn: async ({ row, hops }: { readonly row: TopologyRow; readonly hops: number }) => {
      const id = row.element?.id ?? row.id;
      const found = await client.topology.neighbours.mutate({
        estateId,
        ids: [id],
        hops,
        ...(at === null ? {} : { snapshotId: at }),
      });
      return { row, found };
    },
    onSuccess: ({ row, found }) => {
      const ids = found.map((one) => one.id);
      const shown = new Set([...only, row.id, ...ids]);
      put({ only: [...shown], hide: hide.filter((id) => !shown.has(id)) });
      announce(`${row.label} and ${countOf(ids.length, "neighbour")} shown`);
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return {
    hide: (rows: readonly TopologyRow[]) => {
      const ids = rows.map(({ id }) => id);
      put({
        hide: [...new Set([...hide, ...ids])],
        ...(sel !== null && ids.includes(sel) ? { sel: null } : {}),
      });
      announce(`${rows.map(({ label }) => label).join(", ")} hidden`);
    },
    unhide: (id: string) => put({ hide: hide.filter((one) => one !== id) }),
    isolate: (rows: readonly TopologyRow[]) => {
      put({ only: rows.map(({ id }) => id) });
      announce(`Only ${rows.map(({ label }) => label).join(", ")} shown`);
    },
    /** Takes one out of what is isolated; with the last one, everything is shown. */
    release: (id: string) => put({ only: only.filter((one) => one !== id) }),
    addNeighbours: (row: TopologyRow, hops: 1 | 2) => addNeighbours.mutate({ row, hops }),
    showHidden: () => put({ hide: null }),
    showAll: () => put({ only: null }),
    isIsolated: only.length > 0,
  };
}
