import * as fc from "fast-check";
import type { Family } from "../engine/net";
import type { End, Failure, Question } from "../engine/semantics";
import type { BalancerSpec, TargetGroupSpec } from "./network-builder-balancers";
import { network } from "./network-builder-change";
import { address, ask, outside } from "./network-builder-question";
import type { NetworkSpec } from "./network-builder-spec";
import { aclEntry, groupRule, openOr, openOrEntries, openOrRules, type RuleWords } from "./rule-arbitrary";

/**
 * Small networks with load balancers: `lb` of any generation and `nlb`, a network load balancer that may have `lb` for its
 * target, in two zones of VPC A; hosts t1, t2, t3 behind them in A, some in a scaling group, and the client c; d in
 * the peered VPC B is a client and, by its address, a target. Listeners, rules, recorded health, thresholds, cross-zone, addresses
 * kept or not, groups, ACLs and routes are random.
 */
export function balancedNetworkArbitrary(): fc.Arbitrary<NetworkSpec> {
  return fc.record(PARTS).map((parts) =>
    network({
      vpcs: { A: { prefixes: ["10.0.0.0/16", "2001:db8:a::/56"] }, B: { prefixes: ["10.1.0.0/16"] } },
      subnets: {
        l1: { vpc: "A", prefixes: ["10.0.1.0/24", "2001:db8:a:1::/64"], zone: "z1" },
        l2: { vpc: "A", prefixes: ["10.0.2.0/24", "2001:db8:a:2::/64"], zone: "z2" },
        a1: { vpc: "A", prefixes: ["10.0.11.0/24", "2001:db8:a:11::/64"], zone: "z1" },
        a2: { vpc: "A", prefixes: ["10.0.12.0/24", "2001:db8:a:12::/64"], zone: "z2" },
        b1: { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "z1" },
      },
      igws: { "igw-a": { vpc: "A" } },
      peerings: { "pcx-ab": { requester: "A", accepter: "B" } },
      tables: {
        "rt-l": { vpc: "A", subnets: ["l1", "l2"], routes: parts.routesL },
        "rt-a": { vpc: "A", subnets: ["a1", "a2"], routes: parts.routesA },
        "rt-b": { vpc: "B", subnets: ["b1"], routes: parts.routesB },
      },
      groups: {
        "sg-lb": { vpc: "A", in: parts.inLb, out: parts.outLb },
        "sg-t": { vpc: "A", in: parts.inT },
        "sg-c": { vpc: "A", in: ["all from 0.0.0.0/0"] },
        "sg-d": { vpc: "B", in: ["all from 0.0.0.0/0"] },
      },
      acls: { "acl-a1": { vpc: "A", subnets: ["a1"], in: parts.aclIn, out: parts.aclOut } },
      vms: {
        c: { subnet: parts.home, addresses: [HOMES[parts.home]], groups: ["sg-c"] },
        t1: { subnet: "a1", addresses: ["10.0.11.10", "2001:db8:a:11::10"], groups: ["sg-t"] },
        t2: { subnet: "a2", addresses: ["10.0.12.10", "2001:db8:a:12::10"], groups: ["sg-t"] },
        t3: { subnet: "a2", addresses: ["10.0.12.11"], groups: ["sg-t"], state: parts.state },
        d: { subnet: "b1", addresses: ["10.1.1.10"], groups: ["sg-d"] },
      },
      balancers: { lb: balancer("lb", parts.lb), nlb: balancer("nlb", parts.nlb) },
      targetGroups: {
        "tg-1": { vpc: "A", port: 8080, ...parts.tg1 },
        "tg-2": { vpc: "A", type: "ip", port: 8081, ...parts.tg2 },
        "tg-n": { vpc: "A", port: 8080, ...parts.tgN },
        "tg-lb": {
          vpc: "A",
          type: "alb",
          protocol: "TCP",
          port: 443,
          targets: parts.lb.type === "application" ? ["lb"] : [],
        },
      },
      scalingGroups: parts.scaling ? { asg: parts.scaling } : {},
    }),
  );
}

/** Where the client may stand: beside a node, beside a target. */
const HOMES = { l1: "10.0.1.10", a1: "10.0.11.20" } as const;

interface BalancerParts {
  readonly type: BalancerSpec["type"];
  readonly isPublic: boolean;
  readonly subnets: readonly string[];
  readonly listeners: readonly string[];
  readonly hasGroups: boolean;
  readonly crossZone: boolean | undefined;
  readonly state: string | undefined;
  readonly vms: readonly string[];
  readonly rules: readonly string[] | undefined;
}

