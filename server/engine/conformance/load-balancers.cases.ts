import { b4, b4n } from "../../testing/network-builder-balanced";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { ask, outside } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const balancer = (id: string): End => ({ kind: "loadBalancer", id });
const toAlb = ask("internet", balancer("alb-1"), "tcp/443");
const toNlb = ask("internet", balancer("nlb-1"), "tcp/443");
const down = (kind: string, ...ids: readonly string[]): readonly Failure[] =>
  ids.map((id) => ({ kind, id, mode: "down" }));
const stopped = { state: "stopped" };
const admits = (rule: string): NetworkChange => ({ groups: { "sg-app": { in: [rule] } } });
const crossZone: NetworkChange = { balancers: { "nlb-1": { crossZone: true } } };
const outOnlyInside = {
  vpc: "v1",
  subnets: ["prv-a", "prv-b"],
  in: ["100 allow all 0.0.0.0/0"],
  out: ["100 allow all 10.0.0.0/16"],
};
const balancedC: NetworkChange = {
  subnets: { "prv-c": { vpc: "v1", prefixes: ["10.0.12.0/24"], zone: "zone-c" } },
  vms: { "app-c": { subnet: "prv-c", addresses: ["10.0.12.10"], groups: ["sg-app"] } },
  targetGroups: { "tg-app": { targets: and("app-c") } },
};
const scaled = (subnets: readonly string[]): NetworkChange => ({
  scalingGroups: { asg: { vms: ["app-a", "app-b"], subnets, desired: 2, targetGroups: ["tg-app"] } },
});
const neighbour = (type: "classic" | "application"): NetworkChange => ({
  groups: { "sg-app": { in: ["tcp 8080 from sg-alb"] }, "sg-alb": { in: ["tcp 80 from 0.0.0.0/0"] } },
  vms: { t: { subnet: "prv-a", addresses: ["10.0.10.30"], groups: ["sg-app"] } },
  acls: {
    "acl-s": {
      vpc: "v1",
      subnets: ["prv-a"],
      in: ["100 allow all 0.0.0.0/0"],
      out: ["90 deny tcp 8080 0.0.0.0/0", "100 allow all 0.0.0.0/0"],
    },
  },
  balancers: {
    "lb-s": {
      type,
      nodes: { "prv-a": "10.0.10.40" },
      groups: ["sg-alb"],
      listeners: [type === "classic" ? "TCP 80 -> 8080" : "HTTP 80 -> tg-t"],
      vms: ["t"],
    },
  },
  targetGroups: { "tg-t": { vpc: "v1", port: 8080, targets: ["t"] } },
});
const blockedPrvA: NetworkChange = {
  acls: {
    "acl-prv-a": {
      vpc: "v1",
      subnets: ["prv-a"],
      in: ["100 allow all 0.0.0.0/0"],
      out: ["100 allow all 0.0.0.0/0"],
    },
  },
};

