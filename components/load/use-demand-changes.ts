"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTakenBack } from "../application/use-taken-back";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";

/** Of a file, in characters, as the server takes them. */
const FILE_LIMIT = 900_000;

/** What can be said about an estate's traffic. Whatever was said can be taken back for a moment. */
export function useDemandChanges(estateId: string) {
  const trpc = useTRPC();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { restore, told, onError } = useTakenBack(estateId, [trpc.load.pathKey()]);
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
