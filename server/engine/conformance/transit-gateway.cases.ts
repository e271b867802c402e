import { b3 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import type { Failure } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const routed = (change: { associated?: string[]; propagated?: string[]; routes?: string[] }) =>
  but(b3(), { tgwTables: { "rt-t": change } });

/** B3 with a table for each VPC: rt1 serves A, rt2 serves B. */
const twoTables = (toRt2: readonly string[], toRt1: readonly string[]) =>
  but(b3(), {
    tgwTables: {
      "rt-t": null,
      rt1: { tgw: "t", associated: ["att-a"], propagated: toRt1, routes: [] },
      rt2: { tgw: "t", associated: ["att-b"], propagated: toRt2, routes: [] },
    },
  });

const detourC = but(routed({ routes: ["10.1.0.0/16 -> att-c"] }), {
  vpcs: { C: { prefixes: ["10.2.0.0/16"] } },
  subnets: {
    "t-c1": { vpc: "C", prefixes: ["10.2.255.0/28"], zone: "z1" },
    "t-c2": { vpc: "C", prefixes: ["10.2.255.16/28"], zone: "z2" },
  },
  attachments: { "att-c": { tgw: "t", vpc: "C", subnets: ["t-c1", "t-c2"] } },
  tables: { "rt-t-c": { vpc: "C", subnets: ["t-c1", "t-c2"], routes: [] } },
});

const open = "100 allow all 0.0.0.0/0";
const referencing = but(b3(), {
  tgws: { t: { groupReferencing: true } },
  attachments: { "att-a": { groupReferencing: true }, "att-b": { groupReferencing: true } },
});
const onlyGroupA = but(referencing, { groups: { "sg-b": { in: ["tcp 443 from sg-a"] } } });

/** A on t1, B on t2 in another region, peered; t2 does not know the way to A. */
const twoRegions = but(b3(), {
  vpcs: { B: { region: "us-west-2" } },
  subnets: { "w-b1": { zone: "w1" }, "t-b1": { zone: "w1" }, "w-b2": { zone: "w2" }, "t-b2": { zone: "w2" } },
  tgws: { t: null, t1: {}, t2: { region: "us-west-2" } },
  attachments: {
    "att-a": { tgw: "t1" },
    "att-b": { tgw: "t2" },
    "att-peer-1": { tgw: "t1", peer: "t2" },
    "att-peer-2": { tgw: "t2", peer: "t1" },
  },
  tgwTables: {
    "rt-t": null,
    "rt-t1": {
      tgw: "t1",
      associated: ["att-a", "att-peer-1"],
      propagated: ["att-a"],
      routes: ["10.1.0.0/16 -> att-peer-1"],
    },
    "rt-t2": { tgw: "t2", associated: ["att-b", "att-peer-2"], propagated: ["att-b"], routes: [] },
  },
  tables: {
    "rt-w-a1": { routes: ["10.0.0.0/8 -> t1"] },
    "rt-w-a2": { routes: ["10.0.0.0/8 -> t1"] },
    "rt-w-b1": { routes: ["10.0.0.0/8 -> t2"] },
    "rt-w-b2": { routes: ["10.0.0.0/8 -> t2"] },
  },
});

const peered = but(twoRegions, { tgwTables: { "rt-t2": { routes: ["10.0.0.0/16 -> att-peer-2"] } } });
const staticToB = routed({ routes: ["10.1.0.0/16 -> att-b"] });
const gatewayDeleted: Failure = { kind: "transitGateway", id: "t", mode: "deleted" };
const attachmentDeleted: Failure = { kind: "transitGatewayAttachment", id: "att-b", mode: "deleted" };
const onlyZone1 = but(b3(), { attachments: { "att-b": { subnets: ["t-b1"] } } });

/** Cases 83 to 96 and 166 to 168: transit gateway on B3. */
export const transitGatewayCases: readonly ConformanceCase[] = [
  {
    case: 83,
    title: "between two VPCs",
    clauses: ["TGW-2", "TGW-4"],
    network: b3(),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    case: 84,
    title: "the destination does not propagate",
    clauses: ["TGW-3"],
    network: routed({ propagated: ["att-a"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "rt-t", "forward"),
  },
  {
    case: 85,
    title: "the source does not propagate",
    clauses: ["TGW-3"],
    network: routed({ propagated: ["att-b"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "rt-t", "return"),
  },
  {
    case: 86,
    title: "the source is not associated",
    clauses: ["TGW-2"],
    network: routed({ associated: ["att-b"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["TGW_NO_ASSOC"], phase: "forward" },
  },
  {
    case: 87,
    title: "two tables, each propagates to the other's",
    clauses: ["TGW-3"],
    network: twoTables(["att-a"], ["att-b"]),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    case: 87,
    title: "two tables, A propagates to its own only",
    clauses: ["TGW-3"],
    network: twoTables([], ["att-a", "att-b"]),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "rt2", "return"),
  },
  {
    case: 88,
    title: "from a zone without attachment subnet",
    clauses: ["TGW-1"],
    network: but(b3(), { attachments: { "att-a": { subnets: ["t-a1"] } } }),
    question: ask("a2", "b1", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["TGW_AZ"], phase: "forward" },
  },
  {
    case: 89,
    title: "to a zone without attachment subnet: the reply fails",
    clauses: ["TGW-7"],
    network: onlyZone1,
    question: ask("a1", "b2", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["TGW_AZ"], phase: "return" },
  },
  {
    case: 90,
    title: "a static blackhole takes its prefix",
    clauses: ["TGW-4"],
    network: routed({ routes: ["10.1.1.0/24 -> blackhole"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_BLACKHOLE"),
  },
  {
    case: 90,
    title: "a static blackhole takes nothing but its prefix",
    clauses: ["TGW-4"],
    network: routed({ routes: ["10.1.1.0/24 -> blackhole"] }),
    question: ask("a1", "b2", "tcp/443"),
    expected: reachable,
  },
  {
    case: 91,
    title: "a static route leads into a VPC that does not know the way on",
    clauses: ["TGW-4", "TGW-7"],
    network: detourC,
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("NO_ROUTE", "t-c1", "forward"),
  },
  {
    case: 92,
    title: "the ACL of the attachment subnet",
    clauses: ["TGW-9", "NACL-7"],
    network: but(b3(), { acls: { "acl-t": { vpc: "B", subnets: ["t-b1", "t-b2"], in: [open], out: [] } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("NACL_EGRESS", "t-b1", "forward"),
  },
  {
    case: 93,
    title: "the attachment stands in the VM's own subnet: nothing in, both ways out",
    clauses: ["TGW-9"],
    network: but(b3(), {
      attachments: { "att-b": { subnets: ["w-b1", "t-b2"] } },
      acls: { "acl-w": { vpc: "B", subnets: ["w-b1"], in: [], out: [open] } },
    }),
    question: ask("a1", "b1", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["NACL_INGRESS"], phase: "return" },
  },
  {
    case: 94,
    title: "group references, enabled everywhere",
    clauses: ["SG-9"],
    network: onlyGroupA,
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    case: 94,
    title: "group references, disabled on one attachment",
    clauses: ["SG-9"],
    network: but(onlyGroupA, { attachments: { "att-b": { groupReferencing: false } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 95,
    title: "group references serve ingress rules only",
    clauses: ["SG-9"],
    network: but(referencing, { groups: { "sg-a": { out: ["tcp 443 to sg-b"] } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_EGRESS"),
  },
  {
    case: 96,
    title: "peered transit gateways, the far one has no route back",
    clauses: ["TGW-3"],
    network: twoRegions,
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "t2", "return"),
  },
  {
    title: "the far one of two peered transit gateways is down, one way",
    clauses: ["F-20", "TGW-3"],
    network: peered,
    failures: [{ kind: "transitGateway", id: "t2", mode: "down" }],
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: refused("TGW_ATTACH", "att-peer-2", "forward"),
  },
  {
    title: "the region of the far one of two peered transit gateways fails",
    clauses: ["F-3", "F-20"],
    network: peered,
    failures: [{ kind: "region", id: "us-west-2", mode: "down" }],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_ATTACH", "att-peer-2", "forward"),
  },
  {
    case: 166,
    title: "the transit gateway is deleted: across it",
    clauses: ["F-20"],
    network: b3(),
    failures: [gatewayDeleted],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    case: 166,
    title: "the transit gateway is deleted: inside one VPC",
    clauses: ["F-20"],
    network: b3(),
    failures: [gatewayDeleted],
    question: ask("a1", "a2", "tcp/443"),
    expected: reachable,
  },
  {
    case: 167,
    title: "the attachment is deleted, a static route stays",
    clauses: ["F-21"],
    network: staticToB,
    failures: [attachmentDeleted],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_BLACKHOLE"),
  },
  {
    case: 167,
    title: "the attachment is deleted, its propagated route goes",
    clauses: ["F-21"],
    network: b3(),
    failures: [attachmentDeleted],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE"),
  },
  {
    case: 168,
    title: "one zone less: to the zone that is left",
    clauses: ["F-22", "TGW-6"],
    network: onlyZone1,
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    case: 168,
    title: "one zone less: to the zone that is gone",
    clauses: ["F-22", "TGW-6"],
    network: onlyZone1,
    question: ask("a1", "b2", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", reason: ["TGW_AZ"], phase: "return" },
  },
  {
    case: 168,
    title: "one zone less: from the zone that is gone, entering by the other",
    clauses: ["F-22", "TGW-6"],
    network: onlyZone1,
    question: ask("a2", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    title: "peered transit gateways with routes on both sides",
    clauses: ["TGW-3"],
    network: peered,
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    title: "peered transit gateways carry no group references",
    clauses: ["SG-9"],
    network: but(peered, {
      tgws: { t1: { groupReferencing: true }, t2: { groupReferencing: true } },
      attachments: { "att-a": { groupReferencing: true }, "att-b": { groupReferencing: true } },
      groups: { "sg-b": { in: ["tcp 443 from sg-a"] } },
    }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_INGRESS", "b1", "forward"),
  },
  {
    title: "a transit gateway that is not available leaves a blackhole",
    clauses: ["R-10", "F-20"],
    network: but(b3(), { tgws: { t: { state: "deleting" } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("BLACKHOLE", "t", "forward"),
  },
  {
    title: "a longer propagated route beats a static one",
    clauses: ["TGW-4"],
    network: routed({ routes: ["10.0.0.0/8 -> blackhole"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a static route hides the propagated one of the same prefix",
    clauses: ["TGW-4"],
    network: routed({ routes: ["10.1.0.0/16 -> blackhole"] }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_BLACKHOLE", "rt-t", "forward"),
  },
];
