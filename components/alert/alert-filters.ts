"use client";

import { debounce, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { Alert, AlertState, Severity } from "../../server/engine/alert/alert.schema";

export const SEVERITIES = [
  "critical",
  "high",
  "medium",
  "low",
  "info",
] as const satisfies readonly Severity[];
export const FAMILIES = [
  "outage",
  "breach",
  "load",
  "exposure",
  "dependence",
  "anomaly",
] as const satisfies readonly Alert["family"][];
export const STATUSES = ["open", "dismissed", "resolved", "all"] as const;
export type Status = (typeof STATUSES)[number];

const TYPING_PAUSE_MS = 250;

/** `unverified` is open: nobody has shown that it is gone. */
export const STATES_OF: Record<Status, AlertState[] | undefined> = {
  open: ["open", "unverified"],
  dismissed: ["dismissed"],
  resolved: ["resolved"],
  all: undefined,
};

/** The filters and the selection of the inbox; all of it lives in the address. */
export function useAlertFilters() {
  const [filters, setFilters] = useQueryStates({
    status: parseAsStringLiteral(STATUSES).withDefault("open"),
    sev: parseAsArrayOf(parseAsStringLiteral(SEVERITIES)).withDefault([]),
    family: parseAsArrayOf(parseAsStringLiteral(FAMILIES)).withDefault([]),
    q: parseAsString.withDefault(""),
    sel: parseAsString,
  });
  return {
    filters,
    /** Back undoes it. */
    choose: (next: Partial<typeof filters>) => setFilters(next, { history: "push" }),
    /** While typing: no step for each letter. */
    type: (q: string) =>
      setFilters({ q: q === "" ? null : q }, { limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
    clear: () => setFilters({ status: null, sev: null, family: null, q: null }, { history: "push" }),
    isFiltered: filters.sev.length > 0 || filters.family.length > 0 || filters.q !== "",
  };
}

export type AlertFilters = ReturnType<typeof useAlertFilters>;
