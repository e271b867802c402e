import { b4, b4n } from "../../testing/network-builder-balanced";
import { b1 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const balancer = (id: string): End => ({ kind: "loadBalancer", id });
const toAlb = ask("internet", balancer("alb-1"), "tcp/443");
const toNlb = ask("internet", balancer("nlb-1"), "tcp/443");
const down = (kind: string, ...ids: readonly string[]): readonly Failure[] =>
  ids.map((id) => ({ kind, id, mode: "down" }));
const unknown = { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] } as const;
/** A second target group for paths under /static, whose only target admits nobody. */
const byPath: NetworkChange = {
  balancers: { "alb-1": { rules: { "443": ["/static -> tg-db"] } } },
  targetGroups: { "tg-db": { vpc: "v1", port: 8080, targets: ["db-a"] } },
};
/** nlb-1 forwards to the nodes of alb-1, which by then is internal. */
const chained: NetworkChange = {
  balancers: {
    "alb-1": {
      type: "application",
      nodes: { "prv-a": "10.0.10.50", "prv-b": "10.0.11.50" },
      groups: ["sg-alb"],
      listeners: ["HTTP 443 -> tg-app"],
    },
  },
  groups: {
    "sg-alb": { vpc: "v1", in: ["tcp 443 from 0.0.0.0/0"] },
    "sg-app": { in: ["tcp 8080 from sg-alb"] },
  },
  targetGroups: {
    "tg-app": { vpc: "v1", port: 8080, targets: ["app-a", "app-b"] },
    "tg-n": { vpc: "v1", type: "alb", protocol: "TCP", port: 443, targets: ["alb-1"] },
  },
};
const threshold = (purpose: string, count: string): NetworkChange => ({
  targetGroups: {
    "tg-n": {
      attributes: { [`target_group_health.${purpose}.minimum_healthy_targets.count`]: count },
    },
  },
});

/** Nodes, names and what clients meet. */
const frontCases: readonly ConformanceCase[] = [
  {
    title: "a packet to a node's own public address",
    clauses: ["LB-1", "LB-3"],
    network: b4(),
    question: ask("internet", address("198.51.100.20"), "tcp/443"),
    expected: { ...reachable, via: "eni-alb-1-pub-a" },
  },
  {
    title: "a client inside asks an internet-facing balancer by its public addresses",
    clauses: ["LB-2", "IGW-6"],
    network: b4(),
    question: ask("app-a", balancer("alb-1"), "tcp/443"),
    expected: { ...reachable, via: "igw-1" },
  },
  {
    title: "a balancer that is not active yet",
    clauses: ["LB-1"],
    network: but(b4(), { balancers: { "alb-1": { state: "provisioning" } } }),
    question: toAlb,
    expected: refused("LB_STATE", "alb-1"),
  },
  {
    title: "every zone of the balancer fails",
    clauses: ["LB-2", "LB-9"],
    network: b4(),
    failures: down("zone", "zone-a", "zone-b"),
    question: toAlb,
    expected: refused("LB_NO_NODE"),
  },
  {
    title: "a balancer takes no pings",
    clauses: ["LB-3"],
    network: but(b4(), { groups: { "sg-alb": { in: and("icmp -1/-1 from 0.0.0.0/0") } } }),
    question: ask("internet", balancer("alb-1"), "icmp"),
    expected: refused("LB_LISTENER", "alb-1"),
  },
  {
    title: "one path of several leads to a group that refuses",
    clauses: ["LB-4"],
    network: but(b4(), byPath),
    question: toAlb,
    expected: partly("SG_INGRESS", "forward"),
  },
  {
    title: "a group of weight zero gets nothing",
    clauses: ["LB-4"],
    network: but(b4(), byPath, { balancers: { "alb-1": { rules: { "443": ["/static -> tg-db=0"] } } } }),
    question: toAlb,
    expected: reachable,
  },
  {
    title: "a function is called without a network leg",
    clauses: ["LB-3", "LB-6"],
    network: but(b4(), { targetGroups: { "tg-app": { type: "lambda", targets: ["fn-1"] } } }),
    question: toAlb,
    expected: reachable,
  },
];

