import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but, network, without } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

/** A VM with one leg in pub-a (Elastic IP) and one in prv-a. */
const twoLegs = (publicLeg: string, publicAddress: string, privateLeg: string) =>
  but(b1(), {
    vms: { multi: { subnet: "pub-a", addresses: [publicLeg], publicAddress, groups: ["sg-web"] } },
    interfaces: {
      eth1: { vm: "multi", device: 1, subnet: "prv-a", addresses: [privateLeg], groups: ["sg-app"] },
    },
  });
const reached = twoLegs("10.0.0.30", "198.51.100.30", "10.0.10.30");
const openWeb6 = but(b1v6(), {
  groups: { "sg-web": { in: and("tcp 443 from ::/0") } },
  vms: { "web-a": { publicAddress: undefined } },
});
const openApp6 = but(b1v6(), { groups: { "sg-app": { in: and("tcp 8080 from ::/0") } } });
const noGateway6 = but(openApp6, {
  igws: { "igw-1": null },
  tables: { "rt-pub": { routes: [] } },
});

/** The default ACL, which serves prv-b, is not in the snapshot; the other subnets have one that allows all. */
const aclUnknown = but(b1(), {
  vpcs: { v1: { defaultAcl: false } },
  acls: {
    "acl-known": {
      vpc: "v1",
      subnets: ["pub-a", "pub-b", "prv-a"],
      in: ["100 allow all 0.0.0.0/0"],
      out: ["100 allow all 0.0.0.0/0"],
    },
  },
  coverage: { networkAcl: "denied" },
});

/** Two accounts that call different zones "us-east-1a". */
const twoAccounts: NetworkSpec = network({
  vpcs: {
    v1: { prefixes: ["10.1.0.0/16"], account: "111111111111" },
    v2: { prefixes: ["10.2.0.0/16"], account: "222222222222" },
  },
  subnets: {
    s1: { vpc: "v1", prefixes: ["10.1.0.0/24"], zone: "use1-az1", zoneName: "us-east-1a" },
    s2: { vpc: "v2", prefixes: ["10.2.0.0/24"], zone: "use1-az4", zoneName: "us-east-1a" },
  },
  igws: { "igw-1": { vpc: "v1" }, "igw-2": { vpc: "v2" } },
  tables: {
    "rt-1": { vpc: "v1", subnets: ["s1"], routes: ["0.0.0.0/0 -> igw-1"] },
    "rt-2": { vpc: "v2", subnets: ["s2"], routes: ["0.0.0.0/0 -> igw-2"] },
  },
  groups: {
    "sg-1": { vpc: "v1", in: ["tcp 443 from 0.0.0.0/0"] },
    "sg-2": { vpc: "v2", in: ["tcp 443 from 0.0.0.0/0"] },
  },
  vms: {
    "vm-1": { subnet: "s1", addresses: ["10.1.0.10"], publicAddress: "198.51.100.1", groups: ["sg-1"] },
    "vm-2": { subnet: "s2", addresses: ["10.2.0.10"], publicAddress: "198.51.100.2", groups: ["sg-2"] },
  },
});

/** Cases 134 to 136, 138, 139 and 169 to 172: interfaces, IPv6, accounts, unknowns and further outages. */
export const interfaceCases: readonly ConformanceCase[] = [
  {
    case: 134,
    title: "the groups of eth0 count on eth0",
    clauses: ["ENI-6"],
    network: reached,
    question: ask("internet", address("198.51.100.30"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 134,
    title: "the groups of eth0 do not count on eth1",
    clauses: ["ENI-6"],
    network: reached,
    question: ask("app-b", address("10.0.10.30", "v1"), "tcp/443"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 135,
    title: "IPv4 needs a public address",
    clauses: ["IGW-4"],
    network: openWeb6,
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("NO_PUBLIC_IP"),
  },
  {
    case: 135,
    title: "IPv6 is public by nature",
    clauses: ["IGW-4"],
    network: openWeb6,
    question: ask("internet", "web-a", "tcp/443", { family: 6 }),
    expected: reachable,
  },
  {
    case: 136,
    title: "out by the egress-only gateway",
    clauses: ["EIGW-1", "T-8"],
    network: b1v6(),
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: reachable,
  },
  {
    case: 136,
    title: "in by the internet gateway, the reply meets the egress-only gateway",
    clauses: ["EIGW-1", "T-8"],
    network: openApp6,
    question: ask("internet", "app-a", "tcp/8080", { family: 6 }),
    expected: refused("ASYMMETRIC", "eigw-1", "return"),
  },
  {
    case: 136,
    title: "in by the egress-only gateway where there is no other",
    clauses: ["EIGW-1", "T-8"],
    network: noGateway6,
    question: ask("internet", "app-a", "tcp/8080", { family: 6 }),
    expected: refused("EIGW_UNSOLICITED"),
  },
  {
    case: 138,
    title: "another zone of the same name is not affected",
    clauses: ["M-2"],
    network: twoAccounts,
    failures: [{ kind: "zone", id: "use1-az1", mode: "down" }],
    question: ask("internet", "vm-2", "tcp/443"),
    expected: reachable,
  },
  {
    case: 139,
    title: "an unknown ACL decides",
    clauses: ["UNK-1"],
    network: aclUnknown,
    question: ask("web-a", "app-b", "tcp/8080"),
    expected: { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
  },
  {
    case: 139,
    title: "a proven refusal behind an unknown ACL",
    clauses: ["UNK-1"],
    network: aclUnknown,
    question: ask("web-a", "app-b", "tcp/9999"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 169,
    title: "the internet gateway survives, both zones fail",
    clauses: ["F-4", "IGW-1"],
    network: b1(),
    failures: [
      { kind: "zone", id: "zone-a", mode: "down" },
      { kind: "zone", id: "zone-b", mode: "down" },
    ],
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused(["DST_DOWN", "NO_OWNER"]),
  },
  {
    case: 170,
    title: "the egress-only gateway is deleted: IPv6",
    clauses: ["F-18"],
    network: b1v6(),
    failures: [{ kind: "egressOnlyInternetGateway", id: "eigw-1", mode: "deleted" }],
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: refused("BLACKHOLE"),
  },
  {
    case: 170,
    title: "the egress-only gateway is deleted: IPv4",
    clauses: ["F-18"],
    network: b1v6(),
    failures: [{ kind: "egressOnlyInternetGateway", id: "eigw-1", mode: "deleted" }],
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 171,
    title: "pub-a falls back to the main table: in",
    clauses: ["F-13", "NAT-4"],
    network: but(b1(), { tables: { "rt-pub": { subnets: without("pub-a") } } }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("NO_ROUTE", "pub-a", "return"),
  },
  {
    case: 171,
    title: "pub-a falls back to the main table: out through the NAT gateway in it",
    clauses: ["F-13", "NAT-4"],
    network: but(b1(), { tables: { "rt-pub": { subnets: without("pub-a") } } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NO_ROUTE", "pub-a", "forward"),
  },
  {
    case: 172,
    title: "the interface in the destination's subnet sends",
    clauses: ["ENI-5", "R-13"],
    network: twoLegs("10.0.0.40", "198.51.100.40", "10.0.10.40"),
    question: ask("multi", "db-a", "tcp/5432"),
    expected: { ...reachable, via: "eth1" },
  },
];
