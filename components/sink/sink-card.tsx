"use client";

import { BellRing, Send, Trash2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { DeadLetters } from "./dead-letters";
import { KIND_WORDS, SEVERITY_BOUNDS } from "./sink-words";
import { type Sink, useSinkChanges } from "./use-sinks";

/** One sink: what it is, how it fares, and what can be done with it. */
export function SinkCard({ sink }: { readonly sink: Sink }) {
  const id = useId();
  const changes = useSinkChanges(sink);
  return (
    <li aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1.5">
        <h2 id={id} className="flex min-w-0 items-center gap-2 font-semibold text-base">
          <BellRing aria-hidden="true" className="size-4 shrink-0 text-muted" />
          <Name text={sink.name} max={64} />
        </h2>
        <SinkState sink={sink} />
        <span className="flex-1" />
        <Button size="small" disabled={changes.isBusy} onClick={changes.test}>
          <Send aria-hidden="true" />
          {changes.isTesting ? "Sending…" : "Send test"}
        </Button>
        <Button size="small" disabled={changes.isBusy} onClick={() => changes.setEnabled(!sink.isEnabled)}>
          {sink.isEnabled ? "Disable" : "Enable"}
        </Button>
        <RemoveSink sink={sink} isBusy={changes.isBusy} onRemove={changes.remove} />
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 p-4 wide:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Fact name="Kind">{KIND_WORDS[sink.kind]}</Fact>
        <Fact name="Sends">{SEVERITY_BOUNDS.find(({ value }) => value === sink.minSeverity)?.label}</Fact>
        <Fact name="Address">
          <span className="break-all font-mono">{sink.place}</span>
        </Fact>
        <Fact name="Last sent">
          {sink.lastSentAt === null ? "nothing yet" : <RelativeTime date={sink.lastSentAt} />}
        </Fact>
        {sink.secretHint === null ? null : (
          <Fact name="Secret">
            ends in <span className="font-mono">{sink.secretHint}</span>
          </Fact>
        )}
        <Fact name="Waiting">
          {sink.pendingCount === 0 ? "nothing" : countOf(sink.pendingCount, "message")}
        </Fact>
      </dl>
      {sink.deadCount > 0 ? <DeadLetters sinkId={sink.id} count={sink.deadCount} /> : null}
    </li>
  );
}

function SinkState({ sink }: { readonly sink: Sink }) {
  if (!sink.isEnabled) {
    return (
      <>
        <Badge>Disabled</Badge>
        {sink.disabledReason === null ? null : (
          <span className="text-muted">
            <Prose text={sink.disabledReason} />
          </span>
        )}
      </>
    );
  }
  if (sink.deadCount > 0)
    return <Badge tone="risk">{countOf(sink.deadCount, "message")} not delivered</Badge>;
  return <Badge tone="accent">Enabled</Badge>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

interface RemoveSinkProps {
  readonly sink: Sink;
  readonly isBusy: boolean;
  readonly onRemove: () => void;
}

function RemoveSink({ sink, isBusy, onRemove }: RemoveSinkProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="danger" disabled={isBusy} onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden="true" />
        Remove…
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Remove this sink"
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>Keep it</Button>
            <Button
              variant="danger"
              onClick={() => {
                setIsOpen(false);
                onRemove();
              }}
            >
              Remove
            </Button>
          </>
        }
      >
        <p>
          <Name text={sink.name} max={64} /> gets no more messages, and those that wait for it are dropped.
          {sink.kind === "alertmanager"
            ? " Alerts that fire there now end by themselves within the hour."
            : " Its secret cannot be shown again."}
        </p>
      </Dialog>
    </>
  );
}
