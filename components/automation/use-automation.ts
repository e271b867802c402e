"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** Word of a change may be lost, and nobody should believe that automation is paused when it is not. */
const REFRESH_MS = 30_000;

/** Whether automation is paused, by whom, and how much waits for approval. */
export function useAutomation() {
  const trpc = useTRPC();
  return useQuery(trpc.automation.read.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
}

/** Pausing all automation, and resuming it. */
export function useAutomationChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const told = (text: string) => ({
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: trpc.automation.pathKey() });
      announce(text);
    },
    onError: (error: unknown) => void toast.error(messageOf(error)),
  });
  return {
    pause: useMutation(trpc.automation.pause.mutationOptions(told("All automation is paused"))),
    resume: useMutation(trpc.automation.resume.mutationOptions(told("Automation goes on"))),
  };
}
