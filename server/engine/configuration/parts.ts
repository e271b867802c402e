import type { Resource, ResourceOf } from "./configuration.schema";
import type { ConfigurationIndex } from "./configuration-index";
import { balancersOf } from "./load-balancers";
import type { Element } from "./resource.schema";

/**
 * A part of a resource that fails by itself and is no resource of its own: one tunnel of a VPN connection, one node of a load
 * balancer. Its id is the owner's, `#`, and the tunnel's number or the node's zone.
 */
export interface Part {
  readonly element: Element & { readonly kind: "vpnTunnel" | "loadBalancerNode"; readonly name: string };
  readonly owner: Resource;
  /** What else there is to say of it, in one short line. */
  readonly detail: string;
}

/** The parts of a resource that fail by themselves, in the provider's order; none for most kinds. */
export function partsOf(index: ConfigurationIndex, resource: Resource): readonly Part[] {
  switch (resource.kind) {
    case "vpnConnection":
      return resource.tunnels.map(
        (tunnel, place): Part => ({
          element: {
            kind: "vpnTunnel",
            id: `${resource.id}#${place + 1}`,
            name: `tunnel ${place + 1} of ${resource.name ?? resource.id}`,
          },
          owner: resource,
          detail: `${tunnel.outsideAddress} · ${tunnel.status}`,
        }),
      );
    case "loadBalancer":
    case "classicLoadBalancer":
      return nodesOf(index, resource);
    default:
      return [];
  }
}

/** The part with this id. */
export function partWith(index: ConfigurationIndex, id: string): Part | undefined {
  const owner = index.find(id.slice(0, Math.max(0, id.lastIndexOf("#"))));
  return owner && partsOf(index, owner).find(({ element }) => element.id === id);
}

function nodesOf(
  index: ConfigurationIndex,
  owner: ResourceOf<"loadBalancer"> | ResourceOf<"classicLoadBalancer">,
): readonly Part[] {
  return (balancersOf(index).of(owner.id)?.nodes ?? []).map(({ id, subnetId, zoneId, interfaces }): Part => {
    const zone = index.get("subnet", subnetId)?.zoneName ?? zoneId ?? subnetId;
    const addresses = interfaces.flatMap((nic) => nic.privateAddresses.map(({ address }) => address));
    return {
      element: { kind: "loadBalancerNode", id, name: `${owner.name ?? owner.id} in ${zone}` },
      owner,
      detail: addresses.join(" · "),
    };
  });
}
