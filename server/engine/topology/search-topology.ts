import type { ConfigurationIndex, Resource } from "../configuration";
import {
  type Address,
  formatAddress,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixContains,
  prefixesOverlap,
} from "../net";
import { arrangementOf } from "./arrangement";
import { describePlace } from "./describe";
import { locateResources } from "./locate";
import { naturalKey, type Place } from "./place";
import type { PlaceKind, TopologyHit } from "./topology-view";

/** How well a resource answers the search; smaller is better, `undefined` is no match. */
type Matcher = (resource: Resource) => number | undefined;

/**
 * Finds resources by name, id, IP address, prefix or tag (`key=value`, or the text of a value), best first: whole
 * names before beginnings before parts before tags. An address also finds the subnet and the VPC around it.
 * Linear in the configuration; an empty search finds nothing.
 */
export function searchTopology(index: ConfigurationIndex, q: string, limit: number): TopologyHit[] {
  const text = q.trim().toLowerCase();
  if (text === "") return [];
  const arrangement = arrangementOf(index);
  const matches = matcher(index, text);
  const found: { place: Place; match: number; kind: number; key: string }[] = [];
  for (const place of arrangement.placeOf.values()) {
    const match = place.resource === null ? undefined : matches(place.resource);
    if (match !== undefined)
      found.push({ place, match, kind: searchRank(place.kind), key: naturalKey(place.name) });
  }
  found.sort(
    (a, b) =>
      a.match - b.match || a.kind - b.kind || compare(a.key, b.key) || compare(a.place.id, b.place.id),
  );
  return found.slice(0, limit).map(({ place }) => ({
    id: place.id,
    kind: place.kind,
    name: place.name,
    detail: describePlace(index, place).detail,
    path: locateResources(index, [place.id])[0]?.path ?? [],
  }));
}

function matcher(index: ConfigurationIndex, text: string): Matcher {
  const address = parseAddress(text);
  if (address) {
    const canonical = formatAddress(address);
    const owns = (own: string | undefined) => own !== undefined && isSame(own, address, canonical);
    return (resource) => matchAddress(index, resource, address, owns);
  }
  const prefix = parsePrefix(text);
  if (prefix) return (resource) => matchPrefix(resource, prefix);
  return (resource) => matchText(resource, text);
}

function matchText({ id, name, tags }: Resource, text: string): number | undefined {
  const ownName = (name ?? "").toLowerCase();
  const ownId = id.toLowerCase();
  if (ownName === text || ownId === text) return 0;
  if (ownName.startsWith(text) || ownId.startsWith(text)) return 1;
  if (ownName.includes(text) || ownId.includes(text)) return 2;
  const isTagged = tags.some(({ key, value }) => {
    const tag = `${key}=${value}`.toLowerCase();
    return tag === text || value.toLowerCase().includes(text);
  });
  return isTagged ? 3 : undefined;
}

/** The owner first, then its interface and address, then the subnet and the VPC around it. */
function matchAddress(
  index: ConfigurationIndex,
  resource: Resource,
  address: Address,
  owns: (own: string | undefined) => boolean,
): number | undefined {
  switch (resource.kind) {
    case "instance":
      return index.interfacesOfInstance(resource.id).some((nic) => interfaceAddresses(nic).some(owns))
        ? 0
        : undefined;
    case "natGateway":
      return resource.addresses.some((one) => owns(one.privateAddress) || owns(one.publicAddress))
        ? 0
        : undefined;
    case "networkInterface":
      return interfaceAddresses(resource).some(owns) ? 1 : undefined;
    case "publicAddress":
      return owns(resource.publicAddress) ? 1 : undefined;
    case "customerGateway":
      return owns(resource.address) ? 1 : undefined;
    case "subnet":
      return prefixesOf(resource).some((prefix) => prefixContains(prefix, address)) ? 2 : undefined;
    case "vpc":
      return prefixesOf(resource).some((prefix) => prefixContains(prefix, address)) ? 3 : undefined;
    default:
      return undefined;
  }
}

/** The same prefix first, then whatever overlaps it. */
function matchPrefix(resource: Resource, wanted: Prefix): number | undefined {
  const prefixes = prefixesOf(resource);
  if (prefixes.some((prefix) => prefixesOverlap(prefix, wanted) && prefix.length === wanted.length)) return 0;
  return prefixes.some((prefix) => prefixesOverlap(prefix, wanted)) ? 1 : undefined;
}

function prefixesOf(resource: Resource): Prefix[] {
  return "prefixes" in resource ? resource.prefixes.flatMap((text) => parsePrefix(text) ?? []) : [];
}

function interfaceAddresses(nic: Extract<Resource, { kind: "networkInterface" }>): string[] {
  return [
    ...nic.privateAddresses.flatMap((one) => [one.address, one.publicAddress ?? ""]),
    ...nic.ipv6Addresses,
  ];
}

/** IPv6 has many spellings; IPv4 has one, and is compared as text because every address of the estate is. */
function isSame(text: string, address: Address, canonical: string): boolean {
  if (text === canonical) return true;
  if (address.family === 4 || !text.includes(":")) return false;
  return parseAddress(text)?.value === address.value;
}

/** Among equal matches, what people look for first. */
const SEARCH_ORDER: readonly PlaceKind[] = [
  "natGateway",
  "internetGateway",
  "egressOnlyInternetGateway",
  "transitGateway",
  "loadBalancer",
  "instance",
  "databaseInstance",
  "subnet",
  "vpc",
  "zone",
  "vpcPeeringConnection",
  "transitGatewayAttachment",
  "vpnConnection",
  "securityGroup",
  "networkAcl",
  "routeTable",
];

function searchRank(kind: PlaceKind): number {
  const rank = SEARCH_ORDER.indexOf(kind);
  return rank < 0 ? SEARCH_ORDER.length : rank;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
