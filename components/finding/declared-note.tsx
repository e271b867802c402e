"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import { findingQuestion, useFindingAddress } from "./use-finding-address";

/** Vulnerabilities that no report holds, because the import declares them: they are attacked with all others. */
export function DeclaredNote({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const { address } = useFindingAddress();
  const query = useQuery(
    trpc.finding.list.queryOptions({ ...findingQuestion(estateId, address), offset: 0, limit: 1 }),
  );
  const count = query.data?.declaredCount ?? 0;
  if (count === 0) return null;
  return (
    <p className="max-w-prose text-muted">
      {countOf(count, "vulnerability", "vulnerabilities")} beside the reports:{" "}
      {count === 1 ? "it is" : "they are"} declared in the <code className="font-mono">umbra.json</code> of
      the import. Attacks are tried with {count === 1 ? "it" : "them"} too.
    </p>
  );
}
