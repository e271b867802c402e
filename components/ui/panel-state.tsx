"use client";

import { OctagonX, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Prose } from "./prose";

interface PanelLoadingProps {
  /** What is being loaded, in words: "Loading alerts". */
  readonly label: string;
  /** Lines of the skeleton; as many as the panel usually has. */
  readonly rowCount?: number;
}

/** A skeleton with words, seen only when loading takes longer than 150 ms. */
export function PanelLoading({ label, rowCount = 4 }: PanelLoadingProps) {
  return (
    <div role="status" className="flex animate-appear flex-col gap-2 p-4">
      <p className="text-muted">{label}…</p>
      {Array.from({ length: rowCount }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
          key={index}
          aria-hidden="true"
          className="h-6 rounded bg-sunken"
          style={{ width: `${100 - ((index * 17) % 40)}%` }}
        />
      ))}
    </div>
  );
}

interface PanelErrorProps {
  /** What failed, in words: "The alerts could not be loaded". */
  readonly title?: string;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What failed and what can be done; the rest of the page goes on working. */
export function PanelError({ title = "This part could not be loaded", error, onRetry }: PanelErrorProps) {
  const message = messageOf(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="flex items-center gap-1.5 font-medium">
        <OctagonX aria-hidden="true" className="size-4 shrink-0 text-lost" />
        {title}
      </p>
      <p className="max-w-prose break-words text-muted">
        <Prose text={message} />
      </p>
      <p className="text-muted">Nothing stored has changed; the other parts of the page still work.</p>
      <div className="flex flex-wrap gap-2">
        {onRetry === undefined ? null : (
          <Button size="small" onClick={onRetry}>
            <RotateCcw aria-hidden="true" />
            Try again
          </Button>
        )}
        <CopyButton label="Copy details" text={() => `${title}\n${message}\n${window.location.href}`} />
      </div>
    </div>
  );
}

/** Nothing to show, and why: nothing imported, filtered out, not yet run, or truly none. */
export function PanelEmpty({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 p-4 text-muted">
      {title === undefined ? null : <p className="font-medium text-text">{title}</p>}
      {children}
    </div>
  );
}

/** Words for whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error && error.message !== "") return error.message;
  return "the server gave no reason; look at the terminal that runs Umbra";
}
