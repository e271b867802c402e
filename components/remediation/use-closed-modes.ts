"use client";

import { useQuery } from "@tanstack/react-query";
import type { RuleMode } from "../../server/engine/remediation/rule.schema";
import { useTRPC } from "../trpc/client";

/** Which modes a saved rule cannot take, with what is missing for each. As long as nobody knows, Auto stays closed. */
export function useClosedModes(ruleId: string): Partial<Record<RuleMode, readonly string[]>> {
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.rule.autoTerms.queryOptions({ ruleId }));
  if (data === undefined)
    return {
      auto: [
        isError
          ? "what it has shown so far could not be loaded"
          : "what it has shown so far is being looked up",
      ],
    };
  return data.isEarned ? {} : { auto: data.missing };
}
