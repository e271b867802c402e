"use client";

import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../trpc/client";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";

const MOST_COUNTED = 100;

/** How many runs of the estate are waiting or at work; nothing while there are none. */
export function RunningJobs({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.run.list.queryOptions({ estateId, states: ["queued", "running"], limit: MOST_COUNTED }),
  );
  const count = data?.length ?? 0;
  if (count === 0) return null;
  const href = `/runs?estate=${encodeURIComponent(estateId)}`;
  return (
    <Link href={href} aria-label={`${countOf(count, "run")} at work`} className={buttonLook("ghost")}>
      <LoaderCircle aria-hidden="true" className="text-accent" />
      <span aria-hidden="true" className="tabular-nums">
        {count}
      </span>
    </Link>
  );
}
