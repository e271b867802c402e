"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { Alert, AlertState, Severity } from "../../server/engine/alert/alert.schema";
import { Badge, SeverityBadge } from "../ui/badge";
import { classNames } from "../ui/class-names";
import { countOf } from "../ui/count";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { clipMiddle } from "../ui/visible-text";
import { FAMILY_WORDS, STATE_WORDS } from "./alert-words";

/** What a row shows of an alert. */
export interface AlertRowData {
  readonly id: string;
  readonly family: Alert["family"];
  readonly severity: Severity;
  readonly title: string;
  readonly state: AlertState;
  readonly affectedCount: number;
  readonly firstSeenAt: Date;
  readonly verified: boolean;
}

/** An alert of a list with those of the same change. */
export interface AlertRootData extends AlertRowData {
  readonly children: readonly AlertRowData[];
}

interface AlertRowProps {
  readonly alert: AlertRowData;
  readonly href: string;
  readonly isSelected?: boolean;
  readonly isScrollKept?: boolean;
  /** What belongs to it, below. */
  readonly children?: ReactNode;
}

const TITLE_LENGTH = 220;

/** One alert in a list: how bad, the consequence, how much of it, since when. */
export function AlertRow({ alert, href, isSelected = false, isScrollKept = false, children }: AlertRowProps) {
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={href}
        scroll={!isScrollKept}
        aria-current={isSelected ? "true" : undefined}
        className={classNames(
          "flex flex-col gap-1 border-l-2 px-3 py-2 outline-offset-[-2px]",
          isSelected ? "border-accent bg-accent-soft" : "border-transparent hover:bg-hover",
        )}
      >
        <span className="flex flex-wrap items-center gap-1.5">
          <SeverityBadge severity={alert.severity} />
          {alert.state === "open" ? null : <Badge>{STATE_WORDS[alert.state]}</Badge>}
          <span className="ml-auto text-muted text-xs">
            {FAMILY_WORDS[alert.family]}, first seen <RelativeTime date={alert.firstSeenAt} />
          </span>
        </span>
        <span className="font-medium">
          <Prose text={clipMiddle(alert.title, TITLE_LENGTH)} />
        </span>
        <span className="text-muted text-xs">
          {countOf(alert.affectedCount, "affected flow")},{" "}
          {alert.verified ? "a fix was verified by simulation" : "no fix verified"}
        </span>
      </Link>
      {children}
    </li>
  );
}
