"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** Answering that an anomaly is intended and taking it back, approving a baseline and withdrawing it. */
export function useAnomalyChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = (done: string) => ({
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: trpc.anomaly.pathKey() }),
        client.invalidateQueries({ queryKey: trpc.alert.pathKey() }),
        client.invalidateQueries({ queryKey: trpc.estate.overview.queryKey() }),
      ]);
      toast(done);
      announce(done);
    },
    onError: (error: unknown) => toast.error(messageOf(error)),
  });
  const answer = useMutation(trpc.anomaly.answer.mutationOptions(options("Answered: it is intended")));
  const retract = useMutation(trpc.anomaly.retract.mutationOptions(options("The answer was taken back")));
  const approve = useMutation(trpc.anomaly.approveBaseline.mutationOptions(options("Baseline approved")));
  const withdraw = useMutation(trpc.anomaly.withdrawBaseline.mutationOptions(options("Baseline withdrawn")));
  return {
    answer,
    retract,
    approve,
    withdraw,
    isBusy: [answer, retract, approve, withdraw].some(({ isPending }) => isPending),
  };
}

export type AnomalyChanges = ReturnType<typeof useAnomalyChanges>;
