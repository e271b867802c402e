import type { ResourceOf } from "../configuration";
import {
  type AddressSet,
  addresses,
  type Family,
  formatAddress,
  oneAddress,
  type PortSet,
  parseAddress,
  prefixesSet,
} from "../net";
import { balancerDestination } from "./balancer-end";
import type { Ask } from "./balancer-health";
import { serviceAddresses } from "./endpoint-service";
import {
  type GatewaySource,
  gatewayDestination,
  gatewaySource,
  siteSource,
  tunnelAddress,
  tunnelNamed,
} from "./gateway-ends";
import { NOT_MODELED } from "./limits";
import { databasePlaces } from "./managed-database";
import type { Network } from "./network";
import { prefixesOf } from "./network";
import type { End, Question } from "./question";
import { siteWith } from "./sites";
import type { Endpoint } from "./walk";

/** A question's destination made ready: the addresses a packet is sent to, or why there are none. */
export type Destination =
  /**
   * `unresolved`: of further addresses that a name stands for, what is missing in the input. `doubtful`: those of the set
   * for which the name may not stand, and why that is not known.
   */
  | {
      readonly kind: "addresses";
      readonly set: AddressSet;
      readonly unresolved?: readonly string[];
      readonly doubtful?: { readonly set: AddressSet; readonly missing: string } | undefined;
    }
  | {
      readonly kind: "none";
      readonly reason: "DST_DOWN" | "NO_PUBLIC_IP" | "FAMILY" | "LB_STATE" | "LB_SCHEME" | "LB_NO_NODE";
    }
  | { readonly kind: "unknown"; readonly missing: string };

/** A question's source made ready. */
export type Source =
  | {
      readonly kind: "endpoint";
      readonly endpoint: Endpoint;
      readonly set: AddressSet;
      readonly clientPorts: PortSet;
    }
  | GatewaySource
  | { readonly kind: "none"; readonly reason: "FAMILY" | "SRC_DOWN" }
  | { readonly kind: "unknown"; readonly missing: string };

/** Ports a Linux client opens connections from, a Windows one, and everyone else. */
const LINUX_PORTS: PortSet = [[32768, 60999]];
const WINDOWS_PORTS: PortSet = [[49152, 65535]];
const OTHER_PORTS: PortSet = [[1024, 65535]];

/** Whether an end lies outside every modelled VPC. */
export function isOutside(network: Network, end: End): boolean {
  if (end.kind === "internet") return true;
  if (end.kind === "gateway") return network.index.find(end.id)?.kind === "internetGateway";
  return (
    end.kind === "address" &&
    ownersOf(network, end.address, end.vpcId).length === 0 &&
    isPublic(network, end.address)
  );
}

/** The addresses to send to (Q-1, Q-7, IGW-3): from outside an interface is known by its public address alone. */
export function destinationOfQuestion(network: Network, question: Question, ask: Ask): Destination {
  const { to, from, family } = question;
  switch (to.kind) {
    case "internet":
      return { kind: "addresses", set: internetSet(network, to.prefixes, family) };
    case "address":
      return fixedAddress(network, to.address, family, isOutside(network, from));
    case "instance": {
      const nics = network.index.interfacesOfInstance(to.id);
      if (nics.length === 0)
        return { kind: "unknown", missing: `instance \`${to.id}\` has no network interface in the input` };
      return interfaceDestination(network, nics, to.address, family, isOutside(network, from));
    }
    case "networkInterface": {
      const nic = network.index.get("networkInterface", to.id);
      if (!nic) return { kind: "unknown", missing: `network interface \`${to.id}\` is not in the input` };
      return interfaceDestination(network, [nic], to.address, family, isOutside(network, from));
    }
    case "subnet":
      return subnetAddress(network, to, family);
    case "loadBalancer":
      return balancerDestination(network, to.id, family, isOutside(network, from), ask);
    case "service":
      return serviceAddresses(network, to.id, family, vpcsOf(network, from));
    case "database": {
      const places = databasePlaces(network, to.id, isOutside(network, from));
      return places.kind === "unknown" ? places : { kind: "none", reason: "DST_DOWN" };
    }
    case "vpcRouter":
    case "gateway":
    case "site":
      return gatewayDestination(network, to, family);
  }
}

/** The VPCs in which an end may be. */
function vpcsOf(network: Network, end: End): readonly string[] {
  switch (end.kind) {
    case "instance":
      return network.index.interfacesOfInstance(end.id).map(({ vpcId }) => vpcId);
    case "networkInterface":
      return [network.index.get("networkInterface", end.id)?.vpcId ?? ""];
    case "subnet":
      return [network.index.get("subnet", end.id)?.vpcId ?? ""];
    case "vpcRouter":
      return [end.id];
    case "address":
      return ownersOf(network, end.address, end.vpcId).map(({ vpcId }) => vpcId);
    default:
      return [];
  }
}

