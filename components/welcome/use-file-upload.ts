"use client";

import { useEffect, useRef, useState } from "react";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";
import type { sendForm } from "../ui/send-form";
import { type ChosenFile, refusalOf } from "./dropped-files";

/** Where an upload stands. */
type UploadState<Answer> =
  | { readonly kind: "idle" }
  | {
      readonly kind: "sending";
      readonly fileCount: number;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: "reading"; readonly fileCount: number }
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly message: string };

interface Upload<Answer> {
  /** Sends files into an estate; fails in words. */
  readonly send: (
    estateId: string,
    files: readonly ChosenFile[],
    options: Parameters<typeof sendForm>[2],
  ) => Promise<Answer>;
  /** What became of it, to be said aloud. */
  readonly told: (answer: Answer) => string;
  readonly onStored: () => Promise<void>;
}

/** Runs one upload into an estate at a time; leaving the page or `cancel` ends it. */
export function useFileUpload<Answer>(estateId: string, { send, told, onStored }: Upload<Answer>) {
  const [state, setState] = useState<UploadState<Answer>>({ kind: "idle" });
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
      const answer = await send(estateId, files, {
        signal: controller.signal,
        onSent: (sentBytes, totalBytes) =>
          setState(
            sentBytes < totalBytes
              ? { kind: "sending", fileCount, sentBytes, totalBytes }
              : { kind: "reading", fileCount },
          ),
      });
      setState({ kind: "done", answer });
      announce(told(answer));
      await onStored();
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
