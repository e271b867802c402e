import type { Resource, ResourceOf } from "../configuration";
import {
  type AddressSet,
  addresses,
  type Family,
  formatAddress,
  type Prefix,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  parseAddress,
  parsePrefix,
} from "../net";
import { PRIVATE_IPV4 } from "./address-book";
import { unmodelledOwner } from "./interface-state";
import { hostDestinations, METADATA } from "./link-local";
import { longestPrefixes } from "./longest-prefix";
import { NAT64 } from "./nat-gateway";
import type { Network } from "./network";

type NetworkInterface = ResourceOf<"networkInterface">;

/** Tells which hosts behave alike; see `likenessOf`. */
export interface Likeness {
  /** Equal for two hosts when no question about one has another answer than the same question about the other. */
  readonly keyOf: (hostId: string) => string;
  /** What is the host's alone: its id, those of its interfaces, its addresses. In the order `keyOf` takes them. */
  readonly namesOf: (hostId: string) => readonly string[];
}

/**
 * Finds hosts (ids of instances, or of interfaces without one) that the interpreter cannot tell apart, so that a
 * trace of one stands for all of them.
 *
 * Why it does: two hosts get the same key when their records are equal but for names and addresses, their
 * addresses lie in the same prefixes, and whatever else mentions the one mentions the other in the same place and
 * words. Then exchanging their names and addresses everywhere gives the same configuration, up to the order of
 * lists, and order decides no answer (it is one of the interpreter's laws). The interpreter compares ids only for
 * being equal, and addresses only with sets that hold both hosts or neither: prefixes of the configuration and of
 * the question, the fixed ranges below, and the addresses of interfaces, which are exchanged too. So the answer
 * about the one is the answer about the other with the names exchanged: the same verdict, reason and hops. The
 * same holds for pairs of distinct hosts, and under failures that hit both hosts alike. Tags and names of
 * resources are for people and never decide anything.
 *
 * Two addresses with the same longest prefix around them lie in exactly the same prefixes, for prefixes never
 * overlap in part: each that holds one of the two holds that longest one, and so the other.
 *
 * @param asked  prefixes that questions name as their ends, beside those of the configuration
 */
export function likenessOf(network: Network, asked: readonly string[]): Likeness {
  const { index } = network;
  const { instance, networkInterface } = index.configuration.resources;
  const own = new Set([...instance.map(({ id }) => id), ...networkInterface.flatMap(namesOfInterface)]);
  const others = Object.entries(index.configuration.resources)
    .filter(([kind]) => kind !== "instance" && kind !== "networkInterface")
    .flatMap(([, list]): readonly Resource[] => list);
  const { mentions, prefixes } = readOthers(others, own);
  for (const text of [...asked, ...networkInterface.flatMap((nic) => nic.delegatedPrefixes)]) {
    const prefix = parsePrefix(text);
    if (prefix) prefixes.push(prefix);
  }
  const longest = longestPrefixes(NAT64 ? [...prefixes, NAT64] : prefixes);
  const rangesAt = fixedRanges(network);
  const placeOf = (nic: NetworkInterface, text: string) => `${longest(text)} ${rangesAt(nic.vpcId, text)}`;
  const namesOf = (hostId: string) => [hostId, ...interfacesOf(network, hostId).flatMap(namesOfInterface)];
  const keyOf = (hostId: string) => {
    const interfaces = interfacesOf(network, hostId);
    const mentioned = namesOf(hostId).flatMap((name, position) =>
      (mentions.get(name) ?? []).map((text) => `${position} ${text}`),
    );
    // At T2 an answer may tell by name who is replaced (F-30).
    const isToldByName = network.horizon === "T2" && mentioned.length > 0;
    if (interfaces.length === 0 || isToldByName) return `alone ${hostId}`;
    return JSON.stringify([
      anonymous(index.get("instance", hostId)),
      interfaces.map((nic) => anonymousInterface(network, nic, (text) => placeOf(nic, text))),
      mentioned.sort(),
    ]);
  };
  return { namesOf, keyOf: remembered(keyOf) };
}

function remembered(keyOf: (hostId: string) => string): (hostId: string) => string {
  const known = new Map<string, string>();
  return (hostId) => {
    const key = known.get(hostId) ?? keyOf(hostId);
    known.set(hostId, key);
    return key;
  };
}

