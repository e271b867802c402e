"use client";

import { Sparkles } from "lucide-react";
import Link from "next/link";
import type { TopologyRow } from "../../server/engine/topology";
import { Badge, SeverityBadge } from "../ui/badge";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ElementLabel } from "../ui/element-label";
import { Name } from "../ui/name";
import { visibleText } from "../ui/visible-text";
import { BreakQuestions } from "./break-questions";
import { simulable } from "./failure-code";
import { countsText, MARK_WORDS } from "./marks";
import type { ResourceAnswer } from "./resource-answer";
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
  const where = foundSentence(row, view?.rows ?? [], resource.neighbours.length);
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
      <Alerts topology={topology} resource={resource} />
      <BreakQuestions topology={topology} elementId={resource.element.id} />
      <Facts resource={resource} />
      <Neighbours topology={topology} resource={resource} />
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
          {MARK_WORDS[mark]}
        </Badge>
      ) : null}
      {counts === "" ? null : <Badge>inside: {counts}</Badge>}
      {row.badges.map(({ kind, label }) => (
        <Badge key={kind}>{visibleText(label)}</Badge>
      ))}
    </p>
  );
}

function Alerts({ topology, resource }: { readonly topology: Topology; readonly resource: ResourceAnswer }) {
  if (resource.alerts.length === 0) return null;
  return (
    <section aria-label="Alerts" className="flex flex-col gap-1">
      <h3 className="font-semibold">{topology.isPast ? "Alerts open now, not then" : "Alerts"}</h3>
      <ul className="flex flex-col gap-1">
        {resource.alerts.map(({ id, title, severity }) => (
          <li key={id} className="flex flex-wrap items-start gap-2">
            <SeverityBadge severity={severity} />
            <Link
              href={`/alerts/${encodeURIComponent(id)}?estate=${encodeURIComponent(topology.estateId)}`}
              className="min-h-6 min-w-0 flex-1 text-accent underline"
            >
              {visibleText(title)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ resource }: { readonly resource: ResourceAnswer }) {
  return (
    <section aria-label="Facts">
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1">
        {resource.facts.map(({ label, value, copy }) => (
          <div key={`${label} ${value}`} className="contents">
            <dt className="py-0.5 text-muted">{label}</dt>
            <dd className="flex min-w-0 items-start gap-1 py-0.5">
              <span className="min-w-0 flex-1">
                <Name text={value} mono={copy === true} max={120} />
              </span>
              {copy ? (
                <span className="-my-1.5">
                  <CopyButton iconOnly label={`Copy ${label.toLowerCase()}`} text={value} />
                </span>
              ) : null}
            </dd>
          </div>
        ))}
        {resource.tags.map(({ key, value }) => (
          <div key={`tag ${key}`} className="contents">
            <dt className="py-0.5 text-muted">
              tag <Name text={key} max={24} />
            </dt>
            <dd className="min-w-0 py-0.5">
              <Name text={value} max={80} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const MAX_NEIGHBOURS = 40;

function Neighbours({
  topology,
  resource,
}: {
  readonly topology: Topology;
  readonly resource: ResourceAnswer;
}) {
  if (resource.neighbours.length === 0) return null;
  return (
    <section aria-label="Neighbours" className="flex flex-col gap-1">
      <h3 className="font-semibold">Neighbours</h3>
      <ul>
        {resource.neighbours.slice(0, MAX_NEIGHBOURS).map((element) => {
          const row = topology.rowOf(element.id);
          return (
            <li key={element.id} className="py-0.5">
              {row === null ? (
                <ElementLabel element={element} />
              ) : (
                <button
                  type="button"
                  className="min-h-6 text-left hover:underline"
                  onClick={() => topology.select(row)}
                >
                  <ElementLabel element={element} />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {resource.neighbours.length > MAX_NEIGHBOURS ? (
        <p className="text-muted">
          and {(resource.neighbours.length - MAX_NEIGHBOURS).toLocaleString("en")} more
        </p>
      ) : null}
    </section>
  );
}
