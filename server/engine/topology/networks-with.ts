import type { ConfigurationIndex, Element, ResourceOf } from "../configuration";
import { elementOf } from "../intent";
import {
  formatAddress,
  formatPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixCovers,
  prefixesOverlap,
} from "../net";

/** How a network and what was asked for lie to each other. */
export type Overlap = "holds" | "equals" | "isInside" | "overlaps";

/** A network in which an address or prefix means something. */
export interface NetworkWith {
  /** A VPC; or a site, outside the provider. */
  readonly network: Element;
  readonly accountId: string;
  readonly region: string;
  /** Its prefix that matches; null where only an owner in it does: a public address. */
  readonly prefix: string | null;
  readonly overlap: Overlap;
  /** The subnets that hold the whole of it, or lie in it; the first of many. */
  readonly subnets: readonly Element[];
  /** Interfaces with the address, or with one in the prefix; the first of many. */
  readonly owners: readonly Element[];
  readonly ownerCount: number;
}

const SHOWN = 8;

/**
 * Every network that has an address, or any part of a prefix: the same private range may be in use several times over,
 * and each use is told. By account, region and id. Undefined for a text that is neither.
 */
export function networksWith(index: ConfigurationIndex, text: string): readonly NetworkWith[] | undefined {
  const asked = askedPrefix(text.trim());
  if (!asked) return undefined;
  const { vpc, site } = index.configuration.resources;
  return [
    ...vpc.map((one) => networkWith(asked, one, index.subnetsOf(one.id), index.interfacesOfVpc(one.id))),
    ...site.map((one) => networkWith(asked, one, [], [])),
  ]
    .filter((one) => one !== undefined)
    .toSorted(
      (a, b) =>
        compare(a.accountId, b.accountId) ||
        compare(a.region, b.region) ||
        compare(a.network.id, b.network.id),
    );
}

interface Asked {
  readonly prefix: Prefix;
  /** An address in the form in which the configuration has it. */
  readonly address: string | undefined;
}

function askedPrefix(text: string): Asked | undefined {
  const address = parseAddress(text);
  if (!address) {
    const prefix = parsePrefix(text);
    return prefix && { prefix, address: undefined };
  }
  const written = formatAddress(address);
  const prefix = parsePrefix(`${written}/${address.family === 4 ? 32 : 128}`);
  return prefix && { prefix, address: written };
}

function networkWith(
  asked: Asked,
  network: ResourceOf<"vpc"> | ResourceOf<"site">,
  subnets: readonly ResourceOf<"subnet">[],
  interfaces: readonly ResourceOf<"networkInterface">[],
): NetworkWith | undefined {
  const own = network.prefixes.flatMap((text) => parsePrefix(text) ?? []);
  const matching = own.find((prefix) => prefixesOverlap(prefix, asked.prefix));
  const owners = interfaces.filter((nic) => ownsPartOf(nic, asked));
  if (matching === undefined && owners.length === 0) return undefined;
  const inSubnets = subnets.filter(({ prefixes }) =>
    prefixes
      .flatMap((text) => parsePrefix(text) ?? [])
      .some((prefix) => prefixesOverlap(prefix, asked.prefix)),
  );
  return {
    network: elementOf(network),
    accountId: network.accountId,
    region: network.region,
    prefix: matching === undefined ? null : formatPrefix(matching),
    overlap: matching === undefined ? "holds" : overlapOf(matching, asked.prefix),
    subnets: inSubnets.slice(0, SHOWN).map(elementOf),
    owners: owners.slice(0, SHOWN).map(elementOf),
    ownerCount: owners.length,
  };
}

function overlapOf(own: Prefix, asked: Prefix): Overlap {
  const [holds, isInside] = [prefixCovers(own, asked), prefixCovers(asked, own)];
  if (holds && isInside) return "equals";
  return holds ? "holds" : isInside ? "isInside" : "overlaps";
}

function ownsPartOf(nic: ResourceOf<"networkInterface">, { prefix, address }: Asked): boolean {
  const texts = [
    ...nic.privateAddresses.flatMap((one) => [one.address, one.publicAddress ?? ""]),
    ...nic.ipv6Addresses,
  ];
  // IPv4 has one spelling, so most searches need no parsing of every address.
  if (address !== undefined && prefix.family === 4) return texts.includes(address);
  return texts.some((text) => {
    const own = parsePrefix(`${text}/${text.includes(":") ? 128 : 32}`);
    return own !== undefined && prefixCovers(prefix, own);
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
