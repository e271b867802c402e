"use client";

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { ApplicationFlow, FlowState } from "../../server/application/ports/application-answers";

export const STATES = [
  "works",
  "partly",
  "broken",
  "undecided",
  "dismissed",
] as const satisfies readonly FlowState[];
export const ORIGINS = [
  "declared",
  "learned",
  "inferred",
] as const satisfies readonly ApplicationFlow["origin"][];

/** The filters of the list; all of them live in the address. */
export function useApplicationFilters() {
  const [filters, setFilters] = useQueryStates({
    at: parseAsString,
    q: parseAsString.withDefault(""),
    state: parseAsArrayOf(parseAsStringLiteral(STATES)).withDefault([]),
    origin: parseAsArrayOf(parseAsStringLiteral(ORIGINS)).withDefault([]),
  });
  const text = filters.q.trim().toLowerCase();
  return {
    filters,
    setFilters,
    clear: () => setFilters({ q: null, state: null, origin: null }, { history: "push" }),
    isFiltered: text !== "" || filters.state.length > 0 || filters.origin.length > 0,
    matches: (flow: ApplicationFlow) =>
      (filters.state.length === 0 || filters.state.includes(flow.state)) &&
      (filters.origin.length === 0 || filters.origin.includes(flow.origin)) &&
      [flow.application, flow.from.text, flow.to.text, flow.flow, flow.why].some((each) =>
        each.toLowerCase().includes(text),
      ),
  };
}
