import type { Balancer, BalancerNode } from "../configuration";
import { type AddressSet, addresses, type Family, oneAddress, parseAddress } from "../net";
import { namedNodes } from "./balancer-choice";
import type { Ask } from "./balancer-health";
import type { Destination } from "./ends";
import type { Network } from "./network";

const WORKING_STATES = new Set(["active", "active_impaired"]);

/** Why a load balancer takes no requests at all, if so (LB-1). */
export function balancerFault(network: Network, { resource }: Balancer): string | undefined {
  if (network.down.has(resource.id)) return `${resource.name ?? resource.id} is down`;
  if (resource.kind === "classicLoadBalancer" || WORKING_STATES.has(resource.state)) return undefined;
  return `${resource.name ?? resource.id} is ${resource.state}, not active`;
}

/** What the name of a load balancer stands for, for a client inside or outside. Clauses: LB-1, LB-2, LB-9, UNK-1. */
export function balancerDestination(
  network: Network,
  id: string,
  family: Family,
  fromOutside: boolean,
  ask: Ask,
): Destination {
  const balancer = network.balancers.of(id);
  if (!balancer)
    return {
      kind: "unknown",
      missing: network.index.get("loadBalancer", id)
        ? `\`${id}\` is a gateway load balancer, which clients do not address`
        : `load balancer \`${id}\` is not in the input`,
    };
  if (balancerFault(network, balancer) !== undefined) return { kind: "none", reason: "LB_STATE" };
  const isPublic = balancer.resource.scheme === "internet-facing";
  if (fromOutside && !isPublic) return { kind: "none", reason: "LB_SCHEME" };
  if (balancer.nodes.length === 0)
    return { kind: "unknown", missing: `the zones and subnets of \`${id}\` are not in the input` };
  const nodes = namedNodes(network, balancer, ask);
  if (nodes.length === 0) return { kind: "none", reason: "LB_NO_NODE" };
  const found = nodes.map(({ node, isSure }) => ({
    node,
    isSure,
    set: addressesOfNode(network, node, family, isPublic),
  }));
  const set = addresses.of(found.flatMap((each) => [...each.set]));
  const unsure = addresses.of(found.flatMap((each) => (each.isSure ? [] : [...each.set])));
  const missing = `which nodes of \`${id}\` are healthy is not known`;
  const unresolved = found.filter((each) => each.set.length === 0).map(({ node }) => missingOf(node, family));
  const isOtherFamily = set.length === 0 && found.every(({ node }) => node.interfaces.length > 0);
  if (isOtherFamily && family === 6) return { kind: "none", reason: "FAMILY" };
  return {
    kind: "addresses",
    set,
    unresolved,
    ...(unsure.length > 0 ? { doubtful: { set: unsure, missing } } : {}),
  };
}

/** Public IPv4 addresses of an internet-facing balancer, for clients in the VPC too; private ones of an internal one. */
function addressesOfNode(
  network: Network,
  { interfaces }: BalancerNode,
  family: Family,
  isPublic: boolean,
): AddressSet {
  const texts = interfaces.flatMap(({ vpcId, privateAddresses, ipv6Addresses }) => {
    if (family === 6) return ipv6Addresses;
    return privateAddresses.flatMap(({ address }) =>
      isPublic ? (network.addresses.publicOf(vpcId, address) ?? []) : address,
    );
  });
  return addresses.of(
    texts.flatMap((text) => {
      const address = parseAddress(text);
      return address ? [...oneAddress(address)] : [];
    }),
  );
}

function missingOf({ balancer, subnetId, interfaces }: BalancerNode, family: Family): string {
  const name = balancer.resource.name ?? balancer.resource.id;
  return interfaces.length === 0
    ? `the network interface of load balancer ${name} in ${subnetId} is not in the input`
    : `the IPv${family} address by which clients know load balancer ${name} in ${subnetId} is not in the input`;
}
