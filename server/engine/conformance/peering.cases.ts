import { b2 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import type { Failure } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const onlyGroupA = but(b2(), { groups: { sgB: { in: ["tcp 443 from sgA"] } } });
const dualStack = but(b2(), {
  vpcs: {
    A: { prefixes: and("2001:db8:a::/56") },
    B: { prefixes: and("2001:db8:b::/56") },
  },
  subnets: {
    a1: { prefixes: and("2001:db8:a:1::/64") },
    b1: { prefixes: and("2001:db8:b:1::/64") },
  },
  vms: {
    a: { addresses: and("2001:db8:a:1::10") },
    b: { addresses: and("2001:db8:b:1::10") },
  },
  groups: {
    sgA: { in: and("tcp 443 from ::/0"), out: ["all to 0.0.0.0/0", "all to ::/0"] },
    sgB: { in: and("tcp 443 from ::/0"), out: ["all to 0.0.0.0/0", "all to ::/0"] },
  },
});
/** D has the prefix of B; A prefers D. */
const overlapping = but(b2(), {
  vpcs: { D: { prefixes: ["10.1.0.0/16"] } },
  subnets: { d1: { vpc: "D", prefixes: ["10.1.1.0/24"], zone: "zone-a" } },
  peerings: { "pcx-ad": { requester: "A", accepter: "D" } },
  tables: { "rt-a1": { routes: ["10.1.0.0/16 -> pcx-ad"] } },
});
/** And there is a VM in D with the address of b. */
const twin = but(overlapping, {
  groups: { sgD: { vpc: "D", in: ["all from 0.0.0.0/0"] } },
  vms: { twin: { subnet: "d1", addresses: ["10.1.1.10"], groups: ["sgD"] } },
});
const peeringDeleted: Failure = { kind: "vpcPeeringConnection", id: "pcx-ab", mode: "deleted" };

/** Cases 73 to 80, 164 and 165: peering on B2 (81 and 82 need appliances and endpoints). */
export const peeringCases: readonly ConformanceCase[] = [
  {
    case: 73,
    title: "to the peer",
    clauses: ["PCX-1"],
    network: b2(),
    question: ask("a", "b", "tcp/443"),
    expected: reachable,
  },
  {
    case: 74,
    title: "the peer has no route back",
    clauses: ["PCX-1"],
    network: but(b2(), { tables: { "rt-b1": { routes: ["10.2.0.0/16 -> pcx-bc"] } } }),
    question: ask("a", "b", "tcp/443"),
    expected: refused("NO_ROUTE", "b1", "return"),
  },
  {
    case: 75,
    title: "not through the peer to its own peer",
    clauses: ["PCX-2"],
    network: but(b2(), { tables: { "rt-a1": { routes: and("10.2.0.0/16 -> pcx-ab") } } }),
    question: ask("a", "c", "tcp/443"),
    expected: refused("PCX_DST", "pcx-ab", "forward"),
  },
  {
    case: 76,
    title: "not through the peer to its internet gateway",
    clauses: ["PCX-2", "IGW-8"],
    network: but(b2(), {
      igws: { "igw-b": { vpc: "B" } },
      tables: {
        "rt-a1": { routes: and("0.0.0.0/0 -> pcx-ab") },
        "rt-b1": { routes: and("0.0.0.0/0 -> igw-b") },
      },
    }),
    question: ask("a", "internet", "tcp/443"),
    expected: refused("PCX_DST"),
  },
  {
    case: 77,
    title: "a group of the peer, same region",
    clauses: ["SG-9"],
    network: onlyGroupA,
    question: ask("a", "b", "tcp/443"),
    expected: reachable,
  },
  {
    case: 77,
    title: "a group of the peer, another region",
    clauses: ["SG-9"],
    network: but(onlyGroupA, { vpcs: { B: { region: "us-west-2" } } }),
    question: ask("a", "b", "tcp/443"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 78,
    title: "the peering was never accepted",
    clauses: ["PCX-1", "R-10"],
    network: but(b2(), { peerings: { "pcx-ab": { status: "pending-acceptance" } } }),
    question: ask("a", "b", "tcp/443"),
    expected: refused(["BLACKHOLE", "PCX_STATE"]),
  },
  {
    case: 79,
    title: "IPv6 needs routes of its own",
    clauses: ["PCX-6", "R-2"],
    network: dualStack,
    question: ask("a", "b", "tcp/443", { family: 6 }),
    expected: refused("NO_ROUTE"),
  },
  {
    case: 80,
    title: "the reply goes to another VPC with the same prefix",
    clauses: ["PCX-4"],
    network: overlapping,
    question: ask("b", "a", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["NO_OWNER"], phase: "return" },
  },
  {
    case: 80,
    title: "a longer route brings the reply back",
    clauses: ["PCX-4"],
    network: but(overlapping, { tables: { "rt-a1": { routes: and("10.1.1.0/24 -> pcx-ab") } } }),
    question: ask("b", "a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "the packet reaches another VM with the address that was asked for",
    clauses: ["PCX-4", "R-12"],
    network: twin,
    question: ask("a", "b", "tcp/443"),
    expected: refused("NO_OWNER", undefined, "forward"),
  },
  {
    title: "the reply reaches another VM with the address of the sender",
    clauses: ["PCX-4"],
    network: twin,
    question: ask("b", "a", "tcp/443"),
    expected: refused("ASYMMETRIC", "twin", "return"),
  },
  {
    case: 164,
    title: "the peering is deleted: across it",
    clauses: ["F-19"],
    network: b2(),
    failures: [peeringDeleted],
    question: ask("a", "b", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    case: 164,
    title: "the peering is deleted: across the other",
    clauses: ["F-19"],
    network: b2(),
    failures: [peeringDeleted],
    question: ask("b", "c", "tcp/443"),
    expected: reachable,
  },
  {
    case: 165,
    title: "a transit gateway instead of the peering does not carry group references",
    clauses: ["F-11", "SG-9"],
    network: but(onlyGroupA, {
      tgws: { t: {} },
      attachments: {
        "att-a": { tgw: "t", vpc: "A", subnets: ["a1"] },
        "att-b": { tgw: "t", vpc: "B", subnets: ["b1"] },
      },
      tgwTables: {
        "rt-t": { tgw: "t", associated: ["att-a", "att-b"], propagated: ["att-a", "att-b"], routes: [] },
      },
      tables: {
        "rt-a1": { routes: ["10.1.0.0/16 -> t"] },
        "rt-b1": { routes: ["10.0.0.0/16 -> t", "10.2.0.0/16 -> pcx-bc"] },
      },
    }),
    failures: [peeringDeleted],
    question: ask("a", "b", "tcp/443"),
    expected: refused("SG_INGRESS"),
  },
];
