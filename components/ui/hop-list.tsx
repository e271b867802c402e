"use client";

import { CircleCheck, CircleHelp, OctagonX } from "lucide-react";
import type { Element } from "../../server/engine/configuration";
import type { HopPacket } from "../../server/engine/semantics";
import { Badge } from "./badge";
import { ElementLabel } from "./element-label";
import type { EvidenceHop } from "./evidence-hop";
import { portsText } from "./markdown";
import { Rule } from "./rule";

interface HopListProps {
  /** Names the list for readers, e.g. "Path before". */
  readonly label: string;
  readonly hops: readonly EvidenceHop[];
  /** Makes each hop's resource a button; the map selects it. */
  readonly onSelect?: ((element: Element) => void) | undefined;
  /** The hop, from 0, whose rule decides the verdict. */
  readonly decidingIndex?: number | undefined;
  /** Writes the packet at every hop, client ports too, not only where it changes. */
  readonly everyPacket?: boolean;
}

/** Numbered hops, each with the rule that decided it. The packet is shown where it starts and where it changes. */
export function HopList({ label, hops, onSelect, decidingIndex, everyPacket = false }: HopListProps) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {hops.map((hop, index) => (
        // A flow can meet the same element twice: the position is the hop's identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: hops are an ordered list that is replaced as a whole
        <li key={index} className="group flex gap-2.5">
          <HopNumber number={index + 1} action={hop.action} />
          <div className="min-w-0 flex-1 pb-2.5 leading-5">
            <HopTitle hop={hop} onSelect={onSelect} />
            {index === decidingIndex ? <Badge tone="accent">decides the verdict</Badge> : null}
            {hop.rule === undefined ? null : (
              <p className="text-muted">
                decided by <Rule text={hop.rule} max={120} />
              </p>
            )}
            {everyPacket ? (
              <PacketText text={packetText(hop.packet, true)} />
            ) : (
              <PacketLine packet={hop.packet} previous={hops[index - 1]?.packet} />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function HopNumber({ number, action }: { readonly number: number; readonly action: string }) {
  return (
    <span className="flex w-5 shrink-0 flex-col items-center">
      <span
        className={`flex size-5 shrink-0 items-center justify-center rounded-full border text-[11px] font-medium tabular-nums ${ringOf(action)}`}
      >
        {number}
      </span>
      <span aria-hidden="true" className="w-px flex-1 bg-line group-last:hidden" />
    </span>
  );
}

function HopTitle({
  hop,
  onSelect,
}: {
  readonly hop: EvidenceHop;
  readonly onSelect: HopListProps["onSelect"];
}) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      {onSelect === undefined ? (
        <ElementLabel element={hop.element} />
      ) : (
        <button
          type="button"
          className="min-h-6 cursor-pointer text-left hover:underline"
          onClick={() => onSelect(hop.element)}
        >
          <ElementLabel element={hop.element} />
        </button>
      )}
      <ActionWord action={hop.action} />
    </p>
  );
}

function ActionWord({ action }: { readonly action: string }) {
  if (action === "deny" || action === "drop") {
    return (
      <span className="inline-flex items-center gap-1 font-medium text-lost">
        <OctagonX aria-hidden="true" className="size-3.5 self-center" />
        {action === "deny" ? "denies it" : "drops it"}
      </span>
    );
  }
  if (action === "unknown") {
    return (
      <span className="inline-flex items-center gap-1 font-medium text-undecided-text">
        <CircleHelp aria-hidden="true" className="size-3.5 self-center" />
        not known
      </span>
    );
  }
  if (action === "deliver") {
    return (
      <span className="inline-flex items-center gap-1 font-medium text-ok">
        <CircleCheck aria-hidden="true" className="size-3.5 self-center" />
        delivered
      </span>
    );
  }
  return <span className="text-muted">{ACTION_WORDS.get(action) ?? action}</span>;
}

const ACTION_WORDS = new Map([
  ["emit", "sends"],
  ["allow", "allows"],
  ["route", "routes"],
  ["translate", "translates"],
  ["forward", "forwards"],
  ["exit", "leaves here"],
  ["enter", "enters here"],
]);

function ringOf(action: string): string {
  if (action === "deny" || action === "drop") return "border-lost text-lost";
  if (action === "unknown") return "border-undecided border-dashed text-undecided-text";
  if (action === "deliver") return "border-ok text-ok";
  return "border-line-strong text-muted";
}

function PacketLine({
  packet,
  previous,
}: {
  readonly packet: HopPacket;
  readonly previous: HopPacket | undefined;
}) {
  const now = packetText(packet);
  if (previous !== undefined && packetText(previous) === now) return null;
  return <PacketText text={now} />;
}

function PacketText({ text }: { readonly text: string }) {
  return (
    <p className="font-mono text-[12px] text-muted break-words">
      <span className="sr-only">packet </span>
      {text}
    </p>
  );
}

const MOST_PREFIXES_SHOWN = 3;
/** A prefix of one address is written as that address. */
const ONE_ADDRESS = /(?<=\..*)\/32$|(?<=:.*)\/128$/;

function packetText(packet: HopPacket, withClientPorts = false): string {
  const port = packet.destinationPorts.length === 0 ? "" : ` ${portsText(packet.destinationPorts)}`;
  const client =
    withClientPorts && packet.sourcePorts.length > 0 ? ` from ${portsText(packet.sourcePorts)}` : "";
  return `${prefixes(packet.source)} → ${prefixes(packet.destination)} ${packet.protocol}${port}${client}`;
}

function prefixes(list: readonly string[]): string {
  if (list.length === 0) return "no address";
  const shown = list
    .slice(0, MOST_PREFIXES_SHOWN)
    .map((prefix) => prefix.replace(ONE_ADDRESS, ""))
    .join(", ");
  const rest = list.length - MOST_PREFIXES_SHOWN;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
