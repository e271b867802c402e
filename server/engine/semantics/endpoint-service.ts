import type { ResourceOf } from "../configuration";
import { type AddressSet, addresses, type Family, prefixesSet } from "../net";
import { addressesOf, interfaceFault } from "./interface-state";
import { isCompletelyKnown, type Network, prefixesOf } from "./network";

type VpcEndpoint = ResourceOf<"vpcEndpoint">;

/** Where a service answers: addresses, or why nobody knows. */
export type ServiceAddresses =
  | { readonly kind: "addresses"; readonly set: AddressSet }
  | { readonly kind: "unknown"; readonly missing: string };

/**
 * The addresses that a name of a service stands for. An endpoint's id: its interfaces in live zones, or for a gateway
 * endpoint the addresses of its prefix list. A prefix list's id: its addresses. A service's name: the interfaces of
 * the endpoint with private names in the asker's VPC, else the service's prefix list.
 * Clauses: DNS-1, VPCE-1, VPCE-2, F-31.
 *
 * @param vpcIds  the VPCs the asker may be in; empty: outside
 */
export function serviceAddresses(
  network: Network,
  id: string,
  family: Family,
  vpcIds: readonly string[],
): ServiceAddresses {
  const { vpcEndpoint, prefixList } = network.index.configuration.resources;
  const list = prefixList.find((each) => each.id === id);
  if (list) return { kind: "addresses", set: prefixesSet(prefixesOf(network, list.prefixes, family)) };
  const named = vpcEndpoint.find((each) => each.id === id);
  if (named) return endpointAddresses(network, named, family);
  const inVpc = vpcEndpoint.filter((each) => each.serviceName === id && vpcIds.includes(each.vpcId));
  const isInterface = ({ endpointType }: VpcEndpoint) => endpointType.toLowerCase() === "interface";
  const resolved = inVpc.find((each) => isInterface(each) && each.privateDnsEnabled);
  const gateway = inVpc.find((each) => !isInterface(each));
  const chosen = resolved ?? gateway;
  if (chosen) return endpointAddresses(network, chosen, family);
  return listAddresses(network, id, [], family);
}

function endpointAddresses(network: Network, endpoint: VpcEndpoint, family: Family): ServiceAddresses {
  switch (endpoint.endpointType.toLowerCase()) {
    case "gateway":
      return listAddresses(network, endpoint.serviceName, routedLists(network, endpoint.id), family);
    case "interface":
      return interfaceAddresses(network, endpoint, family);
    default:
      return { kind: "unknown", missing: `\`${endpoint.id}\` passes packets on and answers none itself` };
  }
}

/**
 * Interfaces that work, once names have followed; all where none does, for then names lead nowhere better (F-31). One
 * that was not read may be the one that answers, so without it nobody knows where the name leads (UNK-1).
 */
function interfaceAddresses(network: Network, endpoint: VpcEndpoint, family: Family): ServiceAddresses {
  const { accountId, region, networkInterfaceIds } = endpoint;
  const nics = networkInterfaceIds.flatMap((id) => network.index.get("networkInterface", id) ?? []);
  if (
    nics.length < networkInterfaceIds.length &&
    !isCompletelyKnown(network, "networkInterface", accountId, region)
  )
    return { kind: "unknown", missing: `interfaces of \`${endpoint.id}\` are not in the input` };
  const living = nics.filter((nic) => interfaceFault(network, nic) === undefined);
  const resolved = network.horizon === "T0" || living.length === 0 ? nics : living;
  const set = addresses.of(resolved.flatMap((nic) => [...addressesOf(network, nic, family)]));
  return { kind: "addresses", set };
}

function routedLists(network: Network, endpointId: string): readonly string[] {
  const ids = network.index.configuration.resources.routeTable.flatMap(({ routes }) =>
    routes.flatMap(({ destination, target }) =>
      target.kind === "vpcEndpoint" && target.id === endpointId && "prefixListId" in destination
        ? destination.prefixListId
        : [],
    ),
  );
  return [...new Set(ids)].sort();
}

/** The provider's prefix list of a service goes by the service's name. */
function listAddresses(
  network: Network,
  serviceName: string,
  listIds: readonly string[],
  family: Family,
): ServiceAddresses {
  const lists = network.index.configuration.resources.prefixList.filter(
    (list) => listIds.includes(list.id) || list.name === serviceName,
  );
  if (lists.length > 0)
    return {
      kind: "addresses",
      set: prefixesSet(lists.flatMap((list) => prefixesOf(network, list.prefixes, family))),
    };
  const what = listIds.length > 0 ? `prefix list ${listIds.join(", ")}` : `the addresses of ${serviceName}`;
  return { kind: "unknown", missing: `${what} ${listIds.length > 0 ? "is" : "are"} not in the input` };
}
