"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toast } from "sonner";
import { useTRPCClient } from "../trpc/client";
import { Button } from "../ui/button";
import { saveText } from "../ui/download-button";
import { messageOf } from "../ui/panel-state";
import type { tableQuestion } from "./use-resource-table";

interface ResourceExportProps {
  readonly question: ReturnType<typeof tableQuestion>;
  readonly matchCount: number;
}

const TYPES = { csv: "text/csv", json: "application/json" };

/** Saves what the filters leave, all of it, in the order of the table. */
export function ResourceExport({ question, matchCount }: ResourceExportProps) {
  const client = useTRPCClient();
  const save = useMutation({
    mutationFn: async (format: "csv" | "json") => ({
      format,
      text: await client.resource.export.query({ ...question, kinds: [...question.kinds], format }),
    }),
    onSuccess: ({ format, text }) => saveText(text, `resources.${format}`, TYPES[format]),
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <div className="flex gap-1.5">
      {(["csv", "json"] as const).map((format) => (
        <Button
          key={format}
          size="small"
          disabled={matchCount === 0 || save.isPending}
          onClick={() => save.mutate(format)}
        >
          <Download aria-hidden="true" />
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
