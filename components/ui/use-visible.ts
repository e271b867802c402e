"use client";

import { useSyncExternalStore } from "react";

/**
 * Whether the tab is looked at. A hidden one keeps no stream open: a browser has six connections to a server, and
 * every stream of every tab takes one.
 */
export function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => document.visibilityState === "visible",
    () => false,
  );
}
