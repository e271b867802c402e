"use client";

import { useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import { momentText } from "../history/history-words";
import { useTRPC } from "../trpc/client";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { DropZone } from "../welcome/drop-zone";
import { ImportProgress } from "../welcome/import-progress";
import { eventCountsText, leftOutText } from "./event-words";
import type { SentEvents } from "./send-events";
import { useEventUpload } from "./use-event-upload";

/** What is known of who changed the network and when, and where more of it comes in. */
export function EventsCard({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.anomaly.events.queryOptions({ estateId }));
  const { state, start, cancel } = useEventUpload(estateId);
  return (
    <Card title="CloudTrail events">
      <div className="flex flex-col gap-3">
        <p className="max-w-prose text-muted">
          They say who changed the network and when. Of a call only who, when, from which network, the action
          and the ids of what it touched are kept.
        </p>
        {query.isPending ? <PanelLoading label="Counting events" rowCount={1} /> : null}
        {query.isError ? (
          <PanelError
            title="The events could not be counted"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : null}
        {query.data === undefined ? null : (
          <p>
            {query.data.first === null || query.data.last === null
              ? "None was uploaded: who changed what is not known, and unusual calls are not looked for."
              : `${countOf(query.data.count, "event")} from ${momentText(query.data.first)} to ${momentText(query.data.last)}, kept for ${query.data.keptDays} days.`}
          </p>
        )}
        {state.kind === "sending" || state.kind === "reading" ? (
          <ImportProgress state={state} onCancel={cancel} />
        ) : (
          <DropZone
            label="Events to upload"
            invitation="Drop CloudTrail files here, or paste one"
            hint="CloudTrail's own files, packed or not, a reply of lookup-events, or a record on each line. At most 200 MiB at once."
            accept=".json,.gz,.zip,.jsonl,.ndjson,application/json"
            onFiles={start}
          />
        )}
        {state.kind === "failed" ? (
          <div className="rounded-md border border-lost/40">
            <PanelError title="Nothing was uploaded" error={new Error(state.message)} />
          </div>
        ) : null}
        {state.kind === "done" ? <Outcome answer={state.answer} /> : null}
      </div>
    </Card>
  );
}

function Outcome({ answer }: { readonly answer: SentEvents }) {
  const notRead = [...answer.refused, ...answer.leftOut];
  return (
    <div className="flex flex-col gap-2">
      <p>{eventCountsText(answer)}</p>
      {notRead.length === 0 ? null : (
        <div role="alert" className="flex flex-col gap-1 rounded-md border border-lost/40 p-3">
          <p className="flex items-center gap-1.5 font-medium">
            <OctagonX aria-hidden="true" className="size-4 shrink-0 text-lost" />
            {leftOutText(answer)}
          </p>
          <ul aria-label="Not read" className="flex flex-col gap-0.5">
            {notRead.map(({ file, message, place = "" }) => (
              <li key={`${file} ${place}`} className="break-words">
                {visibleText(file)}{" "}
                {place === "" ? null : <code className="font-mono">{visibleText(place)}</code>}:{" "}
                <Prose text={message} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
