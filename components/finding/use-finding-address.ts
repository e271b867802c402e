"use client";

import {
  debounce,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import type { FindingSort, FindingState } from "../../server/application/ports/finding-answers";
import { BANDS } from "./finding-words";

/** What became of findings, in the order of the tabs. */
export const STATES = ["placed", "notPlaced", "settled"] as const satisfies readonly FindingState[];
const SORTS = [
  "severity",
  "id",
  "component",
  "epss",
  "instance",
  "report",
] as const satisfies readonly FindingSort[];

const TYPING_PAUSE_MS = 250;

/** What the list shows is in the address: state, search, severities, exploited ones, and order. */
export function useFindingAddress() {
  const [address, setAddress] = useQueryStates({
    state: parseAsStringLiteral(STATES).withDefault("placed"),
    q: parseAsString.withDefault(""),
    band: parseAsArrayOf(parseAsStringLiteral(BANDS)).withDefault([]),
    kev: parseAsBoolean.withDefault(false),
    sort: parseAsStringLiteral(SORTS).withDefault("severity"),
    desc: parseAsBoolean.withDefault(false),
  });
  return {
    address,
    isFiltered: address.q !== "" || address.band.length > 0 || address.kev,
    /** Back undoes it. */
    choose: (next: Partial<{ [K in keyof typeof address]: (typeof address)[K] | null }>) =>
      setAddress(next, { history: "push" }),
    type: (q: string) =>
      setAddress({ q: q === "" ? null : q }, { limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
    clear: () => setAddress({ q: null, band: null, kev: null }, { history: "push" }),
  };
}

export type FindingAddress = ReturnType<typeof useFindingAddress>;

/** The question that the address puts, without which part of the rows. */
export function findingQuestion(
  estateId: string,
  { state, q, band, kev, sort, desc }: FindingAddress["address"],
) {
  return { estateId, state, q, bands: [...band], isKnownExploited: kev, sort, descending: desc };
}
