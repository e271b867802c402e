import { but, type NetworkChange, network } from "../../testing/network-builder-change";
import { ask, outside } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import type { End } from "../semantics";
import { partly, reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

const balancer: End = { kind: "loadBalancer", id: "lb" };
const client = outside("203.0.113.9/32");

/** Two zones with a public subnet for the balancer and a private one for an instance each. */
const zones = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    "pub-1": { vpc: "V", prefixes: ["10.0.0.0/24"], zone: "z1" },
    "pub-2": { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z2" },
    "prv-1": { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z1" },
    "prv-2": { vpc: "V", prefixes: ["10.0.3.0/24"], zone: "z2" },
  },
  igws: { igw: { vpc: "V" } },
  tables: {
    "rt-pub": { vpc: "V", subnets: ["pub-1", "pub-2"], routes: ["0.0.0.0/0 -> igw"] },
    "rt-prv": { vpc: "V", subnets: ["prv-1", "prv-2"], routes: [] },
  },
  groups: {
    "sg-lb": { vpc: "V", in: ["tcp 80 from 0.0.0.0/0", "tcp 443 from 0.0.0.0/0"] },
    "sg-app": { vpc: "V", in: ["tcp 8080 from sg-lb"] },
  },
  vms: {
    one: { subnet: "prv-1", addresses: ["10.0.2.10"], groups: ["sg-app"] },
    two: { subnet: "prv-2", addresses: ["10.0.3.10"], groups: ["sg-app"] },
  },
});
const nodes = { "pub-1": "10.0.0.20 198.51.100.20", "pub-2": "10.0.1.20 198.51.100.21" };
const targets = ["one", "two"];

const application = but(zones, {
  balancers: {
    lb: {
      type: "application",
      public: true,
      nodes,
      groups: ["sg-lb"],
      listeners: ["HTTP 80 -> redirect", "HTTPS 443 -> tg"],
    },
  },
  targetGroups: { tg: { vpc: "V", port: 8080, targets } },
});

const networkBalancer = but(zones, {
  balancers: { lb: { type: "network", public: true, nodes, crossZone: false, listeners: ["TCP 443 -> tg"] } },
  targetGroups: { tg: { vpc: "V", protocol: "TCP", port: 8080, targets } },
});
const admitting = (rule: string): NetworkChange => ({ groups: { "sg-app": { in: [rule] } } });
const grouped: NetworkChange = { balancers: { lb: { groups: ["sg-lb"] } } };
/** Clients of 203.0.113.0/24 may come, and the balancer's own subnets for the health checks. */
const forClients = {
  groups: {
    "sg-app": { in: ["tcp 8080 from 203.0.113.0/24", "tcp 8080 from 10.0.0.0/23"] },
  },
};
/** All targets in the first zone. */
const lopsided: NetworkSpec = but(networkBalancer, {
  ...admitting("tcp 8080 from 0.0.0.0/0"),
  targetGroups: { tg: { targets: ["one"] } },
});