function fixedAddress(network: Network, text: string, family: Family, fromOutside: boolean): Destination {
  const address = parseAddress(text);
  if (!address) return { kind: "unknown", missing: `\`${text}\` is not an address` };
  if (address.family !== family) return { kind: "none", reason: "FAMILY" };
  const known =
    tunnelAddress(network, text) !== undefined ||
    addresses.contains(network.addresses.modelledPublic, address.value) ||
    network.addresses.vpcOfIpv6(formatAddress(address)) !== undefined;
  if (fromOutside && !known && isPublic(network, text)) {
    return { kind: "unknown", missing: `public address ${text} is not in the input` };
  }
  return { kind: "addresses", set: oneAddress(address) };
}

function interfaceDestination(
  network: Network,
  nics: readonly ResourceOf<"networkInterface">[],
  fixed: string | undefined,
  family: Family,
  fromOutside: boolean,
): Destination {
  if (fixed !== undefined) return fixedAddress(network, fixed, family, fromOutside);
  const texts = family === 6 ? nics.flatMap((nic) => nic.ipv6Addresses) : ipv4Texts(nics, fromOutside);
  const address = texts.map(parseAddress).find((candidate) => candidate !== undefined);
  if (address) return { kind: "addresses", set: oneAddress(address) };
  return { kind: "none", reason: fromOutside && family === 4 ? "NO_PUBLIC_IP" : "FAMILY" };
}

function ipv4Texts(nics: readonly ResourceOf<"networkInterface">[], fromOutside: boolean): string[] {
  const entries = nics.flatMap((nic) => primaryFirst(nic));
  return entries.flatMap((entry) => (fromOutside ? (entry.publicAddress ?? []) : entry.address));
}

