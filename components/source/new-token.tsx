"use client";

import { ShownOnce } from "../ui/shown-once";
import { agentCommand } from "./source-words";

/** The token of an agent, with the command that uses it. */
export function NewToken({ token }: { readonly token: string }) {
  const command = agentCommand(token, typeof window === "undefined" ? "" : window.location.origin);
  return (
    <ShownOnce token={token} command={command}>
      Run this where the agent has keys for AWS that may read, and name your own regions:
    </ShownOnce>
  );
}
