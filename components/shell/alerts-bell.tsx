"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useOverview } from "../overview/use-overview";
import { announce } from "../ui/announcer";
import { buttonLook } from "../ui/button-look";
import { placeHref } from "./navigation";

interface AlertsBellProps {
  readonly estateId: string;
  readonly wanted: string | null;
}

const MOST_SHOWN = 99;

/** How many alerts are open. Without an answer no number is shown: none would look like good news. */
export function AlertsBell({ estateId, wanted }: AlertsBellProps) {
  const query = useOverview(estateId);
  const severities = query.data?.openBySeverity;
  const count =
    severities === undefined ? undefined : Object.values(severities).reduce((sum, one) => sum + one, 0);
  useAnnouncedRise(estateId, count);
  return (
    <Link
      href={placeHref("/alerts", wanted)}
      aria-label={count === undefined ? "Alerts" : `Alerts: ${count} open`}
      className={buttonLook("ghost")}
    >
      <Bell aria-hidden="true" />
      {count === undefined || count === 0 ? null : (
        <span
          aria-hidden="true"
          className="min-w-5 rounded-full bg-lost px-1.5 text-center font-semibold text-surface text-xs leading-5"
        >
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </Link>
  );
}

/** Says that there are more than there were; of an estate that was just opened nothing is new. */
function useAnnouncedRise(estateId: string, count: number | undefined) {
  const known = useRef<{ readonly estateId: string; readonly count: number } | undefined>(undefined);
  useEffect(() => {
    if (count === undefined) return;
    const before = known.current;
    known.current = { estateId, count };
    if (before?.estateId === estateId && count > before.count)
      announce(`Alerts: ${count} open, ${count - before.count} more than before`);
  }, [estateId, count]);
}
