"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { DecisionChange } from "../../server/application/ports/decision-store";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** What can be decided about an estate's flows. Whatever was decided can be taken back for a moment. */
export function useApplicationChanges(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [trpc.application.pathKey(), trpc.intent.pathKey(), trpc.estate.overview.queryKey()].map((queryKey) =>
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
    toast(said, {
      action: {
        label: "Undo",
        onClick: () => restore.mutate({ estateId, changes: [...previous] }),
      },
    });
  };
  const decide = useMutation(
    trpc.application.decide.mutationOptions({
      onSuccess: ({ previous }, { verdicts }) => {
        const word = verdicts[0]?.kind === "dismiss" ? "dismissed" : "accepted";
        return told(`${verdicts.length} ${verdicts.length === 1 ? "flow" : "flows"} ${word}`, previous);
      },
      onError,
    }),
  );
  const change = useMutation(
    trpc.application.change.mutationOptions({
      onSuccess: ({ previous }) => told("Application changed", previous),
      onError,
    }),
  );
  const declare = useMutation(
    trpc.application.declare.mutationOptions({
      onSuccess: async (answer, { id }) => {
        if (answer.kind === "declared")
          await told(id === undefined ? "Flow declared" : "Flow changed", answer.previous);
      },
      onError,
    }),
  );
  return {
    decide,
    change,
    declare,
    /** Takes back what was decided about one subject. */
    clear: (subject: string) => restore.mutate({ estateId, changes: [{ subject, decision: null }] }),
    isBusy: decide.isPending || change.isPending || declare.isPending || restore.isPending,
  };
}

export type ApplicationChanges = ReturnType<typeof useApplicationChanges>;
