"use client";

import { CopyButton } from "../ui/copy-button";
import { agentCommand } from "./source-words";

/** A token, which the server shows this once, with the command that uses it. */
export function NewToken({ token }: { readonly token: string }) {
  const command = agentCommand(token, typeof window === "undefined" ? "" : window.location.origin);
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border border-accent/40 bg-accent-soft p-3">
      <p>
        <strong>This token is shown once.</strong> Umbra keeps only its hash. Run this where the agent has
        keys for AWS that may read, and name your own regions:
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
