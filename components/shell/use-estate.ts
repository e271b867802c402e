"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useTRPC } from "../trpc/client";
import { useHydrated } from "../ui/use-hydrated";

/** The estate of this page: the one in the URL (`?estate=`), else the newest. `estate` is undefined while it loads, null without any. */
export function useEstate() {
  const trpc = useTRPC();
  const query = useQuery(trpc.estate.list.queryOptions());
  const [wanted] = useQueryState("estate", parseAsString);
  const isHydrated = useHydrated();
  const estates = isHydrated ? query.data : undefined;
  const found = wanted === null ? estates?.[0] : estates?.find((estate) => estate.id === wanted);
  return {
    /** Why the estates could not be loaded. */
    error: isHydrated ? query.error : null,
    askAgain: () => void query.refetch(),
    estates,
    estate: estates === undefined ? undefined : (found ?? null),
    /** Named in the URL; pages without it mean the newest. */
    wanted,
  };
}

/** An estate as the list has it. */
export type Estate = NonNullable<ReturnType<typeof useEstate>["estate"]>;
