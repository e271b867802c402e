import { b3 } from "../../testing/network-builder-bases";
import { and, but, network } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

/** A third VPC C with one zone, attached to the transit gateway but in no table yet. */
const withC = but(b3(), {
  vpcs: { C: { prefixes: ["10.2.0.0/16"] } },
  subnets: {
    "w-c1": { vpc: "C", prefixes: ["10.2.1.0/24"], zone: "z1" },
    "t-c1": { vpc: "C", prefixes: ["10.2.255.0/28"], zone: "z1" },
  },
  attachments: { "att-c": { tgw: "t", vpc: "C", subnets: ["t-c1"] } },
  tables: {
    "rt-w-c1": { vpc: "C", subnets: ["w-c1"], routes: ["10.0.0.0/8 -> t"] },
    "rt-t-c": { vpc: "C", subnets: ["t-c1"], routes: [] },
  },
  groups: { "sg-c": { vpc: "C", in: ["tcp 443 from 10.0.0.0/8"] } },
  vms: { c1: { subnet: "w-c1", addresses: ["10.2.1.10"], groups: ["sg-c"] } },
});

const centralRouter = but(withC, {
  tgwTables: { "rt-t": { associated: and("att-c"), propagated: and("att-c") } },
});

/** A and B know only the shared services in C; C knows both. */
const sharedServices = but(withC, {
  tgwTables: {
    "rt-t": { associated: ["att-a", "att-b"], propagated: ["att-c"] },
    "rt-shared": { tgw: "t", associated: ["att-c"], propagated: ["att-a", "att-b"], routes: [] },
  },
});

/** Outbound through C, where a NAT gateway stands; the spokes' other prefixes are dropped. */
const centralOutbound = but(withC, {
  subnets: { pub: { vpc: "C", prefixes: ["10.2.3.0/24"], zone: "z1" } },
  igws: { "igw-c": { vpc: "C" } },
  nats: { "nat-c": { subnet: "pub", address: "10.2.3.5", publicAddress: "198.51.100.7" } },
  tgwTables: {
    "rt-t": {
      associated: ["att-a", "att-b"],
      propagated: [],
      routes: ["0.0.0.0/0 -> att-c", "10.0.0.0/16 -> blackhole", "10.1.0.0/16 -> blackhole"],
    },
    "rt-egress": { tgw: "t", associated: ["att-c"], propagated: ["att-a", "att-b"], routes: [] },
  },
  tables: {
    "rt-t-c": { routes: ["0.0.0.0/0 -> nat-c"] },
    "rt-pub": { vpc: "C", subnets: ["pub"], routes: ["0.0.0.0/0 -> igw-c", "10.0.0.0/8 -> t"] },
    "rt-w-a1": { routes: ["0.0.0.0/0 -> t"] },
    "rt-w-b1": { routes: ["0.0.0.0/0 -> t"] },
  },
});

/** A on t1, B on t2, and the two gateways peered; static routes on each side. */
function peeredGateways(routesOfT2: readonly string[]): NetworkSpec {
  const { vpcs, subnets, groups, vms, tables } = b3();
  return network({
    vpcs: {
      A: { ...vpcs.A, prefixes: ["10.0.0.0/16"] },
      B: { prefixes: ["10.1.0.0/16"], region: "eu-west-1" },
    },
    subnets,
    groups,
    vms,
    tables: {
      ...tables,
      "rt-w-a1": { vpc: "A", subnets: ["w-a1"], routes: ["10.1.0.0/16 -> t1"] },
      "rt-w-a2": { vpc: "A", subnets: ["w-a2"], routes: [] },
      "rt-w-b1": { vpc: "B", subnets: ["w-b1"], routes: ["10.0.0.0/16 -> t2"] },
      "rt-w-b2": { vpc: "B", subnets: ["w-b2"], routes: [] },
    },
    tgws: { t1: {}, t2: { region: "eu-west-1" } },
    attachments: {
      "att-a": { tgw: "t1", vpc: "A", subnets: ["t-a1", "t-a2"] },
      "att-b": { tgw: "t2", vpc: "B", subnets: ["t-b1", "t-b2"] },
      "peer-1": { tgw: "t1", peer: "t2" },
      "peer-2": { tgw: "t2", peer: "t1" },
    },
    tgwTables: {
      "rt-1": {
        tgw: "t1",
        associated: ["att-a", "peer-1"],
        propagated: ["att-a"],
        routes: ["10.1.0.0/16 -> peer-1"],
      },
      "rt-2": { tgw: "t2", associated: ["att-b", "peer-2"], propagated: ["att-b"], routes: routesOfT2 },
    },
  });
}

