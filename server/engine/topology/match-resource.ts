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

/** How well a resource answers the search; smaller is better, `undefined` is no match. */
type Matcher = (resource: Resource) => number | undefined;

/**
 * How well resources answer a text: an address, a prefix, or a part of a name, id or tag (`key=value`, or the text of a
 * value). `text` is trimmed and in lower case.
 */
export function matcher(index: ConfigurationIndex, text: string): Matcher {
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

/** How well names answer a text, whatever has them. */
export function matchNames(names: readonly string[], text: string): number | undefined {
  const own = names.map((name) => name.toLowerCase());
  if (own.includes(text)) return 0;
  if (own.some((name) => name.startsWith(text))) return 1;
  return own.some((name) => name.includes(text)) ? 2 : undefined;
}

function matchText({ id, name, tags }: Resource, text: string): number | undefined {
  const match = matchNames([id, name ?? ""], text);
  if (match !== undefined) return match;
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
