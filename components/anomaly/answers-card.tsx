"use client";

import type { AnswerRow } from "../../server/application/anomalies";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import type { AnomalyChanges } from "./use-anomaly-changes";

interface AnswersCardProps {
  readonly estateId: string;
  readonly answers: readonly AnswerRow[];
  readonly changes: AnomalyChanges;
}

const STANDING: Record<AnswerRow["standing"], { readonly tone: Tone; readonly word: string }> = {
  "in force": { tone: "ok", word: "In force" },
  over: { tone: "neutral", word: "Over" },
  other: { tone: "risk", word: "It differs in something else now" },
  gone: { tone: "neutral", word: "It does not differ any more" },
};

/** What people answered, whether it still holds, and how to take it back. */
export function AnswersCard({ estateId, answers, changes }: AnswersCardProps) {
  if (answers.length === 0) return null;
  return (
    <Card title={`Answered "intended" (${answers.length})`} flush>
      <ul aria-label="Answers">
        {answers.map(({ anomaly, owner, reason, expires, actorId, standing }) => (
          <li
            key={anomaly.id}
            className="flex flex-wrap items-start gap-x-3 gap-y-1 border-line border-b px-4 py-2 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p className="break-words">
                <Prose text={anomaly.title} />
              </p>
              <p className="break-words text-muted text-xs">
                {visibleText(owner)} until {expires}: {visibleText(reason)}, answered by{" "}
                {actorId === "local" ? "you" : visibleText(actorId)}
              </p>
            </div>
            <Badge tone={STANDING[standing].tone}>{STANDING[standing].word}</Badge>
            <Button
              size="small"
              disabled={changes.isBusy}
              onClick={() => changes.retract.mutate({ estateId, anomalyId: anomaly.id })}
            >
              Take back
              <span className="sr-only"> the answer to {visibleText(anomaly.title)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
