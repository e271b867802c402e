import { type ConfigurationIndex, namedId } from "../configuration";
import type { Family } from "../net";
import { applicationOf } from "./applications";
import type { Intent } from "./intent.schema";
import { intentId } from "./intent-id";
import { flowText, inferredCriticality, namedFlow } from "./rule-ports";
import { tierEnd, withStopped } from "./tier-end";
import type { Tier } from "./tiers";

/**
 * Required flows from rules that admit a security group: such a rule names a caller and a port. Every tier that
 * carries the named group calls every tier that carries the rule. A group that admits itself on every port (as
 * each VPC's default group does) names neither, and a tier of one has nobody else to call; both give none.
 */
export function callerIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  const intents: Intent[] = [];
  for (const to of tiers)
    for (const groupId of to.securityGroupIds)
      for (const rule of index.get("securityGroup", groupId)?.ingress ?? []) {
        const { peer } = rule;
        const flow = namedFlow(rule);
        if (peer.kind !== "securityGroup" || !flow) continue;
        for (const from of tiers.filter((tier) => tier.securityGroupIds.includes(peer.securityGroupId))) {
          if (from.key === to.key && (flow.isWide || to.members.length < 2)) continue;
          const family = commonFamily(from, to);
          if (family === undefined) continue;
          const { protocol, ports } = flow;
          intents.push({
            id: intentId({ from: from.key, to: to.key, family, protocol, ports }),
            application: applicationOf(index, to),
            from: tierEnd(from),
            to: tierEnd(to),
            family,
            protocol,
            ports: ports.map(([lo, hi]) => [lo, hi]),
            members: "any",
            criticality: inferredCriticality(flow),
            origin: "inferred",
            confidence: flow.isWide ? 0.5 : 0.8,
            why: withStopped(
              `security group ${namedId(index, groupId)} admits ${flowText(flow)} from members of ${namedId(index, peer.securityGroupId)}`,
              from,
              to,
            ),
          });
        }
      }
  return intents;
}

/** IPv4 where both tiers have it, for that is what names resolve to; IPv6 where only that is common. */
function commonFamily(a: Tier, b: Tier): Family | undefined {
  const has = (tier: Tier, family: Family) =>
    tier.members.every(({ interfaces }) =>
      interfaces.some((nic) => (family === 4 ? nic.privateAddresses : nic.ipv6Addresses).length > 0),
    );
  if (has(a, 4) && has(b, 4)) return 4;
  return has(a, 6) && has(b, 6) ? 6 : undefined;
}