function primaryFirst(nic: ResourceOf<"networkInterface">) {
  return [...nic.privateAddresses].sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** The sender's addresses and where it stands (Q-5, ENI-5). */
export function sourceOfQuestion(network: Network, question: Question, destination: AddressSet): Source {
  const { from, family } = question;
  switch (from.kind) {
    case "internet":
      return { kind: "internet", set: internetSet(network, from.prefixes, family) };
    case "address":
      return addressSource(network, from, family);
    case "instance":
      return instanceSource(network, from, family, destination);
    case "networkInterface": {
      const nic = network.index.get("networkInterface", from.id);
      return nic
        ? interfaceSource(network, nic, from.address, family)
        : { kind: "unknown", missing: `network interface \`${from.id}\` is not in the input` };
    }
    case "subnet": {
      const address = subnetAddress(network, from, family);
      if (address.kind === "unknown") return address;
      if (address.kind === "none") return { kind: "none", reason: "FAMILY" };
      const endpoint = { kind: "supposed", subnetId: from.id } as const;
      return { kind: "endpoint", endpoint, set: address.set, clientPorts: OTHER_PORTS };
    }
    case "vpcRouter":
    case "gateway":
    case "site":
      return gatewaySource(network, from, family);
    case "loadBalancer":
      return { kind: "unknown", missing: `\`${from.id}\`: ${NOT_MODELED.balancerSource}` };
    case "service":
      return {
        kind: "unknown",
        missing: `\`${from.id}\` is a service, which answers and opens no connection`,
      };
    case "database":
      return {
        kind: "unknown",
        missing: `\`${from.id}\` is a database, which answers and opens no connection`,
      };
  }
}

function addressSource(network: Network, from: Extract<End, { kind: "address" }>, family: Family): Source {
  const address = parseAddress(from.address);
  if (!address) return { kind: "unknown", missing: `\`${from.address}\` is not an address` };
  if (address.family !== family) return { kind: "none", reason: "FAMILY" };
  const [owner, second] = ownersOf(network, from.address, from.vpcId);
  if (second)
    return {
      kind: "unknown",
      missing: `several interfaces have ${from.address}; name the interface instead`,
    };
  if (owner) {
    const isOwn =
      owner.ipv6Addresses.length > 0 ||
      owner.privateAddresses.some((entry) => entry.address === from.address);
    return interfaceSource(network, owner, isOwn ? from.address : undefined, family);
  }
  const tunnel = tunnelNamed(network, from.address);
  if (tunnel) return gatewaySource(network, { kind: "gateway", id: tunnel.id }, family);
  const site = siteWith(network, from.address);
  if (site) return siteSource(network, site, from.address, family);
  if (isPublic(network, from.address)) return { kind: "internet", set: oneAddress(address) };
  return { kind: "unknown", missing: `no network interface has ${from.address}` };
}

function instanceSource(
  network: Network,
  from: Extract<End, { kind: "instance" }>,
  family: Family,
  destination: AddressSet,
): Source {
  const nics = network.index.interfacesOfInstance(from.id);
  if (nics.length === 0) {
    const state = network.index.get("instance", from.id)?.state;
    if (state !== undefined && state !== "running") return { kind: "none", reason: "SRC_DOWN" };
    return { kind: "unknown", missing: `instance \`${from.id}\` has no network interface in the input` };
  }
  const hasFixed = nics.find(
    (nic) => from.address !== undefined && textsOf(nic, family).includes(from.address),
  );
  const neighbour = nics.find((nic) => {
    const subnet = network.index.get("subnet", nic.subnetId);
    return (
      destination.length > 0 &&
      addresses.covers(prefixesSet(prefixesOf(network, subnet?.prefixes ?? [], family)), destination)
    );
  });
  const chosen = hasFixed ?? neighbour ?? nics[0];
  if (!chosen)
    return { kind: "unknown", missing: `instance \`${from.id}\` has no network interface in the input` };
  return interfaceSource(network, chosen, from.address, family);
}

function interfaceSource(
  network: Network,
  nic: ResourceOf<"networkInterface">,
  fixed: string | undefined,
  family: Family,
): Source {
  const text = fixed ?? (family === 4 ? primaryFirst(nic)[0]?.address : nic.ipv6Addresses[0]);
  const address = text === undefined ? undefined : parseAddress(text);
  if (address?.family !== family) return { kind: "none", reason: "FAMILY" };
  const instance = network.index.get("instance", nic.attachment?.instanceId ?? "");
  const clientPorts = instance
    ? instance.platform?.toLowerCase() === "windows"
      ? WINDOWS_PORTS
      : LINUX_PORTS
    : OTHER_PORTS;
  return {
    kind: "endpoint",
    endpoint: { kind: "networkInterface", nic },
    set: oneAddress(address),
    clientPorts,
  };
}

/** All of public space that is not modelled, or the part of it that was asked for. */
function internetSet(
  network: Network,
  prefixes: Extract<End, { kind: "internet" }>["prefixes"],
  family: Family,
): AddressSet {
  if (!prefixes) return network.addresses.publicSpace(family);
  return prefixesSet(prefixes.filter((prefix) => prefix.family === family));
}

/** The given address of a subnet, else the first one that nobody owns. */
function subnetAddress(
  network: Network,
  end: { readonly id: string; readonly address?: string },
  family: Family,
): Destination {
  if (end.address !== undefined) {
    const address = parseAddress(end.address);
    return address?.family === family
      ? { kind: "addresses", set: oneAddress(address) }
      : { kind: "none", reason: "FAMILY" };
  }
  const subnet = network.index.get("subnet", end.id);
  const prefix = prefixesOf(network, subnet?.prefixes ?? [], family)[0];
  if (!subnet || !prefix)
    return { kind: "unknown", missing: `subnet \`${end.id}\` has no IPv${family} prefix in the input` };
  // The first four addresses are the provider's own (SUB-2).
  let value = prefix.base + 4n;
  while (network.addresses.ownerIn(subnet.vpcId, formatAddress({ family, value }))) value++;
  return { kind: "addresses", set: [[value, value]] };
}

/** Interfaces with this address, private or public; one per VPC at most. */
function ownersOf(
  network: Network,
  text: string,
  vpcId: string | undefined,
): ResourceOf<"networkInterface">[] {
  const bound = network.addresses.publicBinding(text)?.owner;
  if (bound?.kind === "networkInterface") return [bound.nic];
  const address = parseAddress(text);
  const canonical = address ? formatAddress(address) : text;
  const vpcs = network.index.configuration.resources.vpc.filter(
    (vpc) => vpcId === undefined || vpc.id === vpcId,
  );
  return vpcs.flatMap((vpc) => {
    const owner = network.addresses.ownerIn(vpc.id, canonical);
    return owner?.kind === "networkInterface" ? [owner.nic] : [];
  });
}

function isPublic(network: Network, text: string): boolean {
  const address = parseAddress(text);
  return (
    address !== undefined && addresses.contains(network.addresses.publicSpace(address.family), address.value)
  );
}

function textsOf(nic: ResourceOf<"networkInterface">, family: Family): readonly string[] {
  return family === 4 ? nic.privateAddresses.map((entry) => entry.address) : nic.ipv6Addresses;
}
