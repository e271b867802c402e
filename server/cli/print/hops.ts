import type { Hop } from "../../engine/semantics";
import { table } from "./table";
import { elementText, flowText, plain } from "./words";

/** A path, one line per hop: what the element did, by which rule, and the packet as it then was. */
export function hopLines(hops: readonly Hop[], indent = "  "): string {
  return table(
    hops.map(({ element, action, rule, packet }, position) => [
      String(position + 1),
      action,
      elementText(element),
      `${few(packet.source)} -> ${few(packet.destination)} ${flowText(packet.protocol, packet.destinationPorts)}`,
      plain(rule ?? ""),
    ]),
    indent,
  );
}

/** The first prefixes of a set; single addresses without their length. */
export function few(prefixes: readonly string[]): string {
  const shown = prefixes.slice(0, 2).map((prefix) => prefix.replace(/\/(32|128)$/, ""));
  return prefixes.length > 2 ? `${shown.join(",")}+${prefixes.length - 2}` : shown.join(",");
}