function balancer(name: "lb" | "nlb", parts: BalancerParts): BalancerSpec {
  const host = name === "lb" ? 20 : 30;
  const node = (subnet: string) => {
    const zone = subnet.slice(1);
    return `10.0.${zone}.${host}${parts.isPublic ? ` 198.51.100.${host + Number(zone)}` : ""}`;
  };
  return {
    type: parts.type,
    public: parts.isPublic,
    nodes: Object.fromEntries(parts.subnets.map((subnet) => [subnet, node(subnet)])),
    // Only a network load balancer may be without groups (SG-12).
    groups: parts.hasGroups || parts.type !== "network" ? ["sg-lb"] : [],
    listeners: parts.listeners,
    vms: parts.type === "classic" ? parts.vms : [],
    crossZone: parts.crossZone,
    state: parts.state,
    rules: parts.type === "application" && parts.rules ? { "443": parts.rules } : undefined,
  };
}

/** A question that makes sense on those networks: to a balancer by its name or at a node, or to a host itself. */
export function balancedQuestionArbitrary(mode: fc.Arbitrary<Question["mode"]>): fc.Arbitrary<Question> {
  const client = outside("203.0.113.9/32");
  const balancers = ["lb", "nlb"].map((id): End => ({ kind: "loadBalancer", id }));
  const nodes = ["10.0.1.20", "10.0.2.30", "198.51.100.21", "198.51.100.32"].map((text) => address(text));
  const from = fc.constantFrom<string | End>("internet", client, "c", "d", "t1");
  const to = fc.constantFrom<string | End>(
    ...[...balancers, ...balancers, ...balancers, ...nodes, "t1", "t2", "d"],
  );
  const what = fc.constantFrom("tcp/443", "tcp/443", "tcp/443", "tcp/80", "tcp", "udp/53", "tcp/8080");
  const family = fc.constantFrom<Family>(4, 4, 4, 4, 6);
  return fc
    .tuple(from, to, what, mode, family)
    .filter(([source, target]) => source !== target)
    .map(([source, target, asked, given, each]) => ask(source, target, asked, { mode: given, family: each }));
}

/** Failures of anything in those networks that a static route points at. */
export const balancedRouteTargetFailure: fc.Arbitrary<Failure> = fc.constantFrom<Failure>(
  { kind: "internetGateway", id: "igw-a", mode: "down" },
  { kind: "vpcPeeringConnection", id: "pcx-ab", mode: "down" },
);

/** Any failure of anything in those networks that leaves the configuration as it is. */
export const balancedFailure: fc.Arbitrary<Failure> = fc.oneof(
  balancedRouteTargetFailure,
  fc.constantFrom<Failure>(
    { kind: "zone", id: "z1", mode: "down" },
    { kind: "zone", id: "z2", mode: "down" },
    { kind: "subnet", id: "l2", mode: "down" },
    { kind: "subnet", id: "a1", mode: "down" },
    { kind: "instance", id: "t1", mode: "down" },
    { kind: "instance", id: "t2", mode: "down" },
    { kind: "networkInterface", id: "eni-t2", mode: "down" },
    { kind: "networkInterface", id: "eni-lb-l1", mode: "down" },
    { kind: "loadBalancerNode", id: "lb#z1", mode: "down" },
    { kind: "loadBalancerNode", id: "nlb#z2", mode: "down" },
    { kind: "loadBalancer", id: "lb", mode: "down" },
    { kind: "securityGroup", id: "sg-lb", mode: "blocked" },
    { kind: "securityGroup", id: "sg-t", mode: "blocked" },
    { kind: "networkAcl", id: "acl-a1", mode: "blocked" },
  ),
);

const GROUP_RULES: RuleWords = {
  traffic: ["all", "tcp 443", "tcp 8080", "tcp 8080-8081", "tcp 9000", "tcp 0-65535", "udp 53"],
  peers: ["0.0.0.0/0", "::/0", "10.0.0.0/8", "10.0.1.0/24", "203.0.113.0/24", "sg-lb", "sg-t", "sg-c"],
};
const ACL_ENTRIES: RuleWords = {
  traffic: ["all", "tcp 8080", "tcp 1024-65535", "tcp 0-65535"],
  peers: ["0.0.0.0/0", "10.0.1.0/24", "10.0.0.0/16", "203.0.113.0/24"],
};

