import type { ChangeOf, ConfigurationIndex, ResourceOf } from "../../configuration";
import { winningRoutes } from "../../intent";
import { formatAddress, parseAddress, parsePrefix } from "../../net";

/** Reserved by the provider in every subnet: the first four addresses and the last. */
const RESERVED_FIRST = 4n;
/** Addresses for examples: nobody owns them, so they stand for the one the provider will give. */
const PLACEHOLDERS = "192.0.2.";

/**
 * A NAT gateway for one zone of a VPC, in a public subnet there: one whose default route leads to an internet
 * gateway. Ids and addresses are placeholders that nothing in the configuration has. Undefined where the zone has
 * no such subnet with room.
 */
export function newNatGateway(
  index: ConfigurationIndex,
  { vpcId, zoneId }: { readonly vpcId: string; readonly zoneId: string },
): ChangeOf<"add-nat-gateway"> | undefined {
  const subnet = index.subnetsOf(vpcId).find((each) => each.zoneId === zoneId && isPublic(index, each));
  const privateAddress = subnet && freeAddress(index, subnet);
  const publicAddress = placeholder(index);
  if (!subnet || privateAddress === undefined || publicAddress === undefined) return undefined;
  const zone = subnet.zoneName ?? zoneId;
  return {
    kind: "add-nat-gateway",
    id: freshId(index, `new-nat-${zone}`),
    name: `nat-${zone}`,
    subnetId: subnet.id,
    networkInterfaceId: freshId(index, `new-eni-nat-${zone}`),
    allocationId: freshId(index, `new-eipalloc-${zone}`),
    privateAddress,
    publicAddress,
  };
}

/** The id, or the first numbered form of it that the configuration does not have. */
export function freshId(index: ConfigurationIndex, id: string): string {
  if (!index.find(id)) return id;
  for (let number = 2; ; number++) if (!index.find(`${id}-${number}`)) return `${id}-${number}`;
}

function isPublic(index: ConfigurationIndex, subnet: ResourceOf<"subnet">): boolean {
  const table = index.routeTableOf(subnet.id);
  if (!table || subnet.availableIpAddressCount === 0) return false;
  return winningRoutes(index, table).some(
    ({ destination, route }) => destination === "0.0.0.0/0" && route.target.kind === "internetGateway",
  );
}

/** The first address of a subnet that nothing has. */
export function freeAddress(index: ConfigurationIndex, subnet: ResourceOf<"subnet">): string | undefined {
  const prefix = subnet.prefixes.map(parsePrefix).find((each) => each?.family === 4);
  if (!prefix) return undefined;
  const taken = new Set([
    ...index
      .interfacesOfSubnet(subnet.id)
      .flatMap((nic) => nic.privateAddresses.map(({ address }) => parseAddress(address)?.value)),
    ...index
      .natGatewaysOfSubnet(subnet.id)
      .flatMap((nat) => nat.addresses.map(({ privateAddress = "" }) => parseAddress(privateAddress)?.value)),
  ]);
  const last = prefix.base + (1n << BigInt(32 - prefix.length)) - 2n;
  for (let value = prefix.base + RESERVED_FIRST; value <= last; value++)
    if (!taken.has(value)) return formatAddress({ family: 4, value });
  return undefined;
}

/** An address for examples that nothing in the configuration has. */
export function placeholder(index: ConfigurationIndex): string | undefined {
  const { publicAddress, networkInterface, natGateway } = index.configuration.resources;
  const taken = new Set([
    ...publicAddress.map((each) => each.publicAddress),
    ...networkInterface.flatMap((nic) => nic.privateAddresses.map((each) => each.publicAddress)),
    ...natGateway.flatMap((nat) => nat.addresses.map((each) => each.publicAddress)),
  ]);
  for (let last = 1; last < 255; last++)
    if (!taken.has(`${PLACEHOLDERS}${last}`)) return `${PLACEHOLDERS}${last}`;
  return undefined;
}
