"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { countOf } from "../ui/count";
import { messageOf } from "../ui/panel-state";
import { type ChosenFile, refusalOf } from "../welcome/dropped-files";
import { type SentEvents, sendEvents } from "./send-events";

/** Where an upload stands. */
export type EventUploadState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "sending";
      readonly fileCount: number;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: "reading"; readonly fileCount: number }
  | { readonly kind: "done"; readonly answer: SentEvents }
  | { readonly kind: "failed"; readonly message: string };

/** Runs one upload at a time; leaving the page or `cancel` ends it. */
export function useEventUpload(estateId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [state, setState] = useState<EventUploadState>({ kind: "idle" });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(files: readonly ChosenFile[]) {
    running.current?.abort();
    const refusal = refusalOf(files);
    if (refusal !== undefined) {
      setState({ kind: "failed", message: refusal });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const fileCount = files.length;
    setState({ kind: "sending", fileCount, sentBytes: 0, totalBytes: 0 });
    try {
      const answer = await sendEvents(estateId, files, {
        signal: controller.signal,
        onSent: (sentBytes, totalBytes) =>
          setState(
            sentBytes < totalBytes
              ? { kind: "sending", fileCount, sentBytes, totalBytes }
              : { kind: "reading", fileCount },
          ),
      });
      setState({ kind: "done", answer });
      announce(`${countOf(answer.addedCount, "event")} stored`);
      await client.invalidateQueries({ queryKey: trpc.anomaly.pathKey() });
    } catch (error) {
      // Whoever cancelled has already set what comes next.
      if (!controller.signal.aborted) setState({ kind: "failed", message: messageOf(error) });
    }
  }

  function cancel() {
    running.current?.abort();
    setState({ kind: "idle" });
    announce("Upload cancelled");
  }

  return { state, start, cancel };
}
