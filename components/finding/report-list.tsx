"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { FindingsAnswer } from "../../server/application/ports/finding-answers";
import type { ReportRecord } from "../../server/application/ports/report-store";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { Name } from "../ui/name";
import { RelativeTime } from "../ui/relative-time";
import { SCANNER_WORDS } from "./finding-words";
import { PlaceDialog } from "./place-dialog";
import { useReportChanges } from "./use-report-changes";

interface ReportListProps {
  readonly estateId: string;
  readonly reports: readonly ReportRecord[];
}

/** The reports of scanners: what each held, what became of it, and where it is said to stand. */
export function ReportList({ estateId, reports }: ReportListProps) {
  const trpc = useTRPC();
  const changes = useReportChanges(estateId);
  const [placing, setPlacing] = useState<ReportRecord | null>(null);
  // Counts of all come with whatever part of the list is asked for.
  const counts = useQuery(trpc.finding.list.queryOptions({ estateId, limit: 1 })).data?.reports;
  return (
    <Card
      title="Reports"
      aside={<span className="text-muted">{countOf(reports.length, "report")}</span>}
      flush
    >
      <ul aria-label="Reports" className="max-h-96 divide-y divide-line overflow-auto">
        {reports.map((report) => (
          <li key={report.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <div className="min-w-48 flex-1">
              <p className="break-words font-medium">
                <Name text={report.name} max={64} />
              </p>
              <p className="text-muted">
                {report.scanner === null ? null : `${SCANNER_WORDS[report.scanner]}, `}
                {report.madeAt === null ? "undated" : `of ${report.madeAt.slice(0, 10)}`}, uploaded{" "}
                <RelativeTime date={report.uploadedAt} />
              </p>
            </div>
            <div className="min-w-48 flex-1">
              <p>
                {contentText(
                  report,
                  counts?.find(({ name }) => name === report.name),
                )}
              </p>
              {report.leftOut.length === 0 ? null : (
                <p className="text-muted text-xs">
                  Also in it, no vulnerabilities:{" "}
                  {report.leftOut
                    .map(({ what, count }) => `${count.toLocaleString("en")} ${what}`)
                    .join(", ")}
                </p>
              )}
              <p className="break-words text-muted text-xs">{placeText(report)}</p>
            </div>
            <div className="flex gap-1">
              <Button size="small" aria-label={`Place ${report.name}`} onClick={() => setPlacing(report)}>
                Place…
              </Button>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${report.name}`}
                disabled={changes.isBusy}
                onClick={() => changes.remove.mutate({ estateId, reportId: report.id })}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {placing === null ? null : (
        <PlaceDialog
          estateId={estateId}
          report={placing}
          changes={changes}
          onClose={() => setPlacing(null)}
        />
      )}
    </Card>
  );
}

function contentText(
  { entryCount, serviceCount }: ReportRecord,
  counts: FindingsAnswer["reports"][number] | undefined,
): string {
  const ports = serviceCount === 0 ? "" : countOf(serviceCount, "open port");
  if (entryCount === 0) return ports === "" ? "No findings" : ports;
  const findings = countOf(entryCount, "finding");
  const became =
    counts === undefined
      ? ""
      : `: ${counts.placed} placed, ${counts.notPlaced} not placed, ${counts.settled} excluded`;
  return `${findings}${became}${ports === "" ? "" : `; ${ports}`}`;
}

function placeText({ instanceIds, vpcId }: ReportRecord): string {
  if (instanceIds.length > 0) return `Stands on ${instanceIds.join(", ")}, as you said`;
  if (vpcId !== null) return `Addresses and names are looked up in ${vpcId}`;
  return "Stands on what it names itself";
}
