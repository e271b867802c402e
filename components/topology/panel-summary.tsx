"use client";

import { Sparkles } from "lucide-react";
import type { TopologyRow } from "../../server/engine/topology";
import { Neighbours } from "../resource/neighbours";
import type { ResourceAnswer } from "../resource/resource-answer";
import { ResourceAlerts, ResourceFacts } from "../resource/resource-facts";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { visibleText } from "../ui/visible-text";
import { BreakQuestions } from "./break-questions";
import { ElementButton } from "./element-button";
import { simulable } from "./failure-code";
import { countsText, markWord } from "./marks";
import { foundSentence } from "./row-words";
import type { Topology } from "./use-topology";

interface PanelSummaryProps {
  readonly topology: Topology;
  readonly row: TopologyRow;
  readonly resource: ResourceAnswer;
}

/** What it is in a sentence, its alerts, facts, tags, and what it is connected to. */
export function PanelSummary({ topology, row, resource }: PanelSummaryProps) {
  const { view } = topology;
  const where = foundSentence(row, view?.rows ?? [], resource.neighbourCount);
  const option = simulable(row.element);
  return (
    <div className="flex flex-col gap-4 p-3">
      <div className="flex flex-col items-start gap-2">
        <p>{visibleText(where)}</p>
        <StateLine topology={topology} row={row} />
        {option.kind === "failure" ? (
          <Button variant="primary" size="small" onClick={() => topology.simulation.start([option.failure])}>
            <Sparkles aria-hidden="true" />
            {option.verb === "block" ? "Simulate block" : "Simulate failure"}
          </Button>
        ) : null}
      </div>
      <ResourceAlerts
        estateId={topology.estateId}
        alerts={resource.alerts}
        title={topology.isPast ? "Alerts open now, not then" : "Alerts"}
      />
      <BreakQuestions topology={topology} elementId={resource.element.id} />
      <ResourceFacts resource={resource} />
      <Neighbours
        resource={resource}
        render={(element) => <ElementButton topology={topology} element={element} />}
      />
    </div>
  );
}

function StateLine({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const mark = topology.marks.rows.get(row.id);
  const counts = countsText(topology.marks.boxes.get(row.id));
  const isMarked = mark !== undefined && mark !== "alerted";
  if (!isMarked && counts === "" && row.badges.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-1.5">
      {isMarked ? (
        <Badge
          tone={
            mark === "lost"
              ? "lost"
              : mark === "degraded"
                ? "risk"
                : mark === "undecided"
                  ? "undecided"
                  : "simulated"
          }
        >
          {markWord(mark)}
        </Badge>
      ) : null}
      {counts === "" ? null : <Badge>inside: {counts}</Badge>}
      {row.badges.map(({ kind, label }) => (
        <Badge key={kind}>{visibleText(label)}</Badge>
      ))}
    </p>
  );
}
