"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Run } from "../../server/application/runs";
import { useSubscription, useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";
import { useVisible } from "../ui/use-visible";

const POLL_EVERY_MS = 2_000;

/** One run, live: the server says when it changes; while it cannot, the run is asked for again and again. */
export function useRun(runId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const isVisible = useVisible();
  const query = useQuery(
    trpc.run.read.queryOptions(
      { runId },
      {
        refetchInterval: ({ state }) =>
          state.data !== undefined && isOver(state.data.state) ? false : POLL_EVERY_MS,
      },
    ),
  );
  const isFollowed = query.data !== undefined && !isOver(query.data.state) && isVisible;
  useSubscription(
    trpc.run.watch.subscriptionOptions(
      { runId },
      {
        enabled: isFollowed,
        onData: ({ data }) => client.setQueryData(trpc.run.read.queryKey({ runId }), data),
      },
    ),
  );
  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.run.pathKey() });
        announce("Run cancelled");
      },
      onError: (error) => {
        toast.error(messageOf(error));
        void client.invalidateQueries({ queryKey: trpc.run.read.queryKey({ runId }) });
      },
    }),
  );
  return { query, run: query.data, isCancelling: cancel.isPending, cancel: () => cancel.mutate({ runId }) };
}

export type { Run };

/** Whether nothing of a run will change any more. */
export function isOver(state: Run["state"]): boolean {
  return state !== "queued" && state !== "running";
}
