"use client";

import type { FlowChangeJson, RequiredFlowChange } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { portsText } from "../ui/markdown";
import { visibleText } from "../ui/visible-text";

const SHOWN_ENDS = 4;

interface FlowRowsProps {
  readonly title: string;
  readonly flows: readonly FlowChangeJson[];
  /** What is said where there are none. */
  readonly none: string;
}

/** Flows that changes open or close, all of them: alike hosts stand in one row, each named. */
export function FlowRows({ title, flows, none }: FlowRowsProps) {
  if (flows.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <details open={flows.length <= 4} className="min-w-0">
      <summary className="cursor-pointer py-0.5 font-medium">
        {title} ({flows.length.toLocaleString("en")})
      </summary>
      <ul aria-label={title} className="mt-1 flex flex-col gap-0.5">
        {flows.map((flow) => (
          <li key={JSON.stringify(flow)} className="break-words">
            <Ends list={flow.from} /> <span className="text-muted">to</span> <Ends list={flow.to} />{" "}
            <span className="font-mono text-[0.93em]">{whatText(flow)}</span>
            {flow.prefixes.length === 0 ? null : (
              <span className="text-muted"> ({flow.prefixes.slice(0, 6).join(", ")})</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Ends({ list }: { readonly list: FlowChangeJson["from"] }) {
  const names = list.map(({ name, id }) => visibleText(name ?? id));
  if (names.length <= SHOWN_ENDS) return <span>{names.join(", ")}</span>;
  return (
    <details className="inline">
      <summary className="inline cursor-pointer underline decoration-dotted">
        {names.slice(0, 2).join(", ")} and {names.length - 2} more
      </summary>
      <span> ({names.slice(2).join(", ")})</span>
    </details>
  );
}

function whatText({ protocol, ports }: Pick<FlowChangeJson, "protocol" | "ports">): string {
  if (protocol === "0") return "every other protocol";
  return ports.length === 0 ? protocol : `${protocol}/${portsText(ports)}`;
}

const EFFECT_TONES = { lost: "lost", degraded: "risk", gained: "ok", undecided: "undecided" } as const;

interface RequiredFlowRowsProps {
  readonly flows: readonly RequiredFlowChange[];
  /** Their end is the cure itself. */
  readonly isMeant?: boolean;
}

/** Required flows that changes alter, with who loses or gains them. */
export function RequiredFlowRows({ flows, isMeant = false }: RequiredFlowRowsProps) {
  return (
    <ul className="flex flex-col gap-1">
      {flows.map((flow) => (
        <li key={`${flow.intentId} ${flow.effect}`} className="flex flex-wrap items-baseline gap-x-2">
          {isMeant && flow.effect !== "gained" ? (
            <Badge>ends, as meant</Badge>
          ) : (
            <Badge tone={EFFECT_TONES[flow.effect]}>{flow.effect}</Badge>
          )}
          <span className="min-w-0 break-words">
            {visibleText(`${flow.application}: ${flow.from} to ${flow.to}`)}{" "}
            <span className="font-mono text-[0.93em]">{whatText(flow)}</span>
          </span>
          <span className="text-muted">
            {flow.members.length > 0 ? countOf(flow.members.length, "host") : flow.missing.join(", ")},{" "}
            {flow.origin}
          </span>
        </li>
      ))}
    </ul>
  );
}
