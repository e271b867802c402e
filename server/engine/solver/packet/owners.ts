import type { Configuration, ConfigurationIndex, ResourceOf } from "../../configuration";
import { type AddressSet, addresses, type Family, PUBLIC_IPV4, PUBLIC_IPV6, parseAddress } from "../../net";
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
}

/** What every question on one configuration looks up; made once, in time linear in the configuration. */
interface Owners {
  readonly byAddress: ReadonlyMap<string, AddressOwner>;
  /** Interfaces with delegated prefixes, by VPC. */
  readonly delegated: ReadonlyMap<string, readonly NetworkInterface[]>;
  readonly byPublic: ReadonlyMap<string, PublicPair>;
  /** By VPC and private address. */
  readonly byPrivate: ReadonlyMap<string, PublicPair>;
  readonly ownPublic: Readonly<Record<Family, AddressSet>>;
  readonly members: ReadonlyMap<string, readonly NetworkInterface[]>;
}

const known = new WeakMap<Configuration, Owners>();

function ownersIn(index: ConfigurationIndex): Owners {
  const found = known.get(index.configuration) ?? readOwners(index);
  known.set(index.configuration, found);
  return found;
}

/** The owner of one address in a VPC; undefined when nobody in the input has it. */
export function ownerOf(
  index: ConfigurationIndex,
  vpcId: string,
  family: Family,
  address: bigint,
): AddressOwner | undefined {
  const { byAddress, delegated } = ownersIn(index);
  const nic = delegated
    .get(vpcId)
    ?.find((each) => addresses.contains(addressesOfInterface(each, family), address));
  return byAddress.get(key(vpcId, family, address)) ?? (nic && { kind: "networkInterface", nic });
}

/** The public address that stands for a private one of a VPC. Clause: IGW-2. */
export function pairByPrivate(
  index: ConfigurationIndex,
  vpcId: string,
  text: string,
): PublicPair | undefined {
  return ownersIn(index).byPrivate.get(`${vpcId} ${text}`);
}

/** The private address behind a public one. Clause: IGW-3. */
export function pairByPublic(index: ConfigurationIndex, text: string): PublicPair | undefined {
  return ownersIn(index).byPublic.get(text);
}

/** Public addresses that are the customer's own, used or not, and prefixes of the VPCs: not "the internet" (Q-7, IGW-6). */
export function ownPublic(index: ConfigurationIndex, family: Family): AddressSet {
  return ownersIn(index).ownPublic[family];
}

/** All of public space that is nobody's here. */
export function internetSpace(index: ConfigurationIndex, family: Family): AddressSet {
  return addresses.subtract(family === 4 ? PUBLIC_IPV4 : PUBLIC_IPV6, ownPublic(index, family));
}

/** The interfaces in a security group. */
export function membersOf(index: ConfigurationIndex, groupId: string): readonly NetworkInterface[] {
  return ownersIn(index).members.get(groupId) ?? [];
}

function readOwners({ configuration, get }: ConfigurationIndex): Owners {
  const { networkInterface, natGateway, publicAddress, vpc } = configuration.resources;
  const byAddress = new Map<string, AddressOwner>();
  const delegated = new Map<string, NetworkInterface[]>();
  const members = new Map<string, NetworkInterface[]>();
  const pairs: PublicPair[] = [];
  for (const nic of networkInterface) {
    for (const text of [...nic.privateAddresses.map(({ address }) => address), ...nic.ipv6Addresses])
      byAddress.set(textKey(nic.vpcId, text), { kind: "networkInterface", nic });
    if (nic.delegatedPrefixes.length > 0) push(delegated, nic.vpcId, nic);
    for (const id of new Set(nic.securityGroupIds)) push(members, id, nic);
    for (const entry of nic.privateAddresses)
      if (entry.publicAddress !== undefined)
        pairs.push(pairOf(nic.vpcId, entry.publicAddress, entry.address));
  }
  for (const elastic of publicAddress) {
    const nic = get("networkInterface", elastic.networkInterfaceId ?? "");
    const isOwn = nic?.privateAddresses.some(({ address }) => address === elastic.privateAddress);
    if (nic && isOwn && elastic.privateAddress !== undefined)
      pairs.push(pairOf(nic.vpcId, elastic.publicAddress, elastic.privateAddress));
  }
  // A NAT gateway's interface carries its address too; the gateway is who answers there.
  for (const nat of natGateway)
    for (const entry of nat.addresses) {
      if (entry.privateAddress === undefined) continue;
      byAddress.set(textKey(nat.vpcId, entry.privateAddress), { kind: "natGateway", nat });
      if (entry.publicAddress !== undefined)
        pairs.push(pairOf(nat.vpcId, entry.publicAddress, entry.privateAddress));
    }
  const texts = [
    ...pairs.map((pair) => pair.publicAddress),
    ...natGateway.flatMap((nat) => nat.addresses.flatMap((entry) => entry.publicAddress ?? [])),
    ...publicAddress.map((elastic) => elastic.publicAddress),
  ];
  const prefixes = vpc.flatMap((each) => each.prefixes);
  const own = (family: Family) =>
    addresses.union(addressSet(texts, family), prefixAddresses(prefixes, family));
  return {
    byAddress,
    delegated,
    byPublic: new Map(pairs.map((pair) => [pair.publicAddress, pair])),
    byPrivate: new Map(pairs.map((pair) => [`${pair.vpcId} ${pair.privateAddress}`, pair])),
    ownPublic: { 4: own(4), 6: own(6) },
    members,
  };
}

function pairOf(vpcId: string, publicAddress: string, privateAddress: string): PublicPair {
  return { publicAddress, privateAddress, vpcId };
}

function key(vpcId: string, family: Family, value: bigint): string {
  return `${vpcId} ${family} ${value}`;
}

function textKey(vpcId: string, text: string): string {
  const address = parseAddress(text);
  return key(vpcId, address?.family ?? 4, address?.value ?? 0n);
}

function push<T>(map: Map<string, T[]>, at: string, item: T): void {
  const list = map.get(at);
  if (list) list.push(item);
  else map.set(at, [item]);
}
