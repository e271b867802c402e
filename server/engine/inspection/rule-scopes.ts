import type { ConfigurationIndex, NetworkAclEntry, SecurityGroupRule } from "../configuration";
import {
  ALL_PORTS,
  type Family,
  hasPorts,
  isIcmp,
  type PortSet,
  PROTOCOL,
  type Prefix,
  parsePrefix,
  ports,
  prefixesSet,
} from "../net";
import { icmpSet, type RuleScope } from "./covered-rules";

/** What an entry speaks of. Clause: NACL-2. */
export function aclEntryScope({ prefix: text, protocol, portRange, icmp }: NetworkAclEntry): RuleScope[] {
  const prefix = parsePrefix(text);
  if (!prefix) return [];
  return [
    {
      ...peersOf([prefix], prefix.family),
      protocol,
      ports: hasPorts(protocol)
        ? portRange
          ? ports.of([[portRange.from, portRange.to]])
          : ALL_PORTS
        : isIcmp(protocol) && icmp && !(protocol === PROTOCOL.icmpv6 && prefix.family === 4)
          ? icmpSet(icmp.type, icmp.code)
          : ALL_PORTS,
    },
  ];
}

/**
 * What a security group rule speaks of: a scope for each family of a prefix list. None for one that matches nothing,
 * and for a list that is not in the input. Clauses: SG-4, SG-5, UNK-2.
 */
export function groupRuleScopes(index: ConfigurationIndex, rule: SecurityGroupRule): RuleScope[] {
  const portSet = groupPorts(rule);
  if (portSet === undefined) return [];
  const { peer, protocol } = rule;
  const scope = (peers: Pick<RuleScope, "peerKind" | "peers">) => ({ ...peers, protocol, ports: portSet });
  // Who is in a group is for the interpreter to say: to each other, rules for one group are alike.
  if (peer.kind === "securityGroup") return [scope({ peerKind: peer.securityGroupId, peers: [[0n, 0n]] })];
  const texts =
    peer.kind === "prefix" ? [peer.prefix] : (index.get("prefixList", peer.prefixListId)?.prefixes ?? []);
  const prefixes = texts.flatMap((text) => parsePrefix(text) ?? []);
  return ([4, 6] as const).flatMap((family) => {
    const own = prefixes.filter((prefix) => prefix.family === family);
    return own.length === 0 ? [] : [scope(peersOf(own, family))];
  });
}

function groupPorts({ protocol, fromPort, toPort }: SecurityGroupRule): PortSet | undefined {
  if (isIcmp(protocol)) {
    const [type, code] = [fromPort ?? -1, toPort ?? -1];
    return type === -1 && code !== -1 ? undefined : icmpSet(type, code);
  }
  if (!hasPorts(protocol)) return ALL_PORTS;
  const from = fromPort === undefined || fromPort === -1 ? 0 : fromPort;
  const to = toPort === undefined || toPort === -1 ? 65_535 : toPort;
  return from <= to ? ports.of([[from, to]]) : undefined;
}

function peersOf(prefixes: readonly Prefix[], family: Family) {
  return { peerKind: `IPv${family}`, peers: prefixesSet(prefixes) };
}
