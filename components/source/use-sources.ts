"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";

/** Word of a sweep may be lost, so the list is also asked for now and then. */
const REFRESH_MS = 10_000;

/** The sources of the workspace, kept fresh. */
export function useSources() {
  const trpc = useTRPC();
  return useQuery(trpc.source.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
}

/** One source with the freshness of its parts. */
export type Source = NonNullable<ReturnType<typeof useSources>["data"]>[number];
export type Partition = Source["partitions"][number];

/** What can be done with sources; each has the list asked for again. */
export function useSourceChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: trpc.source.pathKey() });
  return {
    createAgent: useMutation(trpc.source.createAgent.mutationOptions({ onSuccess })),
    createFolder: useMutation(trpc.source.createFolder.mutationOptions({ onSuccess })),
    rotate: useMutation(trpc.source.rotate.mutationOptions({ onSuccess })),
    revoke: useMutation(trpc.source.revoke.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.source.remove.mutationOptions({ onSuccess })),
  };
}
