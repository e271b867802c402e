"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { ChangeKind } from "../../server/application/ports/events";
import { useSubscription, useTRPC } from "../trpc/client";
import { useVisible } from "../ui/use-visible";

/** Changes come in bursts: their pages are asked again once. */
const GATHER_MS = 300;

/** Listens to what changes on the server, once per tab, and has the pages ask again for what it concerns. */
export function useLiveChanges(): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const isVisible = useVisible();
  const gathered = useRef(new Set<ChangeKind>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const refresh = useCallback(() => {
    timer.current = undefined;
    const keys: Partial<Record<ChangeKind, readonly QueryKey[]>> = {
      analysis: [trpc.estate.overview.queryKey()],
      // A change of an alert is sent on at once.
      alerts: [
        trpc.alert.pathKey(),
        trpc.anomaly.pathKey(),
        trpc.estate.overview.queryKey(),
        trpc.sink.pathKey(),
      ],
      anomaly: [trpc.anomaly.pathKey()],
      sink: [trpc.sink.pathKey()],
      // A run itself is followed by whoever shows it.
      run: [trpc.run.list.queryKey(), trpc.scenario.pathKey(), trpc.schedule.pathKey()],
      source: [trpc.source.pathKey()],
      finding: [trpc.finding.pathKey()],
      action: [trpc.action.pathKey(), trpc.automation.pathKey(), trpc.audit.pathKey(), trpc.rule.pathKey()],
      automation: [trpc.automation.pathKey(), trpc.audit.pathKey(), trpc.executor.pathKey()],
      schedule: [trpc.scenario.pathKey(), trpc.schedule.pathKey()],
    };
    const kinds = [...gathered.current];
    gathered.current.clear();
    const concerned = kinds.map((kind) => keys[kind]);
    // What is not in the table can concern any page. An answered what-if stays: it is about its own snapshot.
    if (concerned.includes(undefined))
      void client.invalidateQueries({ predicate: ({ queryKey }) => !isPath(queryKey, "whatIf") });
    else
      for (const queryKey of concerned.flatMap((each) => each ?? []))
        void client.invalidateQueries({ queryKey });
  }, [client, trpc]);

  const gather = useCallback(
    (kind: ChangeKind) => {
      gathered.current.add(kind);
      timer.current ??= setTimeout(refresh, GATHER_MS);
    },
    [refresh],
  );
  const hasMissed = useRef(false);
  useEffect(() => {
    // While nobody looked, nobody listened.
    if (!isVisible) hasMissed.current = true;
  }, [isVisible]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSubscription(
    trpc.estate.changes.subscriptionOptions(undefined, {
      enabled: isVisible,
      onStarted: () => {
        if (hasMissed.current) gather("snapshot");
        hasMissed.current = false;
      },
      onData: ({ kind }) => gather(kind),
    }),
  );
}

function isPath(queryKey: QueryKey, router: string): boolean {
  const [path] = queryKey;
  return Array.isArray(path) && path[0] === router;
}
