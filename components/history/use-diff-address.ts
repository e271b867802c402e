"use client";

import {
  debounce,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { CHANGE_OPS } from "./diff-lines";

const TYPING_PAUSE_MS = 250;

/** Everything the comparison shows is in its address. Without `head` the latest, without `base` the one before `head`. */
export function useDiffAddress() {
  const [address, setAddress] = useQueryStates({
    base: parseAsString,
    head: parseAsString,
    op: parseAsArrayOf(parseAsStringLiteral(CHANGE_OPS)).withDefault([]),
    cosmetic: parseAsBoolean.withDefault(false),
    q: parseAsString.withDefault(""),
    /** The chosen change, as `kind:id`. */
    sel: parseAsString,
  });
  return {
    address,
    /** Back undoes it. */
    choose: (next: Partial<{ [K in keyof typeof address]: (typeof address)[K] | null }>) =>
      setAddress(next, { history: "push" }),
    /** From row to row: no step for each. */
    select: (sel: string | null) => setAddress({ sel }),
    type: (q: string) =>
      setAddress({ q: q === "" ? null : q }, { limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
  };
}

export type DiffAddress = ReturnType<typeof useDiffAddress>;
