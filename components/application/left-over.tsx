"use client";

import type { ApplicationsAnswer } from "../../server/application/ports/application-answers";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import type { ApplicationChanges } from "./use-application-changes";

interface LeftOverProps {
  readonly at: string | null;
  readonly data: Pick<ApplicationsAnswer, "notSeen" | "problems">;
  readonly changes: ApplicationChanges;
}

/** Decisions that find nothing in this snapshot: they are kept, for what they are about may come back. */
export function LeftOver({ at, data: { notSeen, problems }, changes }: LeftOverProps) {
  const rows = [
    ...notSeen.map(({ intentId, kind, seen }) => ({
      subject: `flow:${intentId}`,
      text: `${seen.application}: ${seen.from} to ${seen.to}, ${seen.flow}; ${kind === "accept" ? "accepted" : "dismissed"}, no longer suggested`,
    })),
    ...[...new Set(problems.map(({ declarationId }) => declarationId))].map((id) => ({
      subject: id === null ? null : `declared:${id}`,
      text: `${id === null ? "What umbra.json declares" : "A declared flow"}: ${problems
        .filter(({ declarationId }) => declarationId === id)
        .map(({ message }) => message)
        .join("; ")}`,
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <Card title={`Not seen in this snapshot (${rows.length})`} flush>
      <ul aria-label="Not seen in this snapshot">
        {rows.map(({ subject, text }) => (
          <li
            key={subject ?? "file"}
            className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0 flex-1 break-words">
              <Prose text={visibleText(text)} />
            </span>
            {at === null && subject !== null ? (
              <Button size="small" disabled={changes.isBusy} onClick={() => changes.clear(subject)}>
                Take back
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
