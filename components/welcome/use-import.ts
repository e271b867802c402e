"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { type ChosenFile, refusalOf } from "./dropped-files";
import { type ImportAnswer, ImportRefused, type ImportRequest, sendImport } from "./send-import";

/** Where an import stands. */
export type ImportState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "sending";
      readonly fileCount: number;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: "reading"; readonly fileCount: number }
  | { readonly kind: "done"; readonly answer: ImportAnswer }
  | { readonly kind: "refused"; readonly error: ImportRefused };

type ImportTarget = Omit<ImportRequest, "files">;

/** Runs one import at a time; leaving the page or `cancel` ends it. */
export function useImport() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [state, setState] = useState<ImportState>({ kind: "idle" });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(files: readonly ChosenFile[], target: ImportTarget) {
    running.current?.abort();
    const refusal = refusalOf(files);
    if (refusal !== undefined) {
      setState({ kind: "refused", error: new ImportRefused(refusal) });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const fileCount = files.length;
    setState({ kind: "sending", fileCount, sentBytes: 0, totalBytes: 0 });
    try {
      const answer = await sendImport(
        { ...target, files },
        {
          signal: controller.signal,
          onSent: (sentBytes, totalBytes) =>
            setState(
              sentBytes < totalBytes
                ? { kind: "sending", fileCount, sentBytes, totalBytes }
                : { kind: "reading", fileCount },
            ),
        },
      );
      setState({ kind: "done", answer });
      announce(`Imported ${answer.counts.reduce((sum, { count }) => sum + count, 0)} resources`);
      await queryClient.invalidateQueries({ queryKey: trpc.pathKey() });
    } catch (error) {
      // Whoever cancelled has already set what comes next.
      if (controller.signal.aborted) return;
      setState({ kind: "refused", error: asRefusal(error) });
    }
  }

  function cancel() {
    running.current?.abort();
    setState({ kind: "idle" });
    announce("Import cancelled");
  }

  return { state, start, cancel, reset: () => setState({ kind: "idle" }) };
}

function asRefusal(error: unknown): ImportRefused {
  if (error instanceof ImportRefused) return error;
  return new ImportRefused(
    error instanceof Error && error.message !== ""
      ? error.message
      : "The files could not be sent. Choose them again.",
  );
}
