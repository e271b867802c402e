"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { toast } from "sonner";
import { STATE_WORDS } from "../alert/alert-words";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import { messageOf, PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { useRefreshSinks } from "./use-sinks";

interface DeadLettersProps {
  readonly sinkId: string;
  readonly count: number;
}

/** Messages that a sink never took, and which are not tried any more unless someone asks for it. */
export function DeadLetters({ sinkId, count }: DeadLettersProps) {
  return (
    <details className="border-line border-t">
      <summary className="min-h-9 cursor-pointer px-4 py-2 font-medium">
        {countOf(count, "message")} not delivered
      </summary>
      <DeadLetterList sinkId={sinkId} />
    </details>
  );
}

function DeadLetterList({ sinkId }: { readonly sinkId: string }) {
  const trpc = useTRPC();
  const refresh = useRefreshSinks();
  const query = useQuery(trpc.sink.deadDeliveries.queryOptions({ sinkId }));
  const resend = useMutation(
    trpc.sink.resend.mutationOptions({
      onSuccess: async () => {
        await refresh();
        announce("The message is sent again");
      },
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  if (query.isPending) return <PanelLoading label="Loading the messages" rowCount={2} />;
  if (query.data === undefined) {
    return (
      <PanelError
        title="The messages could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <ul aria-label="Messages not delivered" className="flex flex-col px-4 pb-3">
      {query.data.map((message) => (
        <li
          key={message.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-1.5"
        >
          <span className="font-medium">{STATE_WORDS[message.to]}</span>
          <span className="min-w-0 flex-1 break-words">
            <Prose text={message.title} />
          </span>
          <span className="text-muted">
            {message.outcome === null ? null : <Prose text={message.outcome} />}, after{" "}
            {countOf(message.attemptCount, "try", "tries")}, <RelativeTime date={message.createdAt} />
          </span>
          <Button
            size="small"
            disabled={resend.isPending}
            aria-label={`Resend: ${message.title}`}
            onClick={() => resend.mutate({ deliveryId: message.id })}
          >
            <RotateCcw aria-hidden="true" />
            Resend
          </Button>
        </li>
      ))}
    </ul>
  );
}
