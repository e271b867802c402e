import { type ConfigurationIndex, namedId, type RouteTarget } from "../configuration";
import type { Family } from "../net";
import { applicationOf } from "./applications";
import type { Intent } from "./intent.schema";
import { intentId } from "./intent-id";
import { tierEnd, withStopped } from "./tier-end";
import type { Member, Tier } from "./tiers";
import { winningDefaultRoute } from "./winning-route";

/**
 * Required flows from default routes: running instances whose winning default route leads to a NAT,
 * egress-only or internet gateway need `internet` on tcp/443, for each family. An instance whose route leads
 * to an internet gateway but that has no public IPv4 address is left out: no configuration of the gateway lets
 * it out (IGW-2), so the route is not there for it.
 * Clauses: R-7 for the choice of the route; nothing here decides whether the flow works.
 */
export function egressIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  const intents: Intent[] = [];
  for (const tier of tiers)
    for (const family of [4, 6] as const) {
      const gateways = new Set<string>();
      const members = tier.members.filter((member) => {
        const target = member.element.kind === "instance" ? egressTarget(index, member, family) : undefined;
        if (target) gateways.add(namedId(index, target.id));
        return target !== undefined;
      });
      if (members.length === 0) continue;
      const ports: [number, number][] = [[443, 443]];
      intents.push({
        id: intentId({ from: tier.key, to: "internet", family, protocol: "tcp", ports }),
        application: applicationOf(index, tier),
        from: tierEnd(tier, members),
        to: { kind: "internet" },
        family,
        protocol: "tcp",
        ports,
        members: "any",
        criticality: "normal",
        origin: "inferred",
        confidence: 0.6,
        why: withStopped(
          `the default route of its subnets leads to ${[...gateways].sort().join(", ")}`,
          tier,
        ),
      });
    }
  return intents;
}

function egressTarget(
  index: ConfigurationIndex,
  { interfaces }: Member,
  family: Family,
): Extract<RouteTarget, { id: string }> | undefined {
  const nic = interfaces[0];
  if (!nic || (family === 6 && nic.ipv6Addresses.length === 0)) return undefined;
  if (family === 4 && nic.privateAddresses.length === 0) return undefined;
  const target = winningDefaultRoute(index, nic.subnetId, family)?.route.target;
  switch (target?.kind) {
    case "natGateway":
    case "egressOnlyInternetGateway":
      return target;
    case "internetGateway":
      return family === 6 || nic.privateAddresses.some((each) => each.publicAddress !== undefined)
        ? target
        : undefined;
    default:
      return undefined;
  }
}
