import { b3, b5, twoRegions } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const west: Failure = { kind: "region", id: "eu-west-1", mode: "down" };
const detached = (id: string): Failure => ({ kind: "transitGatewayAttachment", id, mode: "detached" });
const withdrawn = (route: string): Failure => ({
  kind: "transitGatewayRouteTable",
  id: "rt-t",
  mode: "withdrawn",
  route,
});
const neighbours = but(twoRegions(), {
  vms: { a2: { subnet: "a1", addresses: ["10.0.1.20"], groups: ["sgA"] } },
});
const connected = but(b5(), { vpcs: { A: { region: "eu-west-1" } } });
/** A static route beside what att-b propagates, and a broader one that leads nowhere. */
const staticBeside = but(b3(), {
  tgwTables: { "rt-t": { routes: ["10.1.0.0/16 -> att-b", "10.0.0.0/8 -> blackhole"] } },
});
/** A site behind t, whose prefixes att-1 learns. */
const learned = but(b3(), {
  vpns: { "vpn-1": { tgw: "t", tunnels: ["UP", "UP"] } },
  attachments: { "att-1": { tgw: "t", vpn: "vpn-1" } },
  tgwTables: {
    "rt-t": {
      associated: and("att-1"),
      propagated: and("att-1"),
      routes: ["10.200.0.0/16 -> att-1 propagated"],
    },
  },
});
const site: End = { kind: "site", name: "cgw-vpn-1" };
const gatewayDown: Failure = { kind: "transitGateway", id: "t", mode: "down" };

/** Rows of our own for a region that fails (F-3) and for what is taken away from a transit gateway's tables (F-23). */
export const regionClauseCases: readonly ConformanceCase[] = [
  {
    title: "a region fails: what stands in it opens nothing",
    clauses: ["F-3"],
    network: twoRegions(),
    failures: [west],
    question: ask("b", "a", "tcp/443"),
    expected: refused("SRC_DOWN", "b", "forward"),
  },
  {
    title: "a region fails: the peering connection to it stays active and drops",
    clauses: ["F-3", "PCX-1"],
    network: twoRegions(),
    failures: [west],
    question: ask("a", "b", "tcp/443"),
    expected: { ...refused("DST_DOWN", "b", "forward"), via: "pcx-ab" },
  },
  {
    title: "a region fails: the internet comes in no more",
    clauses: ["F-3", "IGW-3"],
    network: twoRegions(),
    failures: [west],
    question: ask("internet", "b", "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", phase: "forward" },
  },
  {
    title: "a region works: the internet comes in",
    clauses: ["F-3"],
    network: twoRegions(),
    failures: [{ kind: "region", id: "eu-central-1", mode: "down" }],
    question: ask("internet", "b", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a region fails: the other one goes on",
    clauses: ["F-3"],
    network: neighbours,
    failures: [west],
    question: ask("a", "a2", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a region fails: its VPN connections are down, the device at the site is not",
    clauses: ["F-3", "VPN-1"],
    network: connected,
    failures: [west],
    question: ask({ kind: "site", name: "cgw-vpn-1" }, "a", "tcp/443"),
    expected: refused("VPN_DOWN", "vpn-1", "forward"),
  },
  {
    title: "an association is taken away: nothing leaves over the attachment",
    clauses: ["F-23", "TGW-2"],
    network: b3(),
    failures: [detached("att-a")],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ASSOC", "att-a", "forward"),
  },
  {
    title: "an association is taken away: what others send still arrives, one way",
    clauses: ["F-23"],
    network: b3(),
    failures: [detached("att-b")],
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "an association is taken away: the reply to it does not come back",
    clauses: ["F-23"],
    network: b3(),
    failures: [detached("att-b")],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ASSOC", "att-b", "return"),
  },
  {
    title: "a propagation is taken away: others lose the prefix",
    clauses: ["F-23", "TGW-3"],
    network: b3(),
    failures: [withdrawn("att-b")],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "t", "forward"),
  },
  {
    title: "a propagation is taken away: the other direction loses its reply",
    clauses: ["F-23"],
    network: b3(),
    failures: [withdrawn("att-a")],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "t", "return"),
  },
  {
    title: "a propagation is taken away: a static route of the same prefix carries on",
    clauses: ["F-23", "TGW-4"],
    network: staticBeside,
    failures: [withdrawn("att-b")],
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "a static route is withdrawn: what is propagated takes over",
    clauses: ["F-14", "TGW-4"],
    network: staticBeside,
    failures: [withdrawn("10.1.0.0/16")],
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "both are taken away: the broader route decides",
    clauses: ["F-14", "F-23", "F-34"],
    network: staticBeside,
    failures: [withdrawn("10.1.0.0/16"), withdrawn("att-b")],
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: refused("TGW_BLACKHOLE", "t", "forward"),
  },
  {
    title: "the propagation of a VPN attachment is taken away: its learned prefixes go",
    clauses: ["F-23", "TGW-3"],
    network: learned,
    failures: [withdrawn("att-1")],
    question: ask("a1", address("10.200.1.5"), "tcp/443"),
    expected: refused("TGW_NO_ROUTE", "t", "forward"),
  },
  {
    title: "a transit gateway is down: what comes over its attachments stops there",
    clauses: ["F-20", "F-21"],
    network: learned,
    failures: [gatewayDown],
    question: ask(site, "a1", "tcp/443", { mode: "oneway" }),
    expected: refused("TGW_ATTACH", "att-1", "forward"),
  },
];
