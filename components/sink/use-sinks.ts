"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** How often the page looks while messages are under way, and otherwise. */
const BUSY_EVERY_MS = 2_000;
const QUIET_EVERY_MS = 15_000;

/** The sinks, looked at more often while something is under way. */
export function useSinks() {
  const trpc = useTRPC();
  return useQuery(
    trpc.sink.list.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some(({ isEnabled, pendingCount }) => isEnabled && pendingCount > 0)
          ? BUSY_EVERY_MS
          : QUIET_EVERY_MS,
    }),
  );
}

/** A sink as the list has it. */
export type Sink = NonNullable<ReturnType<typeof useSinks>["data"]>[number];

/** What can be done with one sink; what went wrong is shown in a message of its own. */
export function useSinkChanges(sink: { readonly id: string; readonly name: string }) {
  const trpc = useTRPC();
  const refresh = useRefreshSinks();
  const onError = (error: unknown) => toast.error(messageOf(error));
  const say = (text: string) => {
    toast(text);
    announce(text);
  };
  const test = useMutation(
    trpc.sink.test.mutationOptions({
      onSuccess: async ({ isTaken, outcome }) => {
        await refresh();
        if (isTaken) say(`Test message delivered: ${outcome}`);
        else toast.error(`The test message was not delivered: ${outcome}`);
      },
      onError,
    }),
  );
  const setEnabled = useMutation(
    trpc.sink.setEnabled.mutationOptions({
      onSuccess: async (_, { isEnabled }) => {
        await refresh();
        say(isEnabled ? `${sink.name} is enabled` : `${sink.name} is disabled`);
      },
      onError,
    }),
  );
  const remove = useMutation(
    trpc.sink.remove.mutationOptions({
      onSuccess: async () => {
        await refresh();
        say(`${sink.name} is removed`);
      },
      onError,
    }),
  );
  return {
    isBusy: test.isPending || setEnabled.isPending || remove.isPending,
    isTesting: test.isPending,
    test: () => test.mutate({ sinkId: sink.id }),
    setEnabled: (isEnabled: boolean) => setEnabled.mutate({ sinkId: sink.id, isEnabled }),
    remove: () => remove.mutate({ sinkId: sink.id }),
  };
}

/** Loads everything about sinks anew. */
export function useRefreshSinks() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: trpc.sink.pathKey() });
}
