import { b4, b4n } from "../../testing/network-builder-balanced";
import { b1, b1v6, b2, b5, b7 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask, outside } from "../../testing/network-builder-question";
import type { End } from "../semantics";
import { type ConformanceCase, type Expected, partly, reachable, refused } from "./conformance-case";

const all = ["100 allow all 0.0.0.0/0"];
const unknown: Expected = { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] };
const balancer = (id: string): End => ({ kind: "loadBalancer", id });
const toAlb = ask("internet", balancer("alb-1"), "tcp/443");
const toNlb = ask("internet", balancer("nlb-1"), "tcp/443");
const SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-1";

/** B1 with an interface endpoint in prv-a whose group admits the VPC. */
const oneInterface = but(b1(), {
  groups: {
    "sg-ep": { vpc: "v1", in: ["all from 10.0.0.0/16"] },
    "sg-app": { in: ["all from 10.0.0.0/16"] },
  },
  endpoints: {
    "vpce-i": {
      type: "Interface",
      vpc: "v1",
      service: "com.amazonaws.us-east-1.secretsmanager",
      subnets: { "prv-a": "10.0.10.60" },
      groups: ["sg-ep"],
    },
  },
});
/** An endpoint to the service behind nlb-i, all in one VPC; nlb-i admits the group of its clients, not their addresses. */
const groupBehindEndpoint = but(b4n(), {
  groups: {
    "sg-ep": { vpc: "v1", in: ["tcp 443 from 10.0.0.0/16"] },
    "sg-nlb": { vpc: "v1", in: ["tcp 443 from sg-web"] },
  },
  balancers: { "nlb-i": { groups: ["sg-nlb"], enforced: true } },
  services: { [SERVICE]: { vpc: "v1", balancers: ["nlb-i"] } },
  endpoints: {
    "vpce-s": {
      type: "Interface",
      vpc: "v1",
      service: SERVICE,
      subnets: { "prv-a": "10.0.10.61" },
      groups: ["sg-ep"],
    },
  },
});

