"use client";

import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";

export const FAMILIES = ["4", "6"] as const;
export const VIEWS = ["observed", "configured"] as const;
export const HORIZONS = ["T0", "T1", "T2"] as const;

/** The question is in the address, so that a link puts it again. Ends, protocol, port and failures as on the map's page. */
const parsers = {
  /** Snapshot; the latest when absent. */
  at: parseAsString,
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  protocol: parseAsString.withDefault("tcp"),
  /** One port, or the first with `portTo` as the last; every port when absent. */
  port: parseAsInteger,
  portTo: parseAsInteger,
  /** `LO-HI`. */
  clientPorts: parseAsString.withDefault(""),
  /** `TYPE/CODE`. */
  icmp: parseAsString.withDefault(""),
  family: parseAsStringLiteral(FAMILIES).withDefault("4"),
  oneWay: parseAsBoolean.withDefault(false),
  view: parseAsStringLiteral(VIEWS).withDefault("observed"),
  horizon: parseAsStringLiteral(HORIZONS).withDefault("T1"),
  fail: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The address of the page of paths. A question that is put is a step of its own: Back leads to the one before. */
export function usePathAddress() {
  const [address, setAddress] = useQueryStates(parsers, { history: "push" });
  return { address, setAddress };
}

export type PathAddress = ReturnType<typeof usePathAddress>["address"];
export type SetPathAddress = ReturnType<typeof usePathAddress>["setAddress"];
