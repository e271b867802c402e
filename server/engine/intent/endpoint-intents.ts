import { type ConfigurationIndex, namedId, type ResourceOf } from "../configuration";
import { parseAddress, parsePrefix, prefixContains } from "../net";
import { applicationOf } from "./applications";
import type { Intent } from "./intent.schema";
import { intentId } from "./intent-id";
import { namedFlow } from "./rule-ports";
import { tierEnd, withStopped } from "./tier-end";
import type { Member, Tier } from "./tiers";

type Endpoint = ResourceOf<"vpcEndpoint">;

/**
 * Required flows to services by endpoints that someone made for them: a gateway endpoint serves the instances whose
 * subnets' tables lead to it; an interface endpoint the instances that its groups admit.
 */
export function endpointIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  return index.configuration.resources.vpcEndpoint.flatMap((endpoint) => {
    const uses = userFinder(index, endpoint);
    return tiers
      .filter(({ vpcId }) => vpcId === endpoint.vpcId)
      .flatMap((tier) => {
        const members = tier.members.filter(
          (member) => member.element.kind === "instance" && uses(tier, member),
        );
        return members.length === 0 ? [] : [endpointIntent(index, endpoint, tier, members)];
      });
  });
}

function endpointIntent(
  index: ConfigurationIndex,
  endpoint: Endpoint,
  tier: Tier,
  members: readonly Member[],
): Intent {
  const isGateway = endpoint.endpointType === "Gateway";
  const ports: [number, number][] = [[443, 443]];
  const how = isGateway ? "the tables of their subnets lead to it" : "its groups admit them";
  return {
    id: intentId({
      from: tier.key,
      to: `service:${endpoint.serviceName}`,
      family: 4,
      protocol: "tcp",
      ports,
    }),
    application: applicationOf(index, tier),
    from: tierEnd(tier, members),
    to: { kind: "tier", name: serviceName(endpoint), members: [endpoint.id] },
    family: 4,
    protocol: "tcp",
    ports,
    members: "any",
    criticality: "normal",
    origin: "inferred",
    confidence: isGateway ? 0.7 : 0.8,
    why: withStopped(
      `endpoint ${namedId(index, endpoint.id)} leads to ${endpoint.serviceName}: ${how}`,
      tier,
    ),
  };
}

/** `s3` for `com.amazonaws.eu-west-1.s3`; a customer's service keeps its whole name. */
function serviceName({ serviceName: name }: Endpoint): string {
  return /^com\.amazonaws\.[^.]+\.(.+)$/.exec(name)?.[1] ?? name;
}

function userFinder(index: ConfigurationIndex, endpoint: Endpoint): (tier: Tier, member: Member) => boolean {
  if (endpoint.endpointType === "Gateway") {
    const tables = new Set(endpoint.routeTableIds);
    return (_, { interfaces }) => {
      const subnetId = interfaces[0]?.subnetId ?? "";
      return tables.has(index.routeTableOf(subnetId)?.id ?? "");
    };
  }
  if (endpoint.endpointType !== "Interface") return () => false;
  const rules = endpoint.securityGroupIds
    .flatMap((id) => index.get("securityGroup", id)?.ingress ?? [])
    .filter((rule) => namedFlow(rule)?.ports.some(([lo, hi]) => lo <= 443 && 443 <= hi) === true);
  const groups = new Set(
    rules.flatMap(({ peer }) => (peer.kind === "securityGroup" ? peer.securityGroupId : [])),
  );
  const prefixes = rules.flatMap(({ peer }) =>
    peer.kind === "prefix" ? (parsePrefix(peer.prefix) ?? []) : [],
  );
  return ({ securityGroupIds }, { interfaces }) =>
    securityGroupIds.some((id) => groups.has(id)) ||
    interfaces.some((nic) =>
      nic.privateAddresses.some(({ address }) => {
        const parsed = parseAddress(address);
        return parsed !== undefined && prefixes.some((prefix) => prefixContains(prefix, parsed));
      }),
    );
}
