import type { ResourceOf } from "../configuration";
import { type AddressSet, allAddresses, type Family, formatAddress, oneAddress, prefixesSet } from "../net";
import { restoredByNatInstance } from "./appliance";
import { balancerFault } from "./balancer-end";
import { backThroughBalancer, sessionAt } from "./balancer-reply";
import {
  assumePassed,
  destinationOf,
  type Ended,
  type FlowState,
  fail,
  hop,
  splitAddresses,
  undecided,
} from "./flow-state";
import { endpointFault, intoService } from "./interface-endpoint";
import {
  addressesOf,
  destinationFault,
  interfaceFault,
  unknownInstance,
  unmodelledOwner,
} from "./interface-state";
import { arriveAtNatGateway, natAddresses } from "./nat-gateway";
import { elementOf, isCompletelyKnown, type Network, prefixesOf } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { backThroughEndpoint } from "./private-link";
import { localPrefixes } from "./route-lookup";
import { brokenObligation, filterBySecurityGroups } from "./security-group";
import type { Next, Walk } from "./walk";

/**
 * The local route: the VPC's router finds the subnet that holds the destination. A destination outside the VPC or in
 * no subnet is dropped. Clauses: R-12, NO_OWNER of VPN-1 for what is not of this VPC.
 */
export function deliverLocally(
  walk: Walk,
  state: FlowState,
  vpcId: string,
  fromSubnetId: string | null,
): Next[] {
  const { network } = walk;
  const { family, destination } = state.header;
  const at = elementOf(network, "vpc", vpcId);
  const results: Next[] = [];
  // Without the VPC itself nobody knows where it ends; its subnets may still hold the destination.
  const isKnown = network.index.get("vpc", vpcId) !== undefined;
  const local = isKnown ? prefixesSet(localPrefixes(network, vpcId, family)) : allAddresses(family);
  const inside = splitAddresses(state, destination, local);
  if (inside.outside)
    results.push(fail(inside.outside, "NO_OWNER", at, "the destination is not an address of this VPC"));
  let open = inside.inside;
  for (const subnet of network.index.subnetsOf(vpcId)) {
    if (!open) break;
    const split = splitAddresses(
      open,
      destination,
      prefixesSet(prefixesOf(network, subnet.prefixes, family)),
    );
    if (split.inside) {
      results.push({
        state: split.inside,
        place: { kind: "enterSubnet", subnetId: subnet.id, fromSubnetId },
      });
    }
    open = split.outside;
  }
  if (open) results.push(noSubnet(network, open, vpcId));
  return results;
}

function noSubnet(network: Network, state: FlowState, vpcId: string): Next {
  const vpc = network.index.get("vpc", vpcId);
  const at = elementOf(network, "vpc", vpcId);
  if (vpc && isCompletelyKnown(network, "subnet", vpc.accountId, vpc.region)) {
    return fail(state, "NO_SUBNET", at, "no subnet holds the destination");
  }
  return undecided(state, at, `${vpc ? "subnets of " : ""}${vpcId} ${vpc ? "are" : "is"} not in the input`);
}

/** At a subnet's boundary: its network ACL, unless the packet began in this subnet, then the owner (T-3, NACL-5). */
export function enterSubnet(
  walk: Walk,
  state: FlowState,
  subnetId: string,
  fromSubnetId: string | null,
): Next[] {
  if (fromSubnetId === subnetId) return toOwner(walk, state, subnetId);
  return filterByNetworkAcl(walk.network, state, subnetId, "ingress").flatMap((result) =>
    "end" in result ? [result] : toOwner(walk, result, subnetId),
  );
}

/** Hands the packet to whoever owns its destination in this subnet (T-3). */
function toOwner(walk: Walk, state: FlowState, subnetId: string): Next[] {
  const { network } = walk;
  const { family, destination } = state.header;
  const subnet = elementOf(network, "subnet", subnetId);
  const end = state.phase === "forward" ? walk.to : walk.from;
  if (end.kind === "subnet" && end.id === subnetId) {
    const state1 = hop(state, subnet, "deliver", "a supposed interface");
    return [{ state: state1, place: { kind: "delivered", to: { kind: "supposed", subnetId } } }];
  }
  const results: Next[] = [];
  let open: FlowState | undefined = state;
  for (const { owner, set } of ownersIn(network, subnetId, destinationOf(state), family)) {
    if (!open) break;
    const split = splitAddresses(open, destination, set);
    if (split.inside) {
      results.push(
        ...(owner.kind === "natGateway"
          ? arriveAtNatGateway(walk, split.inside, owner.nat)
          : enterInterface(walk, split.inside, owner.nic)),
      );
    }
    open = split.outside;
  }
  if (open) results.push(noOwner(network, open, subnetId));
  return results;
}

function noOwner(network: Network, state: FlowState, subnetId: string): Next {
  const subnet = network.index.get("subnet", subnetId);
  const at = elementOf(network, "subnet", subnetId);
  if (isCompletelyKnown(network, "networkInterface", subnet?.accountId ?? "", subnet?.region ?? "")) {
    return fail(state, "NO_OWNER", at, "no interface in this subnet has the destination address");
  }
  return undecided(state, at, `network interfaces of ${subnetId} are not in the input`);
}

