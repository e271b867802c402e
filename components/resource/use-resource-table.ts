"use client";

import {
  debounce,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import type { ResourceSort } from "../../server/engine/topology/resource-list.schema";

/** Columns that the table can be sorted by, in its order, with their words. */
export const COLUMNS = [
  { sort: "kind", title: "Kind" },
  { sort: "name", title: "Name" },
  { sort: "id", title: "Id" },
  { sort: "vpc", title: "VPC" },
  { sort: "zone", title: "Zone" },
  { sort: "region", title: "Region" },
  { sort: "account", title: "Account" },
] as const satisfies readonly { readonly sort: ResourceSort; readonly title: string }[];

const TYPING_PAUSE_MS = 250;

/** What the table shows is in the address: snapshot, search, kinds and order. */
export function useResourceTable() {
  const [address, setAddress] = useQueryStates({
    at: parseAsString,
    q: parseAsString.withDefault(""),
    kind: parseAsArrayOf(parseAsString).withDefault([]),
    sort: parseAsStringLiteral(COLUMNS.map(({ sort }) => sort)).withDefault("kind"),
    desc: parseAsBoolean.withDefault(false),
  });
  return {
    address,
    /** Back undoes it. */
    choose: (next: Partial<{ [K in keyof typeof address]: (typeof address)[K] | null }>) =>
      setAddress(next, { history: "push" }),
    type: (q: string) =>
      setAddress({ q: q === "" ? null : q }, { limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
  };
}

export type ResourceTableAddress = ReturnType<typeof useResourceTable>;

/** The question that the address puts, without which part of the rows. */
export function tableQuestion(
  estateId: string,
  { at, q, kind, sort, desc }: ResourceTableAddress["address"],
) {
  return {
    estateId,
    ...(at === null ? {} : { snapshotId: at }),
    q,
    kinds: kind,
    sort,
    descending: desc,
  };
}
