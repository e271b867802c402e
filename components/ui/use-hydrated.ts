"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether the browser has taken over what the server drew here. Parts of a page are taken over one after the other: a
 * later one may find answers that an earlier one has asked for, which the server's drawing does not have.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
