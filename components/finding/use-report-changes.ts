"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { ReportPlace } from "../../server/application/ports/report-store";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";

/** What can be changed about an estate's reports. Whatever was changed can be taken back for a moment. */
export function useReportChanges(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: trpc.finding.pathKey() });
  const onError = (error: unknown) => {
    toast.error(messageOf(error));
  };
  const told = async (said: string, undo?: () => void) => {
    await refresh();
    announce(said);
    if (undo) toast(said, { action: { label: "Undo", onClick: undo } });
  };
  const restore = useMutation(
    trpc.finding.restore.mutationOptions({ onSuccess: () => told("Taken back"), onError }),
  );
  const putBack = useMutation(
    trpc.finding.place.mutationOptions({ onSuccess: () => told("Taken back"), onError }),
  );
  const remove = useMutation(
    trpc.finding.remove.mutationOptions({
      onSuccess: (_, ref) => told("Report removed", () => restore.mutate(ref)),
      onError,
    }),
  );
  const place = useMutation(
    trpc.finding.place.mutationOptions({
      onSuccess: async (answer, { reportId }) => {
        if (answer.kind === "placed")
          await told("Report placed", () => putBack.mutate(placeOf(estateId, reportId, answer.previous)));
      },
      onError,
    }),
  );
  return { remove, place, isBusy: remove.isPending || place.isPending };
}

export type ReportChanges = ReturnType<typeof useReportChanges>;

function placeOf(estateId: string, reportId: string, { instanceIds, vpcId }: ReportPlace) {
  return { estateId, reportId, on: [...instanceIds], vpc: vpcId };
}