/** Transit gateways and NAT, as their guides explain them. */
export const transitPages: readonly DocumentedNetwork[] = [
  {
    page: page("Transit Gateway Guide", "Centralized router", "transit-gateway-centralized-router.html"),
    rows: [
      {
        title: "all VPCs of one table reach each other",
        clauses: ["TGW-2", "TGW-3"],
        network: centralRouter,
        question: ask("a1", "c1", "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page("Transit Gateway Guide", "Isolated VPCs", "transit-gateway-isolated.html"),
    rows: [
      {
        title: "VPCs that propagate nowhere do not reach each other",
        clauses: ["TGW-3"],
        network: but(b3(), { tgwTables: { "rt-t": { propagated: [] } } }),
        question: ask("a1", "b1", "tcp/443"),
        expected: refused("TGW_NO_ROUTE", "rt-t", "forward"),
      },
    ],
  },
  {
    page: page(
      "Transit Gateway Guide",
      "Isolated VPCs with shared services",
      "transit-gateway-isolated-shared.html",
    ),
    rows: [
      {
        title: "the shared services are reached",
        clauses: ["TGW-3"],
        network: sharedServices,
        question: ask("a1", "c1", "tcp/443"),
        expected: reachable,
      },
      {
        title: "the isolated VPCs do not reach each other",
        clauses: ["TGW-3", "TGW-4"],
        network: sharedServices,
        question: ask("a1", "b1", "tcp/443"),
        expected: refused("TGW_NO_ROUTE", "rt-t", "forward"),
      },
    ],
  },
  {
    page: page("Transit Gateway Guide", "Peering", "transit-gateway-peering-scenario.html"),
    rows: [
      {
        title: "static routes on both sides join two regions",
        clauses: ["TGW-3"],
        network: peeredGateways(["10.0.0.0/16 -> peer-2"]),
        question: ask("a1", "b1", "tcp/443"),
        expected: reachable,
      },
      {
        title: "nothing propagates over a peering: without its static route the far side has no way back",
        clauses: ["TGW-3"],
        network: peeredGateways([]),
        question: ask("a1", "b1", "tcp/443"),
        expected: refused("TGW_NO_ROUTE", "rt-2", "return"),
      },
    ],
  },
  {
    page: page(
      "Transit Gateway Guide",
      "Centralized outbound routing to the internet",
      "transit-gateway-nat-igw.html",
    ),
    rows: [
      {
        title: "the spokes get out by the NAT gateway of the egress VPC",
        clauses: ["NAT-2", "TGW-7"],
        network: centralOutbound,
        question: ask("a1", "internet", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "nat-c" },
      },
      {
        title: "blackhole routes keep them apart",
        clauses: ["TGW-4"],
        network: centralOutbound,
        question: ask("a1", "b1", "tcp/443"),
        expected: refused("TGW_BLACKHOLE"),
      },
    ],
  },
  {
    page: page("Transit Gateway Guide", "Network ACLs", "tgw-nacls.html"),
    rows: [
      {
        title: "the ACL of the attachment's subnet is asked when the instance is in another",
        clauses: ["TGW-9"],
        network: but(b3(), {
          acls: {
            "acl-t": { vpc: "A", subnets: ["t-a1"], in: [], out: ["100 allow all 0.0.0.0/0"] },
          },
        }),
        question: ask("a1", "b1", "tcp/443"),
        expected: refused("NACL_INGRESS", "t-a1", "forward"),
      },
    ],
  },
  {
    page: page("Transit Gateway Guide", "Attachments and zones", "tgw-vpc-attachments.html"),
    rows: [
      {
        title: "a zone without a subnet of the attachment cannot send",
        clauses: ["TGW-1"],
        network: but(b3(), { attachments: { "att-a": { subnets: ["t-a1"] } } }),
        question: ask("a2", "b1", "tcp/443"),
        expected: refused("TGW_AZ", "att-a", "forward"),
      },
    ],
  },
  {
    page: page(
      "VPC User Guide",
      "NAT gateways: no access to the internet",
      "nat-gateway-troubleshooting.html",
    ),
    rows: [
      {
        title: "the NAT gateway's own subnet needs a route to the internet gateway",
        clauses: ["NAT-4"],
        network: but(centralOutbound, {
          tables: { "rt-pub": { routes: ["10.0.0.0/8 -> t"] } },
        }),
        question: ask("a1", "internet", "tcp/443"),
        expected: refused("NO_ROUTE", "pub", "forward"),
      },
    ],
  },
  {
    page: page(
      "VPC User Guide",
      "NAT gateway use cases: allow-listed addresses",
      "nat-gateway-scenarios.html",
    ),
    rows: [
      {
        title: "behind a private NAT gateway the far side sees its address, and admits that alone",
        clauses: ["NAT-4"],
        network: but(b3(), {
          vpcs: { A: { prefixes: and("100.64.0.0/16") } },
          subnets: { n: { vpc: "A", prefixes: ["100.64.0.0/24"], zone: "z1" } },
          nats: { "nat-p": { subnet: "n", address: "100.64.0.5" } },
          tables: {
            "rt-n": { vpc: "A", subnets: ["n"], routes: ["10.1.0.0/16 -> t"] },
            "rt-w-a1": { routes: ["10.1.0.0/16 -> nat-p"] },
            "rt-w-b1": { routes: and("100.64.0.0/16 -> t") },
          },
          groups: { "sg-b": { in: ["tcp 443 from 100.64.0.5/32"] } },
        }),
        question: ask("a1", "b1", "tcp/443"),
        expected: reachable,
      },
    ],
  },
];
