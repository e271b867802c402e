"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { DecisionChange } from "../../server/application/ports/decision-store";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/**
 * What follows a decision of an owner: what is shown is asked again, the decision is told, and for a moment it can be taken
 * back.
 * @param queryKeys  what a decision may change, beside the overview
 */
export function useTakenBack(estateId: string, queryKeys: readonly QueryKey[]) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [...queryKeys, trpc.application.pathKey(), trpc.estate.overview.queryKey()].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const onError = (error: unknown) => {
    toast.error(messageOf(error));
  };
  const restore = useMutation(
    trpc.application.restore.mutationOptions({
      onSuccess: async () => {
        await refresh();
        announce("Taken back");
      },
      onError,
    }),
  );
  const told = async (said: string, previous: readonly DecisionChange[]) => {
    await refresh();
    announce(said);
    const undo = () => restore.mutate({ estateId, changes: [...previous] });
    toast(said, { action: { label: "Undo", onClick: undo } });
  };
  return { restore, told, onError };
}
