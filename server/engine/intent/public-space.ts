import type { ConfigurationIndex, SecurityGroupRule } from "../configuration";
import {
  type Family,
  NOT_PUBLIC_IPV4,
  type Prefix,
  PUBLIC_IPV6_PREFIXES,
  parsePrefix,
  prefixCovers,
} from "../net";

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
  if (prefix.family === 4) return !NOT_PUBLIC_IPV4.some((own) => prefixCovers(own, prefix));
  return PUBLIC_IPV6_PREFIXES.some((space) => prefixCovers(space, prefix) || prefixCovers(prefix, space));
}

function isOneOf(text: string, prefixes: readonly Prefix[]): boolean {
  const prefix = parsePrefix(text);
  return prefixes.some(
    (each) => each.family === prefix?.family && each.base === prefix.base && each.length === prefix.length,
  );
}