const everyoneIn = { "sg-app": { in: ["all from 0.0.0.0/0"] } };
const listening = (...listeners: readonly string[]): NetworkChange => ({
  balancers: { "nlb-1": { listeners } },
});
const twoPaths: NetworkChange = {
  balancers: { "alb-1": { rules: { "443": ["/b -> tg-b"] } } },
  targetGroups: { "tg-b": { vpc: "v1", port: 8080, targets: ["app-b"] } },
};
/** app-b answers the checks on port 9000 and refuses the traffic. */
const checkedElsewhere = but(b4(), {
  groups: {
    "sg-app": { in: ["tcp 8080 from sg-alb", "tcp 9000 from sg-alb"] },
    "sg-b": { vpc: "v1", in: ["tcp 9000 from sg-alb"] },
  },
  vms: { "app-b": { groups: ["sg-b"] } },
  targetGroups: { "tg-app": { healthPort: "9000", targets: ["app-a unhealthy", "app-b"] } },
});
/** app-a refuses the checks and serves, app-b answers both; each node keeps to its zone. */
const ailingZone = but(b4(), {
  groups: {
    "sg-app": { in: ["tcp 8080 from sg-alb"] },
    "sg-b": { vpc: "v1", in: ["tcp 8080 from sg-alb", "tcp 9000 from sg-alb"] },
  },
  vms: { "app-b": { groups: ["sg-b"] } },
  targetGroups: {
    "tg-app": { healthPort: "9000", attributes: { "load_balancing.cross_zone.enabled": "false" } },
  },
});
/** Some of the checks' answers do not come back from app-b. */
const halfAnswered = but(b4(), {
  acls: {
    "acl-x": { vpc: "v1", subnets: ["prv-b"], in: all, out: ["100 allow tcp 1024-40000 0.0.0.0/0"] },
  },
});
/** Node b has a target for one of its two listeners; the other target there refuses, and nobody checks. */
const twoListeners = but(b4n(), {
  groups: { "sg-b": { vpc: "v1", in: [] } },
  vms: { "app-b": { groups: ["sg-b"] } },
  balancers: { "nlb-1": { listeners: ["TCP 443 -> tg-n", "TCP 444 -> tg-2"] } },
  targetGroups: {
    "tg-n": { isChecked: false },
    "tg-2": { vpc: "v1", protocol: "TCP", port: 8080, targets: ["app-a"] },
  },
});
const classic = but(b1(), {
  groups: {
    "sg-lb": { vpc: "v1", in: ["tcp 80 from 0.0.0.0/0"] },
    "sg-app": { in: ["tcp 8080 from sg-lb"] },
  },
  balancers: {
    clb: {
      type: "classic",
      public: true,
      nodes: { "pub-a": "10.0.0.40 198.51.100.40", "pub-b": "10.0.1.40 198.51.100.41" },
      groups: ["sg-lb"],
      listeners: ["TCP 80 -> 8080"],
      vms: ["app-a"],
      crossZone: false,
    },
  },
});
/** alb-i, internal, leads to app-a by default and to a group that was not read by a path. */
const unreadGroup = but(b4(), {
  balancers: {
    "alb-1": {
      public: false,
      nodes: { "pub-a": "10.0.0.20", "pub-b": "10.0.1.20" },
      rules: { "443": ["/b -> tg-gone"] },
    },
  },
});
/** B1 in both families where the appliance m stands between internet gateway and pub-a in IPv6. */
const screened6 = but(b1v6(), {
  subnets: { fw: { vpc: "v1", prefixes: ["10.0.9.0/24", "2001:db8:1:9::/64"], zone: "zone-a" } },
  groups: {
    "sg-m": { vpc: "v1", in: ["all from ::/0"], out: ["all to ::/0"] },
    "sg-web": { in: ["tcp 443 from ::/0"] },
  },
  vms: {
    m: {
      subnet: "fw",
      addresses: ["10.0.9.10", "2001:db8:1:9::10"],
      groups: ["sg-m"],
      sourceDestCheck: false,
    },
  },
  tables: {
    "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: ["2001:db8:1::/64 -> eni-m"] },
    "rt-pub": { routes: ["::/0 -> eni-m"] },
    "rt-fw": { vpc: "v1", subnets: ["fw"], routes: ["::/0 -> igw-1"] },
  },
});
const echo6 = but(b1v6(), {
  groups: { "sg-app": { in: ["icmpv6 128/-1 from ::/0"] } },
  acls: {
    "acl-x": {
      vpc: "v1",
      subnets: ["prv-a"],
      in: ["100 allow all ::/0"],
      out: ["100 allow icmpv6 129/-1 ::/0"],
    },
  },
});
const openApp = { groups: { "sg-app": { in: ["tcp 8080 from sg-web"] } } };
const full = but(b4(), openApp, {
  subnets: { "prv-b": { freeCount: 0 } },
  scalingGroups: { asg: { vms: ["app-a"], subnets: ["prv-b"], desired: 1, targetGroups: ["tg-app"] } },
});

const endpointRows: readonly ConformanceCase[] = [
  {
    title: "an interface endpoint of the provider's answers no UDP",
    clauses: ["VPCE-2"],
    network: oneInterface,
    question: ask("app-b", address("10.0.10.60"), "udp/443"),
    expected: refused(["VPCE_PROTO", "VPCE_PORT"], undefined, "forward"),
  },
  {
    title: "an endpoint never opens a connection",
    clauses: ["VPCE-2"],
    network: oneInterface,
    question: ask({ kind: "networkInterface", id: "eni-vpce-i-prv-a" }, "app-a", "tcp/8080"),
    expected: { verdict: "NOT_REACHABLE", phase: "forward" },
  },
  {
    title: "behind an endpoint nobody knows the client's groups, in the same VPC neither",
    clauses: ["VPCE-3", "SG-9"],
    network: groupBehindEndpoint,
    question: ask("web-a", address("10.0.10.61"), "tcp/443"),
    expected: refused("SG_INGRESS", "eni-nlb-i-pub-a", "forward"),
  },
];

