"use client";

import Link from "next/link";
import { SeverityBadge } from "../ui/badge";
import { Prose } from "../ui/prose";
import type { AlertRowData } from "./alert-row";
import { FAMILY_WORDS, STATE_WORDS } from "./alert-words";

interface SameChangeProps {
  readonly estateId: string;
  /** The alert that tells of what the change comes to; null for that one itself. */
  readonly parent: AlertRowData | null;
  readonly rows: readonly AlertRowData[];
}

/** Alerts that tell of one change: the one that is counted, and those below it. */
export function SameChange({ estateId, parent, rows }: SameChangeProps) {
  if (parent !== null)
    return (
      <p>
        This is counted with, and as severe as, the alert of what the change opens:{" "}
        <AlertLink estateId={estateId} alert={parent} />
      </p>
    );
  return (
    <ul aria-label="Alerts of the same change" className="flex flex-col gap-1.5">
      {rows.map((alert) => (
        <li key={alert.id} className="flex flex-wrap items-center gap-1.5">
          <SeverityBadge severity={alert.severity} />
          <AlertLink estateId={estateId} alert={alert} />
          <span className="text-muted text-xs">
            {FAMILY_WORDS[alert.family]}, {STATE_WORDS[alert.state].toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}

function AlertLink({ estateId, alert }: { readonly estateId: string; readonly alert: AlertRowData }) {
  return (
    <Link
      href={`/alerts/${encodeURIComponent(alert.id)}?estate=${encodeURIComponent(estateId)}`}
      className="min-h-6 break-words underline"
    >
      <Prose text={alert.title} />
    </Link>
  );
}
