"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { DecisionChange } from "../../server/application/ports/decision-store";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { countOf } from "../ui/count";
import { messageOf } from "../ui/panel-state";

/** Of a file, in characters, as the server takes them. */
const FILE_LIMIT = 900_000;

/** What can be said about an estate's traffic. Whatever was said can be taken back for a moment. */
export function useDemandChanges(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const refresh = () =>
    Promise.all(
      [trpc.load.pathKey(), trpc.application.pathKey(), trpc.estate.overview.queryKey()].map((queryKey) =>
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
  const declare = useMutation(
    trpc.load.declare.mutationOptions({
      onSuccess: async (answer, { id }) => {
        if (answer.kind === "declared")
          await told(id === undefined ? "Traffic declared" : "Traffic changed", answer.previous);
      },
      onError,
    }),
  );
  const remove = useMutation(
    trpc.load.remove.mutationOptions({
      onSuccess: ({ previous }) => told("Traffic removed", previous),
      onError,
    }),
  );
  const importFile = useMutation(
    trpc.load.importFile.mutationOptions({
      onSuccess: ({ count, previous }) => told(`${countOf(count, "demand")} imported`, previous),
      onError: (error, { file }) =>
        setRefusal([file, error.data?.place, error.message].filter(Boolean).join(": ")),
    }),
  );
  return {
    declare,
    remove: (id: string) => remove.mutate({ estateId, id }),
    /** Why the last file was not taken; null when it was. */
    refusal,
    take: async (file: File) => {
      setRefusal(null);
      const text = await file.text();
      if (text.length > FILE_LIMIT)
        setRefusal(`${file.name}: more than ${FILE_LIMIT.toLocaleString("en")} characters; split it`);
      else importFile.mutate({ estateId, file: file.name, text });
    },
    isBusy: declare.isPending || remove.isPending || importFile.isPending || restore.isPending,
  };
}

export type DemandChanges = ReturnType<typeof useDemandChanges>;
