"use client";

import { useQuery } from "@tanstack/react-query";
import { loadText, TextFileCard } from "../ui/text-file-card";

const POLICY_URL = "/api/policy.json";

/** The rights that the agent's role needs, in full: nobody should grant what they could not read first. */
export function ReaderPolicy() {
  const query = useQuery({
    queryKey: [POLICY_URL],
    queryFn: () => loadText(POLICY_URL),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <TextFileCard
      title="The rights an agent needs"
      noun="policy"
      label="Policy of the reading role"
      url={POLICY_URL}
      fileName="umbra-read-only.json"
      query={query}
    >
      Only calls that describe, and none that could show a secret. The agent refuses every other call before
      it is signed, whatever its role may do. A right that is missing leaves that part undecided, nothing
      else.
    </TextFileCard>
  );
}
