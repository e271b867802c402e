"use client";

import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";

interface ShownOnceProps {
  readonly token: string;
  /** The command that uses it. */
  readonly command: string;
  /** Where to run it. */
  readonly children: ReactNode;
}

/** A token, which the server shows this once, with the command that uses it. */
export function ShownOnce({ token, command, children }: ShownOnceProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border border-accent/40 bg-accent-soft p-3">
      <p>
        <strong>This token is shown once.</strong> Umbra keeps only its hash. {children}
      </p>
      <pre className="overflow-x-auto rounded bg-sunken p-2 font-mono text-xs leading-5 whitespace-pre-wrap break-all">
        {command}
      </pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={command} label="Copy command" />
        <CopyButton text={token} label="Copy token" />
      </div>
    </div>
  );
}
