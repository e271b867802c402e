"use client";

import { ChevronRight } from "lucide-react";
import type { Alert } from "../../server/engine/alert/alert.schema";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { portsText } from "../ui/markdown";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import { EFFECTS } from "./alert-words";

type Flow = Alert["affected"][number];

/** Whom the alert touches: one entry for each required flow, its members and its own evidence inside. */
export function AffectedFlows({ flows }: { readonly flows: readonly Flow[] }) {
  if (flows.length === 0) return <p className="text-muted">No required flow is affected.</p>;
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {flows.map((flow) => (
        <li key={keyOf(flow)}>
          <FlowEntry flow={flow} />
        </li>
      ))}
    </ul>
  );
}

/** Several limits may be used up by the same traffic. */
function keyOf({ intentId, from, to, protocol, ports, effect, members }: Flow): string {
  const place = effect === "overloaded" ? members.map(({ id }) => id).join(" ") : "";
  return `${intentId ?? ""} ${from} ${to} ${protocol} ${portsText(ports)} ${place}`;
}

function FlowEntry({ flow }: { readonly flow: Flow }) {
  const { tone, word } = EFFECTS[flow.effect];
  return (
    <details className="group">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5 outline-offset-[-2px] hover:bg-hover">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        <Badge tone={tone}>{word}</Badge>
        <span className="min-w-0 font-medium">
          <Prose text={flow.from} /> <span className="text-muted">to</span> <Prose text={flow.to} />
        </span>
        <span className="font-mono text-xs">
          {flow.protocol}
          {flow.ports.length === 0 ? "" : ` ${portsText(flow.ports)}`}
        </span>
        <span className="text-muted">
          <Name text={flow.application} max={32} />
          {flow.origin === null ? "" : `, ${flow.origin}`}
        </span>
        <span className="ml-auto text-muted">{countOf(flow.members.length, "resource")}</span>
      </summary>
      <div className="flex flex-col gap-3 border-line border-t px-3 py-2">
        <ul aria-label="Affected resources" className="flex flex-wrap gap-x-4 gap-y-1">
          {flow.members.map((member) => (
            <li key={`${member.kind} ${member.id}`}>
              <ElementLabel element={member} />
            </li>
          ))}
        </ul>
        {flow.after.length === 0 ? null : (
          <div>
            <p className="mb-1 font-medium">Path after</p>
            <HopList label="Path after" hops={flow.after} />
          </div>
        )}
      </div>
    </details>
  );
}
