import {
  aclEntryText,
  type ConfigurationIndex,
  groupRuleText,
  type NetworkAclEntry,
  type SecurityGroupRule,
} from "../../configuration";
import { isIcmp, PROTOCOL } from "../../net";
import { and, FALSE, type Formula, not, or, TRUE } from "../formula";
import type { Encoding } from "./encoding";
import { membersOf } from "./owners";
import {
  addressesOfInterface,
  isIn,
  isPort,
  type NetworkInterface,
  type Packet,
  prefixAddresses,
} from "./packet";

type Direction = "ingress" | "egress";

/** Who sent the packet, while that is still known: groups as peers match only then. */
export interface Sender {
  readonly nic: NetworkInterface;
  /** The peering it crossed; absent inside its VPC. */
  readonly peeringId?: string;
}

/** The united rules of all groups of an interface: any match admits. Clauses: SG-1 to SG-9, F-10. */
export function throughSecurityGroups(
  encoding: Encoding,
  index: ConfigurationIndex,
  at: Formula,
  {
    nic,
    direction,
    packet,
    sender,
  }: {
    readonly nic: NetworkInterface;
    readonly direction: Direction;
    readonly packet: Packet;
    readonly sender: Sender | undefined;
  },
): void {
  const ids = [...new Set(nic.securityGroupIds)].sort();
  const missing = ids.filter((id) => !index.get("securityGroup", id));
  if (missing.length > 0) {
    encoding.escape(at, `security group ${missing.join(", ")} is not in the input`);
    return;
  }
  const texts: string[] = [];
  const admits = ids.map((id) => {
    const rules = index.get("securityGroup", id)?.[direction] ?? [];
    texts.push(...rules.map((rule) => `${id} ${groupRuleText(rule, direction)}`));
    const matches = rules.map((rule) => matchesGroupRule(index, rule, { nic, direction, packet, sender }));
    return and([not(encoding.failed({ kind: "securityGroup", id, mode: "blocked" })), or(matches)]);
  });
  encoding.require(at, or(admits), `${direction} of ${nic.id} admits only: ${texts.join("; ")}`);
}

function matchesGroupRule(
  index: ConfigurationIndex,
  rule: SecurityGroupRule,
  {
    nic,
    direction,
    packet,
    sender,
  }: {
    readonly nic: NetworkInterface;
    readonly direction: Direction;
    readonly packet: Packet;
    readonly sender: Sender | undefined;
  },
): Formula {
  const { family, source, destination } = packet;
  const peer = direction === "ingress" ? source : destination;
  const traffic = groupTraffic(rule, packet);
  switch (rule.peer.kind) {
    case "prefix":
      return and([traffic, isIn(peer, prefixAddresses([rule.peer.prefix], family))]);
    case "prefixList": {
      const list = index.get("prefixList", rule.peer.prefixListId);
      return and([traffic, isIn(peer, prefixAddresses(list?.prefixes ?? [], family))]);
    }
    case "securityGroup": {
      const id = rule.peer.securityGroupId;
      if (direction === "egress") {
        const members = membersOf(index, id);
        return and([traffic, or(members.map((each) => isIn(peer, addressesOfInterface(each, family))))]);
      }
      if (!sender?.nic.securityGroupIds.includes(id) || !isKnownThere(index, sender, nic)) return FALSE;
      return and([traffic, isIn(peer, addressesOfInterface(sender.nic, family))]);
    }
  }
}

/** Where a group as a peer may live (SG-9): the same VPC, or across a peering in one region. */
function isKnownThere(
  index: ConfigurationIndex,
  { nic, peeringId }: Sender,
  receiver: NetworkInterface,
): boolean {
  if (peeringId === undefined) return nic.vpcId === receiver.vpcId;
  const peering = index.get("vpcPeeringConnection", peeringId);
  return peering !== undefined && peering.requester.region === peering.accepter.region;
}

function groupTraffic(rule: SecurityGroupRule, packet: Packet): Formula {
  const { protocol, icmp } = packet;
  if (rule.protocol === -1) return TRUE;
  if (rule.protocol !== protocol) return FALSE;
  if (isIcmp(protocol)) {
    const type = rule.fromPort ?? -1;
    const code = rule.toPort ?? -1;
    // Any type with one certain code matches nothing (SG-5).
    const isMatch = type === -1 ? code === -1 : icmp?.type === type && (code === -1 || icmp.code === code);
    return isMatch ? TRUE : FALSE;
  }
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return TRUE;
  const from = rule.fromPort === undefined || rule.fromPort === -1 ? 0 : rule.fromPort;
  const to = rule.toPort === undefined || rule.toPort === -1 ? 65535 : rule.toPort;
  return from <= to ? isPort(packet, [[from, to]]) : FALSE;
}

/**
 * The ACL on a subnet's boundary, the first match deciding: some entry that allows matches, and before every entry that
 * denies and matches there is one that allows and matches. Clauses: NACL-1 to NACL-5, F-12.
 */
export function throughNetworkAcl(
  encoding: Encoding,
  index: ConfigurationIndex,
  at: Formula,
  {
    subnetId,
    direction,
    packet,
  }: {
    readonly subnetId: string;
    readonly direction: Direction;
    readonly packet: Packet;
  },
): void {
  const acl = index.networkAclOf(subnetId);
  if (!acl) {
    encoding.escape(at, `the network ACL of ${subnetId} is not in the input`);
    return;
  }
  encoding.needs(at, { kind: "networkAcl", id: acl.id, mode: "blocked" });
  const entries = acl.entries
    .filter(({ egress }) => egress === (direction === "egress"))
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)
    .map((entry) => ({ entry, match: matchesEntry(entry, direction, packet) }))
    .filter(({ match }) => match !== FALSE);
  const allowed = (before: number) =>
    or(
      entries
        .filter(({ entry }) => entry.action === "allow" && entry.ruleNumber < before)
        .map(({ match }) => match),
    );
  const all = allowed(Number.POSITIVE_INFINITY);
  encoding.require(at, all, `${acl.id} ${direction}: what no entry allows is denied`);
  for (const { entry, match } of entries)
    if (entry.action === "deny")
      encoding.require(
        at,
        or([not(match), allowed(entry.ruleNumber)]),
        `${acl.id} ${direction} rule ${entry.ruleNumber}: ${entry.action} ${aclEntryText(entry)}`,
      );
}

function matchesEntry(entry: NetworkAclEntry, direction: Direction, packet: Packet): Formula {
  const { source, destination, family } = packet;
  const peer = direction === "ingress" ? source : destination;
  const set = prefixAddresses([entry.prefix], family);
  return and([entryTraffic(entry, packet), set.length === 0 ? FALSE : isIn(peer, set)]);
}

function entryTraffic(entry: NetworkAclEntry, packet: Packet): Formula {
  const { protocol, family, icmp } = packet;
  if (entry.protocol === -1) return TRUE;
  if (entry.protocol !== protocol) return FALSE;
  if (isIcmp(protocol)) {
    if (!entry.icmp || (protocol === PROTOCOL.icmpv6 && family === 4)) return TRUE;
    const { type, code } = entry.icmp;
    return (type === -1 || type === icmp?.type) && (code === -1 || code === icmp?.code) ? TRUE : FALSE;
  }
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return TRUE;
  return entry.portRange ? isPort(packet, [[entry.portRange.from, entry.portRange.to]]) : TRUE;
}
