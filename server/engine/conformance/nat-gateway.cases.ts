import { b1, b1v6, b3 } from "../../testing/network-builder-bases";
import { and, but, network, without } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { ZoneMode } from "../../testing/network-builder-spec";
import type { Failure } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const zoneAFails: Failure = { kind: "zone", id: "zone-a", mode: "down" };
const onlyNatA = but(b1(), { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } });

/** B3 where a1 goes to B through a private NAT gateway on the secondary CIDR of A. */
const privateNat = (admitted: string) =>
  but(b3(), {
    vpcs: { A: { prefixes: and("100.64.0.0/16") } },
    subnets: { n: { vpc: "A", prefixes: ["100.64.0.0/24"], zone: "z1" } },
    nats: { "nat-n": { subnet: "n", address: "100.64.0.5" } },
    tables: {
      "rt-n": { vpc: "A", subnets: ["n"], routes: ["10.0.0.0/8 -> t"] },
      "rt-w-a1": { routes: ["10.1.0.0/16 -> nat-n"] },
      "rt-w-b1": { routes: and("100.64.0.0/16 -> t") },
      "rt-w-b2": { routes: and("100.64.0.0/16 -> t") },
    },
    groups: { "sg-b": { in: [`tcp 443 from ${admitted}`] } },
  });

const natInItsOwnCallersSubnet = network({
  vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
  subnets: { s: { vpc: "v", prefixes: ["10.0.0.0/24"], zone: "zone-a" } },
  igws: { "igw-v": { vpc: "v" } },
  nats: { "nat-x": { subnet: "s", address: "10.0.0.5", publicAddress: "198.51.100.5" } },
  tables: { "rt-s": { vpc: "v", subnets: ["s"], routes: ["0.0.0.0/0 -> nat-x"] } },
  groups: { "sg-vm": { vpc: "v", in: [] } },
  vms: { vm: { subnet: "s", addresses: ["10.0.0.10"], groups: ["sg-vm"] } },
});

/** B3 with an egress VPC C: everything leaves by nat-c, the way back is the route to 10.0.0.0/8 in subnet pc. */
const centralEgress = but(b3(), {
  vpcs: { C: { prefixes: ["10.2.0.0/16"] } },
  subnets: {
    "t-c1": { vpc: "C", prefixes: ["10.2.255.0/28"], zone: "z1" },
    "t-c2": { vpc: "C", prefixes: ["10.2.255.16/28"], zone: "z2" },
    pc: { vpc: "C", prefixes: ["10.2.3.0/24"], zone: "z1" },
  },
  igws: { "igw-c": { vpc: "C" } },
  nats: { "nat-c": { subnet: "pc", address: "10.2.3.5", publicAddress: "198.51.100.7" } },
  attachments: { "att-c": { tgw: "t", vpc: "C", subnets: ["t-c1", "t-c2"] } },
  tgwTables: {
    "rt-t": { associated: and("att-c"), propagated: and("att-c"), routes: ["0.0.0.0/0 -> att-c"] },
  },
  tables: {
    "rt-t-c": { vpc: "C", subnets: ["t-c1", "t-c2"], routes: ["0.0.0.0/0 -> nat-c"] },
    "rt-pc": { vpc: "C", subnets: ["pc"], routes: ["0.0.0.0/0 -> igw-c", "10.0.0.0/8 -> t"] },
    "rt-w-a1": { routes: and("0.0.0.0/0 -> t") },
    "rt-w-a2": { routes: and("0.0.0.0/0 -> t") },
  },
});

/** A regional NAT gateway with addresses in zones a and b, and a VM in each of the zones a, b and c. */
const regionalNat = (mode: ZoneMode) =>
  network({
    vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
    subnets: {
      "s-a": { vpc: "v", prefixes: ["10.0.1.0/24"], zone: "zone-a" },
      "s-b": { vpc: "v", prefixes: ["10.0.2.0/24"], zone: "zone-b" },
      "s-c": { vpc: "v", prefixes: ["10.0.3.0/24"], zone: "zone-c" },
    },
    igws: { "igw-v": { vpc: "v" } },
    nats: {
      "nat-r": {
        regional: {
          vpc: "v",
          table: "rt-nat-r",
          zones: { "zone-a": "198.51.100.5", "zone-b": "198.51.100.6" },
          mode,
        },
      },
    },
    tables: {
      "rt-s": { vpc: "v", subnets: ["s-a", "s-b", "s-c"], routes: ["0.0.0.0/0 -> nat-r"] },
      "rt-nat-r": { vpc: "v", routes: ["0.0.0.0/0 -> igw-v"] },
    },
    groups: { "sg-vm": { vpc: "v", in: [] } },
    vms: {
      "vm-a": { subnet: "s-a", addresses: ["10.0.1.10"], groups: ["sg-vm"] },
      "vm-b": { subnet: "s-b", addresses: ["10.0.2.10"], groups: ["sg-vm"] },
      "vm-c": { subnet: "s-c", addresses: ["10.0.3.10"], groups: ["sg-vm"] },
    },
  });

