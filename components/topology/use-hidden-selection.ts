"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPCClient } from "../trpc/client";
import { withOpened } from "./open-places";
import type { Sight } from "./use-topology";
import type { SetTopologyAddress, TopologyAddress } from "./use-topology-address";

/**
 * A link may name a resource that is folded away: the way to it is asked of the server and opened. Returns whether
 * the snapshot holds no such resource.
 */
export function useHiddenSelection(
  estateId: string,
  address: TopologyAddress,
  isHidden: boolean,
  { setAddress, setSight }: { setAddress: SetTopologyAddress; setSight: (sight: Sight) => void },
): boolean {
  const client = useTRPCClient();
  const { at, sel, open } = address;
  const query = useQuery({
    queryKey: ["topology.locate", estateId, at, sel],
    queryFn: ({ signal }) =>
      client.topology.locate.mutate(
        { estateId, ids: sel === null ? [] : [sel], ...(at === null ? {} : { snapshotId: at }) },
        { signal },
      ),
    enabled: isHidden && sel !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = query.data?.[0];
  useEffect(() => {
    if (!isHidden || found === undefined) return;
    const opened = withOpened(open, found.path);
    // Already open and still not shown: a closed box around it was closed by hand after the selection.
    if (opened.join() === open.join()) return;
    void setAddress({ sel: found.id, open: opened });
    setSight({ ids: [found.id] });
  }, [isHidden, found, open, setAddress, setSight]);
  return isHidden && query.data !== undefined && found === undefined;
}
