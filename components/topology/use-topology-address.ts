"use client";

import {
  parseAsArrayOf,
  parseAsInteger,
  parseAsJson,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { changesSchema } from "../../server/engine/configuration/change.schema";
import type { Failure } from "../../server/engine/semantics";
import { failureCode, parseFailureCode } from "./failure-code";
import { ALL_BANDS, OVERLAYS } from "./overlay-bands";

export const PANEL_TABS = ["summary", "connectivity", "rules", "raw"] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** Everything the page shows is in its address, so that a link reproduces the screen. */
const parsers = {
  /** Snapshot; the latest when absent. */
  at: parseAsString,
  open: parseAsArrayOf(parseAsString).withDefault([]),
  /** Rows or resources that are left out. */
  hide: parseAsArrayOf(parseAsString).withDefault([]),
  /** Rows or resources that alone are shown, with what is in them and around them; all when empty. */
  only: parseAsArrayOf(parseAsString).withDefault([]),
  sel: parseAsString,
  tab: parseAsStringLiteral(PANEL_TABS).withDefault("summary"),
  /** In a narrow window one of the two; in a wide one both are shown. */
  view: parseAsStringLiteral(["list", "map"] as const).withDefault("list"),
  q: parseAsString.withDefault(""),
  filter: parseAsString.withDefault(""),
  fail: parseAsArrayOf(parseAsString).withDefault([]),
  /** Where a simulated attack begins, what the attacker has there, and what is supposed to have a bug. */
  attack: parseAsArrayOf(parseAsString).withDefault([]),
  level: parseAsStringLiteral(["root", "user"] as const).withDefault("root"),
  bug: parseAsArrayOf(parseAsString).withDefault([]),
  /** What colours and signs mean. */
  overlay: parseAsStringLiteral(OVERLAYS).withDefault("health"),
  /** Bands of the overlay that alone are shown; all when empty. */
  band: parseAsArrayOf(parseAsStringLiteral(ALL_BANDS)).withDefault([]),
  /** The run that looks for what it takes to break something. */
  cut: parseAsString,
  /** Changes of rules and routes that are supposed. */
  change: parseAsJson((value) => changesSchema.safeParse(value).data ?? null),
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  protocol: parseAsString.withDefault("tcp"),
  port: parseAsInteger,
};

/** The address of the topology page, read and written. Writes replace the entry unless they say `push`. */
export function useTopologyAddress() {
  const [address, setAddress] = useQueryStates(parsers, { history: "replace" });
  return { address, setAddress };
}

export type TopologyAddress = ReturnType<typeof useTopologyAddress>["address"];
export type SetTopologyAddress = ReturnType<typeof useTopologyAddress>["setAddress"];

/** The failures in the address; what is no failure is left out. */
export function failuresOf({ fail }: Pick<TopologyAddress, "fail">): readonly Failure[] {
  return fail.flatMap((code) => parseFailureCode(code) ?? []);
}

/** Failures as they stand in the address; null removes them from it. */
export function failParameter(failures: readonly Failure[]): string[] | null {
  return failures.length === 0 ? null : failures.map(failureCode);
}
