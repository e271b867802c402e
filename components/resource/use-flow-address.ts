"use client";

import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";

/** The flow in the address, as on the pages of paths and of the map. */
export function useFlowAddress() {
  return useQueryStates(
    {
      from: parseAsString.withDefault(""),
      to: parseAsString.withDefault(""),
      protocol: parseAsString.withDefault("tcp"),
      port: parseAsInteger,
    },
    { history: "replace" },
  );
}
