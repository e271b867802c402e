"use client";

import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { AddSink } from "./add-sink";
import { SinkCard } from "./sink-card";
import { useSinks } from "./use-sinks";

/** Where changes of alerts are sent: the sinks, how they fare, and a way to add one. */
export function NotificationSettings() {
  return (
    <>
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl tracking-tight">Notifications</h1>
          <p className="mt-1 max-w-prose text-muted">
            Each change of an alert is sent once to every sink here, and only to addresses that are public or
            that the operator has allowed.
          </p>
        </div>
        <AddSink />
      </div>
      <PanelBoundary name="The sinks">
        <SinkList />
      </PanelBoundary>
    </>
  );
}

function SinkList() {
  const query = useSinks();
  if (query.isPending) return <PanelLoading label="Loading the sinks" />;
  if (query.data === undefined) {
    return (
      <PanelError title="The sinks could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  }
  if (query.data.length === 0) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <PanelEmpty title="Nothing is sent anywhere">
          <p className="max-w-prose">
            Add a Prometheus Alertmanager, which groups, routes and silences, or a webhook of your own, which
            gets every change as signed JSON.
          </p>
        </PanelEmpty>
      </div>
    );
  }
  return (
    <ul aria-label="Sinks" className="flex flex-col gap-3">
      {query.data.map((sink) => (
        <SinkCard key={sink.id} sink={sink} />
      ))}
    </ul>
  );
}
