import type { ConfigurationIndex, SecurityGroupRule } from "../configuration";
import { type Family, type Prefix, parsePrefix, prefixCovers } from "../net";

const PRIVATE_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const PUBLIC_IPV6 = "2000::/3";

/** Which part of the public space a rule admits: all of it in practice, some prefixes of it, or none. */
export type PublicPart =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly prefixes: readonly string[] }
  | { readonly kind: "none" };

/**
 * The public part of one rule's peer for a family, by the measure of Q-7: a prefix of length 8 or shorter
 * (16 for IPv6) is the whole internet. Private prefixes and prefixes of the estate's own VPCs are nobody outside.
 */
export function publicPart(index: ConfigurationIndex, rule: SecurityGroupRule, family: Family): PublicPart {
  const prefixes = peerPrefixes(index, rule)
    .map(parsePrefix)
    .filter((prefix) => prefix?.family === family)
    .filter((prefix) => prefix !== undefined)
    .filter((prefix) => isOutside(index, prefix));
  if (prefixes.length === 0) return { kind: "none" };
  if (prefixes.some(({ length }) => length <= (family === 4 ? 8 : 16))) return { kind: "whole" };
  return { kind: "part", prefixes: peerPrefixes(index, rule).filter((text) => isOneOf(text, prefixes)) };
}

function peerPrefixes(index: ConfigurationIndex, { peer }: SecurityGroupRule): readonly string[] {
  if (peer.kind === "prefix") return [peer.prefix];
  if (peer.kind === "prefixList") return index.get("prefixList", peer.prefixListId)?.prefixes ?? [];
  return [];
}

function isOutside(index: ConfigurationIndex, prefix: Prefix): boolean {
  const inside = index.configuration.resources.vpc.flatMap((vpc) => vpc.prefixes).map(parsePrefix);
  if (inside.some((own) => own && prefixCovers(own, prefix))) return false;
  if (prefix.family === 4)
    return !PRIVATE_IPV4.map(parsePrefix).some((own) => own && prefixCovers(own, prefix));
  const space = parsePrefix(PUBLIC_IPV6);
  return space !== undefined && (prefixCovers(space, prefix) || prefixCovers(prefix, space));
}

function isOneOf(text: string, prefixes: readonly Prefix[]): boolean {
  const prefix = parsePrefix(text);
  return prefixes.some(
    (each) => each.family === prefix?.family && each.base === prefix.base && each.length === prefix.length,
  );
}
