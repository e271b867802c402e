"use client";

import { FileUp, Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { DemandRow, LoadAnswer } from "../../server/application/ports/load-answers";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { PanelEmpty } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { DataTable } from "./data-table";
import { DemandDialog, type StatedOnPage } from "./demand-dialog";
import { Unresolved } from "./demand-unresolved";
import { figure, percent } from "./load-words";
import { type DemandChanges, useDemandChanges } from "./use-demand-changes";

interface DemandCardProps {
  readonly estateId: string;
  /** A past snapshot is only looked at. */
  readonly isPast: boolean;
  readonly answer: LoadAnswer;
}

/** What is sent, who says so, and what becomes of it. */
export function DemandCard({ estateId, isPast, answer }: DemandCardProps) {
  const changes = useDemandChanges(estateId);
  const [edited, setEdited] = useState<StatedOnPage | "new" | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const { demands, unresolved } = answer;
  const actions = isPast ? null : (
    <>
      <Button size="small" onClick={() => setEdited("new")}>
        <Plus aria-hidden="true" />
        Declare traffic…
      </Button>
      <Button size="small" onClick={() => file.current?.click()} disabled={changes.isBusy}>
        <FileUp aria-hidden="true" />
        Import a file…
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="File of traffic"
        accept=".json,.csv,application/json,text/csv"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) void changes.take(chosen);
          // So that choosing the same file again is a change.
          target.value = "";
        }}
      />
    </>
  );
  return (
    <Card title={`Traffic (${demands.length})`} aside={actions} flush>
      {changes.refusal === null ? null : (
        <p role="alert" className="break-words px-4 py-2 text-lost-text">
          Nothing was imported. {visibleText(changes.refusal)}
        </p>
      )}
      <Unresolved unresolved={unresolved} changes={isPast ? null : changes} onEdit={setEdited} />
      {demands.length === 0 ? (
        <PanelEmpty>
          <p>A file may be a CSV table, Umbra's own JSON, or a reply of CloudWatch's GetMetricData.</p>
        </PanelEmpty>
      ) : (
        <div className="overflow-x-auto px-2">
          <DataTable
            caption="Traffic and what becomes of it"
            head={["Flow", "Application", "Said by", "Rate, reply", "Growth a year", "Outcome", ""]}
            rows={demands.map((row) => ({
              key: row.id,
              cells: cellsOf(row, isPast ? null : changes, setEdited),
            }))}
          />
        </div>
      )}
      {edited === null ? null : (
        <DemandDialog
          estateId={estateId}
          stated={edited === "new" ? null : edited}
          changes={changes}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

function cellsOf(row: DemandRow, changes: DemandChanges | null, onEdit: (stated: StatedOnPage) => void) {
  const { name, fact, decisionId, growthPerYear, connections } = row;
  const more = connections === null ? "" : `, ${figure(connections)} connections`;
  return [
    <span key="flow" className="break-words">
      {visibleText(name)}
    </span>,
    visibleText(row.application ?? ""),
    sourceOf(row),
    `${figure(row.rateGbps)}, ${figure(row.replyRateGbps)} Gbps${more}`,
    growthPerYear === null ? "" : `${figure(growthPerYear)}×`,
    <Outcome key="outcome" row={row} />,
    changes === null || fact === null ? null : (
      <span key="actions" className="flex gap-1">
        <Button
          size="small"
          aria-label={`Edit ${visibleText(name)}`}
          onClick={() => onEdit({ id: decisionId, fact })}
        >
          <Pencil aria-hidden="true" />
        </Button>
        {decisionId === null ? null : (
          <Button
            size="small"
            aria-label={`Remove ${visibleText(name)}`}
            disabled={changes.isBusy}
            onClick={() => changes.remove(decisionId)}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        )}
      </span>
    ),
  ];
}

function sourceOf({ origin, decisionId }: DemandRow): string {
  if (origin !== "declared") return origin === "imported" ? "Imported" : "Assumed";
  return decisionId === null ? "umbra.json" : "Declared here";
}

/** What becomes of it; what rests on assumptions says on which. */
function Outcome({ row }: { readonly row: DemandRow }) {
  const { lost, unknown, reasons, missing } = row;
  const why = [...reasons, ...missing].join("; ");
  if (lost === 0 && unknown === 0) return <Badge tone="ok">Arrives</Badge>;
  return (
    <span className="flex flex-col items-start gap-0.5">
      {lost === 0 ? null : <Badge tone="lost">{percent(lost)} lost</Badge>}
      {unknown === 0 ? null : <Badge tone="undecided">{percent(unknown)} undecided</Badge>}
      <span className="break-words text-muted text-xs">{visibleText(why)}</span>
    </span>
  );
}
