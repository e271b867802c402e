"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "../trpc/client";

const PAGE_LENGTH = 50;

/** The entries of the audit, newest first, more of them when asked for. `subjectId` empty: about everything. */
export function useAudit(subjectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const about = subjectId === "" ? {} : { subjectId };
  return useInfiniteQuery({
    queryKey: [...trpc.audit.list.queryKey({ limit: PAGE_LENGTH, ...about }), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query(
        { limit: PAGE_LENGTH, ...about, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
}

/** One entry. */
export type AuditItem = NonNullable<ReturnType<typeof useAudit>["data"]>["pages"][number]["entries"][number];

/** Whether every entry still fits the one before it. */
export function useAuditChain() {
  const trpc = useTRPC();
  return useQuery(trpc.audit.verify.queryOptions());
}
