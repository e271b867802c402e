"use client";

import { Link2, MapIcon } from "lucide-react";
import Link from "next/link";
import type { Alert, AlertState } from "../../server/engine/alert/alert.schema";
import { Badge, SeverityBadge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { CopyButton } from "../ui/copy-button";
import { ElementLabel } from "../ui/element-label";
import { alertMarkdown } from "../ui/markdown";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { clipMiddle } from "../ui/visible-text";
import { FAMILY_WORDS, kindWords, STATE_WORDS } from "./alert-words";
import { DismissButton } from "./dismiss-button";
import { mapHref } from "./map-href";

/** An alert with its life in an estate, as the API gives it. */
export interface AlertWithLife extends Omit<Alert, "recommendations"> {
  readonly recommendations: readonly Alert["recommendations"][number][];
  readonly id: string;
  readonly state: AlertState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

interface AlertHeaderProps {
  readonly estateId: string;
  readonly alert: AlertWithLife;
  readonly headingLevel: 1 | 2;
}

const TITLE_LENGTH = 400;

/** How bad, the consequence, about what, and what can be done with the alert. */
export function AlertHeader({ estateId, alert, headingLevel }: AlertHeaderProps) {
  const Heading = headingLevel === 1 ? "h1" : "h2";
  const permalink = () =>
    new URL(
      `/alerts/${encodeURIComponent(alert.id)}?estate=${encodeURIComponent(estateId)}`,
      window.location.href,
    ).href;
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <SeverityBadge severity={alert.severity} />
        <Badge>{FAMILY_WORDS[alert.family]}</Badge>
        <Badge>{STATE_WORDS[alert.state]}</Badge>
        {kindWords(alert.kind) === FAMILY_WORDS[alert.family] ? null : (
          <span className="text-muted text-xs">{kindWords(alert.kind)}</span>
        )}
      </div>
      <Heading className="break-words font-semibold text-xl tracking-tight">
        <Prose text={clipMiddle(alert.title, TITLE_LENGTH)} />
      </Heading>
      <p className="flex flex-wrap gap-x-4 text-muted">
        <ElementLabel element={alert.subject} />
        <span>
          first seen <RelativeTime date={alert.firstSeenAt} />, last seen{" "}
          <RelativeTime date={alert.lastSeenAt} />
        </span>
      </p>
      <div data-print="hide" className="flex flex-wrap gap-2">
        <Link href={mapHref(estateId, alert)} className={buttonLook("primary", "small")}>
          <MapIcon aria-hidden="true" />
          Open on map
        </Link>
        <CopyButton label="Copy as Markdown" text={() => alertMarkdown(alert, permalink())} />
        <CopyButton label="Copy link" icon={Link2} text={permalink} />
        <DismissButton estateId={estateId} alert={alert} />
      </div>
    </header>
  );
}
