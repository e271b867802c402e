import { type ConfigurationIndex, namedId, type SecurityGroupRule } from "../configuration";
import { formatPrefix, type Prefix, parseAddress, parsePrefix, prefixContains, prefixCovers } from "../net";
import { applicationOf } from "./applications";
import type { Intent } from "./intent.schema";
import { intentId } from "./intent-id";
import { flowText, inferredCriticality, namedFlow } from "./rule-ports";
import { tierEnd, withStopped } from "./tier-end";
import type { Member, Tier } from "./tiers";

/**
 * Required flows from rules that admit a private prefix: one that is no wider than a subnet names the hosts in it,
 * and one that is another network's whole prefix names those of that network, over a peering or a transit gateway.
 * The network's own prefix names nobody: such a rule says "everyone here".
 */
export function addressIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  const intents: Intent[] = [];
  for (const to of tiers)
    for (const groupId of to.securityGroupIds)
      for (const rule of index.get("securityGroup", groupId)?.ingress ?? []) {
        const flow = namedFlow(rule);
        if (!flow || flow.isWide) continue;
        for (const named of prefixesOf(index, rule)) {
          const scope = scopeOf(index, to.vpcId, named);
          if (scope === undefined) continue;
          for (const from of tiers) {
            const members = from.members.filter((member) => isInside(member, named));
            const isOwn = from.key === to.key;
            if (members.length === 0 || isOwn || (scope === "network") === (from.vpcId === to.vpcId))
              continue;
            const { protocol, ports } = flow;
            intents.push({
              id: intentId({
                from: `${from.key}@${formatPrefix(named)}`,
                to: to.key,
                family: named.family,
                protocol,
                ports,
              }),
              application: applicationOf(index, to),
              from: tierEnd(from, members),
              to: tierEnd(to),
              family: named.family,
              protocol,
              ports: ports.map(([lo, hi]) => [lo, hi]),
              members: "any",
              criticality: inferredCriticality(flow),
              origin: "inferred",
              confidence: scope === "network" ? 0.6 : 0.7,
              why: withStopped(
                `security group ${namedId(index, groupId)} admits ${flowText(flow)} from ${formatPrefix(named)}, where they are`,
                from,
                to,
              ),
            });
          }
        }
      }
  return intents;
}

function prefixesOf(index: ConfigurationIndex, { peer }: SecurityGroupRule): readonly Prefix[] {
  const texts =
    peer.kind === "prefix"
      ? [peer.prefix]
      : peer.kind === "prefixList"
        ? (index.get("prefixList", peer.prefixListId)?.prefixes ?? [])
        : [];
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

/** `subnet`: no wider than a subnet of this network; `network`: within one other network; else nobody in particular. */
function scopeOf(index: ConfigurationIndex, vpcId: string, prefix: Prefix): "subnet" | "network" | undefined {
  const within = (texts: readonly string[]) =>
    texts.some((text) => {
      const own = parsePrefix(text);
      return own !== undefined && prefixCovers(own, prefix);
    });
  if (index.subnetsOf(vpcId).some((subnet) => within(subnet.prefixes))) return "subnet";
  const owners = index.configuration.resources.vpc.filter((vpc) => within(vpc.prefixes));
  const [only] = owners;
  return owners.length === 1 && only?.id !== vpcId ? "network" : undefined;
}

function isInside({ interfaces }: Member, prefix: Prefix): boolean {
  const texts = interfaces.flatMap((nic) =>
    prefix.family === 4 ? nic.privateAddresses.map(({ address }) => address) : nic.ipv6Addresses,
  );
  return texts.some((text) => {
    const address = parseAddress(text);
    return address !== undefined && prefixContains(prefix, address);
  });
}
