import {
  type AddressSet,
  addresses,
  type Family,
  oneAddress,
  parseAddress,
  parsePrefix,
  prefixesSet,
} from "../net";
import type { Network } from "./network";
import { localPrefixes } from "./route-lookup";

/** Addresses the host itself answers: metadata, resolver, time, task metadata, activation (LL-1, SG-11). */
const HOST_SERVICES = {
  4: [
    "169.254.169.254",
    "169.254.169.253",
    "169.254.169.123",
    "169.254.170.2",
    "169.254.169.250",
    "169.254.169.251",
  ],
  6: ["fd00:ec2::254", "fd00:ec2::253", "fd00:ec2::123", "fd00:ec2::250"],
} as const;

const SERVICES: Readonly<Record<Family, AddressSet>> = {
  4: setOf(HOST_SERVICES[4]),
  6: setOf(HOST_SERVICES[6]),
};

/** The metadata service alone; it can be switched off per instance. */
export const METADATA: Readonly<Record<Family, AddressSet>> = {
  4: setOf(["169.254.169.254"]),
  6: setOf(["fd00:ec2::254"]),
};

/** Never forwarded by any route; all of link-local, of which 169.254.168.0/22 is the documented part. */
const RESERVED: Readonly<Record<Family, AddressSet>> = {
  4: prefixSet("169.254.0.0/16"),
  6: addresses.union(prefixSet("fd00:ec2::/32"), prefixSet("fe80::/10")),
};

/** Destinations of a VPC that never reach a route table: those answered on the host, and those dropped there. */
export function hostDestinations(
  network: Network,
  vpcId: string,
  family: Family,
): { answered: AddressSet; dropped: AddressSet } {
  const answered = addresses.union(SERVICES[family], resolverOf(network, vpcId, family));
  return { answered, dropped: addresses.subtract(RESERVED[family], answered) };
}

/** The resolver at the base of the primary IPv4 prefix plus two. */
function resolverOf(network: Network, vpcId: string, family: Family): AddressSet {
  const primary = family === 4 ? localPrefixes(network, vpcId, 4)[0] : undefined;
  return primary ? [[primary.base + 2n, primary.base + 2n]] : [];
}

function setOf(texts: readonly string[]): AddressSet {
  return addresses.of(
    texts.flatMap((text) => {
      const address = parseAddress(text);
      return address ? [...oneAddress(address)] : [];
    }),
  );
}

function prefixSet(text: string): AddressSet {
  const prefix = parsePrefix(text);
  return prefix ? prefixesSet([prefix]) : [];
}
