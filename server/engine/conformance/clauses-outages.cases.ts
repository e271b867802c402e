import { b1, b3, b5 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask, outside } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const deleted = (kind: string, id: string): Failure => ({ kind, id, mode: "deleted" });
const blocked = (kind: string, id: string): Failure => ({ kind, id, mode: "blocked" });
/** app-a also carries a group that is open both ways. */
const twoGroups = but(b1(), {
  groups: { "sg-open": { vpc: "v1", in: ["tcp 22 from 10.0.0.0/16"] } },
  vms: { "app-a": { groups: and("sg-open") } },
});
const ownAcl = but(b1(), {
  acls: {
    "acl-prv-a": {
      vpc: "v1",
      subnets: ["prv-a"],
      in: ["100 allow all 0.0.0.0/0"],
      out: ["100 allow all 0.0.0.0/0"],
    },
  },
});
const twoLegs = but(b1(), {
  vms: {
    multi: {
      subnet: "pub-a",
      addresses: ["10.0.0.30"],
      publicAddress: "198.51.100.30",
      groups: ["sg-web"],
    },
  },
  interfaces: {
    eth1: { vm: "multi", device: 1, subnet: "prv-a", addresses: ["10.0.10.30"], groups: ["sg-app"] },
  },
});
const twoNats = but(b1(), {
  tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-b", "203.0.113.0/24 -> nat-a"] } },
});
const sshFromAll = (out: readonly string[]) =>
  but(b1(), { groups: { "sg-web": { in: and("tcp 22 from 0.0.0.0/0"), out } } });
const noSsh = (out: readonly string[]) => but(b1(), { groups: { "sg-web": { out } } });

const orders: End = { kind: "database", id: "orders" };
const zoneA: Failure = { kind: "zone", id: "zone-a", mode: "down" };
/** A database in prv-a, whose group also has prv-b. */
const withDatabase = (standby: boolean | { readonly zone: string }) =>
  but(b1(), { databases: { orders: { subnets: ["prv-a", "prv-b"], groups: ["sg-db"], standby } } });

