"use client";

import { useSyncExternalStore } from "react";

const SHORTEST_GAP_MS = 1000;

let spoken = "";
let waiting: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/**
 * Says `message` through the page's one polite live region. At most one message a second: of those that come in
 * between, the last is said.
 */
export function announce(message: string): void {
  if (timer !== undefined) {
    waiting = message;
    return;
  }
  say(message);
  timer = setTimeout(release, SHORTEST_GAP_MS);
}

/** The live region. Rendered once, by the shell. */
export function Announcer() {
  const message = useSyncExternalStore(
    subscribe,
    () => spoken,
    () => "",
  );
  return (
    <div role="status" aria-live="polite" aria-atomic="true" aria-label="Announcements" className="sr-only">
      {message}
    </div>
  );
}

function release(): void {
  timer = undefined;
  if (waiting === undefined) return;
  const message = waiting;
  waiting = undefined;
  announce(message);
}

function say(message: string): void {
  spoken = message;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
