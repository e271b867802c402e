"use client";

import Link from "next/link";
import type { IntentEnd } from "../../server/engine/intent";
import { portsText } from "../ui/markdown";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import type { ResourceAnswer } from "./resource-answer";

interface ResourceFlowsProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly resource: ResourceAnswer;
}

type Flow = ResourceAnswer["flows"][number];

/** The required flows that begin or end at it, or at a host in it, each with the reason it is required. */
export function ResourceFlows({ estateId, at, resource }: ResourceFlowsProps) {
  const { flows, element } = resource;
  if (flows.length === 0)
    return (
      <p className="p-4 text-muted">
        No required flow begins or ends here. Which of them pass through it, its simulated failure shows.
      </p>
    );
  return (
    <ul aria-label="Required flows" className="divide-y divide-line">
      {flows.map((flow) => (
        <li key={flow.id} className="flex flex-col gap-0.5 px-4 py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link
              href={pathHref(estateId, at, flow, element.id)}
              className="font-medium text-accent hover:underline"
            >
              <Name text={endWords(flow.from)} max={40} /> to <Name text={endWords(flow.to)} max={40} />
            </Link>
            <span className="font-mono text-[0.93em]">
              {flow.protocol} {portsText(flow.ports)}
            </span>
            <span className="text-muted">
              <Name text={flow.application} max={40} />, {flow.criticality}, {flow.origin}
            </span>
          </p>
          <p className="text-muted">
            <Prose text={flow.why} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function endWords(end: IntentEnd): string {
  if (end.kind === "internet") return end.prefixes === undefined ? "internet" : end.prefixes.join(", ");
  return `${end.name} (${end.members.length})`;
}

/** One pair of the flow's members: the resource itself where it is one. */
function pathHref(
  estateId: string,
  at: string | null,
  { from, to, protocol, ports, family }: Flow,
  id: string,
): string {
  const member = (end: IntentEnd) => {
    if (end.kind === "internet") return end.prefixes?.[0] ?? "internet";
    return end.members.includes(id) ? id : (end.members[0] ?? "");
  };
  const params = new URLSearchParams({ estate: estateId, from: member(from), to: member(to), protocol });
  const [first] = ports;
  if (first !== undefined) params.set("port", String(first[0]));
  if (first !== undefined && first[1] !== first[0]) params.set("portTo", String(first[1]));
  if (family === 6) params.set("family", "6");
  if (at !== null) params.set("at", at);
  return `/paths?${params}`;
}
