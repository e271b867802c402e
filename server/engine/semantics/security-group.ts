import type { ResourceOf, SecurityGroupRule } from "../configuration";
import {
  type AddressSet,
  ALL_PORTS,
  addresses,
  allAddresses,
  isIcmp,
  type PortSet,
  PROTOCOL,
  ports,
  prefixesSet,
} from "../net";
import { type Decision, decide, type FilterRule } from "./filter";
import { assumePassed, destinationPortsOf, type Ended, type FlowState, fail, hop } from "./flow-state";
import { addressesOf } from "./interface-state";
import { elementOf, type Network } from "./network";
import { groupRefusalLabel, groupRuleLabel } from "./rule-labels";
import type { Walk } from "./walk";

type NetworkInterface = ResourceOf<"networkInterface">;
type Direction = "ingress" | "egress";

/**
 * Tests the packet against the united rules of all groups on an interface: allow-only, any match admits, no match
 * refuses. Clauses: SG-1 to SG-9, SG-12, T-7 for live connections, UNK-2 for unknown peers.
 *
 * @returns the admitted parts, ready to go on, and the refused ones, ended
 */
export function filterBySecurityGroups(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
  direction: Direction,
): (FlowState | Ended)[] {
  const { network } = walk;
  const at = elementOf(network, nic.kind, nic.id);
  if (walk.openedIn && state.phase === "forward") {
    const tracked = trackedParts(walk.openedIn, state, nic, direction);
    // What bound the flow when it was opened binds it still: it was never open past that.
    if (tracked)
      return tracked.map(({ state: part, rule }) =>
        bound(hop(part, at, "allow", "tracked connection"), nic, direction, rule),
      );
  }
  if (isUnfiltered(network, nic)) return [state];
  const unknownGroups = nic.securityGroupIds.filter(
    (id) => network.index.get("securityGroup", id) === undefined,
  );
  const rules = rulesOf(network, state, nic, direction);
  return decide(state, variablesOf(state, direction), rules).map(({ state: part, rule }) => {
    if (rule) return bound(hop(part, at, "allow", rule.label), nic, direction, rule);
    if (unknownGroups.length > 0) {
      return assumePassed(part, at, `security group ${unknownGroups.join(", ")} is not in the input`);
    }
    return fail(part, direction === "ingress" ? "SG_INGRESS" : "SG_EGRESS", at, refusal(nic, direction));
  });
}

/** Admitted on the way out by a rule that names a group: the packet has to arrive at a member (SG-8). */
function bound(
  state: FlowState,
  nic: NetworkInterface,
  direction: Direction,
  rule: FilterRule | undefined,
): FlowState {
  if (direction === "ingress" || rule?.groupId === undefined) return state;
  const obligation = { interfaceId: nic.id, groupIds: [rule.groupId] };
  return { ...state, obligations: [...state.obligations, obligation] };
}

/** Whether the duty of an egress rule that names a group is met by arriving at `nic` (SG-8, SG-9). */
export function brokenObligation(network: Network, state: FlowState, nic: NetworkInterface | undefined) {
  return state.obligations.find(({ interfaceId, groupIds }) => {
    const sender = network.index.get("networkInterface", interfaceId);
    if (!nic || !sender || state.identity !== interfaceId) return true;
    if (!groupIds.some((id) => nic.securityGroupIds.includes(id))) return true;
    // Referencing over a transit gateway works for ingress rules only (SG-9).
    return (
      state.crossings.some((crossing) => crossing.kind === "transitGateway") ||
      !groupPeersMatch(network, state, sender, nic)
    );
  });
}

/** The sentence for a refusal, naming the groups that were asked. */
export function refusal(nic: NetworkInterface, direction: Direction): string {
  return groupRefusalLabel(nic.securityGroupIds, direction);
}

function variablesOf(state: FlowState, direction: Direction) {
  const { source, destination, destinationPort } = state.header;
  return { peer: direction === "ingress" ? source : destination, port: destinationPort };
}

function rulesOf(
  network: Network,
  state: FlowState,
  nic: NetworkInterface,
  direction: Direction,
): FilterRule[] {
  const rules: FilterRule[] = [];
  for (const groupId of [...new Set(nic.securityGroupIds)].sort()) {
    const group = network.index.get("securityGroup", groupId);
    if (!group || network.blocked.has(groupId)) continue;
    for (const rule of group[direction]) {
      const portSet = portsOf(rule, state);
      if (!portSet) continue;
      const peers = peersOf(network, state, nic, rule, direction);
      if (peers.length === 0) continue;
      rules.push({
        allow: true,
        peers,
        ports: portSet,
        label: groupRuleLabel(groupId, direction, rule),
        ...(rule.peer.kind === "securityGroup" ? { groupId: rule.peer.securityGroupId } : {}),
      });
    }
  }
  // Any match admits, so a rule that names no group goes first: it binds the packet to nothing (SG-1).
  return [
    ...rules.filter(({ groupId }) => groupId === undefined),
    ...rules.filter(({ groupId }) => groupId !== undefined),
  ];
}

