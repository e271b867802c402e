import { type ConfigurationIndex, namedId, type SecurityGroupRule } from "../configuration";
import type { PortSet } from "../net";
import { applicationNamed, applicationOf } from "./applications";
import { type Back, type BalancedService, balancedServices, type Front } from "./balanced-services";
import type { Intent, IntentEnd } from "./intent.schema";
import { intentId } from "./intent-id";
import { publicPart } from "./public-space";
import { inferredCriticality, namedFlow } from "./rule-ports";
import { tierEnd } from "./tier-end";
import { tierName } from "./tier-name";
import type { Member, Tier } from "./tiers";

/**
 * Required flows of load balancers: whoever may call reaches a listener, and through it a target; a balancer that
 * opens connections of its own reaches its targets. The first is asked of the balancer by name, and so answers for
 * the whole way (LB-2); the second names the port that the targets' filters must admit.
 */
export function balancerIntents(index: ConfigurationIndex, tiers: readonly Tier[]): readonly Intent[] {
  return balancedServices(index).flatMap((balancer) =>
    balancer.fronts.flatMap((front) => [
      ...callersOf(index, tiers, balancer, front).map((caller) =>
        frontIntent(index, tiers, balancer, front, caller),
      ),
      ...front.backs.flatMap((back) => backIntents(index, tiers, balancer, back)),
    ]),
  );
}

interface Caller {
  readonly key: string;
  readonly end: IntentEnd;
  readonly why: string;
  readonly confidence: number;
}

/** Who a listener is for: the internet where the balancer faces it, and the members of groups that it admits. */
function callersOf(
  index: ConfigurationIndex,
  tiers: readonly Tier[],
  balancer: BalancedService,
  { protocol, port }: Front,
): readonly Caller[] {
  const callers = new Map<string, Caller>();
  const add = (caller: Caller) => callers.set(caller.key, callers.get(caller.key) ?? caller);
  if (balancer.isPublic && balancer.securityGroupIds.length === 0)
    add({ key: "internet", end: { kind: "internet" }, why: "it faces the internet", confidence: 0.9 });
  for (const groupId of balancer.securityGroupIds)
    for (const rule of index.get("securityGroup", groupId)?.ingress ?? []) {
      if (!admits(rule, protocol, port)) continue;
      const part = balancer.isPublic ? publicPart(index, rule, 4) : { kind: "none" as const };
      if (part.kind === "whole")
        add({
          key: "internet",
          end: { kind: "internet" },
          why: `${namedId(index, groupId)} admits the internet`,
          confidence: 0.9,
        });
      if (part.kind === "part")
        add({
          key: `internet:${part.prefixes.join(",")}`,
          end: { kind: "internet", prefixes: [...part.prefixes] },
          why: `${namedId(index, groupId)} admits ${part.prefixes.join(", ")}`,
          confidence: 0.8,
        });
      const { peer } = rule;
      if (peer.kind !== "securityGroup") continue;
      for (const tier of tiers.filter(({ securityGroupIds }) =>
        securityGroupIds.includes(peer.securityGroupId),
      ))
        add({
          key: tier.key,
          end: tierEnd(tier),
          why: `${namedId(index, groupId)} admits members of ${namedId(index, peer.securityGroupId)}`,
          confidence: 0.9,
        });
    }
  return [...callers.values()];
}

function admits(rule: SecurityGroupRule, protocol: string, port: number): boolean {
  const flow = namedFlow(rule);
  return (
    flow !== undefined &&
    (flow.protocol === protocol || flow.isWide) &&
    flow.ports.some(([lo, hi]) => lo <= port && port <= hi)
  );
}

function frontIntent(
  index: ConfigurationIndex,
  tiers: readonly Tier[],
  balancer: BalancedService,
  front: Front,
  caller: Caller,
): Intent {
  const asked: PortSet = [[front.port, front.port]];
  return {
    ...intentOf(caller.key, `balancer:${balancer.id}`, front.protocol, front.port),
    application: applicationOfBalancer(index, tiers, balancer),
    from: caller.end,
    to: { kind: "tier", name: balancer.name, members: [balancer.id] },
    criticality: inferredCriticality({ ports: asked }),
    confidence: caller.confidence,
    why: `load balancer \`${balancer.name}\` listens on ${front.protocol}/${front.port} and ${caller.why}`,
  };
}

function backIntents(
  index: ConfigurationIndex,
  tiers: readonly Tier[],
  balancer: BalancedService,
  { key, members, port }: Back,
): readonly Intent[] {
  if (!balancer.isProxy || balancer.nodes.length === 0) return [];
  return [
    {
      ...intentOf(`balancer:${balancer.id}`, key, "tcp", port),
      application: applicationOfBalancer(index, tiers, balancer),
      from: { kind: "tier", name: balancer.name, members: balancer.nodes.map(({ id }) => id) },
      to: { kind: "tier", name: nameOf(index, tiers, members), members: [...members] },
      criticality: "normal",
      confidence: 0.9,
      why: `load balancer \`${balancer.name}\` forwards to its targets on tcp/${port}`,
    },
  ];
}

/** What every intent of a balancer has. */
function intentOf(from: string, to: string, protocol: string, port: number) {
  const ports: [number, number][] = [[port, port]];
  const id = intentId({ from, to, family: 4, protocol, ports });
  return { id, family: 4, protocol, ports, members: "any", origin: "inferred" } as const;
}

/** The application of the balancer's own tag, else of the tier that most of its targets are in. */
function applicationOfBalancer(
  index: ConfigurationIndex,
  tiers: readonly Tier[],
  balancer: BalancedService,
): string {
  const own = applicationNamed(balancer.tags);
  if (own !== undefined) return own;
  const members = new Set(balancer.fronts.flatMap(({ backs }) => backs.flatMap((back) => back.members)));
  const [home] = tiers
    .map((tier) => ({ tier, count: tier.members.filter(({ element }) => members.has(element.id)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.tier.key < b.tier.key ? -1 : 1));
  if (home) return applicationOf(index, home.tier);
  return index.get("vpc", balancer.vpcId ?? "")?.name ?? balancer.vpcId ?? balancer.name;
}

function nameOf(index: ConfigurationIndex, tiers: readonly Tier[], ids: readonly string[]): string {
  const all = new Map<string, Member>(
    tiers.flatMap(({ members }) => members.map((each) => [each.element.id, each] as const)),
  );
  const members = ids.flatMap((id) => all.get(id) ?? []);
  const groups = new Set(
    members.flatMap(({ interfaces }) => interfaces.flatMap((nic) => nic.securityGroupIds)),
  );
  return tierName(index, members, [...groups].sort());
}
