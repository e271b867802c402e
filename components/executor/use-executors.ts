"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";

const REFRESH_MS = 10_000;
/** An executor asks for work every few seconds: one not heard of for this long is not connected. */
const CONNECTED_MS = 60_000;

/** The executors of the workspace, kept fresh. */
export function useExecutors() {
  const trpc = useTRPC();
  return useQuery(trpc.executor.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
}

/** One executor: when it was last heard of, and what it may do. */
export type Executor = NonNullable<ReturnType<typeof useExecutors>["data"]>[number];

/** Creating one, which shows its token once, and shutting it out. */
export function useExecutorChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: trpc.executor.pathKey() });
  return {
    create: useMutation(trpc.executor.create.mutationOptions({ onSuccess })),
    revoke: useMutation(trpc.executor.revoke.mutationOptions({ onSuccess })),
  };
}

/** Whether it asks for work now. */
export function isConnected({ lastSeenAt, revokedAt }: Executor, now: number): boolean {
  return revokedAt === null && lastSeenAt !== null && now - lastSeenAt.getTime() < CONNECTED_MS;
}
