import { type Address, bitsOf, type Family, formatAddress, parseAddress } from "./address";

/** An IP range with a length, `10.0.0.0/16`. `base` has no host bits set. */
export interface Prefix {
  readonly family: Family;
  readonly base: bigint;
  readonly length: number;
}

/** Parses `a.b.c.d/n` or `x::/n`; `undefined` when malformed or when host bits are set. A bare address is refused. */
export function parsePrefix(text: string): Prefix | undefined {
  const loose = parsePrefixLoose(text);
  if (!loose) return undefined;
  const host = BigInt(bitsOf(loose.family) - loose.length);
  return (loose.base >> host) << host === loose.base ? loose : undefined;
}

/** As `parsePrefix`, but clears host bits, as the provider does; says so in `hadHostBits`. */
export function parsePrefixMasked(text: string): { prefix: Prefix; hadHostBits: boolean } | undefined {
  const loose = parsePrefixLoose(text);
  if (!loose) return undefined;
  const host = BigInt(bitsOf(loose.family) - loose.length);
  const base = (loose.base >> host) << host;
  return { prefix: { ...loose, base }, hadHostBits: base !== loose.base };
}

function parsePrefixLoose(text: string): Prefix | undefined {
  const match = /^([0-9a-fA-F.:]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const address = match?.[1] === undefined ? undefined : parseAddress(match[1]);
  const length = Number(match?.[2]);
  if (!address || length > bitsOf(address.family)) return undefined;
  return { family: address.family, base: address.value, length };
}

/** Canonical text of a prefix. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress({ family: prefix.family, value: prefix.base })}/${prefix.length}`;
}

/** Whether `address` lies in `prefix`; never across families. */
export function prefixContains(prefix: Prefix, address: Address): boolean {
  if (prefix.family !== address.family) return false;
  const host = BigInt(bitsOf(prefix.family) - prefix.length);
  return address.value >> host === prefix.base >> host;
}

/** Whether `inner` equals `outer` or lies inside it. */
export function prefixCovers(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && prefixContains(outer, { family: inner.family, value: inner.base });
}

/** Whether two prefixes share an address. */
export function prefixesOverlap(a: Prefix, b: Prefix): boolean {
  return prefixCovers(a, b) || prefixCovers(b, a);
}

/** Groups what shares a prefix, the longest prefix first, then by address: the order in which routes are tried. */
export function byPrecedence<T extends { readonly prefix: Prefix }>(candidates: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const candidate of candidates) {
    const key = formatPrefix(candidate.prefix);
    const group = groups.get(key);
    if (group) group.push(candidate);
    else groups.set(key, [candidate]);
  }
  const lengthOf = (group: T[]) => group[0]?.prefix.length ?? 0;
  return [...groups.entries()]
    .sort(([a, x], [b, y]) => lengthOf(y) - lengthOf(x) || (a < b ? -1 : 1))
    .map(([, group]) => group);
}