/** A rule for a security group of those networks, without its direction. */
export const balancedGroupRule = (direction: "from" | "to"): fc.Arbitrary<string> =>
  groupRule(GROUP_RULES, direction);
/** An ACL entry of those networks that allows, with this number. */
export const balancedAclEntry = (ruleNumber: number): fc.Arbitrary<string> =>
  aclEntry(ACL_ENTRIES, ruleNumber, "allow");

const rules = (direction: "from" | "to") => openOrRules(GROUP_RULES, direction);
const entries = openOrEntries(ACL_ENTRIES);
const some = (...routes: readonly string[]) => openOr([...routes], fc.subarray([...routes]));
const maybe = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const recorded = (...targets: readonly string[]) =>
  fc
    .subarray([...targets])
    .chain((list) =>
      fc.tuple(
        ...list.map((target) =>
          fc
            .constantFrom("healthy", "healthy", "unhealthy", "draining", "unused", "unknown", "initial")
            .map((state) => `${target} ${state}`),
        ),
      ),
    );
const attributes = fc
  .record(
    {
      "preserve_client_ip.enabled": fc.constantFrom("true", "false"),
      "load_balancing.cross_zone.enabled": fc.constantFrom(
        "true",
        "false",
        "use_load_balancer_configuration",
      ),
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": fc.constantFrom("1", "2"),
      "target_group_health.dns_failover.minimum_healthy_targets.percentage": fc.constantFrom(
        "50",
        "100",
        "off",
      ),
    },
    { requiredKeys: [] },
  )
  .map((given): NonNullable<TargetGroupSpec["attributes"]> => ({ ...given }));
const group = (protocol: string, ...targets: readonly string[]) =>
  fc.record({
    protocol: fc.constant(protocol),
    targets: recorded(...targets),
    healthPort: maybe("9000", "8080"),
    isChecked: fc.constantFrom(true, true, true, false),
    attributes: openOr({}, attributes),
  });
const shared = {
  isPublic: fc.boolean(),
  subnets: fc.constantFrom(["l1", "l2"], ["l1", "l2"], ["l1"]),
  hasGroups: fc.boolean(),
  crossZone: maybe(true, false),
  state: maybe("active", "active_impaired", "provisioning"),
  vms: fc.subarray(["t1", "t2", "t3"]),
  rules: maybe(["/a -> tg-2"], ["/a -> tg-1", "/b -> tg-2=0"]),
};
const listens = (type: BalancerSpec["type"], ...listeners: readonly string[]) =>
  fc.record({
    ...shared,
    type: fc.constant(type),
    listeners: fc.subarray([...listeners], { minLength: 1 }),
  });

const PARTS = {
  lb: fc.oneof(
    listens("application", "HTTPS 443 -> tg-1", "HTTP 80 -> redirect", "HTTP 8080 -> tg-1 tg-2"),
    listens("network", "TCP 443 -> tg-1", "UDP 53 -> tg-2", "TCP 80 -> tg-2"),
    listens("classic", "TCP 443 -> 8080", "TCP 80 -> 8081"),
  ),
  nlb: listens("network", "TCP 443 -> tg-n", "TCP_UDP 53 -> tg-n", "TCP 80 -> tg-lb"),
  tg1: group("HTTP", "t1", "t2", "t3"),
  tg2: group("TCP", "10.0.11.10", "10.0.12.10", "10.1.1.10"),
  tgN: group("TCP", "t1", "t2"),
  home: fc.constantFrom<keyof typeof HOMES>("l1", "a1"),
  routesL: some("0.0.0.0/0 -> igw-a", "10.1.0.0/16 -> pcx-ab", "::/0 -> igw-a"),
  routesA: some("10.1.0.0/16 -> pcx-ab"),
  routesB: some("10.0.0.0/16 -> pcx-ab"),
  inLb: rules("from"),
  outLb: rules("to"),
  inT: rules("from"),
  aclIn: entries,
  aclOut: entries,
  state: fc.constantFrom("running", "running", "stopped"),
  scaling: fc.option(
    fc.record({
      vms: fc.subarray(["t1", "t2", "t3"], { minLength: 1 }),
      subnets: fc.constantFrom(["a1", "a2"], ["a2"]),
      desired: fc.integer({ min: 1, max: 3 }),
      targetGroups: fc.constant(["tg-1"]),
      healthCheck: fc.constantFrom<"EC2" | "ELB">("EC2", "ELB"),
      suspended: fc.constantFrom<string[]>([], [], ["Launch"]),
    }),
    { nil: undefined },
  ),
};
