import { isBalancerInterface, type ResourceOf } from "../configuration";
import { type AddressSet, addresses, type Family, oneAddress, parseAddress, prefixesSet } from "../net";
import { NOT_MODELED } from "./limits";
import { isCompletelyKnown, type Network, prefixesOf } from "./network";
import type { Reason } from "./question";

type NetworkInterface = ResourceOf<"networkInterface">;

/**
 * Service-managed interfaces that are answered for by no one: their owner is not built yet, or is a load balancer that
 * the input does not hold. `undefined` for plain ones and NAT gateways.
 */
export function unmodelledOwner(nic: NetworkInterface): string | undefined {
  const type = nic.interfaceType;
  if (type === "gateway_load_balancer") return NOT_MODELED.gatewayBalancer;
  if (isBalancerInterface(nic)) return balancerMissing(nic);
  if (type === "transit_gateway") return NOT_MODELED.transitInterface;
  return undefined;
}

function balancerMissing({ id, description }: NetworkInterface): string {
  return `the load balancer of ${id} (${description ?? "without description"}) is not in the input`;
}

/** Why an interface cannot send or receive: its owner, itself, or nobody knows. */
export type InterfaceFault = "owner" | "interface" | "unknown";

/**
 * Why an interface cannot send or receive, or `undefined` when it can (ENI-1). Dead zones and subnets take their
 * interfaces with them (F-4, F-5). An instance that was not read leaves it unknown (UNK-1).
 */
export function interfaceFault(network: Network, nic: NetworkInterface): InterfaceFault | undefined {
  const { down, index } = network;
  const subnet = index.get("subnet", nic.subnetId);
  if (down.has(nic.subnetId) || (subnet?.zoneId !== undefined && down.has(subnet.zoneId))) return "owner";
  const node = network.balancers.nodeOfInterface(nic.id);
  if (node && (down.has(node.id) || down.has(node.balancer.resource.id))) return "owner";
  if (down.has(nic.id) || nic.status !== "in-use") return "interface";
  const instanceId = nic.attachment?.instanceId;
  if (instanceId === undefined) return undefined;
  if (down.has(instanceId)) return "owner";
  if (nic.attachment?.status !== undefined && nic.attachment.status !== "attached") return "interface";
  const instance = index.get("instance", instanceId);
  if (instance) return instance.state === "running" ? undefined : "owner";
  return isCompletelyKnown(network, "instance", nic.accountId, nic.region) ? "owner" : "unknown";
}

/** The reason for a fault at the receiving end. */
export function destinationFault(fault: Exclude<InterfaceFault, "unknown">): Reason {
  return fault === "owner" ? "DST_DOWN" : "ENI_DOWN";
}

/** Whether the subnet, and the zone it is in, work. */
export function isSubnetUp(network: Network, subnetId: string): boolean {
  const zoneId = network.index.get("subnet", subnetId)?.zoneId;
  return !network.down.has(subnetId) && (zoneId === undefined || !network.down.has(zoneId));
}

/** `addrs(e)`: every private address of the interface in one family, delegated prefixes included (ENI-3). */
export function addressesOf(network: Network, nic: NetworkInterface, family: Family): AddressSet {
  const texts = family === 4 ? nic.privateAddresses.map((entry) => entry.address) : nic.ipv6Addresses;
  const own = texts.flatMap((text) => {
    const address = parseAddress(text);
    return address ? oneAddress(address) : [];
  });
  return addresses.union(addresses.of(own), prefixesSet(prefixesOf(network, nic.delegatedPrefixes, family)));
}

/** What to say of an interface whose instance was not read. */
export function unknownInstance(nic: NetworkInterface): string {
  return `instance \`${nic.attachment?.instanceId ?? ""}\` is not in the input`;
}
