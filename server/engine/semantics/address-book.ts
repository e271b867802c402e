import type { ConfigurationIndex, ResourceOf } from "../configuration";
import {
  type Address,
  type AddressSet,
  addresses,
  type Family,
  formatAddress,
  oneAddress,
  type Prefix,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  parseAddress,
  parsePrefix,
  prefixContains,
  prefixesSet,
} from "../net";

/** Who owns an address inside one VPC: an interface, or a NAT gateway (whose interface may not be in the input). */
export type Owner =
  | { readonly kind: "networkInterface"; readonly nic: ResourceOf<"networkInterface"> }
  | { readonly kind: "natGateway"; readonly nat: ResourceOf<"natGateway"> };

/** A public IPv4 address and the private address behind it; regional NAT gateways have no private one. */
export interface PublicBinding {
  readonly vpcId: string;
  readonly owner: Owner;
  readonly privateAddress: string | undefined;
}

/** Address look-ups over a whole network; every address is keyed by VPC, since private ones repeat. */
export interface AddressBook {
  /** `address` in canonical text; also finds owners of delegated prefixes (ENI-3). */
  ownerIn(vpcId: string, address: string): Owner | undefined;
  publicBinding(publicAddress: string): PublicBinding | undefined;
  /** The public address of a private one, if any. */
  publicOf(vpcId: string, privateAddress: string): string | undefined;
  /** The VPC in which this IPv6 address is a modelled interface's. */
  vpcOfIpv6(address: string): string | undefined;
  /**
   * Public IPv4 addresses of modelled interfaces, and Elastic IPs that nobody has at the moment: ends of their own, not
   * "the internet" (IGW-6).
   */
  readonly modelledPublic: AddressSet;
  /** Public IPv4 addresses bound in these VPCs, or all their IPv6 prefixes. */
  publicAddressesOf(vpcIds: readonly string[], family: Family): AddressSet;
  /** All of public space that is not modelled. */
  publicSpace(family: Family): AddressSet;
}

/** Private IPv4 space that an internet gateway refuses (IGW-2, IGW-3): RFC 1918 and RFC 6598. */
export const PRIVATE_IPV4: AddressSet = setOf([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
]);
/** Builds the look-ups in time linear in the configuration. */
export function buildAddressBook(index: ConfigurationIndex, prefix: (text: string) => Prefix): AddressBook {
  const { resources } = index.configuration;
  const owners = new Map<string, Owner>();
  const delegated = new Map<string, { prefix: Prefix; owner: Owner }[]>();
  const bindings = new Map<string, PublicBinding>();
  const publicOf = new Map<string, string>();
  const ipv6 = new Map<string, string>();
  for (const nic of resources.networkInterface) {
    const owner: Owner = { kind: "networkInterface", nic };
    for (const entry of nic.privateAddresses) {
      owners.set(`${nic.vpcId} ${entry.address}`, owner);
      if (entry.publicAddress === undefined) continue;
      bindings.set(entry.publicAddress, { vpcId: nic.vpcId, owner, privateAddress: entry.address });
      publicOf.set(`${nic.vpcId} ${entry.address}`, entry.publicAddress);
    }
    for (const address of nic.ipv6Addresses) {
      const text = canonical(address);
      owners.set(`${nic.vpcId} ${text}`, owner);
      ipv6.set(text, nic.vpcId);
    }
    for (const text of nic.delegatedPrefixes) {
      const list = delegated.get(nic.vpcId) ?? [];
      list.push({ prefix: prefix(text), owner });
      delegated.set(nic.vpcId, list);
    }
  }
  for (const elastic of resources.publicAddress) bindElastic(index, elastic, bindings, publicOf);
  for (const nat of resources.natGateway) {
    const owner: Owner = { kind: "natGateway", nat };
    for (const entry of nat.addresses) {
      if (entry.privateAddress !== undefined) owners.set(`${nat.vpcId} ${entry.privateAddress}`, owner);
      if (entry.publicAddress === undefined) continue;
      bindings.set(entry.publicAddress, { vpcId: nat.vpcId, owner, privateAddress: entry.privateAddress });
      if (entry.privateAddress !== undefined)
        publicOf.set(`${nat.vpcId} ${entry.privateAddress}`, entry.publicAddress);
    }
  }
  const space = publicSpaces(index, bindings, prefix);
  return {
    ownerIn: (vpcId, address) =>
      owners.get(`${vpcId} ${address}`) ?? ownerByPrefix(delegated.get(vpcId), address),
    publicBinding: (address) => bindings.get(address),
    publicOf: (vpcId, address) => publicOf.get(`${vpcId} ${address}`),
    vpcOfIpv6: (address) => ipv6.get(address),
    modelledPublic: space.modelled,
    publicAddressesOf: (vpcIds, family) => publicIn(index, bindings, prefix, vpcIds, family),
    publicSpace: (family) => (family === 4 ? space.ipv4 : space.ipv6),
  };
}

