import type { ConfigurationIndex, Element } from "../configuration";
import type { Intent, IntentEnd } from "../intent";
import type { BrokenIntent, IntentOutcome } from "../scenario";
import type { Hop } from "../semantics";
import type { Alert } from "./alert.schema";

export type AffectedFlow = Alert["affected"][number];

/** A required flow as an alert carries it, with its own evidence. */
export function affectedFlow({ intent, effect, lostMembers, evidence }: IntentOutcome): AffectedFlow {
  return {
    ...flowOf(intent),
    effect: effect === "degraded" || effect === "undecided" ? effect : "lost",
    members: lostMembers.map((each) => ({ ...each })),
    before: evidence.before.map(hopOf),
    after: evidence.after.map(hopOf),
    at: evidence.at === null ? null : { ...evidence.at },
  };
}

/** A required flow that does not work now, with where it stops, and for whom. */
export function affectedBroken(
  index: ConfigurationIndex,
  { intent, trace, without }: BrokenIntent,
): AffectedFlow {
  const hops = trace.phase === "return" ? [...trace.forward, ...trace.return] : trace.forward;
  const members = intent.from.kind === "tier" ? intent.from : intent.to;
  return {
    ...flowOf(intent),
    effect: without === null ? "lost" : "degraded",
    members: (without ?? (members.kind === "tier" ? members.members : [])).map((id) => memberOf(index, id)),
    before: [],
    after: hops.map(hopOf),
    at: trace.at === null ? null : { ...trace.at },
  };
}

function memberOf(index: ConfigurationIndex, id: string): Element {
  return { kind: index.find(id)?.kind ?? "instance", id };
}

function flowOf(
  intent: Intent,
): Pick<AffectedFlow, "intentId" | "application" | "from" | "to" | "protocol" | "ports" | "origin"> {
  return {
    intentId: intent.id,
    application: intent.application,
    from: endText(intent.from),
    to: endText(intent.to),
    protocol: intent.protocol,
    ports: intent.ports.map(([lo, hi]) => [lo, hi]),
    origin: intent.origin,
  };
}

/** An end in words: `internet`, `internet (203.0.113.0/24)`, or the tier's name. */
export function endText(end: IntentEnd): string {
  if (end.kind === "tier") return end.name;
  return end.prefixes ? `internet (${end.prefixes.join(", ")})` : "internet";
}

/** A hop in the form that is stored: the same fields, in lists that may be written to. */
export function hopOf({ element, action, rule, packet }: Hop): AffectedFlow["before"][number] {
  const ports = (set: Hop["packet"]["sourcePorts"]) => set.map(([lo, hi]): [number, number] => [lo, hi]);
  return {
    element: { ...element },
    action,
    ...(rule === undefined ? {} : { rule }),
    packet: {
      source: [...packet.source],
      destination: [...packet.destination],
      protocol: packet.protocol,
      sourcePorts: ports(packet.sourcePorts),
      destinationPorts: ports(packet.destinationPorts),
    },
  };
}

/** "shop", "shop and billing", "shop, billing and 2 more": the applications of some flows, for a title. */
export function applicationsText(applications: readonly string[]): string {
  const names = [...new Set(applications)].sort();
  if (names.length <= 2) return names.join(" and ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

/** An element as messages write it: its name, else its id in backticks. */
export function nameOf({ id, name }: Element): string {
  return name ?? `\`${id}\``;
}