/** The host's interfaces; none for what is not a host of its own. */
function interfacesOf({ index }: Network, hostId: string): readonly NetworkInterface[] {
  if (index.get("instance", hostId)) return index.interfacesOfInstance(hostId);
  const nic = index.get("networkInterface", hostId);
  return nic && nic.attachment?.instanceId === undefined ? [nic] : [];
}

function namesOfInterface({ id, privateAddresses, ipv6Addresses }: NetworkInterface): readonly string[] {
  const ipv4 = privateAddresses.flatMap(({ address, publicAddress }) =>
    publicAddress === undefined ? address : [address, publicAddress],
  );
  return [id, ...ipv4, ...ipv6Addresses.map(canonical)];
}

/** What other resources say of hosts, by name, and every prefix they hold. */
function readOthers(others: readonly Resource[], own: ReadonlySet<string>) {
  const mentions = new Map<string, string[]>();
  const prefixes: Prefix[] = [];
  // The entries of a list have no order that decides anything, so each is looked at by itself.
  for (const resource of others)
    for (const [field, value] of Object.entries(resource))
      for (const part of Array.isArray(value) ? value : [value])
        for (const text of new Set(textsIn(part))) {
          const prefix = parsePrefix(text);
          if (prefix) prefixes.push(prefix);
          const name = canonical(text);
          if (!own.has(name)) continue;
          const place = `${resource.kind} ${resource.id} ${field} ${JSON.stringify(part, hiding(text))}`;
          const places = mentions.get(name);
          if (places) places.push(place);
          else mentions.set(name, [place]);
        }
  return { mentions, prefixes };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function hiding(name: string): (key: string, value: unknown) => unknown {
  return (_, value) => (value === name ? "*" : value);
}

/** An instance without what is its own; tags and names decide nothing. */
function anonymous(instance: ResourceOf<"instance"> | undefined) {
  if (!instance) return null;
  const {
    id: _id,
    name: _name,
    arn: _arn,
    tags: _tags,
    networkInterfaceIds: _interfaces,
    ...rest
  } = instance;
  return sorted(rest);
}

function anonymousInterface(network: Network, nic: NetworkInterface, placeOf: (address: string) => string) {
  const { id: _id, name: _name, arn: _arn, tags: _tags, description: _description, ...rest } = nic;
  return sorted({
    ...rest,
    // All that is read of the description.
    owner: network.balancers.nodeOfInterface(nic.id)?.id ?? unmodelledOwner(nic) ?? null,
    attachment: [nic.attachment?.deviceIndex ?? null, nic.attachment?.status ?? null],
    privateAddresses: nic.privateAddresses.map(({ address, primary, publicAddress }) => [
      placeOf(address),
      primary,
      publicAddress === undefined ? null : placeOf(publicAddress),
    ]),
    ipv6Addresses: nic.ipv6Addresses.map(placeOf),
    securityGroupIds: nic.securityGroupIds.toSorted(),
  });
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Which of the ranges that no configuration names hold an address of the VPC. */
function fixedRanges(network: Network): (vpcId: string, text: string) => string {
  const known = new Map<string, readonly AddressSet[]>();
  return (vpcId, text) => {
    const address = parseAddress(text);
    if (!address) return "";
    const { family, value } = address;
    const ranges = known.get(`${vpcId} ${family}`) ?? rangesOf(network, vpcId, family);
    known.set(`${vpcId} ${family}`, ranges);
    return ranges.map((range) => (addresses.contains(range, value) ? "1" : "0")).join("");
  };
}

function rangesOf(network: Network, vpcId: string, family: Family): readonly AddressSet[] {
  const { answered, dropped } = hostDestinations(network, vpcId, family);
  const onHost = [answered, dropped, METADATA[family]];
  return family === 4 ? [PRIVATE_IPV4, PUBLIC_IPV4, ...onHost] : [PUBLIC_IPV6, ...onHost];
}

/** One spelling per address; other text as it is. */
function canonical(text: string): string {
  const address = text.includes(":") ? parseAddress(text) : undefined;
  return address ? formatAddress(address) : text;
}