function publicIn(
  index: ConfigurationIndex,
  bindings: ReadonlyMap<string, PublicBinding>,
  prefix: (text: string) => Prefix,
  vpcIds: readonly string[],
  family: Family,
): AddressSet {
  if (family === 4) {
    const own = [...bindings.entries()].filter(([, binding]) => vpcIds.includes(binding.vpcId));
    return addresses.of(own.flatMap(([text]) => oneAddress(known(text))));
  }
  const vpcs = vpcIds.flatMap((id) => index.get("vpc", id) ?? []);
  return prefixesSet(vpcs.flatMap((vpc) => vpc.prefixes.map(prefix)).filter((entry) => entry.family === 6));
}

function publicSpaces(
  index: ConfigurationIndex,
  bindings: ReadonlyMap<string, PublicBinding>,
  prefix: (text: string) => Prefix,
) {
  const { vpc: vpcs, subnet: subnets } = index.configuration.resources;
  // A subnet whose VPC is not in the input is no part of the internet either.
  const strays = subnets.filter(({ vpcId }) => !index.get("vpc", vpcId));
  const vpcPrefixes = [...vpcs, ...strays].flatMap(({ prefixes }) => prefixes.map(prefix));
  const elastic = index.configuration.resources.publicAddress.map((resource) => resource.publicAddress);
  const modelled = addresses.of([...bindings.keys(), ...elastic].flatMap((text) => oneAddress(known(text))));
  const inVpcs = (family: Family) => prefixesSet(vpcPrefixes.filter((entry) => entry.family === family));
  return {
    modelled,
    ipv4: addresses.subtract(addresses.subtract(PUBLIC_IPV4, inVpcs(4)), modelled),
    ipv6: addresses.subtract(PUBLIC_IPV6, inVpcs(6)),
  };
}

function ownerByPrefix(
  list: readonly { prefix: Prefix; owner: Owner }[] | undefined,
  text: string,
): Owner | undefined {
  const address = list === undefined ? undefined : parseAddress(text);
  return address && list?.find((entry) => prefixContains(entry.prefix, address))?.owner;
}

/** Some inputs record an association only with the Elastic IP, not with the interface that has it. */
function bindElastic(
  index: ConfigurationIndex,
  elastic: ResourceOf<"publicAddress">,
  bindings: Map<string, PublicBinding>,
  publicOf: Map<string, string>,
): void {
  const nic = index.get("networkInterface", elastic.networkInterfaceId ?? "");
  const isOwn = nic?.privateAddresses.some((entry) => entry.address === elastic.privateAddress) === true;
  if (!nic || !isOwn || elastic.privateAddress === undefined || bindings.has(elastic.publicAddress)) return;
  const owner: Owner = { kind: "networkInterface", nic };
  bindings.set(elastic.publicAddress, { vpcId: nic.vpcId, owner, privateAddress: elastic.privateAddress });
  publicOf.set(`${nic.vpcId} ${elastic.privateAddress}`, elastic.publicAddress);
}

/** One spelling per address: IPv6 may be written in many ways. */
function canonical(text: string): string {
  return text.includes(":") ? formatAddress(known(text)) : text;
}

function known(text: string): Address {
  // Addresses in a configuration have passed its schema.
  return parseAddress(text) ?? { family: 4, value: 0n };
}

function setOf(texts: readonly string[]): AddressSet {
  return prefixesSet(texts.flatMap((text) => parsePrefix(text) ?? []));
}