/** Rows of our own for what section 17 and T-7 say and no numbered case asks. */
export const outageClauseCases: readonly ConformanceCase[] = [
  {
    title: "a subnet is down: to a VM in it",
    clauses: ["F-5", "F-1"],
    network: b1(),
    failures: [down("subnet", "prv-a")],
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("DST_DOWN", "db-a"),
  },
  {
    title: "a subnet is down: others of its zone work",
    clauses: ["F-5"],
    network: b1(),
    failures: [down("subnet", "prv-a")],
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "the NAT gateway's subnet is down",
    clauses: ["F-5", "F-15"],
    network: b1(),
    failures: [down("subnet", "pub-a")],
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "a VM is down: to it",
    clauses: ["F-6"],
    network: b1(),
    failures: [down("instance", "app-a")],
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("DST_DOWN", "app-a", "forward"),
  },
  {
    title: "a VM is down: from it",
    clauses: ["F-6", "T-2"],
    network: b1(),
    failures: [down("instance", "app-a")],
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("SRC_DOWN", "app-a", "forward"),
  },
  {
    title: "a VM is deleted: its address is nobody's",
    clauses: ["F-7"],
    network: b1(),
    failures: [deleted("instance", "app-a")],
    question: ask("web-a", address("10.0.10.10", "v1"), "tcp/8080"),
    expected: refused("NO_OWNER"),
  },
  {
    title: "a VM is deleted: its Elastic IP leads nowhere, from inside",
    clauses: ["F-7", "IGW-3"],
    network: b1(),
    failures: [deleted("instance", "web-a")],
    question: ask("app-b", address("198.51.100.10"), "tcp/443"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "a VM is deleted: its Elastic IP leads nowhere, from the internet",
    clauses: ["F-7"],
    network: b1(),
    failures: [deleted("instance", "web-a")],
    question: ask("internet", address("198.51.100.10"), "tcp/443"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "an interface is deleted: its address is nobody's",
    clauses: ["F-8"],
    network: twoLegs,
    failures: [deleted("networkInterface", "eth1")],
    question: ask("web-a", address("10.0.10.30", "v1"), "tcp/8080"),
    expected: refused("NO_OWNER"),
  },
  {
    title: "an interface is deleted: the other one of the VM goes on",
    clauses: ["F-8"],
    network: twoLegs,
    failures: [deleted("networkInterface", "eth1")],
    question: ask("internet", "multi", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a public address is removed: in",
    clauses: ["F-9"],
    network: b1(),
    failures: [deleted("publicAddress", "eip-eni-web-a")],
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("NO_PUBLIC_IP"),
  },
  {
    title: "a public address is removed: out",
    clauses: ["F-9"],
    network: b1(),
    failures: [deleted("publicAddress", "eip-eni-web-a")],
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("NO_PUBLIC_IP", "igw-1", "forward"),
  },
  {
    title: "the NAT gateway's public address is removed",
    clauses: ["F-9"],
    network: b1(),
    failures: [deleted("publicAddress", "eip-eni-nat-a")],
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NO_PUBLIC_IP", undefined, "forward"),
  },
  {
    title: "a group is blocked: an interface with it alone",
    clauses: ["F-10"],
    network: b1(),
    failures: [blocked("securityGroup", "sg-app")],
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("SG_INGRESS", "app-a"),
  },
  {
    title: "a group is blocked: the rules of another one remain",
    clauses: ["F-10", "SG-1"],
    network: twoGroups,
    failures: [blocked("securityGroup", "sg-app")],
    question: ask("web-a", "app-a", "tcp/22"),
    expected: reachable,
  },
  {
    title: "a blocked group still names its members elsewhere",
    clauses: ["CL-4"],
    network: twoGroups,
    failures: [blocked("securityGroup", "sg-app")],
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "a deleted group names no one",
    clauses: ["F-11"],
    network: twoGroups,
    failures: [deleted("securityGroup", "sg-app")],
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: refused("SG_INGRESS", "db-a"),
  },
  {
    title: "an ACL is blocked: into its subnet",
    clauses: ["F-12"],
    network: ownAcl,
    failures: [blocked("networkAcl", "acl-prv-a")],
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("NACL_INGRESS", "prv-a", "forward"),
  },
  {
    title: "an ACL is blocked: inside its subnet",
    clauses: ["F-12", "NACL-5"],
    network: ownAcl,
    failures: [blocked("networkAcl", "acl-prv-a")],
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "a NAT gateway is down: its callers",
    clauses: ["F-15"],
    network: b1(),
    failures: [down("natGateway", "nat-a")],
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "nat-a"),
  },
  {
    title: "a NAT gateway is down: callers of the other",
    clauses: ["F-15"],
    network: b1(),
    failures: [down("natGateway", "nat-a")],
    question: ask("app-b", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    title: "withdrawing the route to a dead target repairs the flow",
    clauses: ["CL-7", "F-14"],
    network: twoNats,
    failures: [
      down("natGateway", "nat-a"),
      { kind: "routeTable", id: "rt-prv-a", mode: "withdrawn", route: "203.0.113.0/24" },
    ],
    question: ask("app-a", address("203.0.113.7"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "a transit gateway does not fail with a zone",
    clauses: ["TGW-10", "F-4"],
    network: b3(),
    failures: [down("zone", "z1")],
    question: ask("a2", "b2", "tcp/443"),
    expected: reachable,
  },
  {
    title: "one side's attachment fails: routes of its VPC blackhole",
    clauses: ["F-21"],
    network: b3(),
    failures: [down("transitGatewayAttachment", "att-a")],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("BLACKHOLE", undefined, "forward"),
  },
  {
    title: "one tunnel fails: the other one is left, and is said to be",
    clauses: ["F-24", "F-33"],
    network: b5(),
    failures: [down("vpnTunnel", "vpn-1#2")],
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: { ...reachable, figures: { of: "vpn-1", tunnels: 1 } },
  },
  {
    title: "one tunnel fails while the other is recorded as down: nothing is left",
    clauses: ["F-24", "F-25", "F-33"],
    network: but(b5(), { vpns: { "vpn-1": { tunnels: ["DOWN", "UP"] } } }),
    failures: [down("vpnTunnel", "vpn-1#2")],
    view: "observed",
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: { ...refused("NO_ROUTE", "a1", "forward"), figures: { of: "vpn-1", tunnels: 0 } },
  },
  {
    title: "a database answers under its name where it stands",
    clauses: ["F-32"],
    network: withDatabase(true),
    question: ask("app-b", orders, "tcp/5432"),
    expected: { ...reachable, via: "orders+prv-a" },
  },
  {
    title: "its zone fails: its standby answers under the same name",
    clauses: ["F-32", "F-4"],
    network: withDatabase(true),
    failures: [zoneA],
    question: ask("app-b", orders, "tcp/5432"),
    expected: { ...reachable, via: "orders+prv-b" },
  },
  {
    title: "its zone fails: at the instant nobody answers",
    clauses: ["F-32", "Q-8"],
    network: withDatabase(true),
    failures: [zoneA],
    horizon: "T0",
    question: ask("app-b", orders, "tcp/5432"),
    expected: refused("DST_DOWN", "orders+prv-a", "forward"),
  },
  {
    title: "its zone fails: without a standby it is down with it",
    clauses: ["F-32", "F-4"],
    network: withDatabase(false),
    failures: [zoneA],
    question: ask("app-b", orders, "tcp/5432"),
    expected: refused("DST_DOWN", "orders", "forward"),
  },
  {
    title: "the database fails: its standby answers, and lets in whom it let in",
    clauses: ["F-32"],
    network: withDatabase(true),
    failures: [down("databaseInstance", "orders")],
    question: ask("app-a", orders, "tcp/5432"),
    expected: { ...reachable, via: "orders+prv-b" },
  },
  {
    title: "the standby lets in no one else",
    clauses: ["F-32", "SG-1"],
    network: withDatabase(true),
    failures: [down("databaseInstance", "orders")],
    question: ask("web-a", orders, "tcp/5432"),
    expected: refused("SG_INGRESS", "orders+prv-b", "forward"),
  },
  {
    title: "the zone of the standby is recorded, and no subnet of the group is there",
    clauses: ["F-32"],
    network: withDatabase({ zone: "zone-c" }),
    failures: [zoneA],
    question: ask("app-b", orders, "tcp/5432"),
    expected: refused("DST_DOWN", "orders", "forward"),
  },
  {
    title: "a group of the caller that lets out to the database's group alone lets out to its standby",
    clauses: ["F-32", "SG-8"],
    network: but(withDatabase(true), { groups: { "sg-app": { out: ["tcp 5432 to sg-db"] } } }),
    failures: [zoneA],
    question: ask("app-b", orders, "tcp/5432"),
    expected: { ...reachable, via: "orders+prv-b" },
  },
  {
    title: "a live connection survives the blocking of its group",
    clauses: ["F-10", "T-7"],
    network: b1(),
    establishedOn: b1(),
    failures: [blocked("securityGroup", "sg-app")],
    horizon: "T0",
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    title: "a live connection breaks at once by an ACL",
    clauses: ["F-12", "T-7"],
    network: ownAcl,
    establishedOn: ownAcl,
    failures: [blocked("networkAcl", "acl-prv-a")],
    horizon: "T0",
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused(["NACL_INGRESS", "NACL_EGRESS"]),
  },
  {
    title: "a live connection breaks with its NAT gateway",
    clauses: ["F-15", "T-7"],
    network: b1(),
    establishedOn: b1(),
    failures: [down("natGateway", "nat-a")],
    horizon: "T0",
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "a connection that was never admitted is no live connection",
    clauses: ["T-7"],
    network: b1(),
    establishedOn: b1(),
    horizon: "T0",
    question: ask(outside("203.0.113.1/32"), "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "a rule for everyone is tracked where the opposite direction is not fully open",
    clauses: ["SG-10", "T-7"],
    network: noSsh(["tcp 443 to 10.0.0.0/16"]),
    establishedOn: sshFromAll(["tcp 443 to 10.0.0.0/16"]),
    horizon: "T0",
    question: ask(outside("203.0.113.1/32"), "web-a", "tcp/22"),
    expected: reachable,
  },
];
