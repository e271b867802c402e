"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import { useFileUpload } from "../welcome/use-file-upload";
import { sendReports } from "./send-reports";

/** Takes files of findings in. */
export function useUpload(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useFileUpload(estateId, {
    send: sendReports,
    told: ({ stored, refused }) =>
      `${countOf(stored.length, "file")} stored${refused.length > 0 ? `, ${refused.length} refused` : ""}`,
    onStored: () => client.invalidateQueries({ queryKey: trpc.finding.pathKey() }),
  });
}
