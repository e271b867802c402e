import type { ResourceOf } from "../configuration";
import { type Family, formatAddress, type Prefix } from "../net";
import { type Network, prefixesOf } from "./network";

/**
 * The first address of the subnet that nobody has, and takes it; the first four and the last are the provider's (SUB-2).
 *
 * @param taken  what was taken before; undefined where no address is free
 */
export function freeAddress(
  network: Network,
  subnet: ResourceOf<"subnet">,
  family: Family,
  taken: Set<string>,
): string | undefined {
  if (family === 4 && subnet.availableIpAddressCount === 0) return undefined;
  for (const prefix of prefixesOf(network, subnet.prefixes, family)) {
    const last = lastOf(prefix);
    for (let value = prefix.base + 4n; value < last; value++) {
      const text = formatAddress({ family, value });
      const key = `${subnet.vpcId} ${text}`;
      if (taken.has(key) || network.addresses.ownerIn(subnet.vpcId, text)) continue;
      taken.add(key);
      return text;
    }
  }
  return undefined;
}

function lastOf({ family, base, length }: Prefix): bigint {
  return base + (1n << BigInt((family === 4 ? 32 : 128) - length)) - 1n;
}
