"use client";

import Link from "next/link";
import type { ApplicationFlow } from "../../server/application/ports/application-answers";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { flowLine, flowMapHref, ORIGIN_WORDS, pathHref, STATE_TONES, STATE_WORDS } from "./flow-words";
import type { ApplicationChanges } from "./use-application-changes";

interface FlowRowProps {
  readonly estateId: string;
  /** A snapshot of the past: nothing can be decided there. */
  readonly at: string | null;
  readonly flow: ApplicationFlow;
  readonly changes: ApplicationChanges;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onEdit: () => void;
}

/** One required flow: what it does now, who says that it is needed, and why. */
export function FlowRow({ estateId, at, flow, changes, isChosen, onChoose, onEdit }: FlowRowProps) {
  const line = visibleText(flowLine(flow));
  const map = flowMapHref(estateId, at, flow);
  const isOwn = flow.declarationId !== null;
  return (
    <li className="flex items-start gap-3 border-line border-b px-4 py-2 last:border-b-0">
      {at === null && !isOwn ? (
        <input
          type="checkbox"
          className="mt-0.5 size-6"
          aria-label={`Choose ${line}`}
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      ) : null}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium">
            {visibleText(flow.from.text)} <span aria-hidden="true">→</span>
            <span className="sr-only">to</span> {visibleText(flow.to.text)}
          </span>
          <span className="font-mono text-xs">{visibleText(flow.flow)}</span>
          <Badge tone={STATE_TONES[flow.state]}>{STATE_WORDS[flow.state]}</Badge>
          <Badge tone={flow.origin === "inferred" ? "neutral" : "accent"}>{ORIGIN_WORDS[flow.origin]}</Badge>
        </div>
        <p className="break-words text-muted text-xs">
          <Prose text={flow.why} />; confidence {Math.round(flow.confidence * 100)} %
          {flow.dismissReason === null ? null : <>; dismissed: {visibleText(flow.dismissReason)}</>}
          {fileWords(flow)}
        </p>
        {flow.missing.length === 0 ? null : (
          <p className="break-words text-undecided-text text-xs">
            <Prose text={`Would decide it: ${flow.missing.join("; ")}`} />
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          <Link
            href={pathHref(estateId, at, flow)}
            className="min-h-6 text-accent underline"
            aria-label={`Path of ${line}`}
          >
            Path
          </Link>
          {map === undefined ? null : (
            <Link href={map} className="min-h-6 text-accent underline" aria-label={`${line} on the map`}>
              Map
            </Link>
          )}
          {at === null ? <Decide flow={flow} line={line} changes={changes} onEdit={onEdit} /> : null}
        </div>
      </div>
    </li>
  );
}

function Decide({
  flow,
  line,
  changes,
  onEdit,
}: Pick<FlowRowProps, "flow" | "changes" | "onEdit"> & { readonly line: string }) {
  const isDecided = flow.isDecided || flow.declarationId !== null;
  const subject = flow.declarationId === null ? `flow:${flow.id}` : `declared:${flow.declarationId}`;
  return (
    <>
      {flow.state === "dismissed" ? null : (
        <Button size="small" aria-label={`Edit ${line}`} disabled={changes.isBusy} onClick={onEdit}>
          Edit…
        </Button>
      )}
      {isDecided ? (
        <Button
          size="small"
          aria-label={`${flow.declarationId === null ? "Take back the decision on" : "Remove"} ${line}`}
          disabled={changes.isBusy}
          onClick={() => changes.clear(subject)}
        >
          {flow.declarationId === null ? "Take back" : "Remove"}
        </Button>
      ) : null}
    </>
  );
}

/** What stands where `umbra.json` and the page both speak of the flow. */
function fileWords({ isInFile, isDecided, declarationId }: ApplicationFlow): string {
  if (!isInFile) return "";
  if (declarationId !== null) return "; umbra.json declares it too, and what is declared here stands";
  return isDecided ? "; decided here, which stands before umbra.json" : "";
}