/** Targets, their health and the zones. */
const targetCases: readonly ConformanceCase[] = [
  ...(["InService", "OutOfService", "Unknown"] as const).map(
    (state): ConformanceCase => ({
      title: `the only instance of a classic load balancer is recorded as ${state}`,
      clauses: ["CLB-1", "LB-5", "LB-6"],
      network: but(b4(), {
        balancers: {
          clb: {
            type: "classic",
            nodes: { "pub-a": "10.0.0.50" },
            groups: ["sg-alb"],
            listeners: ["TCP 443 -> 8080"],
            vms: [`app-a ${state}`],
          },
        },
      }),
      view: "observed",
      question: ask("web-a", balancer("clb"), "tcp/443"),
      expected:
        state === "InService"
          ? reachable
          : state === "OutOfService"
            ? refused("LB_NO_TARGET", "clb", "forward")
            : unknown,
    }),
  ),
  {
    title: "targets by address",
    clauses: ["LB-5", "ALB-1"],
    network: but(b4(), { targetGroups: { "tg-app": { type: "ip", targets: ["10.0.10.10", "10.0.11.10"] } } }),
    question: toAlb,
    expected: reachable,
  },
  {
    title: "a target that is being taken out gets no new flows",
    clauses: ["LB-5"],
    network: but(b4(), { targetGroups: { "tg-app": { targets: ["app-a draining", "db-a draining"] } } }),
    question: toAlb,
    expected: refused("LB_NO_TARGET", "alb-1"),
  },
  {
    title: "a group may keep to its zones under an application load balancer",
    clauses: ["LB-5", "LB-8", "LB-9"],
    network: but(b4(), {
      targetGroups: {
        "tg-app": { targets: ["app-a"], attributes: { "load_balancing.cross_zone.enabled": "false" } },
      },
    }),
    question: toAlb,
    expected: { ...reachable, via: "eni-alb-1-pub-a" },
  },
  {
    title: "the health port is closed, so that all are used",
    clauses: ["LB-6", "LB-7"],
    network: but(b4(), { targetGroups: { "tg-app": { healthPort: "9000" } } }),
    question: toAlb,
    expected: reachable,
  },
  {
    title: "one target is recorded as unhealthy and refuses; the other one answers",
    clauses: ["LB-6", "LB-7"],
    network: but(b4(), {
      vms: { "app-b": { groups: ["sg-db"] } },
      targetGroups: { "tg-app": { targets: ["app-a", "app-b unhealthy"] } },
    }),
    view: "observed",
    question: toAlb,
    expected: reachable,
  },
  {
    title: "without health checks a target that refuses stays in use",
    clauses: ["LB-6"],
    network: but(b4(), {
      vms: { "app-b": { groups: ["sg-db"] } },
      targetGroups: { "tg-app": { isChecked: false } },
    }),
    question: toAlb,
    expected: partly("SG_INGRESS"),
  },
  {
    title: "with too few healthy targets the unhealthy ones are used as well",
    clauses: ["LB-7"],
    network: but(
      b4n(),
      { balancers: { "nlb-1": { crossZone: true } } },
      threshold("unhealthy_state_routing", "2"),
    ),
    failures: down("instance", "app-a"),
    question: toNlb,
    expected: partly("DST_DOWN"),
  },
  {
    title: "a zone with fewer healthy targets than asked for is not named",
    clauses: ["LB-9"],
    network: but(
      b4n(),
      {
        vms: { "app-c": { subnet: "prv-b", addresses: ["10.0.11.11"], groups: ["sg-app"] } },
        targetGroups: { "tg-n": { targets: and("app-c") } },
        acls: {
          "acl-pub-a": { vpc: "v1", subnets: ["pub-a"], in: [], out: ["100 allow all 0.0.0.0/0"] },
        },
      },
      threshold("dns_failover", "2"),
    ),
    question: toNlb,
    expected: { ...reachable, via: "eni-nlb-1-pub-b" },
  },
  {
    title: "a node is down and no zone is healthy: its zone is named all the same",
    clauses: ["CL-2", "LB-9"],
    network: b4(),
    failures: [...down("instance", "app-a", "app-b"), ...down("loadBalancerNode", "alb-1#zone-a")],
    question: ask("internet", balancer("alb-1"), "tcp/443"),
    expected: refused("DST_DOWN"),
  },
  {
    title: "an application load balancer that keeps to its zones fails open in each of them",
    clauses: ["CL-3", "LB-7"],
    network: but(b4(), {
      targetGroups: {
        "tg-app": { attributes: { "load_balancing.cross_zone.enabled": "false" }, healthPort: "9000" },
      },
    }),
    question: toAlb,
    expected: reachable,
  },
  {
    title: "a network load balancer with a healthy target anywhere does not fail open",
    clauses: ["CL-3", "LB-7"],
    network: b4n(),
    failures: down("instance", "app-a"),
    question: ask("internet", address("198.51.100.30"), "tcp/443"),
    expected: refused("LB_NO_TARGET", "nlb-1"),
  },
];

