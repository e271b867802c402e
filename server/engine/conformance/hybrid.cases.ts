import { b1, b3, b5 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const tunnel1 = down("vpnTunnel", "vpn-1#1");
const tunnel2 = down("vpnTunnel", "vpn-1#2");
const site = (address?: string): End => ({
  kind: "site",
  name: "cgw-vpn-1",
  ...(address === undefined ? {} : { address }),
});
const behind = (id: string): End => ({ kind: "gateway", id });
const toSite = ask("a", address("192.168.1.5"), "tcp/443");

const vpnOnB1 = but(b1(), {
  vgws: { "vgw-1": { vpc: "v1" } },
  vpns: { "vpn-1": { vgw: "vgw-1", tunnels: ["DOWN", "DOWN"] } },
});
const staticVpn = but(b5(), { vpns: { "vpn-1": { staticRoutes: ["192.168.0.0/16"] } } });
const withDx = but(b5(), { directConnects: { "dxvif-1": { vgw: "vgw-1" } } });
const staticRoute = but(b5(), { tables: { "rt-a1": { routes: ["192.168.0.0/16 -> vgw-1"] } } });
const peered = but(b5(), {
  vpcs: { B: { prefixes: ["10.1.0.0/16"] } },
  subnets: { b1: { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "zone-a" } },
  peerings: { "pcx-ab": { requester: "A", accepter: "B" } },
  groups: { "sg-b": { vpc: "B", in: ["tcp 443 from 192.168.0.0/16"] } },
  vms: { b: { subnet: "b1", addresses: ["10.1.1.10"], groups: ["sg-b"] } },
});
const ipv6 = but(b5(), {
  vpcs: { A: { prefixes: and("2001:db8:1::/56") } },
  subnets: { a1: { prefixes: and("2001:db8:1::/64") } },
  vms: { a: { addresses: and("2001:db8:1::10") } },
  groups: { "sg-a": { out: ["all to 0.0.0.0/0", "all to ::/0"] } },
  tables: { "rt-a1": { routes: and("::/0 -> vgw-1") } },
});
const ecmp = but(b3(), {
  vpns: { "vpn-1": { tgw: "t", tunnels: ["UP", "UP"] }, "vpn-2": { tgw: "t", tunnels: ["UP", "UP"] } },
  attachments: { "att-1": { tgw: "t", vpn: "vpn-1" }, "att-2": { tgw: "t", vpn: "vpn-2" } },
  tgwTables: {
    "rt-t": {
      associated: and("att-1", "att-2"),
      propagated: and("att-1", "att-2"),
      routes: ["10.200.0.0/16 -> att-1 propagated", "10.200.0.0/16 -> att-2 propagated"],
    },
  },
});
const shared = but(b1(), {
  groups: { "sg-p": { vpc: "v1", account: "222222222222", in: ["tcp 8080 from sg-web"] } },
  vms: {
    p: { subnet: "prv-a", addresses: ["10.0.10.77"], groups: ["sg-p"], account: "222222222222" },
  },
});

/** Cases 38 to 41, 98 to 102, 137, 176 to 178: VPN, Direct Connect, sites, gateways as ends, shared subnets. */
export const hybridCases: readonly ConformanceCase[] = [
  {
    case: 38,
    title: "a static route to a gateway whose tunnels are down",
    clauses: ["R-4", "VPN-1"],
    network: but(vpnOnB1, { tables: { "rt-pub": { routes: and("203.0.113.0/24 -> vgw-1") } } }),
    view: "observed",
    question: ask("web-a", address("203.0.113.9"), "tcp/443"),
    expected: refused("VPN_DOWN", "vpn-1", "forward"),
  },
  {
    case: 38,
    title: "another destination goes out by the internet gateway",
    clauses: ["R-4"],
    network: but(vpnOnB1, { tables: { "rt-pub": { routes: and("203.0.113.0/24 -> vgw-1") } } }),
    view: "observed",
    question: ask("web-a", address("198.51.100.200"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 98,
    title: "to the site",
    clauses: ["VPN-1", "VPN-2", "VPN-8"],
    network: b5(),
    question: toSite,
    expected: { ...reachable, via: "vpn-1" },
  },
  {
    case: 98,
    title: "one tunnel down",
    clauses: ["VPN-2", "F-24"],
    network: b5(),
    failures: [tunnel1],
    question: toSite,
    expected: reachable,
  },
  {
    case: 98,
    title: "one tunnel down, at the instant",
    clauses: ["VPN-2", "Q-8"],
    network: b5(),
    failures: [tunnel1],
    horizon: "T0",
    question: toSite,
    expected: partly("VPN_DOWN"),
  },
  {
    case: 98,
    title: "both tunnels down",
    clauses: ["VPN-5", "F-25", "R-17"],
    network: b5(),
    failures: [tunnel1, tunnel2],
    question: toSite,
    expected: refused("NO_ROUTE", "a1", "forward"),
  },
  {
    case: 98,
    title: "the customer gateway down",
    clauses: ["VPN-5", "F-25"],
    network: b5(),
    failures: [down("customerGateway", "cgw-vpn-1")],
    question: toSite,
    expected: refused("NO_ROUTE", "a1", "forward"),
  },
  {
    case: 99,
    title: "a static connection with both tunnels down",
    clauses: ["VPN-3", "VPN-5", "F-25"],
    network: staticVpn,
    failures: [tunnel1, tunnel2],
    question: toSite,
    expected: refused("VPN_DOWN", "vpn-1"),
  },
  {
    case: 100,
    title: "Direct Connect first",
    clauses: ["VPN-6", "R-7"],
    network: withDx,
    question: toSite,
    expected: { ...reachable, via: "dxvif-1" },
  },
  {
    case: 100,
    title: "Direct Connect fails, the VPN takes over",
    clauses: ["VPN-5", "VPN-6", "F-26"],
    network: withDx,
    failures: [down("directConnectConnection", "dxcon-dxvif-1")],
    question: toSite,
    expected: { ...reachable, via: "vpn-1" },
  },
  {
    case: 101,
    title: "from the site to a peer of the VPC",
    clauses: ["VPN-4"],
    network: peered,
    question: ask(site("192.168.1.5"), "b", "tcp/443"),
    expected: refused("NO_OWNER", "vgw-1", "forward"),
  },
  {
    case: 102,
    title: "from the site without propagation in the table",
    clauses: ["R-17"],
    network: but(b5(), { tables: { "rt-a1": { propagating: [] } } }),
    question: ask(site("192.168.1.5"), "a", "tcp/443"),
    expected: refused("NO_ROUTE", "a1", "return"),
  },
  {
    title: "from the site, and the reply comes back over the same connection",
    clauses: ["VPN-4", "VPN-8"],
    network: b5(),
    question: ask(site(), "a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "from a declared site, which only the Direct Connect link leads to",
    clauses: ["VPN-3"],
    network: but(withDx, { sites: { hq: { prefixes: ["192.168.0.0/16"], via: ["dxvif-1"] } } }),
    question: ask({ kind: "site", name: "hq" }, "a", "tcp/443"),
    expected: { ...reachable, via: "dxvif-1" },
  },
  {
    title: "a site that is not told of the VPC's prefix does not find it",
    clauses: ["F-26"],
    network: but(b5(), {
      vpns: { "vpn-1": null },
      directConnects: { "dxvif-1": { vgw: "vgw-1", allowed: ["10.9.0.0/16"] } },
    }),
    question: ask(behind("dxvif-1"), "a", "tcp/443"),
    expected: refused("VPN_NO_ROUTE", "dxvif-1", "forward"),
  },
  {
    case: 137,
    title: "a participant's instance admits the owner's group",
    clauses: ["SHR-1", "SHR-2"],
    network: shared,
    question: ask("web-a", "p", "tcp/8080"),
    expected: reachable,
  },
  {
    case: 137,
    title: "the owner deletes the NAT gateway",
    clauses: ["SHR-1", "SHR-4"],
    network: shared,
    failures: [{ kind: "natGateway", id: "nat-a", mode: "deleted" }],
    question: ask("p", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "nat-a"),
  },
  {
    case: 176,
    title: "a static route, and what BGP advertises is unknown",
    clauses: ["VPN-3"],
    network: staticRoute,
    question: ask("a", address("192.168.9.9"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 177,
    title: "IPv6 over a VPN on a virtual private gateway",
    clauses: ["VPN-7"],
    network: ipv6,
    question: ask("a", address("2001:db8:9::5"), "tcp/443", { family: 6 }),
    expected: refused(["FAMILY", "VPN_NO_ROUTE"], "vgw-1"),
  },
  {
    case: 178,
    title: "one of two connections is down",
    clauses: ["TGW-5", "VPN-5"],
    network: ecmp,
    failures: [down("vpnConnection", "vpn-1")],
    question: ask("a1", address("10.200.0.9"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 178,
    title: "one of two connections is down, at the instant",
    clauses: ["TGW-5", "Q-8"],
    network: ecmp,
    failures: [down("vpnConnection", "vpn-1")],
    horizon: "T0",
    question: ask("a1", address("10.200.0.9"), "tcp/443"),
    expected: partly("VPN_DOWN"),
  },
  {
    title: "a static route of the transit gateway hides the propagated one of the same prefix",
    clauses: ["TGW-4"],
    network: but(ecmp, {
      tgwTables: { "rt-t": { routes: and("10.200.0.0/16 -> att-b") } },
    }),
    question: ask("a1", address("10.200.0.9"), "tcp/443"),
    expected: { verdict: "NOT_REACHABLE", via: "att-b" },
  },
  {
    title: "a site of two connections sends IPv6 by the one that carries it",
    clauses: ["VPN-7", "VPN-8"],
    network: but(ipv6, {
      tgws: { t: {} },
      vpns: { w: { tgw: "t", tunnels: ["UP", "UP"] } },
      attachments: {
        "att-a": { tgw: "t", vpc: "A", subnets: ["a1"], ipv6: true },
        "att-w": { tgw: "t", vpn: "w" },
      },
      tgwTables: {
        "rt-t": {
          tgw: "t",
          associated: ["att-a", "att-w"],
          propagated: ["att-a"],
          routes: ["::/0 -> att-w"],
        },
      },
      tables: { "rt-a1": { routes: ["2001:db8:9::/48 -> t"] } },
      groups: { "sg-a": { in: ["tcp 443 from ::/0"] } },
      sites: { hq: { prefixes: ["2001:db8:9::/48"], via: ["vpn-1", "w"] } },
    }),
    question: ask({ kind: "site", name: "hq" }, "a", "tcp/443", { family: 6 }),
    expected: { ...reachable, via: "w" },
  },
  {
    title: "to a VPC's router",
    clauses: ["R-12"],
    network: b5(),
    question: ask("a", { kind: "vpcRouter", id: "A" }, "tcp/443", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "out through the virtual private gateway",
    clauses: ["VPN-1"],
    network: b5(),
    question: ask("a", behind("vgw-1"), "tcp/443"),
    expected: reachable,
  },
];
