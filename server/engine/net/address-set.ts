import type { Address, Family } from "./address";
import { bitsOf } from "./address";
import { type Interval, type IntervalSet, intervalAlgebra } from "./interval-set";
import { formatPrefix, type Prefix } from "./prefix";

/** Addresses of one family as sorted disjoint ranges. The family is kept by the holder. */
export type AddressSet = IntervalSet<bigint>;

/** Set operations on addresses of one family. */
export const addresses = intervalAlgebra<bigint>(
  (value) => value + 1n,
  (value) => value - 1n,
);

/** Every address of the family. */
export function allAddresses(family: Family): AddressSet {
  return [[0n, (1n << BigInt(bitsOf(family))) - 1n]];
}

/** The set that holds one address alone. */
export function oneAddress(address: Address): AddressSet {
  return [[address.value, address.value]];
}

/** First and last address of a prefix. */
export function prefixRange(prefix: Prefix): Interval<bigint> {
  const size = 1n << BigInt(bitsOf(prefix.family) - prefix.length);
  return [prefix.base, prefix.base + size - 1n];
}

/** The addresses of all prefixes; callers pass prefixes of one family. */
export function prefixesSet(prefixes: readonly Prefix[]): AddressSet {
  return addresses.of(prefixes.map(prefixRange));
}

/** The fewest prefixes that make up the set, in ascending order. */
export function toPrefixes(set: AddressSet, family: Family): Prefix[] {
  const bits = bitsOf(family);
  const result: Prefix[] = [];
  for (const [lo, hi] of set) {
    for (let from = lo; from <= hi; ) {
      let hostBits = 0;
      while (
        hostBits < bits &&
        (from >> BigInt(hostBits)) % 2n === 0n &&
        from + (2n << BigInt(hostBits)) - 1n <= hi
      )
        hostBits++;
      result.push({ family, base: from, length: bits - hostBits });
      from += 1n << BigInt(hostBits);
    }
  }
  return result;
}

/** Text of a set as prefixes, for people and for JSON answers. */
export function formatAddressSet(set: AddressSet, family: Family): string[] {
  return toPrefixes(set, family).map(formatPrefix);
}
