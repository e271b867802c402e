import { b3 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { BlockerCase } from "./blockers-case";

const across = ask("a1", "b1", "tcp/443");
const routed = (change: { associated?: string[]; propagated?: string[]; routes?: string[] }) =>
  but(b3(), { tgwTables: { "rt-t": change } });
const noRoute = { reason: "TGW_NO_ROUTE", awsCode: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT" } as const;
const blackhole = { reason: "TGW_BLACKHOLE", awsCode: "TGW_RTB_BAD_STATE_ROUTE" } as const;
const propagate = (id: string) =>
  `turn on propagation of attachment \`${id}\` in transit gateway route table \`rt-t\``;
const staticRoute = (prefix: string, id: string) =>
  `add static route ${prefix} → \`${id}\` to transit gateway route table \`rt-t\``;

/** B3 with a site behind a VPN connection of the transit gateway, which nobody has given a route to. */
const withSite = (change: NetworkChange = {}) =>
  but(
    b3(),
    {
      vpns: { "vpn-1": { tgw: "t", tunnels: ["UP", "UP"] } },
      attachments: { "att-1": { tgw: "t", vpn: "vpn-1" } },
      tgwTables: { "rt-t": { associated: and("att-1") } },
      tables: { "rt-w-a1": { routes: and("192.168.0.0/16 -> t") } },
      sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } },
    },
    change,
  );
const toSite = ask("a1", address("192.168.1.5"), "tcp/443");

/** Refusals at transit gateways: association, propagation, static and blackhole routes, zones (TGW-1 to TGW-4). */
export const transitBlockers: readonly BlockerCase[] = [
  {
    title: "the destination does not propagate",
    network: routed({ propagated: ["att-a"] }),
    question: across,
    ...noRoute,
    sets: [[propagate("att-b")], [staticRoute("10.1.0.0/16", "att-b")]],
  },
  {
    title: "the source does not propagate",
    network: routed({ propagated: ["att-b"] }),
    question: across,
    ...noRoute,
    sets: [[propagate("att-a")], [staticRoute("10.0.0.0/16", "att-a")]],
  },
  {
    title: "neither propagates: one change for each way",
    network: routed({ propagated: [] }),
    question: across,
    ...noRoute,
    sets: [
      [propagate("att-b"), propagate("att-a")],
      [propagate("att-b"), staticRoute("10.0.0.0/16", "att-a")],
      [staticRoute("10.1.0.0/16", "att-b"), propagate("att-a")],
      [staticRoute("10.1.0.0/16", "att-b"), staticRoute("10.0.0.0/16", "att-a")],
    ],
  },
  {
    title: "the source's attachment is associated with no table",
    network: routed({ associated: ["att-b"] }),
    question: across,
    reason: "TGW_NO_ASSOC",
    awsCode: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
    sets: [["associate transit gateway attachment `att-a` with route table `rt-t`"]],
  },
  {
    title: "a blackhole that is narrower than the way",
    network: routed({ routes: ["10.1.1.0/24 -> blackhole"] }),
    question: across,
    ...blackhole,
    sets: [
      ["remove the static route 10.1.1.0/24 from transit gateway route table `rt-t`"],
      ["point the route 10.1.1.0/24 in transit gateway route table `rt-t` at `att-b`"],
    ],
  },
  {
    title: "a blackhole in place of the way",
    network: routed({ propagated: ["att-a"], routes: ["10.1.0.0/16 -> blackhole"] }),
    question: across,
    ...blackhole,
    sets: [
      ["point the route 10.1.0.0/16 in transit gateway route table `rt-t` at `att-b`"],
      ["remove the static route 10.1.0.0/16 from transit gateway route table `rt-t`", propagate("att-b")],
    ],
  },
  {
    title: "the attachment has no subnet in the sender's zone",
    network: but(b3(), { attachments: { "att-a": { subnets: ["t-a1"] } } }),
    question: ask("a2", "b1", "tcp/443"),
    reason: "TGW_AZ",
    awsCode: "TGW_ROUTE_AZ_RESTRICTION",
    sets: [["add subnet `w-a2` to transit gateway attachment `att-a`"]],
  },
  {
    title: "a VPN connection whose prefixes do not propagate",
    network: withSite(),
    question: toSite,
    ...noRoute,
    sets: [[propagate("att-1")], [staticRoute("192.168.0.0/16", "att-1")]],
  },
  {
    title: "a static VPN connection propagates nothing",
    network: withSite({ vpns: { "vpn-1": { staticRoutes: ["192.168.0.0/16"] } } }),
    question: toSite,
    ...noRoute,
    sets: [[staticRoute("192.168.0.0/16", "att-1")]],
  },
  {
    title: "nobody says what is behind the connection",
    network: withSite({ sites: { office: null } }),
    question: toSite,
    ...noRoute,
    sets: [[staticRoute("192.168.1.5/32", "att-1")]],
  },
  {
    title: "the connection's routes are withdrawn while its tunnels are down",
    network: withSite({
      vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } },
      tgwTables: {
        "rt-t": { propagated: and("att-1"), routes: ["192.168.0.0/16 -> att-1 propagated"] },
      },
    }),
    question: toSite,
    ...noRoute,
    sets: [["bring tunnel 1 of VPN connection `vpn-1` up"], ["bring tunnel 2 of VPN connection `vpn-1` up"]],
  },
  {
    title: "a static route over a connection whose tunnels are down",
    network: withSite({
      vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } },
      tgwTables: { "rt-t": { routes: ["192.168.0.0/16 -> att-1"] } },
    }),
    question: toSite,
    reason: "VPN_DOWN",
    awsCode: "TGW_BAD_STATE_VPN",
    sets: [["bring tunnel 1 of VPN connection `vpn-1` up"], ["bring tunnel 2 of VPN connection `vpn-1` up"]],
  },
  {
    title: "the site's attachment is associated with no table",
    network: withSite({
      tgwTables: {
        "rt-t": { associated: ["att-a", "att-b"], routes: ["192.168.0.0/16 -> att-1 propagated"] },
      },
      groups: { "sg-a": { in: ["all from 0.0.0.0/0"] } },
    }),
    question: ask({ kind: "site", name: "office", address: "192.168.1.5" }, "a1", "tcp/443"),
    reason: "TGW_NO_ASSOC",
    awsCode: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
    sets: [["associate transit gateway attachment `att-1` with route table `rt-t`"]],
  },
];