/** Owners in a subnet of any address in the set, each with its addresses. */
function ownersIn(network: Network, subnetId: string, set: AddressSet, family: Family) {
  const vpcId = network.index.get("subnet", subnetId)?.vpcId ?? "";
  const single = singleAddress(set, family);
  if (single) {
    const owner = network.addresses.ownerIn(vpcId, formatAddress(single));
    return owner ? [{ owner, set: oneAddress(single) }] : [];
  }
  const nics = network.index
    .interfacesOfSubnet(subnetId)
    .filter((nic) => nic.interfaceType !== "nat_gateway");
  const nats = network.index.natGatewaysOfSubnet(subnetId);
  return [
    ...nics.map((nic) => ({
      owner: { kind: "networkInterface", nic } as const,
      set: addressesOf(network, nic, family),
    })),
    ...nats.map((nat) => ({ owner: { kind: "natGateway", nat } as const, set: natAddresses(nat) })),
  ];
}

/** One address, where the set holds exactly one. */
function singleAddress(set: AddressSet, family: Family): { family: Family; value: bigint } | undefined {
  const [first, ...rest] = set;
  return first && rest.length === 0 && first[0] === first[1] ? { family, value: first[0] } : undefined;
}

/** T-3, steps 2 to 5: alive, destination check, security groups. */
function enterInterface(walk: Walk, state: FlowState, nic: ResourceOf<"networkInterface">): Next[] {
  const { network } = walk;
  const at = elementOf(network, nic.kind, nic.id);
  const node = network.balancers.nodeOfInterface(nic.id);
  const off = node && balancerFault(network, node.balancer);
  if (off !== undefined) return [fail(state, "LB_STATE", at, off)];
  const closed = endpointFault(network, nic);
  if (closed !== undefined) return [fail(state, "VPCE_STATE", at, closed)];
  const fault = interfaceFault(network, nic);
  if (fault && fault !== "unknown") {
    return [fail(state, destinationFault(fault), at, faultText(network, nic))];
  }
  const arrived = fault === "unknown" ? assumePassed(state, at, unknownInstance(nic)) : state;
  const unmodelled = node ? undefined : unmodelledOwner(nic);
  if (unmodelled !== undefined) return [undecided(arrived, at, unmodelled)];
  const parts: (FlowState | Ended)[] = nic.sourceDestCheck
    ? destinationCheck(network, arrived, nic)
    : [arrived];
  return parts.flatMap((part) => ("end" in part ? [part] : admit(walk, part, nic)));
}

/** ENI-4 on the way in: the destination must be an address of the interface. */
function destinationCheck(
  network: Network,
  state: FlowState,
  nic: ResourceOf<"networkInterface">,
): (FlowState | Ended)[] {
  const own = addressesOf(network, nic, state.header.family);
  const { inside, outside } = splitAddresses(state, state.header.destination, own);
  const at = elementOf(network, nic.kind, nic.id);
  const refused = outside
    ? [fail(outside, "DST_CHECK", at, "the destination is not an address of the interface")]
    : [];
  return [...(inside ? [inside] : []), ...refused];
}

function admit(walk: Walk, state: FlowState, nic: ResourceOf<"networkInterface">): Next[] {
  const { network } = walk;
  const at = elementOf(network, nic.kind, nic.id);
  const to = { kind: "networkInterface", nic } as const;
  if (state.phase === "return") {
    const restored = restoredByNatInstance(walk, state, nic) ?? backThroughEndpoint(walk, state);
    if (restored) return restored;
    const session = sessionAt(state, nic);
    if (session) return backThroughBalancer(walk, hop(state, at, "deliver", "reply of a target"), session);
    // Replies of an admitted flow pass whatever the rules of the other direction say (SG-10).
    return [
      { state: hop(state, at, "deliver", "reply of a tracked flow"), place: { kind: "delivered", to } },
    ];
  }
  const opened = walk.openedIn ?? network;
  const broken = brokenObligation(opened, state, opened.index.get(nic.kind, nic.id) ?? nic);
  if (broken) {
    const sender = elementOf(network, "networkInterface", broken.interfaceId);
    const rule = `the rule for ${broken.groupIds.join(", ")} does not reach this destination with its group known`;
    return [fail(state, "SG_EGRESS", sender, rule)];
  }
  const isNode = network.balancers.nodeOfInterface(nic.id) !== undefined;
  const place = isNode ? ({ kind: "balancer", nic } as const) : ({ kind: "delivered", to } as const);
  return filterBySecurityGroups(walk, state, nic, "ingress").flatMap((result) => {
    if ("end" in result) return [result];
    const served = intoService(walk, result, nic);
    return served ?? [{ state: hop(result, at, "deliver"), place }];
  });
}

function faultText(network: Network, nic: ResourceOf<"networkInterface">): string {
  const instance = network.index.get("instance", nic.attachment?.instanceId ?? "");
  if (instance && instance.state !== "running") return `${instance.id} is ${instance.state}, not running`;
  return `${nic.attachment?.instanceId ?? nic.id} is down`;
}