/** Network load balancers and what fails. */
const networkCases: readonly ConformanceCase[] = [
  {
    title: "in front of an application load balancer",
    clauses: ["NLB-6", "ALB-1"],
    network: but(b4n(), chained),
    question: toNlb,
    expected: { ...reachable, via: "eni-alb-1-prv-a" },
  },
  {
    title: "the inner balancer sees the client's address",
    clauses: ["NLB-6"],
    network: but(b4n(), chained, { groups: { "sg-alb": { in: ["tcp 443 from 10.0.0.0/16"] } } }),
    question: toNlb,
    expected: refused("SG_INGRESS", "eni-alb-1-prv-a", "forward"),
  },
  {
    title: "without groups nothing is filtered at the balancer",
    clauses: ["NLB-2"],
    network: b4n(),
    question: ask("web-a", balancer("nlb-i"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "a group on the balancer filters clients",
    clauses: ["NLB-2"],
    network: but(b4n(), {
      groups: { "sg-nlb": { vpc: "v1", in: ["tcp 443 from 10.0.0.0/16"] } },
      balancers: { "nlb-1": { groups: ["sg-nlb"] } },
    }),
    question: toNlb,
    expected: refused("SG_INGRESS", "eni-nlb-1-pub-a", "forward"),
  },
  {
    title: "targets outside the VPC cannot be sent the client's address",
    clauses: ["NLB-5"],
    network: but(b4n(), {
      targetGroups: {
        "tg-n": {
          type: "ip",
          targets: ["172.31.0.10"],
          isChecked: false,
          attributes: { "preserve_client_ip.enabled": "true" },
        },
      },
    }),
    question: toNlb,
    expected: refused("LB_TARGET_VPC", "nlb-1"),
  },
  {
    title: "addresses as targets see the node",
    clauses: ["NLB-1"],
    network: but(b4n(), {
      groups: { "sg-app": { in: ["tcp 8080 from 10.0.0.0/23"] } },
      targetGroups: { "tg-n": { type: "ip", targets: ["10.0.10.10", "10.0.11.10"] } },
    }),
    question: toNlb,
    expected: reachable,
  },
  ...(["T0", "T1"] as const).map(
    (horizon): ConformanceCase => ({
      title: `one node fails, ${horizon}`,
      clauses: ["F-27"],
      network: b4(),
      failures: down("loadBalancerNode", "alb-1#zone-a"),
      horizon,
      question: toAlb,
      expected: horizon === "T0" ? partly("DST_DOWN") : reachable,
    }),
  ),
  {
    title: "the last node fails",
    clauses: ["F-27"],
    network: b4(),
    failures: down("loadBalancerNode", "alb-1#zone-a", "alb-1#zone-b"),
    question: toAlb,
    expected: refused("DST_DOWN"),
  },
  {
    title: "a client that knows one node alone",
    clauses: ["F-27"],
    network: b4(),
    failures: down("loadBalancerNode", "alb-1#zone-a"),
    question: ask("internet", address("198.51.100.20"), "tcp/443"),
    expected: refused("DST_DOWN"),
  },
  {
    title: "the balancer as a whole fails",
    clauses: ["F-27", "LB-1"],
    network: b4(),
    failures: down("loadBalancer", "alb-1"),
    question: toAlb,
    expected: refused("LB_STATE"),
  },
  {
    title: "one target of two fails",
    clauses: ["F-28", "LB-6"],
    network: b4(),
    failures: down("instance", "app-a"),
    question: toAlb,
    expected: { ...reachable, via: "eni-app-b" },
  },
];

const asg = { vms: ["app-a", "app-b"], subnets: ["prv-a", "prv-b"], desired: 2 };
/** Only app-a is a target, and it is recorded as unhealthy. */
const ailing = { targets: ["app-a unhealthy"] };
const scaling = (change: object): NetworkChange => ({ scalingGroups: { asg: { ...asg, ...change } } });
const toApp = ask("web-a", "app-a", "tcp/8080");
const webAdmitted: NetworkChange = { groups: { "sg-app": { in: and("tcp 8080 from sg-web") } } };

/** What a scaling group starts at T2. */
const replacementCases: readonly ConformanceCase[] = [
  ...(["T1", "T2"] as const).map(
    (horizon): ConformanceCase => ({
      title: `a dead member, ${horizon}`,
      clauses: ["F-30"],
      network: but(b4(), webAdmitted, scaling({})),
      failures: down("instance", "app-a"),
      horizon,
      question: toApp,
      expected:
        horizon === "T1" ? refused("DST_DOWN", "app-a") : { ...reachable, via: "eni-app-a+replacement" },
    }),
  ),
  {
    title: "by its old address it is gone",
    clauses: ["F-30", "F-6"],
    network: but(b4(), webAdmitted, scaling({})),
    failures: down("instance", "app-a"),
    horizon: "T2",
    question: ask("web-a", address("10.0.10.10"), "tcp/8080"),
    expected: refused("DST_DOWN"),
  },
  ...["Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy"].map(
    (process): ConformanceCase => ({
      title: `a group that has suspended ${process}`,
      clauses: ["F-30"],
      network: but(b4(), webAdmitted, scaling({ suspended: [process] })),
      failures: down("instance", "app-a"),
      horizon: "T2",
      question: toApp,
      expected: refused("DST_DOWN", "app-a"),
    }),
  ),
  {
    title: "no more than the desired size",
    clauses: ["F-30"],
    network: but(b4(), webAdmitted, scaling({ desired: 1 })),
    failures: down("instance", "app-a"),
    horizon: "T2",
    question: toApp,
    expected: refused("DST_DOWN", "app-a"),
  },
  {
    title: "no subnet with a free address",
    clauses: ["F-30"],
    network: but(b4(), webAdmitted, scaling({ subnets: ["tiny"] }), {
      subnets: { tiny: { vpc: "v1", prefixes: ["10.0.20.0/29"], zone: "zone-b" } },
      vms: {
        full: { subnet: "tiny", addresses: ["10.0.20.4", "10.0.20.5", "10.0.20.6"], groups: ["sg-app"] },
      },
    }),
    failures: down("instance", "app-a"),
    horizon: "T2",
    question: toApp,
    expected: refused("DST_DOWN", "app-a"),
  },
  ...(["EC2", "ELB"] as const).map(
    (healthCheck): ConformanceCase => ({
      title: `a member that only its balancer finds unhealthy, checked by ${healthCheck}`,
      clauses: ["F-30"],
      network: but(b4(), scaling({ healthCheck }), { targetGroups: { "tg-app": ailing } }),
      view: "observed",
      horizon: "T2",
      question: toAlb,
      expected: { ...reachable, via: healthCheck === "EC2" ? "eni-app-a" : "eni-app-a+replacement" },
    }),
  ),
];

/** What is not in the input. */
const missingCases: readonly ConformanceCase[] = [
  {
    title: "the interfaces of the nodes",
    clauses: ["UNK-1", "LB-1"],
    network: but(b4(), { balancers: { "alb-1": { interfaces: false } } }),
    question: toAlb,
    expected: unknown,
  },
  {
    title: "the listeners",
    clauses: ["UNK-1", "LB-3"],
    network: but(b4(), { balancers: { "alb-1": { listeners: [] } }, coverage: { listener: "absent" } }),
    question: toAlb,
    expected: unknown,
  },
  {
    title: "the target group",
    clauses: ["UNK-1", "LB-5"],
    network: b4(),
    without: { kind: "targetGroup", id: "tg-app" },
    question: toAlb,
    expected: unknown,
  },
  {
    title: "a security group of the balancer",
    clauses: ["UNK-1", "ALB-1"],
    network: b4(),
    without: { kind: "securityGroup", id: "sg-alb" },
    question: toAlb,
    expected: unknown,
  },
  {
    title: "an instance that is a target",
    clauses: ["UNK-1", "LB-5"],
    network: but(b4(), {
      coverage: { instance: "absent" },
      targetGroups: { "tg-app": { targets: ["i-far"] } },
    }),
    question: toAlb,
    expected: unknown,
  },
  {
    title: "the balancer of an interface",
    clauses: ["UNK-1", "LB-1"],
    network: b4(),
    without: { kind: "loadBalancer", id: "alb-1" },
    question: ask("internet", address("198.51.100.20"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "the recorded health of a target",
    clauses: ["UNK-1", "LB-6"],
    network: but(b1(), {
      groups: { "sg-app": { in: ["tcp 8080 from 0.0.0.0/0"] } },
      balancers: {
        lb: {
          type: "application",
          nodes: { "prv-a": "10.0.10.60" },
          groups: ["sg-web"],
          listeners: ["HTTP 80 -> tg"],
        },
      },
      targetGroups: { tg: { vpc: "v1", port: 8080, targets: ["app-a unknown"] } },
    }),
    view: "observed",
    question: ask("web-a", balancer("lb"), "tcp/80"),
    expected: unknown,
  },
];

export const balancerClauseCases: readonly ConformanceCase[] = [
  ...frontCases,
  ...targetCases,
  ...networkCases,
  ...replacementCases,
  ...missingCases,
];
