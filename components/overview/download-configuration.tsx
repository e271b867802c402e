"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toast } from "sonner";
import { useTRPCClient } from "../trpc/client";
import { Button } from "../ui/button";
import { saveText } from "../ui/download-button";
import { messageOf } from "../ui/panel-state";

interface DownloadConfigurationProps {
  readonly estateId: string;
  readonly name: string;
}

/** Saves the configuration as Umbra's own JSON, which imports to the same snapshot. */
export function DownloadConfiguration({ estateId, name }: DownloadConfigurationProps) {
  const client = useTRPCClient();
  const download = useMutation({
    mutationFn: () => client.estate.configuration.query({ estateId }),
    onSuccess: (text) =>
      saveText(text, `${name.replace(/[^\p{L}\p{N}]+/gu, "-") || "configuration"}.json`, "application/json"),
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <Button size="small" disabled={download.isPending} onClick={() => download.mutate()}>
      <Download aria-hidden="true" />
      Export
    </Button>
  );
}
