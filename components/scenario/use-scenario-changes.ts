"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** What can be done to scenarios, schedules and runs; every list of them is asked again afterwards. */
export function useScenarioChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const after = (said: string | null) => ({
    onSuccess: async () => {
      await Promise.all(
        [trpc.scenario.pathKey(), trpc.schedule.pathKey(), trpc.run.list.queryKey()].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      if (said !== null) announce(said);
    },
    onError: (error: unknown) => {
      toast.error(messageOf(error));
    },
  });
  return {
    create: useMutation(trpc.scenario.create.mutationOptions(after("Scenario saved"))),
    rename: useMutation(trpc.scenario.rename.mutationOptions(after("Scenario renamed"))),
    remove: useMutation(trpc.scenario.remove.mutationOptions(after("Scenario deleted"))),
    run: useMutation(trpc.scenario.run.mutationOptions(after("Run started"))),
    start: useMutation(trpc.run.start.mutationOptions(after("Run started"))),
    schedule: useMutation(trpc.schedule.create.mutationOptions(after("Schedule saved"))),
    pause: useMutation(trpc.schedule.pause.mutationOptions(after(null))),
    removeSchedule: useMutation(trpc.schedule.remove.mutationOptions(after("Schedule deleted"))),
  };
}