/** The destination ports that the rule admits for this packet; `undefined` when protocol or ICMP type do not match (SG-4, SG-5). */
function portsOf(rule: SecurityGroupRule, state: FlowState): PortSet | undefined {
  const { protocol, icmp } = state.header;
  if (rule.protocol === -1) return ALL_PORTS;
  if (rule.protocol !== protocol) return undefined;
  if (isIcmp(protocol)) return icmpMatches(rule, icmp) ? ALL_PORTS : undefined;
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return ALL_PORTS;
  const from = rule.fromPort === undefined || rule.fromPort === -1 ? 0 : rule.fromPort;
  const to = rule.toPort === undefined || rule.toPort === -1 ? 65535 : rule.toPort;
  return from <= to ? ports.of([[from, to]]) : undefined;
}

/** FromPort is the type, ToPort the code; any type with one certain code matches nothing (SG-5). */
function icmpMatches(rule: SecurityGroupRule, icmp: { type: number; code: number } | undefined): boolean {
  const type = rule.fromPort ?? -1;
  const code = rule.toPort ?? -1;
  if (type === -1) return code === -1;
  return icmp !== undefined && icmp.type === type && (code === -1 || icmp.code === code);
}

function peersOf(
  network: Network,
  state: FlowState,
  nic: NetworkInterface,
  rule: SecurityGroupRule,
  direction: Direction,
): AddressSet {
  const { family } = state.header;
  switch (rule.peer.kind) {
    case "prefix": {
      const prefix = network.prefix(rule.peer.prefix);
      return prefix.family === family ? prefixesSet([prefix]) : [];
    }
    case "prefixList": {
      // An unknown list matches nothing (UNK-2).
      const list = network.index.get("prefixList", rule.peer.prefixListId);
      return prefixesSet(
        (list?.prefixes ?? []).map(network.prefix).filter((prefix) => prefix.family === family),
      );
    }
    case "securityGroup": {
      const { securityGroupId } = rule.peer;
      if (direction === "egress") return memberAddresses(network, state, securityGroupId);
      const sender =
        state.identity === null ? undefined : network.index.get("networkInterface", state.identity);
      if (!sender?.securityGroupIds.includes(securityGroupId)) return [];
      if (!groupPeersMatch(network, state, sender, nic)) return [];
      return state.keepsClient === sender.id ? allAddresses(family) : addressesOf(network, sender, family);
    }
  }
}

function memberAddresses(network: Network, state: FlowState, groupId: string): AddressSet {
  return addresses.of(
    network.membersOf(groupId).flatMap((nic) => [...addressesOf(network, nic, state.header.family)]),
  );
}

/** Where group peers may live (SG-9), given what the packet crossed on its way. */
function groupPeersMatch(
  network: Network,
  state: FlowState,
  sender: NetworkInterface,
  receiver: NetworkInterface,
): boolean {
  if (state.crossings.length === 0) return sender.vpcId === receiver.vpcId;
  const crossing = state.crossings[0];
  if (state.crossings.length > 1 || !crossing) return false;
  if (crossing.kind === "vpcPeeringConnection") {
    const peering = network.index.get("vpcPeeringConnection", crossing.id);
    return peering !== undefined && peering.requester.region === peering.accepter.region;
  }
  const gateway = network.index.get("transitGateway", crossing.id);
  const attachments = crossing.attachmentIds.map((id) => network.index.get("transitGatewayAttachment", id));
  return (
    gateway?.securityGroupReferencing === true &&
    attachments.length === 2 &&
    attachments.every((attachment) => attachment?.securityGroupReferencing === true)
  );
}

/**
 * The parts of a live connection by the rules that admitted them, where it is tracked at this interface and so outlives
 * them (T-7); `undefined` where it is not. Untracked: TCP or UDP admitted by a rule for every address while the
 * opposite direction is fully open (SG-10).
 */
function trackedParts(
  openedIn: Network,
  state: FlowState,
  nic: NetworkInterface,
  direction: Direction,
): readonly Decision[] | undefined {
  const before = openedIn.index.get("networkInterface", nic.id);
  if (!before) return undefined;
  const admitted = decide(state, variablesOf(state, direction), rulesOf(openedIn, state, before, direction));
  if (admitted.some(({ rule }) => rule === undefined)) return undefined;
  const { protocol, family } = state.header;
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return admitted;
  const everyone = family === 4 ? "0.0.0.0/0" : "::/0";
  const groups = before.securityGroupIds.flatMap((id) => openedIn.index.get("securityGroup", id) ?? []);
  const isEveryone = (rule: SecurityGroupRule) =>
    rule.peer.kind === "prefix" && rule.peer.prefix === everyone;
  const opposite = direction === "ingress" ? "egress" : "ingress";
  const oppositeOpen = groups.some((group) =>
    group[opposite].some((rule) => rule.protocol === -1 && isEveryone(rule)),
  );
  const admits = (rule: SecurityGroupRule) =>
    ports.intersect(portsOf(rule, state) ?? [], destinationPortsOf(state)).length > 0;
  const byEveryone = groups.some((group) =>
    group[direction].some((rule) => isEveryone(rule) && admits(rule)),
  );
  return oppositeOpen && byEveryone ? undefined : admitted;
}

/** A network load balancer without security groups filters nothing (SG-12, NLB-2). */
function isUnfiltered({ balancers }: Network, nic: NetworkInterface): boolean {
  return (
    nic.securityGroupIds.length === 0 && balancers.nodeOfInterface(nic.id)?.balancer.generation === "network"
  );
}
