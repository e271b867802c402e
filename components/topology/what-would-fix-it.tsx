"use client";

import { useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../trpc/client";
import { buttonLook } from "../ui/button-look";

interface WhatWouldFixItProps {
  readonly estateId: string;
  /** Ids of what is supposed to fail. */
  readonly failedIds: readonly string[];
}

/** Leads to the alert about what failed, one with a verified fix first; nothing where no open alert tells of it. */
export function WhatWouldFixIt({ estateId, failedIds }: WhatWouldFixItProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.alert.list.queryOptions({ estateId, state: ["open", "unverified"] }));
  const about = (query.data?.alerts ?? []).filter(({ subject }) => failedIds.includes(subject.id));
  const best = about.find(({ verified }) => verified) ?? about[0];
  if (best === undefined) return null;
  return (
    <Link
      href={`/alerts/${encodeURIComponent(best.id)}?estate=${encodeURIComponent(estateId)}`}
      className={buttonLook("secondary", "small")}
    >
      <Wrench aria-hidden="true" />
      What would fix it
    </Link>
  );
}
