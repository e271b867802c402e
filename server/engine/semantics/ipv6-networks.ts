import { type AddressSet, prefixesSet } from "../net";
import { type Network, prefixesOf } from "./network";

/** The IPv6 addresses of each VPC; of one that is not in the input, those of its subnets. Sorted by VPC. */
export function ipv6Networks(
  network: Network,
): readonly { readonly vpcId: string; readonly set: AddressSet }[] {
  const { vpc: vpcs, subnet: subnets } = network.index.configuration.resources;
  const texts = new Map<string, string[]>(vpcs.map((vpc) => [vpc.id, vpc.prefixes]));
  for (const subnet of subnets) {
    if (network.index.get("vpc", subnet.vpcId)) continue;
    texts.set(subnet.vpcId, [...(texts.get(subnet.vpcId) ?? []), ...subnet.prefixes]);
  }
  return [...texts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([vpcId, prefixes]) => ({ vpcId, set: prefixesSet(prefixesOf(network, prefixes, 6)) }));
}
