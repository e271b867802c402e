import type { Element } from "../../configuration";
import { type AddressSet, type Family, formatAddressSet, hasPorts, isIcmp, type PortSet } from "../../net";
import { destinationOf, destinationPortsOf, type FlowState, sourceOf } from "../flow-state";
import type { Network } from "../network";
import type { Cure } from "./cure";

/** Peers that are written in more prefixes than this are written as everyone. */
const MAX_PREFIXES = 4;

/** One rule more in any of the groups that refused; blocked groups and those not in the input admit nothing whatever they say. */
export function groupCures(
  network: Network,
  state: FlowState,
  at: Element,
  direction: "ingress" | "egress",
): Cure[] {
  const { protocol, icmp, family } = state.header;
  const known = groupsOf(network, at).filter(
    (id) => network.index.get("securityGroup", id) !== undefined && !network.blocked.has(id),
  );
  const peers = peerPrefixes(direction === "ingress" ? sourceOf(state) : destinationOf(state), family);
  const rules = peers.flatMap((prefix) =>
    portRanges(state).map((range) => ({
      protocol: protocol === 0 ? -1 : protocol,
      ...(isIcmp(protocol) ? { fromPort: icmp?.type ?? -1, toPort: icmp?.code ?? -1 } : {}),
      ...(range === undefined ? {} : { fromPort: range[0], toPort: range[1] }),
      peer: { kind: "prefix" as const, prefix },
    })),
  );
  return known.map((id) => ({ kind: "allowInGroup", id, direction, rules }));
}

/** One entry more in the ACL of the subnet. */
export function aclCures(
  network: Network,
  state: FlowState,
  subnetId: string,
  direction: "ingress" | "egress",
): Cure[] {
  const acl = network.index.networkAclOf(subnetId);
  if (!acl || network.blocked.has(acl.id)) return [];
  const { protocol, icmp, family } = state.header;
  const peers = peerPrefixes(direction === "ingress" ? sourceOf(state) : destinationOf(state), family);
  const entries = peers.flatMap((prefix) =>
    portRanges(state).map((range) => ({
      egress: direction === "egress",
      protocol: protocol === 0 ? -1 : protocol,
      action: "allow" as const,
      prefix,
      ...(isIcmp(protocol) && icmp ? { icmp } : {}),
      ...(range === undefined ? {} : { portRange: { from: range[0], to: range[1] } }),
    })),
  );
  return [{ kind: "allowInAcl", id: acl.id, entries }];
}

function groupsOf(network: Network, at: Element): readonly string[] {
  const resource = network.index.find(at.id);
  switch (resource?.kind) {
    case "networkInterface":
    case "loadBalancer":
      return [...new Set(resource.securityGroupIds)].sort();
    default:
      return [];
  }
}

function peerPrefixes(set: AddressSet, family: Family): string[] {
  const prefixes = formatAddressSet(set, family);
  return prefixes.length <= MAX_PREFIXES ? prefixes : [everyone(family)];
}

/** The prefix of all addresses. */
export function everyone(family: Family): string {
  return family === 4 ? "0.0.0.0/0" : "::/0";
}

/** The ranges of destination ports; one `undefined` for protocols without ports. */
function portRanges(state: FlowState): (PortSet[number] | undefined)[] {
  return hasPorts(state.header.protocol) ? [...destinationPortsOf(state)] : [undefined];
}