const balancerRows: readonly ConformanceCase[] = [
  {
    title: "a UDP listener takes no TCP",
    clauses: ["LB-3"],
    network: but(b4n(), { groups: everyoneIn }, listening("UDP 443 -> tg-n")),
    question: toNlb,
    expected: refused("LB_LISTENER", "nlb-1", "forward"),
  },
  ...(["tcp/443", "udp/443"] as const).map(
    (what): ConformanceCase => ({
      title: `a TCP_UDP listener takes ${what}`,
      clauses: ["LB-3"],
      network: but(b4n(), { groups: everyoneIn }, listening("TCP_UDP 443 -> tg-n")),
      question: ask("internet", balancer("nlb-1"), what),
      expected: reachable,
    }),
  ),
  {
    title: "that a path chooses between groups is assumed, and said",
    clauses: ["LB-4"],
    network: but(b4(), twoPaths),
    question: toAlb,
    expected: { ...reachable, assumes: "ASSUME_L7_RULE" },
  },
  {
    title: "a balancer that cannot grow works",
    clauses: ["LB-1"],
    network: but(b4(), { balancers: { "alb-1": { state: "active_impaired" } } }),
    question: toAlb,
    expected: reachable,
  },
  {
    title: "a network load balancer that says nothing keeps to its zones",
    clauses: ["LB-5"],
    network: but(b4n(), {
      balancers: { "nlb-1": { crossZone: undefined } },
      targetGroups: { "tg-n": { targets: ["app-a"] } },
    }),
    question: ask("internet", address("198.51.100.31"), "tcp/443"),
    expected: refused("LB_NO_TARGET", "nlb-1", "forward"),
  },
  {
    title: "what the group says about zones outranks what the balancer says",
    clauses: ["LB-5"],
    network: but(b4n(), {
      targetGroups: {
        "tg-n": { targets: ["app-a"], attributes: { "load_balancing.cross_zone.enabled": "true" } },
      },
    }),
    question: ask("internet", address("198.51.100.31"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "a target in a dead zone gets nothing, checked or not",
    clauses: ["LB-5", "F-4"],
    network: but(b4(), { targetGroups: { "tg-app": { isChecked: false } } }),
    failures: [{ kind: "zone", id: "zone-b", mode: "down" }],
    question: toAlb,
    expected: reachable,
  },
  {
    title: "as configured both targets are used: health is that of the checks' port, not as recorded",
    clauses: ["LB-6"],
    network: checkedElsewhere,
    question: toAlb,
    expected: partly("SG_INGRESS", "forward"),
  },
  {
    title: "a check of which some answers are lost fails, and the target is left alone",
    clauses: ["CL-1", "LB-6"],
    network: halfAnswered,
    question: toAlb,
    expected: reachable,
  },
  {
    title: "an application load balancer's node without a healthy target of its own fails open",
    clauses: ["CL-3", "LB-7"],
    network: ailingZone,
    question: ask("internet", address("198.51.100.20"), "tcp/443"),
    expected: { ...reachable, via: "eni-app-a" },
  },
  {
    title: "a node without a healthy target for one of its listeners is not named",
    clauses: ["LB-9"],
    network: twoListeners,
    question: toNlb,
    expected: reachable,
  },
  {
    title: "over UDP the target sees the client, whatever its group says",
    clauses: ["NLB-1"],
    network: but(b4n(), listening("UDP 443 -> tg-n"), {
      groups: { "sg-app": { in: ["udp 8080 from 203.0.113.0/24", "tcp 8080 from 10.0.0.0/16"] } },
      targetGroups: { "tg-n": { protocol: "UDP", attributes: { "preserve_client_ip.enabled": "false" } } },
    }),
    question: ask(outside("203.0.113.0/24"), balancer("nlb-1"), "udp/443"),
    expected: reachable,
  },
  {
    title: "the balancer's groups let nothing out to its targets",
    clauses: ["ALB-1"],
    network: but(b4(), { groups: { "sg-alb": { out: [] } } }),
    question: toAlb,
    expected: refused("SG_EGRESS", undefined, "forward"),
  },
  {
    title: "a reply to an application load balancer follows the table of the target's subnet",
    clauses: ["ALB-1", "T-5"],
    network: but(b4(), {
      tables: {
        "rt-prv-a": { routes: and("10.0.0.0/24 -> nat-b", "10.0.1.0/24 -> nat-b") },
        "rt-prv-b": { routes: and("10.0.0.0/24 -> nat-b", "10.0.1.0/24 -> nat-b") },
      },
    }),
    question: toAlb,
    expected: refused("ASYMMETRIC", undefined, "return"),
  },
  {
    title: "a classic balancer that keeps to its zones has no target in the other one",
    clauses: ["CLB-1", "LB-5"],
    network: classic,
    question: ask("internet", address("198.51.100.41"), "tcp/80"),
    expected: refused("LB_NO_TARGET", "clb", "forward"),
  },
  {
    title: "a node asks its targets from any port above 1023",
    clauses: ["Q-5", "ALB-1", "NACL-3"],
    network: but(b4(), {
      acls: {
        "acl-x": {
          vpc: "v1",
          subnets: ["prv-a", "prv-b"],
          in: all,
          out: ["100 allow tcp 32768-60999 0.0.0.0/0"],
        },
      },
    }),
    question: toAlb,
    expected: { verdict: "PARTIAL", reason: ["NACL_EGRESS"], phase: "return" },
  },
  {
    title: "a target recorded as unhealthy is not counted",
    clauses: ["F-33", "LB-6"],
    network: but(b4(), { targetGroups: { "tg-app": { targets: ["app-a unhealthy", "app-b"] } } }),
    view: "observed",
    question: toAlb,
    expected: { ...reachable, figures: { of: "alb-1", zones: 2, nodes: 2, healthyTargets: 1 } },
  },
];

const otherRows: readonly ConformanceCase[] = [
  {
    title: "that an appliance forwards is assumed, and said",
    clauses: ["MBX-2"],
    network: b7(),
    question: ask("x", "y", "tcp/5432"),
    expected: { ...reachable, assumes: "ASSUME_APPLIANCE_FORWARDS" },
  },
  {
    title: "a diverted IPv6 packet needs no public IPv4 address at the appliance",
    clauses: ["R-14"],
    network: screened6,
    question: ask("internet", "web-a", "tcp/443", { family: 6 }),
    expected: { ...reachable, via: "eni-m" },
  },
  {
    title: "an instance that is pending does not answer yet",
    clauses: ["ENI-1"],
    network: but(b1(), openApp, { vms: { "app-a": { state: "pending" } } }),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("DST_DOWN", "app-a", "forward"),
  },
  {
    title: "an interface that is being detached does not answer",
    clauses: ["ENI-1"],
    network: but(b1(), openApp, { vms: { "app-a": { attachment: "detaching" } } }),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("ENI_DOWN", "app-a", "forward"),
  },
  {
    title: "an address of a delegated prefix is the interface's",
    clauses: ["ENI-3"],
    network: but(b1(), openApp, { vms: { "app-a": { delegated: ["10.0.10.64/28"] } } }),
    question: ask("web-a", address("10.0.10.70", "v1"), "tcp/8080"),
    expected: reachable,
  },
  {
    title: "no replacement starts where no address is recorded as free",
    clauses: ["F-30"],
    network: full,
    failures: [{ kind: "instance", id: "app-a", mode: "down" }],
    horizon: "T2",
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("DST_DOWN", "app-a"),
  },
  {
    title: "the answer to an IPv6 echo request is an echo reply",
    clauses: ["Q-3", "NACL-2"],
    network: echo6,
    question: ask("web-a", "app-a", "icmpv6", { family: 6 }),
    expected: reachable,
  },
  {
    title: "a way that nobody knows beside one that works",
    clauses: ["UNK-1", "Q-6"],
    network: unreadGroup,
    question: ask("web-a", address("10.0.0.20", "v1"), "tcp/443"),
    expected: { verdict: "PARTIAL", reason: ["UNKNOWN_REF"] },
  },
  {
    title: "interfaces could not all be read: an address may have an owner",
    clauses: ["UNK-1"],
    network: but(b1(), { coverage: { networkInterface: "denied" } }),
    question: ask("web-a", address("10.0.10.99", "v1"), "tcp/8080"),
    expected: unknown,
  },
  {
    title: "the far VPC was not read",
    clauses: ["UNK-1", "PCX-1"],
    network: b2(),
    without: { kind: "vpc", id: "B" },
    question: ask("a", "b", "tcp/443"),
    expected: unknown,
  },
  {
    title: "the state of the tunnels was not read",
    clauses: ["UNK-1", "VPN-2"],
    network: but(b5(), { vpns: { "vpn-1": { staticRoutes: ["192.168.0.0/16"], tunnels: [] } } }),
    view: "observed",
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: unknown,
  },
];

/** Rows of our own that planted faults asked for, about endpoints, balancers, interfaces, and what is not known. */
export const furtherServiceCases: readonly ConformanceCase[] = [
  ...endpointRows,
  ...balancerRows,
  ...otherRows,
];
