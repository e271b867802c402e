"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { useTakenBack } from "./use-taken-back";

/** What can be decided about an estate's flows. Whatever was decided can be taken back for a moment. */
export function useApplicationChanges(estateId: string) {
  const trpc = useTRPC();
  const { restore, told, onError } = useTakenBack(estateId, [trpc.intent.pathKey()]);
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
