"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import { useFileUpload } from "../welcome/use-file-upload";
import { sendEvents } from "./send-events";

/** Takes files of CloudTrail events in. */
export function useEventUpload(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useFileUpload(estateId, {
    send: sendEvents,
    told: ({ addedCount }) => `${countOf(addedCount, "event")} stored`,
    onStored: () => client.invalidateQueries({ queryKey: trpc.anomaly.pathKey() }),
  });
}
