import { b4, b4n } from "../../testing/network-builder-balanced";
import { b1, b1v6, b3, b5 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { screened } from "../../testing/network-builder-offered";
import { address, ask, outside } from "../../testing/network-builder-question";
import { type ConformanceCase, type Expected, reachable } from "./conformance-case";

const unknown: Expected = { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] };
const client = outside("203.0.113.9/32");
/** Targets take the client's packets and no health check: all are used, for none is healthy (LB-7). */
const failsOpen = but(b4n(), { groups: { "sg-app": { in: ["tcp 8080 from 203.0.113.0/24"] } } });
/** A balancer in one zone whose health checks pass a group that is not in the input, and its traffic another. */
const oneTarget = but(b4(), {
  groups: { "sg-gone": { vpc: "v1", in: ["tcp 9000 from 10.0.0.0/16"] } },
  vms: { "app-a": { groups: ["sg-app", "sg-gone"] } },
  balancers: { "alb-1": { nodes: { "pub-a": "10.0.0.20 198.51.100.20" } } },
  targetGroups: { "tg-app": { targets: ["app-a"], healthPort: "9000" } },
  coverage: { securityGroup: "denied" },
});

/** Behind the virtual private gateway a VPN connection, and the Direct Connect link that leads to the site. */
const declaredBehindDx = but(b5(), {
  tables: { "rt-a1": { routes: ["192.168.0.0/16 -> vgw-1"] } },
  directConnects: { dx: { vgw: "vgw-1" } },
  sites: { hq: { prefixes: ["192.168.0.0/16"], via: ["dx"] } },
});

/** What comes from the internet passes the one appliance that runs behind a Gateway Load Balancer. */
const inspected = screened({ vms: { f2: { state: "stopped" } } });
const toInspected = ask("internet", "web-a", "tcp/443");