/** Load balancers, as their guides explain them. */
export const balancerPages: readonly DocumentedNetwork[] = [
  {
    page: page(
      "Elastic Load Balancing Guide",
      "How Elastic Load Balancing works",
      "how-elastic-load-balancing-works.html",
    ),
    rows: [
      {
        title: "an internet-facing balancer serves instances that have private addresses only",
        clauses: ["LB-1", "LB-2", "ALB-1"],
        network: application,
        question: ask("internet", balancer, "tcp/443"),
        expected: { ...reachable, scope: "internet-wide" },
      },
      {
        title: "an internal one has private addresses, which the internet does not reach",
        clauses: ["LB-2"],
        network: but(application, { balancers: { lb: { public: false } } }),
        question: ask("internet", balancer, "tcp/443"),
        expected: refused("LB_SCHEME"),
      },
    ],
  },
  {
    page: page(
      "Application Load Balancer Guide",
      "Security groups for your Application Load Balancer",
      "load-balancer-update-security-groups.html",
    ),
    rows: [
      {
        title: "instances admit the balancer's group",
        clauses: ["ALB-1"],
        network: application,
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
      {
        title: "rules for the clients' addresses do not match at instances",
        clauses: ["ALB-2"],
        network: but(application, admitting("tcp 8080 from 203.0.113.0/24")),
        question: ask(client, balancer, "tcp/443"),
        expected: refused("SG_INGRESS", undefined, "forward"),
      },
    ],
  },
  {
    page: page("Application Load Balancer Guide", "Listeners", "load-balancer-listeners.html"),
    rows: [
      {
        title: "a redirect is answered by the balancer itself",
        clauses: ["LB-3"],
        network: but(application, { targetGroups: { tg: { targets: [] } } }),
        question: ask(client, balancer, "tcp/80"),
        expected: reachable,
      },
      {
        title: "no listener, no connection",
        clauses: ["LB-3"],
        network: but(application, { groups: { "sg-lb": { in: ["all from 0.0.0.0/0"] } } }),
        question: ask(client, balancer, "tcp/8443"),
        expected: refused("LB_LISTENER", "lb"),
      },
    ],
  },
  {
    page: page("Application Load Balancer Guide", "Health checks", "target-group-health-checks.html"),
    rows: [
      {
        title: "an unhealthy target gets nothing",
        clauses: ["LB-6", "LB-7"],
        network: but(application, {
          vms: { one: { state: "stopped" } },
          targetGroups: { tg: { targets: ["one unhealthy", "two"] } },
        }),
        view: "observed",
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
      {
        title: "with unhealthy targets only, all of them are used",
        clauses: ["LB-7"],
        network: but(application, { targetGroups: { tg: { targets: ["one unhealthy", "two unhealthy"] } } }),
        view: "observed",
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page("Network Load Balancer Guide", "Client IP preservation", "edit-target-group-attributes.html"),
    rows: [
      {
        title: "targets see the clients' addresses, and must admit them",
        clauses: ["NLB-1", "NLB-3"],
        network: but(networkBalancer, forClients),
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
      {
        title: "other clients are refused by the targets",
        clauses: ["NLB-1", "NLB-3"],
        network: but(networkBalancer, forClients),
        question: ask(outside("198.51.100.200/32"), balancer, "tcp/443"),
        expected: refused("SG_INGRESS", undefined, "forward"),
      },
      {
        title: "switched off, targets see the balancer",
        clauses: ["NLB-1"],
        network: but(but(networkBalancer, admitting("tcp 8080 from 10.0.0.0/23")), {
          targetGroups: { tg: { attributes: { "preserve_client_ip.enabled": "false" } } },
        }),
        question: ask(outside("198.51.100.200/32"), balancer, "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page(
      "Network Load Balancer Guide",
      "Security groups for your Network Load Balancer",
      "load-balancer-security-groups.html",
    ),
    rows: [
      {
        title: "targets may name the balancer's group although they see the clients",
        clauses: ["NLB-2", "NLB-3"],
        network: but(networkBalancer, grouped),
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
      {
        title: "the balancer's own group filters clients",
        clauses: ["NLB-2"],
        network: but(but(networkBalancer, grouped), {
          groups: { "sg-lb": { in: ["tcp 443 from 192.0.2.0/24"] } },
        }),
        question: ask(client, balancer, "tcp/443"),
        expected: refused("SG_INGRESS", undefined, "forward"),
      },
    ],
  },
  {
    page: page("Network Load Balancer Guide", "Cross-zone load balancing", "target-group-cross-zone.html"),
    rows: [
      {
        title: "off by default: a zone without a healthy target is taken out of the name",
        clauses: ["LB-8", "LB-9"],
        network: lopsided,
        question: ask(client, balancer, "tcp/443"),
        expected: { ...reachable, via: "eni-lb-pub-1" },
      },
      {
        title: "on: each node serves with the targets of all zones",
        clauses: ["LB-5", "LB-8"],
        network: but(lopsided, { balancers: { lb: { crossZone: true } } }),
        question: ask(client, balancer, "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page(
      "Network Load Balancer Guide",
      "Troubleshooting: a target that asks its own balancer",
      "load-balancer-troubleshooting.html",
    ),
    rows: [
      {
        title: "with the clients' addresses kept it fails where it is its own target",
        clauses: ["NLB-5"],
        network: but(but(networkBalancer, admitting("tcp 8080 from 10.0.0.0/16")), {
          balancers: { lb: { public: false } },
        }),
        question: ask("one", balancer, "tcp/443"),
        expected: partly("LB_HAIRPIN", "forward"),
      },
      {
        title: "without them it works",
        clauses: ["NLB-1", "NLB-5"],
        network: but(but(networkBalancer, admitting("tcp 8080 from 10.0.0.0/16")), {
          balancers: { lb: { public: false } },
          targetGroups: { tg: { attributes: { "preserve_client_ip.enabled": "false" } } },
        }),
        question: ask("one", balancer, "tcp/443"),
        expected: reachable,
      },
    ],
  },
];