/** Cases 62 to 72 and 179: NAT gateways. */
export const natGatewayCases: readonly ConformanceCase[] = [
  {
    case: 62,
    title: "out through NAT",
    clauses: ["NAT-4"],
    network: b1(),
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 63,
    title: "an echo through NAT",
    clauses: ["NAT-3"],
    network: b1(),
    question: ask("app-a", "internet", "icmp"),
    expected: reachable,
  },
  {
    case: 63,
    title: "protocol 47 through NAT",
    clauses: ["NAT-3"],
    network: b1(),
    question: ask("app-a", "internet", "protocol/47"),
    expected: refused("NAT_PROTO"),
  },
  {
    case: 64,
    title: "from the internet to the NAT gateway's address",
    clauses: ["NAT-6"],
    network: b1(),
    question: ask("internet", address("198.51.100.5"), "tcp/443"),
    expected: refused("NAT_UNSOLICITED"),
  },
  ...(["T1", "T2"] as const).map(
    (horizon): ConformanceCase => ({
      case: 65,
      title: `the NAT gateway of another zone dies with its zone, at ${horizon}`,
      clauses: ["NAT-8", "F-4"],
      network: onlyNatA,
      failures: [zoneAFails],
      horizon,
      question: ask("app-b", "internet", "tcp/443"),
      expected: refused("BLACKHOLE"),
    }),
  ),
  {
    case: 66,
    title: "the NAT gateway of the own zone survives the other zone",
    clauses: ["F-4"],
    network: b1(),
    failures: [zoneAFails],
    question: ask("app-b", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 67,
    title: "a private NAT gateway to the internet",
    clauses: ["NAT-5"],
    network: but(b1(), {
      nats: { "nat-p": { subnet: "pub-b", address: "10.0.1.6" } },
      tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-p"] } },
    }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NO_PUBLIC_IP", "igw-1", "forward"),
  },
  {
    case: 68,
    title: "a private NAT gateway shows its own address: admitted",
    clauses: ["NAT-4"],
    network: privateNat("100.64.0.0/16"),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    case: 68,
    title: "a private NAT gateway shows its own address: not admitted",
    clauses: ["NAT-4"],
    network: privateNat("10.0.0.0/16"),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_INGRESS", "b1"),
  },
  {
    case: 69,
    title: "the NAT gateway's own table leads back to it",
    clauses: ["NAT-7"],
    network: natInItsOwnCallersSubnet,
    question: ask("vm", "internet", "tcp/443"),
    expected: refused("LOOP"),
  },
  {
    case: 70,
    title: "central egress through a transit gateway",
    clauses: ["NAT-2", "TGW-7"],
    network: centralEgress,
    question: ask("a1", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 70,
    title: "central egress without the way back",
    clauses: ["NAT-2", "TGW-7"],
    network: but(centralEgress, { tables: { "rt-pc": { routes: without("10.0.0.0/8 -> t") } } }),
    question: ask("a1", "internet", "tcp/443"),
    expected: refused(["NO_PUBLIC_IP", "IGW_PRIVATE_DST"], "igw-c", "return"),
  },
  {
    case: 71,
    title: "regional NAT gateway, automatic mode, a zone without addresses",
    clauses: ["NAT-8"],
    network: regionalNat("auto"),
    question: ask("vm-c", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 71,
    title: "regional NAT gateway, manual mode, a zone without addresses",
    clauses: ["NAT-8"],
    network: regionalNat("manual"),
    question: ask("vm-c", "internet", "tcp/443"),
    expected: refused("NAT_AZ"),
  },
  {
    case: 72,
    title: "NAT64",
    clauses: ["NAT-3"],
    network: but(b1v6(), { tables: { "rt-prv-a": { routes: and("64:ff9b::/96 -> nat-a") } } }),
    question: ask("app-a", address("64:ff9b::cb00:7109"), "tcp/443", { family: 6 }),
    expected: reachable,
  },
  ...(["auto", "manual"] as const).map(
    (mode): ConformanceCase => ({
      case: 179,
      title: `regional NAT gateway, ${mode} mode: zone a fails, a VM in zone b goes out`,
      clauses: ["F-16"],
      network: regionalNat(mode),
      failures: [zoneAFails],
      question: ask("vm-b", "internet", "tcp/443"),
      expected: reachable,
    }),
  ),
  {
    title: "a regional NAT gateway routes by its own table",
    clauses: ["R-1", "NAT-1"],
    network: but(regionalNat("auto"), { tables: { "rt-nat-r": { routes: [] } } }),
    question: ask("vm-a", "internet", "tcp/443"),
    expected: refused("NO_ROUTE", undefined, "forward"),
  },
  {
    title: "no zone of a regional NAT gateway's addresses lives",
    clauses: ["F-16", "NAT-8"],
    network: regionalNat("auto"),
    failures: [zoneAFails, { kind: "zone", id: "zone-b", mode: "down" }],
    question: ask("vm-c", "internet", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", phase: "forward" },
  },
  {
    title: "a regional NAT gateway is deleted",
    clauses: ["F-16"],
    network: regionalNat("auto"),
    failures: [{ kind: "natGateway", id: "nat-r", mode: "deleted" }],
    question: ask("vm-b", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "nat-r", "forward"),
  },
];
