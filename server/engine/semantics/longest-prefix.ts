import { bitsOf, type Family, formatPrefix, type Prefix, parseAddress } from "../net";

/**
 * Finds the longest of `prefixes` around an address. Built in time linear in the prefixes; a look-up costs one
 * step per length that occurs.
 *
 * @returns for an address in text form the prefix in text form, empty where none holds it
 */
export function longestPrefixes(prefixes: readonly Prefix[]): (address: string) => string {
  const byLength = new Map<string, Map<bigint, string>>();
  for (const prefix of prefixes) {
    const key = `${prefix.family} ${prefix.length}`;
    const known = byLength.get(key) ?? new Map<bigint, string>();
    known.set(prefix.base, formatPrefix(prefix));
    byLength.set(key, known);
  }
  const lengths = (family: Family) =>
    Array.from({ length: bitsOf(family) + 1 }, (_, shorter) => bitsOf(family) - shorter).filter((length) =>
      byLength.has(`${family} ${length}`),
    );
  const occurring = { 4: lengths(4), 6: lengths(6) };
  return (text) => {
    const address = parseAddress(text);
    if (!address) return "";
    const { family, value } = address;
    for (const length of occurring[family]) {
      const host = BigInt(bitsOf(family) - length);
      const found = byLength.get(`${family} ${length}`)?.get((value >> host) << host);
      if (found !== undefined) return found;
    }
    return "";
  };
}
