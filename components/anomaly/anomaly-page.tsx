"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import type { AnomalyList, AnomalyRow } from "../../server/application/anomalies";
import { momentText } from "../history/history-words";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { FacetButtons } from "../ui/facet-buttons";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { AnomalyItem } from "./anomaly-item";
import { DETECTOR_WORDS, DETECTORS } from "./anomaly-words";
import { AnswersCard } from "./answers-card";
import { BaselineCard } from "./baseline-card";
import { ComparedCard } from "./compared-card";
import { EventsCard } from "./events-card";
import { IntendedDialog } from "./intended-dialog";
import { useAnomalyChanges } from "./use-anomaly-changes";

/** What differs from the baseline or from what is usual, and what people say to it. */
export function AnomalyPage() {
  return (
    <EstateGate>
      {(estateId) => (
        <PanelBoundary name="The anomalies">
          <Anomalies key={estateId} estateId={estateId} />
        </PanelBoundary>
      )}
    </EstateGate>
  );
}

function Anomalies({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.anomaly.list.queryOptions({ estateId }));
  return (
    <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <div>
        <h1 className="font-semibold text-xl">Anomalies</h1>
        <p className="max-w-prose text-muted">
          What differs from the approved baseline, from those that do the same job, or from what is usual.
        </p>
      </div>
      {query.isPending ? <PanelLoading label="Loading the anomalies" rowCount={6} /> : null}
      {query.isError ? (
        <PanelError
          title="The anomalies could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : <Found estateId={estateId} list={query.data} />}
    </div>
  );
}

function Found({ estateId, list }: { readonly estateId: string; readonly list: AnomalyList }) {
  const [chosen, setChosen] = useQueryState(
    "detector",
    parseAsArrayOf(parseAsStringLiteral(DETECTORS)).withDefault([]),
  );
  const [answered, setAnswered] = useState<AnomalyRow | null>(null);
  const changes = useAnomalyChanges();
  const { anomalies, answers, analyzed, keptPerDetector } = list;
  const shown = anomalies.filter(({ anomaly }) => chosen.length === 0 || chosen.includes(anomaly.detector));
  const counts = DETECTORS.map((value) => ({
    value,
    count: anomalies.filter(({ anomaly }) => anomaly.detector === value).length,
  }));
  const full = counts.filter(({ count }) => count >= keptPerDetector);
  return (
    <>
      <Learning list={list} />
      <BaselineCard estateId={estateId} list={list} changes={changes} />
      <Card
        flush
        title={analyzed === null ? "Anomalies" : countOf(anomalies.length, "anomaly", "anomalies")}
        aside={
          <FacetButtons
            label="Detector"
            values={DETECTORS}
            words={(value) => DETECTOR_WORDS[value]}
            chosen={chosen}
            counts={counts}
            onChoose={(next) => setChosen(next.length === 0 ? null : next, { history: "push" })}
          />
        }
      >
        {shown.length === 0 ? (
          <NoAnomalies list={list} isFiltered={chosen.length > 0} onClear={() => setChosen(null)} />
        ) : (
          <ol aria-label="Anomalies, most dangerous first">
            {shown.map((row) => (
              <AnomalyItem
                key={row.anomaly.id}
                estateId={estateId}
                row={row}
                onIntended={() => setAnswered(row)}
              />
            ))}
          </ol>
        )}
        {full.map(({ value }) => (
          <p key={value} className="px-4 py-2 text-muted text-xs">
            {DETECTOR_WORDS[value]}: only the first {keptPerDetector} are kept.
          </p>
        ))}
      </Card>
      <AnswersCard estateId={estateId} answers={answers} changes={changes} />
      <ComparedCard estateId={estateId} />
      <EventsCard estateId={estateId} />
      {answered === null ? null : (
        <IntendedDialog
          estateId={estateId}
          anomaly={answered.anomaly}
          changes={changes}
          onClose={() => setAnswered(null)}
        />
      )}
    </>
  );
}

/** While the estate is learned, what is merely unusual is listed and raises no alert. */
function Learning({ list: { learning } }: { readonly list: AnomalyList }) {
  if (learning.isOver) return null;
  return (
    <p role="status" className="max-w-prose rounded-md border border-line bg-surface px-3 py-2">
      <span className="font-medium">Learning what is usual</span> until{" "}
      {momentText(new Date(learning.untilMs))} at the latest, {learning.changeCount} of {learning.neededCount}{" "}
      changes seen. Until then what is merely unusual is listed here and raises no alert; drift and whatever
      opens a way in do from the first day.
    </p>
  );
}

interface NoAnomaliesProps {
  readonly list: AnomalyList;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** Why the list is empty: filtered out, not looked yet, or none as far as anybody could look. */
function NoAnomalies({ list: { anomalies, analyzed, baseline }, isFiltered, onClear }: NoAnomaliesProps) {
  if (isFiltered && anomalies.length > 0)
    return (
      <PanelEmpty title="No anomaly of these kinds">
        <Button size="small" onClick={onClear}>
          Clear filters
        </Button>
      </PanelEmpty>
    );
  if (analyzed === null)
    return (
      <PanelEmpty title="Not analysed yet">
        <p>Anomalies are looked for with the analysis of the latest snapshot, which has not finished.</p>
      </PanelEmpty>
    );
  return (
    <PanelEmpty title="Nothing unusual was found">
      <p>
        Looked for <RelativeTime date={analyzed.at} />
        {analyzed.isLatest ? "" : ", in an older snapshot than the latest"}.{" "}
        {baseline === null
          ? "No baseline is approved, so drift was not looked for."
          : "Nothing differs from the baseline but what was answered."}
      </p>
    </PanelEmpty>
  );
}
