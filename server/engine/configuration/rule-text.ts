import { isIcmp, PROTOCOL, protocolName } from "../net";
import type { NetworkAclEntry, Route, SecurityGroupRule } from "./network.schema";

export type RuleDirection = "ingress" | "egress";

/** How a resource is written inside a rule's text: by its id, unless a caller knows its name. */
export type NameOf = (id: string) => string;

const byId: NameOf = (id) => id;

/**
 * A security group's rule in words, `tcp 5432 from 10.0.0.0/16`: the same in hops, lists of rules, alerts and
 * diffs. Missing ports mean all of them; for ICMP they are type and code. Clause: SG-5.
 */
export function groupRuleText(
  rule: SecurityGroupRule,
  direction: RuleDirection,
  nameOf: NameOf = byId,
): string {
  const preposition = direction === "ingress" ? "from" : "to";
  return `${groupTraffic(rule)} ${preposition} ${peerText(rule.peer, nameOf)}`;
}

/** A network ACL's entry in words but for its number and action: `tcp 443 from 0.0.0.0/0`. Clause: NACL-2. */
export function aclEntryText(entry: Omit<NetworkAclEntry, "ruleNumber" | "action">): string {
  return `${entryTraffic(entry)} ${entry.egress ? "to" : "from"} ${entry.prefix}`;
}

/** A route in words: `0.0.0.0/0 → nat-1`. */
export function routeText(
  { destination, target }: Pick<Route, "destination" | "target">,
  nameOf: NameOf = byId,
): string {
  const to = "prefix" in destination ? destination.prefix : nameOf(destination.prefixListId);
  return `${to} → ${target.kind === "local" ? "local" : nameOf(target.id)}`;
}

function groupTraffic({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  if (protocol === -1) return "all traffic";
  const name = protocolName(protocol);
  if (isIcmp(protocol)) return `${name}${icmpText(fromPort ?? -1, toPort ?? -1)}`;
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return `protocol ${name}`;
  const from = fromPort === undefined || fromPort === -1 ? 0 : fromPort;
  const to = toPort === undefined || toPort === -1 ? 65_535 : toPort;
  return `${name} ${portsText(from, to)}`;
}

function entryTraffic({
  protocol,
  portRange,
  icmp,
}: Pick<NetworkAclEntry, "protocol" | "portRange" | "icmp">) {
  if (protocol === -1) return "all traffic";
  const name = protocolName(protocol);
  if (isIcmp(protocol)) return `${name}${icmp ? icmpText(icmp.type, icmp.code) : ""}`;
  return portRange ? `${name} ${portsText(portRange.from, portRange.to)}` : name;
}

function icmpText(type: number, code: number): string {
  if (type === -1) return "";
  return code === -1 ? ` type ${type}` : ` type ${type} code ${code}`;
}

function portsText(from: number, to: number): string {
  if (from === 0 && to === 65_535) return "all ports";
  return from === to ? String(from) : `${from}-${to}`;
}

function peerText(peer: SecurityGroupRule["peer"], nameOf: NameOf): string {
  switch (peer.kind) {
    case "prefix":
      return peer.prefix;
    case "prefixList":
      return nameOf(peer.prefixListId);
    case "securityGroup":
      return nameOf(peer.securityGroupId);
  }
}
