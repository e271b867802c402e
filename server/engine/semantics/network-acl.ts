import type { NetworkAclEntry, ResourceOf } from "../configuration";
import { ALL_PORTS, isIcmp, type PortSet, PROTOCOL, ports, prefixesSet } from "../net";
import { decide, type FilterRule } from "./filter";
import { assumePassed, type Ended, type FlowState, fail, hop } from "./flow-state";
import { elementOf, isCompletelyKnown, type Network } from "./network";
import { aclDefaultLabel, aclEntryLabel } from "./rule-labels";

/**
 * Tests a packet on a subnet boundary. Entries are tried in ascending rule number, the first match decides, no match
 * denies. Stateless: replies are tested like any packet. An ACL that is not in the input lets the branch
 * go on undecided. Clauses: NACL-1 to NACL-5, F-12, UNK-1, UNK-2.
 */
export function filterByNetworkAcl(
  network: Network,
  state: FlowState,
  subnetId: string,
  direction: "ingress" | "egress",
): (FlowState | Ended)[] {
  const at = elementOf(network, "subnet", subnetId);
  const acl = network.index.networkAclOf(subnetId);
  if (!acl || isStandIn(network, acl, subnetId)) {
    return [assumePassed(state, at, `the network ACL of ${subnetId} is not in the input`)];
  }
  const reason = direction === "ingress" ? "NACL_INGRESS" : "NACL_EGRESS";
  if (network.blocked.has(acl.id))
    return [fail(state, reason, at, `${acl.id} is supposed to deny everything`)];
  const rules = acl.entries
    .filter((entry) => entry.egress === (direction === "egress"))
    .sort((a, b) => a.ruleNumber - b.ruleNumber)
    .flatMap((entry) => filterRule(network, state, entry, acl.id, direction) ?? []);
  const { source, destination, destinationPort } = state.header;
  const variables = { peer: direction === "ingress" ? source : destination, port: destinationPort };
  return decide(state, variables, rules).map(({ state: part, rule }) =>
    rule?.allow
      ? hop(part, at, "allow", rule.label)
      : fail(part, reason, at, rule?.label ?? aclDefaultLabel(acl.id, direction)),
  );
}

/** The default ACL speaks for a subnet only when all ACLs were read: else the subnet's own may be missing (UNK-2). */
function isStandIn(network: Network, acl: ResourceOf<"networkAcl">, subnetId: string): boolean {
  return (
    !acl.subnetIds.includes(subnetId) && !isCompletelyKnown(network, "networkAcl", acl.accountId, acl.region)
  );
}

function filterRule(
  network: Network,
  state: FlowState,
  entry: NetworkAclEntry,
  aclId: string,
  direction: "ingress" | "egress",
): FilterRule | undefined {
  const prefix = network.prefix(entry.prefix);
  if (prefix.family !== state.header.family) return undefined;
  const portSet = portsOf(entry, state);
  if (!portSet) return undefined;
  const label = aclEntryLabel(aclId, direction, entry);
  return { allow: entry.action === "allow", peers: prefixesSet([prefix]), ports: portSet, label };
}

/** The destination ports the entry speaks of; `undefined` when protocol or ICMP type do not match (NACL-2). */
function portsOf(entry: NetworkAclEntry, state: FlowState): PortSet | undefined {
  const { protocol, icmp, family } = state.header;
  if (entry.protocol === -1) return ALL_PORTS;
  if (entry.protocol !== protocol) return undefined;
  if (isIcmp(protocol)) {
    // 58 with an IPv4 range means all types.
    if (!entry.icmp || (protocol === PROTOCOL.icmpv6 && family === 4)) return ALL_PORTS;
    const { type, code } = entry.icmp;
    return (type === -1 || type === icmp?.type) && (code === -1 || code === icmp?.code)
      ? ALL_PORTS
      : undefined;
  }
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return ALL_PORTS;
  return entry.portRange ? ports.of([[entry.portRange.from, entry.portRange.to]]) : ALL_PORTS;
}
