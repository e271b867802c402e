"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { DeliveryState } from "../../server/application/ports/sink-store";
import { useTRPC } from "../trpc/client";
import { Badge, type Tone } from "../ui/badge";
import { Name } from "../ui/name";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { STATE_WORDS } from "./alert-words";

interface SentToProps {
  readonly estateId: string;
  readonly alertId: string;
}

const DELIVERY_WORDS: Record<DeliveryState, { readonly word: string; readonly tone: Tone }> = {
  pending: { word: "Waiting", tone: "undecided" },
  sent: { word: "Sent", tone: "ok" },
  dead: { word: "Not delivered", tone: "lost" },
};
const BUSY_EVERY_MS = 2_000;

/** Which sinks were told of each change of an alert, when, and with what success, newest first. */
export function SentTo({ estateId, alertId }: SentToProps) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.sink.alertDeliveries.queryOptions(
      { estateId, id: alertId },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((delivery) => delivery.state === "pending") ? BUSY_EVERY_MS : false,
      },
    ),
  );
  if (query.isPending) return <PanelLoading label="Loading what was sent" rowCount={2} />;
  if (query.data === undefined) {
    return (
      <PanelError
        title="What was sent could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (query.data.length === 0) {
    return (
      <p className="text-muted">
        Nothing was sent of this alert.{" "}
        <Link
          href={`/settings/notifications?estate=${encodeURIComponent(estateId)}`}
          className="text-accent underline"
        >
          Choose where alerts are sent
        </Link>
      </p>
    );
  }
  return (
    <ul aria-label="Sent to" className="flex flex-col gap-1">
      {query.data.map((delivery) => {
        const { word, tone } = DELIVERY_WORDS[delivery.state];
        return (
          <li key={delivery.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={tone}>{word}</Badge>
            <span className="font-medium">
              <Name text={delivery.sinkName} max={48} />
            </span>
            <span>was told: {STATE_WORDS[delivery.to].toLowerCase()}</span>
            <span className="text-muted">
              <RelativeTime date={delivery.finishedAt ?? delivery.createdAt} />
              {delivery.state === "sent" || delivery.outcome === null ? null : (
                <>
                  , <Prose text={delivery.outcome} />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
