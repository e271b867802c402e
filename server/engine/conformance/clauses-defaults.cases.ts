import { b1, b5 } from "../../testing/network-builder-bases";
import { but, without } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End } from "../semantics";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const site: End = { kind: "site", name: "cgw-vpn-1" };
const twoLinks = but(b5(), { directConnects: { "dxvif-1": { vgw: "vgw-1" } } });

/** What holds where the input says nothing (M-5, Q-9), and what failures come to, by themselves and together (F-2, F-34). */
export const defaultClauseCases: readonly ConformanceCase[] = [
  {
    title: "a subnet that no table names uses the main table",
    clauses: ["M-5", "R-1"],
    network: but(b1(), { tables: { "rt-pub": { subnets: without("pub-b"), main: true } } }),
    question: ask("app-b", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a subnet that no ACL names uses the default one",
    clauses: ["M-5", "NACL-4"],
    network: but(b1(), {
      acls: { closed: { vpc: "v1", subnets: ["pub-b"], in: [], out: [] } },
    }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "an interface without a group takes nothing",
    clauses: ["M-5"],
    network: but(b1(), { vms: { "web-a": { groups: [] } } }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("SG_INGRESS", "web-a", "forward"),
  },
  {
    title: "and opens nothing",
    clauses: ["M-5"],
    network: but(b1(), { vms: { "web-a": { groups: [] } } }),
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("SG_EGRESS", "web-a", "forward"),
  },
  {
    title: "a source check nobody switched off is on",
    clauses: ["M-5", "ENI-4"],
    network: b1(),
    question: ask({ kind: "networkInterface", id: "eni-app-a", address: "10.0.11.10" }, "db-a", "tcp/5432"),
    expected: refused("SRC_CHECK"),
  },
  {
    title: "that somebody listens is always assumed, and changes no verdict",
    clauses: ["Q-9"],
    network: b1(),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: { ...reachable, assumes: "ASSUME_GUEST_LISTENS" },
  },
  {
    title: "so is that a site answers",
    clauses: ["Q-9", "VPN-8"],
    network: b5(),
    question: ask("a", site, "tcp/443"),
    expected: { ...reachable, assumes: "ASSUME_ONPREM_RETURN" },
  },
  {
    title: "and which of several links carries a prefix that was learned",
    clauses: ["Q-9", "VPN-3"],
    network: twoLinks,
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: { ...reachable, assumes: "ASSUME_BGP_ADVERTISED" },
  },
  {
    title: "a flow that loses its only way is broken",
    clauses: ["F-2", "F-15"],
    network: b1(),
    failures: [{ kind: "natGateway", id: "nat-a", mode: "down" }],
    question: ask("app-a", "internet", "tcp/443"),
    expected: { ...refused("BLACKHOLE", "nat-a"), effect: "lost" },
  },
  {
    title: "a flow that another way serves is unaffected",
    clauses: ["F-2", "F-15"],
    network: b1(),
    failures: [{ kind: "natGateway", id: "nat-b", mode: "down" }],
    question: ask("app-a", "internet", "tcp/443"),
    expected: { ...reachable, effect: "unaffected" },
  },
  {
    title: "a flow that works with fewer tunnels is degraded",
    clauses: ["F-2", "F-24"],
    network: b5(),
    failures: [{ kind: "vpnTunnel", id: "vpn-1#1", mode: "down" }],
    question: ask("a", site, "tcp/443"),
    expected: { ...reachable, effect: "degraded" },
  },
  {
    title: "a flow that works in part at the instant is degraded, too",
    clauses: ["F-2", "Q-8"],
    network: b5(),
    failures: [{ kind: "vpnTunnel", id: "vpn-1#1", mode: "down" }],
    horizon: "T0",
    question: ask("a", site, "tcp/443"),
    expected: { verdict: "PARTIAL", effect: "degraded" },
  },
  {
    title: "one zone and the other zone's NAT gateway together cut what either leaves",
    clauses: ["F-34", "F-4", "F-15"],
    network: b1(),
    failures: [
      { kind: "zone", id: "zone-a", mode: "down" },
      { kind: "natGateway", id: "nat-b", mode: "down" },
    ],
    question: ask("app-b", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "nat-b", "forward"),
  },
];
