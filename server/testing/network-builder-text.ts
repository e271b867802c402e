import type { NetworkAclEntry, SecurityGroupRule } from "../engine/configuration";
import { parsePrefix, parseProtocol } from "../engine/net";

/** Reads `<protocol> [<from>[-<to>] | <type>/<code>] from|to <peer>`; the peer is a prefix, a `pl-` list or a group. */
export function parseGroupRule(text: string): SecurityGroupRule {
  const match = /^(\S+)(?: (\S+))? (?:from|to) (\S+)$/.exec(text);
  const [, protocol = "", range, peer = ""] = match ?? fail(text);
  return { protocol: protocolOf(protocol, text), ...portFields(range), peer: peerOf(peer) };
}

/** Reads `<number> allow|deny <protocol> [<from>[-<to>] | <type>/<code>] <prefix>`. */
export function parseAclEntry(egress: boolean, text: string): NetworkAclEntry {
  const match = /^(\d+) (allow|deny) (\S+)(?: (\S+))? (\S+)$/.exec(text);
  const [, ruleNumber, action, protocol = "", range, prefix = ""] = match ?? fail(text);
  const { fromPort: from, toPort: to } = portFields(range);
  const numbers = from === undefined || to === undefined ? undefined : { from, to };
  const entry = {
    ruleNumber: Number(ruleNumber),
    egress,
    protocol: protocolOf(protocol, text),
    action: action === "allow" ? ("allow" as const) : ("deny" as const),
    prefix,
  };
  if (!numbers) return entry;
  return range?.includes("/")
    ? { ...entry, icmp: { type: numbers.from, code: numbers.to } }
    : { ...entry, portRange: numbers };
}

/** A route as written: destination, target's name, and whether it was propagated. */
export interface RouteText {
  readonly destination: { readonly prefix: string } | { readonly prefixListId: string };
  readonly target: string;
  readonly propagated: boolean;
  readonly recordedState: "active" | "blackhole";
}

/** Reads `<prefix or list> -> <target> [propagated] [blackhole]`. */
export function parseRoute(text: string): RouteText {
  const match = /^(\S+) -> (\S+)( propagated)?( blackhole)?$/.exec(text);
  const [, destination = "", target = "", propagated, blackhole] = match ?? fail(text);
  return {
    destination: parsePrefix(destination) ? { prefix: destination } : { prefixListId: destination },
    target,
    propagated: propagated !== undefined,
    recordedState: blackhole === undefined ? "active" : "blackhole",
  };
}

function portFields(range: string | undefined): { fromPort?: number; toPort?: number } {
  if (range === undefined) return {};
  const [from, to = from] = range.includes("/") ? range.split("/") : range.split("-");
  return { fromPort: Number(from), toPort: Number(to) };
}

function protocolOf(name: string, text: string): number {
  return name === "all" ? -1 : (parseProtocol(name) ?? fail(text));
}

function peerOf(peer: string): SecurityGroupRule["peer"] {
  if (parsePrefix(peer)) return { kind: "prefix", prefix: peer };
  if (peer.startsWith("pl-")) return { kind: "prefixList", prefixListId: peer };
  return { kind: "securityGroup", securityGroupId: peer };
}

function fail(text: string): never {
  throw new Error(`cannot read the rule \`${text}\``);
}
