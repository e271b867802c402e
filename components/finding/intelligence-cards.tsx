"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { ReportKind, ReportRecord } from "../../server/application/ports/report-store";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { useReportChanges } from "./use-report-changes";

interface IntelligenceCardsProps {
  readonly estateId: string;
  /** Undefined while loading. */
  readonly reports: readonly ReportRecord[] | undefined;
}

/** What is known of vulnerabilities beyond their scanner, as of when; or what is missing without it. */
export function IntelligenceCards({ estateId, reports }: IntelligenceCardsProps) {
  return (
    <div className="flex flex-col gap-4">
      <ListCard
        estateId={estateId}
        reports={reports}
        kind="known-exploited"
        title="Known exploited (KEV)"
        short="KEV"
        missing="Without it, only what a scanner itself marks counts as exploited in the wild. Upload the catalogue that CISA publishes as JSON."
      />
      <ListCard
        estateId={estateId}
        reports={reports}
        kind="probabilities"
        title="Exploit probability (EPSS)"
        short="EPSS"
        missing="Without it, likelihood rests on what scanners say, often nothing. Upload the scores that FIRST publishes each day, as CSV (also packed) or a reply of the API."
      />
    </div>
  );
}

interface ListCardProps extends IntelligenceCardsProps {
  readonly kind: ReportKind;
  readonly title: string;
  readonly short: string;
  readonly missing: string;
}

function ListCard({ estateId, reports, kind, title, short, missing }: ListCardProps) {
  const { remove, isBusy } = useReportChanges(estateId);
  const list = reports?.find((each) => each.kind === kind);
  return (
    <Card
      title={title}
      aside={
        list === undefined ? null : (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove the ${short} list`}
            disabled={isBusy}
            onClick={() => remove.mutate({ estateId, reportId: list.id })}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        )
      }
    >
      {reports === undefined ? (
        <p className="text-muted">…</p>
      ) : list === undefined ? (
        <Missing>{missing}</Missing>
      ) : (
        <>
          <p className="font-medium">
            {short} of {list.madeAt ?? "unknown date"}, {countOf(list.entryCount, "entry", "entries")}
          </p>
          <p className="break-words text-muted">
            {visibleText(list.name)}, uploaded <RelativeTime date={list.uploadedAt} />
          </p>
        </>
      )}
    </Card>
  );
}

function Missing({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <p className="font-medium">No list was uploaded</p>
      <p className="max-w-prose text-muted">{children}</p>
    </>
  );
}
