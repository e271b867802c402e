"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

interface AlertRef {
  readonly estateId: string;
  readonly id: string;
}

/** Dismissing with a reason, and taking it back; both are offered again in the message that follows. */
export function useAlertChanges(ref: AlertRef) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.alert.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.estate.overview.queryKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.sink.pathKey() }),
    ]);
  const complain = (error: unknown) => toast.error(messageOf(error));

  const reopen = useMutation(
    trpc.alert.reopen.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast("Alert reopened");
        announce("Alert reopened");
      },
      onError: complain,
    }),
  );
  const dismiss = useMutation(
    trpc.alert.dismiss.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast("Alert dismissed", { action: { label: "Undo", onClick: () => reopen.mutate(ref) } });
        announce("Alert dismissed");
      },
      onError: complain,
    }),
  );
  return {
    isBusy: dismiss.isPending || reopen.isPending,
    dismiss: (reason: string) => dismiss.mutateAsync({ ...ref, reason }),
    reopen: () => reopen.mutate(ref),
  };
}
