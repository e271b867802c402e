"use client";

import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import type { ImportState } from "./use-import";

interface ImportProgressProps {
  readonly state: Extract<ImportState, { kind: "sending" | "reading" }>;
  readonly onCancel: () => void;
}

const BYTES_PER_MIB = 1024 * 1024;

/** What the import is doing, in words; a bar only while there is something to measure. */
export function ImportProgress({ state, onCancel }: ImportProgressProps) {
  const files = countOf(state.fileCount, "file");
  return (
    <div className="flex flex-col items-center gap-3 rounded-md border border-line bg-sunken px-4 py-8">
      <p role="status" className="font-medium">
        {state.kind === "sending"
          ? `Sending ${files}, ${mebibytes(state.sentBytes)} of ${mebibytes(state.totalBytes)} MiB`
          : `Reading ${files}…`}
      </p>
      {state.kind === "sending" && state.totalBytes > 0 ? (
        <progress
          aria-label="Sent"
          className="w-64 max-w-full"
          value={state.sentBytes}
          max={state.totalBytes}
        />
      ) : null}
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function mebibytes(bytes: number): string {
  return (bytes / BYTES_PER_MIB).toFixed(1);
}