/** Rows of our own, met by generated networks: what rests on something that is not known is not sure (UNK-1). */
export const doubtClauseCases: readonly ConformanceCase[] = [
  {
    title: "whether a network balancer fails open rests on the checks of a node that is not in the input",
    clauses: ["UNK-1", "LB-7"],
    network: but(failsOpen, { coverage: { networkInterface: "denied" } }),
    without: { kind: "networkInterface", id: "eni-nlb-1-pub-a" },
    question: ask(client, address("198.51.100.31"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "a node whose subnet is not in the input may be the one in its target's zone",
    clauses: ["UNK-1", "LB-5"],
    network: but(b4n(), { coverage: { subnet: "denied" } }),
    without: { kind: "subnet", id: "pub-a" },
    question: ask("web-a", address("10.0.0.30"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "an address of the VPC in a subnet that is not in the input may be a target of any zone",
    clauses: ["UNK-1", "LB-5", "NLB-5"],
    network: but(b4n(), {
      targetGroups: { "tg-n": { type: "ip", targets: ["10.0.10.10"] } },
      coverage: { subnet: "denied" },
    }),
    without: { kind: "subnet", id: "prv-a" },
    question: ask(client, address("198.51.100.30"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "the only target of a group is used whatever its check says",
    clauses: ["LB-6", "LB-7"],
    network: oneTarget,
    without: { kind: "securityGroup", id: "sg-gone" },
    question: ask(client, { kind: "loadBalancer", id: "alb-1" }, "tcp/443"),
    expected: reachable,
  },
  {
    title: "of two targets the other one may be used alone",
    clauses: ["UNK-1", "LB-6", "LB-7"],
    network: but(oneTarget, {
      groups: { "sg-app": { in: [] }, "sg-open": { vpc: "v1", in: ["all from 0.0.0.0/0"] } },
      vms: { "db-a": { groups: ["sg-open"] } },
      targetGroups: { "tg-app": { targets: ["app-a", "db-a"] } },
    }),
    without: { kind: "securityGroup", id: "sg-gone" },
    question: ask(client, { kind: "loadBalancer", id: "alb-1" }, "tcp/443"),
    expected: { verdict: "PARTIAL" },
  },
  {
    title: "a balancer of an earlier reading may be active by now",
    clauses: ["UNK-1", "LB-1"],
    network: but(b4(), {
      balancers: { "alb-1": { state: "provisioning" } },
      coverage: { loadBalancer: "stale" },
    }),
    question: ask(client, address("198.51.100.20"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "blocking of public access as of an earlier reading",
    clauses: ["UNK-1", "BPA-1"],
    network: but(b1(), {
      blockPublicAccess: { bpa: { mode: "block-ingress" } },
      coverage: { blockPublicAccess: "stale" },
    }),
    question: ask("web-a", address("203.0.113.9"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "gateways of a VPC that is not in the input either",
    clauses: ["UNK-1", "IGW-1"],
    network: but(b1(), {
      vpcs: { v2: { prefixes: ["10.2.0.0/16"] } },
      igws: { "igw-1": null, "igw-2": { vpc: "v2" } },
      tables: { "rt-pub": { routes: [] } },
      coverage: { vpc: "denied", internetGateway: "denied" },
    }),
    without: { kind: "vpc", id: "v1" },
    question: ask("internet", "web-a", "tcp/443"),
    expected: unknown,
  },
  {
    title: "addresses of subnets whose VPC is not in the input are no part of the internet",
    clauses: ["UNK-1", "Q-7"],
    network: but(b1v6(), { coverage: { vpc: "denied" } }),
    without: { kind: "vpc", id: "v1" },
    question: ask("web-a", "internet", "tcp/443", { family: 6 }),
    expected: unknown,
  },
  {
    title: "a link that could not be read may be the one that leads to the site",
    clauses: ["UNK-1", "VPN-3"],
    network: but(declaredBehindDx, { coverage: { directConnectAssociation: "denied" } }),
    without: { kind: "directConnectAssociation", id: "dxassoc-dx" },
    question: ask("a", { kind: "site", name: "hq" }, "tcp/443"),
    expected: unknown,
  },
  {
    title: "whether a source is of a VPC that is not in the input",
    clauses: ["UNK-1", "VPN-1"],
    network: but(b5(), { coverage: { vpc: "denied" } }),
    without: { kind: "vpc", id: "A" },
    question: ask("a", address("192.168.1.5"), "tcp/443", { mode: "oneway" }),
    expected: unknown,
  },
  {
    title: "links that nobody asked for are none",
    clauses: ["UNK-1", "VPN-3"],
    network: but(b5(), {
      coverage: { directConnectAssociation: "absent", virtualInterface: "absent" },
    }),
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "a site may be told of what a transit gateway's table says that is not in the input",
    clauses: ["UNK-1", "VPN-8", "TGW-2"],
    network: but(b3(), {
      vpns: { w: { tgw: "t", tunnels: ["UP", "UP"] } },
      attachments: { "att-w": { tgw: "t", vpn: "w" } },
      tgwTables: { "rt-w": { tgw: "t", associated: ["att-w"], propagated: ["att-a"], routes: [] } },
      coverage: { transitGatewayRouteTable: "denied" },
      sites: { hq: { prefixes: ["192.168.0.0/16"], via: ["w"] } },
    }),
    without: { kind: "transitGatewayRouteTable", id: "rt-w" },
    question: ask({ kind: "site", name: "hq" }, "a1", "tcp/443", { mode: "oneway" }),
    expected: unknown,
  },
  {
    title: "an address that nobody has may be behind a connection that could not be read",
    clauses: ["UNK-1", "VPN-4"],
    network: but(b5(), {
      tables: { "rt-a1": { routes: [] } },
      groups: { "sg-a": { in: ["all from 0.0.0.0/0"] } },
      coverage: { vpnConnection: "denied" },
    }),
    without: { kind: "vpnConnection", id: "vpn-1" },
    question: ask(address("203.0.113.9"), "a", "tcp/443"),
    expected: unknown,
  },
  {
    title: "an appliance of which nothing is in the input may work",
    clauses: ["UNK-1", "GW-1"],
    network: but(inspected, { coverage: { networkInterface: "denied" } }),
    without: { kind: "networkInterface", id: "eni-f1" },
    question: toInspected,
    expected: unknown,
  },
  {
    title: "an appliance that is gone does not work",
    clauses: ["GW-1"],
    network: inspected,
    without: { kind: "networkInterface", id: "eni-f1" },
    question: toInspected,
    expected: { verdict: "NOT_REACHABLE", reason: ["GWLB_NO_TARGET"], at: "gwlb", phase: "forward" },
  },
  {
    title: "appliances may be registered in a target group that is not in the input",
    clauses: ["UNK-1", "GW-1"],
    network: but(inspected, { coverage: { targetGroup: "denied" } }),
    without: { kind: "targetGroup", id: "tg-gwlb" },
    question: toInspected,
    expected: unknown,
  },
];
