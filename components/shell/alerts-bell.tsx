"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../trpc/client";
import { buttonLook } from "../ui/button";
import { placeHref } from "./navigation";

interface AlertsBellProps {
  readonly estateId: string;
  readonly wanted: string | null;
}

const REFRESH_MS = 30_000;
const MOST_SHOWN = 99;

/** How many alerts are open. Without an answer no number is shown: none would look like good news. */
export function AlertsBell({ estateId, wanted }: AlertsBellProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.estate.overview.queryOptions({ estateId }, { refetchInterval: REFRESH_MS }));
  const severities = query.data?.openBySeverity;
  const count =
    severities === undefined ? undefined : Object.values(severities).reduce((sum, one) => sum + one, 0);
  return (
    <Link
      href={placeHref("/alerts", wanted)}
      aria-label={count === undefined ? "Alerts" : `Alerts: ${count} open`}
      className={`${buttonLook("ghost", "icon")} relative`}
    >
      <Bell aria-hidden="true" />
      {count === undefined || count === 0 ? null : (
        <span
          aria-hidden="true"
          className="absolute -top-0.5 -right-1 min-w-4.5 rounded-full bg-lost px-1 text-center font-semibold text-[11px] text-surface leading-4.5"
        >
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </Link>
  );
}
