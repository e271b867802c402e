import type { ConfigurationIndex } from "../configuration";
import { type Family, PROTOCOL } from "../net";

/**
 * The protocols to ask about for a complete relation: TCP, UDP, the family's ICMP, every other protocol that
 * some rule names, and 0, which stands for all that no rule names: it passes where everything does.
 */
export function askedProtocols(index: ConfigurationIndex, family: Family): readonly number[] {
  const named = new Set<number>();
  for (const group of index.configuration.resources.securityGroup)
    for (const rule of [...group.ingress, ...group.egress]) named.add(rule.protocol);
  for (const acl of index.configuration.resources.networkAcl)
    for (const entry of acl.entries) named.add(entry.protocol);
  const icmp = family === 4 ? PROTOCOL.icmp : PROTOCOL.icmpv6;
  const usual: readonly number[] = [PROTOCOL.tcp, PROTOCOL.udp, icmp];
  const foreign: readonly number[] = [-1, PROTOCOL.unset, PROTOCOL.icmp, PROTOCOL.icmpv6, ...usual];
  const others = [...named].filter((protocol) => !foreign.includes(protocol)).sort((a, b) => a - b);
  return [...usual, ...others, PROTOCOL.unset];
}
