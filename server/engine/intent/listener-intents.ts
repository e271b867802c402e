import { type ConfigurationIndex, namedId, type SecurityGroupRule } from "../configuration";
import type { Family } from "../net";
import { applicationOf } from "./applications";
import type { Intent } from "./intent.schema";
import { intentId } from "./intent-id";
import { type PublicPart, publicPart } from "./public-space";
import { flowText, inferredCriticality, type NamedFlow, namedFlow } from "./rule-ports";
import { tierEnd, withStopped } from "./tier-end";
import type { Member, Tier } from "./tiers";

/**
 * Required flows from public listeners: members with a public address whose groups admit the internet. A rule
 * that admits only some public prefixes gives a flow from just those, not from the whole internet: that office
 * or partner would miss it, a stranger would not.
 */
export function listenerIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  const intents: Intent[] = [];
  for (const tier of tiers)
    for (const family of [4, 6] as const) {
      const members = tier.members.filter((member) => hasPublicAddress(member, family));
      if (members.length === 0) continue;
      for (const groupId of tier.securityGroupIds)
        for (const rule of index.get("securityGroup", groupId)?.ingress ?? []) {
          const flow = namedFlow(rule);
          const part = publicPart(index, rule, family);
          if (flow && part.kind !== "none")
            intents.push(listener(index, { tier, members, family, groupId, rule, flow, part }));
        }
    }
  return intents;
}

interface Listener {
  readonly tier: Tier;
  readonly members: readonly Member[];
  readonly family: Family;
  readonly groupId: string;
  readonly rule: SecurityGroupRule;
  readonly flow: NamedFlow;
  readonly part: Exclude<PublicPart, { kind: "none" }>;
}

function listener(
  index: ConfigurationIndex,
  { tier, members, family, groupId, flow, part }: Listener,
): Intent {
  const { protocol, ports } = flow;
  const from = part.kind === "whole" ? "internet" : `internet:${part.prefixes.join(",")}`;
  const who = part.kind === "whole" ? "the internet" : part.prefixes.join(", ");
  return {
    id: intentId({ from, to: tier.key, family, protocol, ports }),
    application: applicationOf(index, tier),
    from: part.kind === "whole" ? { kind: "internet" } : { kind: "internet", prefixes: [...part.prefixes] },
    to: tierEnd(tier, members),
    family,
    protocol,
    ports: ports.map(([lo, hi]) => [lo, hi]),
    members: "any",
    criticality: part.kind === "whole" ? inferredCriticality(flow) : "low",
    origin: "inferred",
    confidence: flow.isWide ? 0.5 : 0.8,
    why: withStopped(
      `security group ${namedId(index, groupId)} admits ${flowText(flow)} from ${who} and the members have a public address`,
      tier,
    ),
  };
}

/** A public IPv4 address on an interface, or any IPv6 address: those are public by nature (IGW-4). */
function hasPublicAddress({ interfaces }: Member, family: Family): boolean {
  return interfaces.some((nic) =>
    family === 4
      ? nic.privateAddresses.some(({ publicAddress }) => publicAddress !== undefined)
      : nic.ipv6Addresses.length > 0,
  );
}
