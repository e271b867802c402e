import type { Element } from "../../engine/configuration";
import type { IntentEnd } from "../../engine/intent";
import type { PortSet } from "../../engine/net";

/**
 * Text that came from a customer's configuration, made safe for a terminal: control characters would let a name
 * move the cursor or change colours.
 */
export function plain(text: string): string {
  return text.replace(/\p{C}/gu, "\u{fffd}");
}

/** `nat-1 (nat-gw-1a)`, or the id alone. */
export function elementText({ id, name }: Element): string {
  return plain(name === undefined || name === id ? id : `${id} (${name})`);
}

/** `tcp/443`, `tcp/80,8000-8080`, `icmp`. */
export function flowText(protocol: string, ports: PortSet): string {
  if (ports.length === 0) return /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol;
  if (ports.length === 1 && ports[0]?.[0] === 0 && ports[0][1] === 65535) return `${protocol}/any`;
  return `${protocol}/${ports.map(([lo, hi]) => (lo === hi ? String(lo) : `${lo}-${hi}`)).join(",")}`;
}

/** A tier by name with the count of its members, or the internet. */
export function endText(end: IntentEnd): string {
  if (end.kind === "tier") return `${plain(end.name)} [${end.members.length}]`;
  return end.prefixes ? `internet (${end.prefixes.join(", ")})` : "internet";
}
