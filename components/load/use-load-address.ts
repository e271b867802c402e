"use client";

import { parseAsBoolean, parseAsFloat, parseAsString, useQueryStates } from "nuqs";

/** The server's bounds on what is asked. */
export const GROWTH_LIMIT = 1_000_000;

/** The question is in the address, so that a link puts it again. */
const parsers = {
  /** Snapshot; the latest when absent. */
  at: parseAsString,
  growth: parseAsFloat.withDefault(1),
  /** The application whose traffic grows; all when absent. */
  app: parseAsString,
  threshold: parseAsFloat.withDefault(0.8),
  /** Whether every single failure is tried too. */
  down: parseAsBoolean.withDefault(false),
};

/** The address of the page of load, within the bounds of what can be asked. */
export function useLoadAddress() {
  const [raw, setAddress] = useQueryStates(parsers, { history: "push" });
  const growth = Math.min(GROWTH_LIMIT, Math.max(1, raw.growth));
  const threshold = raw.threshold > 0 && raw.threshold <= 1 ? raw.threshold : 0.8;
  return { address: { ...raw, growth, threshold }, setAddress };
}

export type LoadAddress = ReturnType<typeof useLoadAddress>["address"];
export type SetLoadAddress = ReturnType<typeof useLoadAddress>["setAddress"];