export const balancerCases: readonly ConformanceCase[] = [
  {
    case: 106,
    title: "",
    clauses: ["ALB-1", "LB-1"],
    network: b4(),
    question: toAlb,
    expected: { ...reachable, scope: "internet-wide" },
  },
  ...(["T0", "T1"] as const).map(
    (horizon): ConformanceCase => ({
      case: 107,
      title: horizon,
      clauses: ["LB-2", "LB-9"],
      network: b4(),
      failures: down("zone", "zone-a"),
      horizon,
      question: toAlb,
      expected: horizon === "T0" ? partly("DST_DOWN", "forward") : reachable,
    }),
  ),
  {
    case: 108,
    title: "both down",
    clauses: ["LB-5", "LB-7"],
    network: b4(),
    failures: down("instance", "app-a", "app-b"),
    question: toAlb,
    expected: refused("DST_DOWN"),
  },
  {
    case: 108,
    title: "both stopped",
    clauses: ["LB-5", "LB-7"],
    network: but(b4(), { vms: { "app-a": stopped, "app-b": stopped } }),
    question: toAlb,
    expected: refused("LB_NO_TARGET", "alb-1", "forward"),
  },
  {
    case: 109,
    title: "all recorded as unhealthy",
    clauses: ["LB-7"],
    network: but(b4(), { targetGroups: { "tg-app": { targets: ["app-a unhealthy", "app-b unhealthy"] } } }),
    view: "observed",
    question: toAlb,
    expected: reachable,
  },
  {
    case: 110,
    title: "targets admit the client's addresses",
    clauses: ["ALB-2"],
    network: but(b4(), admits("tcp 8080 from 203.0.113.0/24")),
    question: ask(outside("203.0.113.9/32"), balancer("alb-1"), "tcp/443"),
    expected: refused("SG_INGRESS", "app-a", "forward"),
  },
  ...(["203.0.113.9/32", "198.51.100.77/32"] as const).map(
    (client): ConformanceCase => ({
      case: 111,
      title: client,
      clauses: ["NLB-3", "LB-6", "LB-7"],
      network: but(b4n(), admits("tcp 8080 from 203.0.113.0/24")),
      question: ask(outside(client), balancer("nlb-1"), "tcp/443"),
      expected: client.startsWith("203") ? reachable : refused("SG_INGRESS"),
    }),
  ),
  {
    case: 112,
    title: "T0",
    clauses: ["LB-8", "LB-9"],
    network: b4n(),
    failures: down("instance", "app-a"),
    horizon: "T0",
    question: toNlb,
    expected: partly("DST_DOWN"),
  },
  {
    case: 112,
    title: "T1",
    clauses: ["LB-8", "LB-9"],
    network: b4n(),
    failures: down("instance", "app-a"),
    question: toNlb,
    expected: { ...reachable, via: "eni-nlb-1-pub-b" },
  },
  {
    case: 112,
    title: "T1, across zones",
    clauses: ["LB-8", "LB-9"],
    network: but(b4n(), crossZone),
    failures: down("instance", "app-a"),
    question: toNlb,
    expected: reachable,
  },
  {
    case: 113,
    title: "targets without a route to the client",
    clauses: ["NLB-4"],
    network: but(b4n(), { tables: { "rt-prv-a": { routes: [] }, "rt-prv-b": { routes: [] } } }),
    question: toNlb,
    expected: reachable,
  },
  {
    case: 114,
    title: "the ACL of the targets lets nothing out to the client",
    clauses: ["NLB-4"],
    network: but(b4n(), { acls: { "acl-prv": outOnlyInside } }),
    question: toNlb,
    expected: refused("NACL_EGRESS", "prv-a", "return"),
  },
  {
    case: 114,
    title: "the same without the client's address",
    clauses: ["NLB-1", "NLB-4"],
    network: but(b4n(), {
      acls: { "acl-prv": outOnlyInside },
      targetGroups: { "tg-n": { attributes: { "preserve_client_ip.enabled": "false" } } },
    }),
    question: toNlb,
    expected: reachable,
  },
  {
    case: 115,
    title: "targets name the balancer's group",
    clauses: ["NLB-2", "NLB-3"],
    network: but(b4n(), {
      groups: {
        "sg-nlb": { vpc: "v1", in: ["tcp 443 from 0.0.0.0/0"] },
        "sg-app": { in: ["tcp 8080 from sg-nlb"] },
      },
      balancers: { "nlb-1": { groups: ["sg-nlb"] } },
    }),
    question: toNlb,
    expected: reachable,
  },
  {
    case: 116,
    title: "targets name the client's group",
    clauses: ["NLB-3", "SG-8"],
    network: but(b4n(), admits("tcp 8080 from sg-web")),
    question: ask("web-a", balancer("nlb-i"), "tcp/443"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 117,
    title: "a target asks its own balancer",
    clauses: ["NLB-5"],
    network: b4n(),
    question: ask("app-a", balancer("nlb-i"), "tcp/443"),
    expected: partly("LB_HAIRPIN", "forward"),
  },
  {
    case: 118,
    title: "an internal balancer asked from outside",
    clauses: ["LB-2"],
    network: but(b4(), { balancers: { "alb-1": { public: false } } }),
    question: toAlb,
    expected: refused("LB_SCHEME"),
  },
  {
    case: 119,
    title: "no listener",
    clauses: ["LB-3"],
    network: but(b4(), { groups: { "sg-alb": { in: and("tcp 80 from 0.0.0.0/0") } } }),
    question: ask("internet", balancer("alb-1"), "tcp/80"),
    expected: refused("LB_LISTENER", "alb-1"),
  },
  {
    case: 119,
    title: "a listener that redirects",
    clauses: ["LB-3"],
    network: but(b4(), {
      groups: { "sg-alb": { in: and("tcp 80 from 0.0.0.0/0") } },
      balancers: { "alb-1": { listeners: and("HTTP 80 -> redirect") } },
    }),
    question: ask("internet", balancer("alb-1"), "tcp/80"),
    expected: reachable,
  },
  {
    case: 120,
    title: "no route to the internet gateway",
    clauses: ["LB-10"],
    network: but(b4(), { tables: { "rt-pub": { routes: [] } } }),
    question: toAlb,
    expected: refused("NO_ROUTE", "pub-a", "return"),
  },
  {
    case: 121,
    title: "a target in a zone that is not enabled",
    clauses: ["LB-5"],
    network: but(b4(), balancedC),
    failures: down("instance", "app-a", "app-b"),
    question: toAlb,
    expected: refused("DST_DOWN"),
  },
  {
    case: 122,
    title: "members in two zones, T1",
    clauses: ["F-30", "F-33", "LB-9"],
    network: but(b4(), scaled(["prv-a", "prv-b"])),
    failures: down("zone", "zone-a"),
    question: toAlb,
    expected: {
      ...reachable,
      via: "eni-app-b",
      figures: { of: "alb-1", zones: 1, nodes: 1, healthyTargets: 1 },
    },
  },
  {
    case: 122,
    title: "members in two zones, T2",
    clauses: ["F-30", "F-33"],
    network: but(b4(), scaled(["prv-a", "prv-b"])),
    failures: down("zone", "zone-a"),
    horizon: "T2",
    question: toAlb,
    expected: { ...reachable, figures: { of: "alb-1", zones: 1, nodes: 1, healthyTargets: 2 } },
  },
  {
    case: 122,
    title: "members in two zones, T2, the other member gone as well",
    clauses: ["F-30"],
    network: but(b4(), scaled(["prv-a", "prv-b"])),
    failures: [...down("zone", "zone-a"), ...down("instance", "app-b")],
    horizon: "T2",
    question: toAlb,
    expected: { ...reachable, via: "eni-app-a+replacement" },
  },
  {
    case: 122,
    title: "both members in the zone that is listed alone, T2",
    clauses: ["F-30"],
    network: but(b4(), scaled(["prv-a"]), {
      vms: { "app-b": { subnet: "prv-a", addresses: ["10.0.10.11"] } },
    }),
    failures: down("zone", "zone-a"),
    horizon: "T2",
    question: toAlb,
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    case: 123,
    title: "a classic balancer beside its target",
    clauses: ["NACL-5", "CLB-1"],
    network: but(b4(), neighbour("classic")),
    question: ask("app-b", balancer("lb-s"), "tcp/80"),
    expected: refused("NACL_EGRESS", "prv-a", "forward"),
  },
  {
    case: 123,
    title: "an application load balancer beside its target",
    clauses: ["NACL-5", "CLB-1"],
    network: but(b4(), neighbour("application")),
    question: ask("app-b", balancer("lb-s"), "tcp/80"),
    expected: reachable,
  },
  {
    case: 162,
    title: "the targets' group is blocked",
    clauses: ["F-10", "LB-7"],
    network: b4(),
    failures: [{ kind: "securityGroup", id: "sg-app", mode: "blocked" }],
    question: toAlb,
    expected: refused("SG_INGRESS", "app-a", "forward"),
  },
  {
    case: 163,
    title: "to the balancer",
    clauses: ["F-12", "LB-6", "NACL-5", "CL-1"],
    network: but(b4(), blockedPrvA),
    failures: [{ kind: "networkAcl", id: "acl-prv-a", mode: "blocked" }],
    question: toAlb,
    expected: { ...reachable, via: "eni-app-b" },
  },
  {
    case: 163,
    title: "within the subnet",
    clauses: ["F-12", "NACL-5"],
    network: but(b4(), blockedPrvA),
    failures: [{ kind: "networkAcl", id: "acl-prv-a", mode: "blocked" }],
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    case: 163,
    title: "from another subnet",
    clauses: ["F-12", "NACL-5"],
    network: but(b4(), blockedPrvA),
    failures: [{ kind: "networkAcl", id: "acl-prv-a", mode: "blocked" }],
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("NACL_INGRESS", "prv-a"),
  },
];
