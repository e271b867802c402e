import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import { type AddressSet, addresses, type Family, PUBLIC_IPV4, PUBLIC_IPV6 } from "../../net";
import { addressesOfInterface, addressSet, type NetworkInterface, prefixAddresses } from "./packet";

/** Who has an address in a VPC. */
export type AddressOwner =
  | { readonly kind: "networkInterface"; readonly nic: NetworkInterface }
  | { readonly kind: "natGateway"; readonly nat: ResourceOf<"natGateway"> };

/** A public IPv4 address and the private one that an internet gateway puts in its place. */
export interface PublicPair {
  readonly publicAddress: string;
  readonly privateAddress: string;
  readonly vpcId: string;
  readonly subnetId: string;
}

/** The owner of one address in a VPC; undefined when nobody in the input has it. */
export function ownerOf(
  { configuration }: ConfigurationIndex,
  vpcId: string,
  family: Family,
  address: bigint,
): AddressOwner | undefined {
  const { networkInterface, natGateway } = configuration.resources;
  // A NAT gateway's interface carries its address too; the gateway is who answers there.
  const nat = natGateway.find(
    (each) =>
      each.vpcId === vpcId &&
      addresses.contains(
        addressSet(
          each.addresses.flatMap(({ privateAddress }) => privateAddress ?? []),
          family,
        ),
        address,
      ),
  );
  if (nat) return { kind: "natGateway", nat };
  const nic = networkInterface.find(
    (each) => each.vpcId === vpcId && addresses.contains(addressesOfInterface(each, family), address),
  );
  return nic && { kind: "networkInterface", nic };
}

/** Every public address that stands for a private one. Clauses: IGW-2, IGW-3. */
export function publicPairs({ configuration, get }: ConfigurationIndex): readonly PublicPair[] {
  const { networkInterface, natGateway, publicAddress } = configuration.resources;
  const ofInterfaces = networkInterface.flatMap((nic) =>
    nic.privateAddresses.flatMap((entry): PublicPair[] =>
      entry.publicAddress === undefined ? [] : [pairOf(nic, entry.publicAddress, entry.address)],
    ),
  );
  const ofNats = natGateway.flatMap((nat) =>
    nat.addresses.flatMap((entry): PublicPair[] =>
      entry.publicAddress === undefined || entry.privateAddress === undefined || nat.subnetId === undefined
        ? []
        : [pairOf({ vpcId: nat.vpcId, subnetId: nat.subnetId }, entry.publicAddress, entry.privateAddress)],
    ),
  );
  const ofElastics = publicAddress.flatMap((elastic): PublicPair[] => {
    const nic = get("networkInterface", elastic.networkInterfaceId ?? "");
    const isOwn = nic?.privateAddresses.some(({ address }) => address === elastic.privateAddress);
    return nic && isOwn && elastic.privateAddress !== undefined
      ? [pairOf(nic, elastic.publicAddress, elastic.privateAddress)]
      : [];
  });
  return [...ofInterfaces, ...ofNats, ...ofElastics];
}

function pairOf(
  { vpcId, subnetId }: { readonly vpcId: string; readonly subnetId: string },
  publicAddress: string,
  privateAddress: string,
): PublicPair {
  return { publicAddress, privateAddress, vpcId, subnetId };
}

/** Public addresses that are the customer's own, used or not, and prefixes of the VPCs: not "the internet" (Q-7, IGW-6). */
export function ownPublic({ configuration }: ConfigurationIndex, family: Family): AddressSet {
  const { networkInterface, natGateway, publicAddress, vpc } = configuration.resources;
  const texts = [
    ...networkInterface.flatMap((nic) => nic.privateAddresses.flatMap((entry) => entry.publicAddress ?? [])),
    ...natGateway.flatMap((nat) => nat.addresses.flatMap((entry) => entry.publicAddress ?? [])),
    ...publicAddress.map((elastic) => elastic.publicAddress),
  ];
  const prefixes = prefixAddresses(
    vpc.flatMap((each) => each.prefixes),
    family,
  );
  return addresses.union(addressSet(texts, family), prefixes);
}

/** All of public space that is nobody's here. */
export function internetSpace(index: ConfigurationIndex, family: Family): AddressSet {
  return addresses.subtract(family === 4 ? PUBLIC_IPV4 : PUBLIC_IPV6, ownPublic(index, family));
}
