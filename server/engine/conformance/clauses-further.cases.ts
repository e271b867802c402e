import { b1, b1v6, b2, b3, b5 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask, outside, vmAt } from "../../testing/network-builder-question";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const all = ["100 allow all 0.0.0.0/0"];
const routes = (table: string, ...list: readonly string[]) =>
  but(b1(), { tables: { [table]: { routes: list } } });

/** Between app-b and db-a stands nat-b, by a static route inside the VPC; app-b may send to the group of db-a only. */
const natBeforeMember = but(b1(), {
  tables: { "rt-prv-b": { routes: and("10.0.10.0/24 -> nat-b") } },
  groups: { "sg-app": { out: ["tcp 5432 to sg-db"] }, "sg-db": { in: ["tcp 5432 from 10.0.0.0/16"] } },
});
const spoofing = but(b1(), {
  vms: { "web-a": { sourceDestCheck: false } },
  groups: { "sg-app": { in: ["all from sg-web"] } },
});
const icmp = (...rules: readonly string[]) => but(b1(), { groups: { "sg-app": { in: rules } } });
const icmpAcl = (...entries: readonly string[]) =>
  but(icmp("all from 0.0.0.0/0"), {
    acls: { "acl-x": { vpc: "v1", subnets: ["prv-a"], in: entries, out: all } },
  });

/** A VPC with two prefixes whose table lists neither of them, and a stopped instance that a route leads to. */
const twoPrefixes = but(b1(), {
  vpcs: { v1: { prefixes: and("10.9.0.0/16") } },
  subnets: { far: { vpc: "v1", prefixes: ["10.9.1.0/24"], zone: "zone-b" } },
  vms: { far: { subnet: "far", addresses: ["10.9.1.10"], groups: ["sg-app"] } },
});
const ipv6OnlyAcl = but(b1v6(), {
  groups: { "sg-app": { in: ["tcp 8080 from ::/0"] } },
  acls: { "acl-x": { vpc: "v1", subnets: ["prv-a"], in: all, out: ["100 allow all ::/0"] } },
});
const ipv6ByNat = but(b1v6(), { tables: { "rt-prv-a": { routes: ["::/0 -> nat-a"] } } });
const foreignGateway = (...change: readonly NetworkChange[]) =>
  but(
    b2(),
    {
      igws: { "igw-b": { vpc: "B" } },
      vms: { a: { publicAddress: "198.51.100.70" } },
      tables: { "rt-a1": { routes: ["0.0.0.0/0 -> igw-b"] } },
    },
    ...change,
  );

/** B5 whose site's packets for x1 pass the appliance m, in whose subnet a private NAT gateway is the way there. */
const natBehindEdge = but(b5(), {
  subnets: {
    fw: { vpc: "A", prefixes: ["10.0.9.0/24"], zone: "zone-a" },
    x1: { vpc: "A", prefixes: ["10.0.2.0/24"], zone: "zone-a" },
    n1: { vpc: "A", prefixes: ["10.0.3.0/24"], zone: "zone-a" },
  },
  nats: { "nat-p": { subnet: "n1", address: "10.0.3.5" } },
  tables: {
    "rt-edge": { vpc: "A", gateways: ["vgw-1"], routes: ["10.0.2.0/24 -> eni-m"] },
    "rt-fw": { vpc: "A", subnets: ["fw"], routes: ["10.0.2.0/24 -> nat-p"] },
  },
  groups: { "sg-any": { vpc: "A", in: ["all from 0.0.0.0/0"] } },
  vms: {
    m: { subnet: "fw", addresses: ["10.0.9.10"], groups: ["sg-any"], sourceDestCheck: false },
    x: { subnet: "x1", addresses: ["10.0.2.10"], groups: ["sg-any"] },
  },
});

/** B3 in IPv6 where the hub B has an internet gateway, and the table of its attachment subnets leads there. */
const hubIpv6 = (spoke: boolean, hub: boolean) =>
  but(b3(), {
    vpcs: { A: { prefixes: and("2001:db8:a::/56") }, B: { prefixes: and("2001:db8:b::/56") } },
    subnets: {
      "w-a1": { prefixes: and("2001:db8:a:1::/64") },
      "w-b1": { prefixes: and("2001:db8:b:1::/64") },
    },
    igws: { "igw-b": { vpc: "B" } },
    vms: { a1: { addresses: and("2001:db8:a:1::10") }, b1: { addresses: and("2001:db8:b:1::10") } },
    groups: { "sg-a": { out: ["all to ::/0"] }, "sg-b": { in: ["tcp 443 from ::/0"] } },
    attachments: { "att-a": { ipv6: spoke }, "att-b": { ipv6: hub } },
    tables: {
      "rt-w-a1": { routes: ["::/0 -> t"] },
      "rt-w-b1": { routes: ["2001:db8:a::/56 -> t"] },
      "rt-t-b": { routes: ["::/0 -> igw-b"] },
    },
    tgwTables: { "rt-t": { routes: ["::/0 -> att-b"] } },
  });

/** B3 where B is peered with C, and the table of its attachment subnets leads on over the peering. */
const transitThenPeering = but(b3(), {
  vpcs: { C: { prefixes: ["10.2.0.0/16"] } },
  subnets: { c1: { vpc: "C", prefixes: ["10.2.1.0/24"], zone: "z1" } },
  peerings: { "pcx-bc": { requester: "B", accepter: "C" } },
  tables: {
    "rt-t-b": { routes: ["10.2.0.0/16 -> pcx-bc"] },
    "rt-c1": { vpc: "C", subnets: ["c1"], routes: ["10.0.0.0/16 -> pcx-bc"] },
  },
  tgwTables: { "rt-t": { routes: ["10.2.0.0/16 -> att-b"] } },
  groups: { "sg-c": { vpc: "C", in: ["all from 0.0.0.0/0"] } },
  vms: { c: { subnet: "c1", addresses: ["10.2.1.10"], groups: ["sg-c"] } },
});
/** B3 where B has a private gateway to a site, and the table of its attachment subnets leads there. */
const transitThenVpn = but(b3(), {
  vgws: { "vgw-b": { vpc: "B" } },
  vpns: { "vpn-b": { vgw: "vgw-b", staticRoutes: ["192.168.0.0/16"], tunnels: ["UP", "UP"] } },
  tables: {
    "rt-w-a1": { routes: and("192.168.0.0/16 -> t") },
    "rt-t-b": { routes: ["192.168.0.0/16 -> vgw-b"] },
  },
  tgwTables: { "rt-t": { routes: ["192.168.0.0/16 -> att-b"] } },
});
const oneSidedIpv6 = but(b2(), {
  vpcs: { A: { prefixes: and("2001:db8:a::/56") } },
  subnets: { a1: { prefixes: and("2001:db8:a:1::/64") } },
  vms: { a: { addresses: and("2001:db8:a:1::10") } },
  groups: { sgA: { out: ["all to ::/0"] } },
  tables: { "rt-a1": { routes: ["2001:db8:b::/56 -> pcx-ab"] } },
});

/** Two ways to 10.200.0.0/16 at the gateway, of which `down` does not work. */
const twoLinks = (lost: string) =>
  but(b3(), {
    vpns: { "vpn-1": { tgw: "t", tunnels: lost === "vpn" ? ["DOWN", "DOWN"] : ["UP", "UP"] } },
    directConnects: { "dxvif-1": { tgw: "t" } },
    attachments: { "att-vpn": { tgw: "t", vpn: "vpn-1" }, "att-dx": { tgw: "t", direct: "dxvif-1" } },
    tgwTables: {
      "rt-t": {
        associated: and("att-vpn", "att-dx"),
        routes: ["10.200.0.0/16 -> att-vpn propagated", "10.200.0.0/16 -> att-dx propagated"],
      },
    },
    groups: { "sg-a": { in: ["tcp 443 from 10.0.0.0/8"] } },
  });
const listBesideStatic = but(b3(), {
  prefixLists: { "pl-b": { prefixes: ["10.1.0.0/16"] } },
  tgwTables: { "rt-t": { routes: ["pl-b -> att-a", "10.1.0.0/16 -> att-b"] } },
});
/** B behind an attachment in appliance mode, of whose two subnets the one in the other zone lets nothing out. */
const applianceExits = (applianceMode: boolean) =>
  but(b3(), {
    attachments: { "att-b": { applianceMode } },
    acls: { "acl-t-b2": { vpc: "B", subnets: ["t-b2"], in: all, out: [] } },
  });
const pendingAttachment = but(b3(), { attachments: { "att-a": { state: "pendingAcceptance" } } });
const failedStatic = but(b3(), {
  tgwTables: { "rt-t": { propagated: ["att-a"], routes: ["10.1.0.0/16 -> att-b", "10.0.0.0/8 -> att-a"] } },
});

const staticVpn = but(b5(), { vpns: { "vpn-1": { staticRoutes: ["192.168.0.0/16"] } } });
const ipv6Vpn = but(b5(), {
  vpcs: { A: { prefixes: and("2001:db8:1::/56") } },
  subnets: { a1: { prefixes: and("2001:db8:1::/64") } },
  vms: { a: { addresses: and("2001:db8:1::10") } },
  groups: { "sg-a": { out: ["all to ::/0"] } },
  tables: { "rt-a1": { routes: ["::/0 -> vgw-1"] } },
});
/** Two sites behind one gateway; the second one has the narrower prefix. */
const twoSites = but(staticVpn, {
  vpns: { "vpn-2": { vgw: "vgw-1", staticRoutes: ["192.168.1.0/24"], tunnels: ["UP", "UP"] } },
  tables: { "rt-a1": { routes: ["192.168.0.0/16 -> vgw-1"] } },
});

const routeRows: readonly ConformanceCase[] = [
  {
    title: "a route recorded as a blackhole works when its target does",
    clauses: ["R-10"],
    network: routes("rt-pub", "0.0.0.0/0 -> igw-1 blackhole"),
    question: ask("web-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a more specific route to a NAT gateway that is down does not fall through to the default route",
    clauses: ["R-9", "F-15"],
    network: routes("rt-pub", "203.0.113.0/24 -> nat-b", "0.0.0.0/0 -> igw-1"),
    failures: [{ kind: "natGateway", id: "nat-b", mode: "down" }],
    question: ask("web-a", outside("203.0.113.0/24"), "tcp/443"),
    expected: refused("BLACKHOLE", "nat-b", "forward"),
  },
  {
    title: "each prefix of the VPC is local",
    clauses: ["R-12"],
    network: but(twoPrefixes, { groups: { "sg-app": { in: ["tcp 8080 from sg-app"] } } }),
    question: ask("app-a", "far", "tcp/8080"),
    expected: reachable,
  },
  {
    title: "an internet gateway of another VPC carries nothing",
    clauses: ["IGW-1", "R-10"],
    network: foreignGateway(),
    question: ask("a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "igw-b", "forward"),
  },
  {
    title: "an internet gateway that is being detached carries nothing",
    clauses: ["IGW-1", "R-10"],
    network: but(b1(), { igws: { "igw-1": { state: "detaching" } } }),
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "igw-1", "forward"),
  },
];

const filterRows: readonly ConformanceCase[] = [
  {
    title: "behind a NAT gateway a rule for the destination's group is not met",
    clauses: ["SG-8"],
    network: natBeforeMember,
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("SG_EGRESS", "app-b", "forward"),
  },
  {
    title: "a member of the group that sends from another address is not admitted by a rule for the group",
    clauses: ["SG-8", "ENI-4"],
    network: spoofing,
    question: ask(vmAt("web-a", "10.0.77.7"), "app-a", "tcp/8080", { mode: "oneway" }),
    expected: refused("SG_INGRESS", "app-a", "forward"),
  },
  {
    title: "ICMP type 8 with code 1 does not admit an echo request, whose code is 0",
    clauses: ["SG-5"],
    network: icmp("icmp 8/1 from 0.0.0.0/0"),
    question: ask("web-a", "app-a", "icmp"),
    expected: refused("SG_INGRESS", "app-a", "forward"),
  },
  {
    title: "an ACL entry for echo replies admits no echo request",
    clauses: ["NACL-2"],
    network: icmpAcl("100 allow icmp 0/-1 0.0.0.0/0"),
    question: ask("web-a", "app-a", "icmp"),
    expected: refused("NACL_INGRESS", "prv-a", "forward"),
  },
  {
    title: "an ACL entry for echo requests with another code admits none with code 0",
    clauses: ["NACL-2"],
    network: icmpAcl("100 allow icmp 8/1 0.0.0.0/0"),
    question: ask("web-a", "app-a", "icmp"),
    expected: refused("NACL_INGRESS", "prv-a", "forward"),
  },
  {
    title: "an ACL entry for 0.0.0.0/0 says nothing of IPv6",
    clauses: ["NACL-2"],
    network: ipv6OnlyAcl,
    question: ask("web-a", "app-a", "tcp/8080", { family: 6 }),
    expected: refused("NACL_INGRESS", "prv-a", "forward"),
  },
  {
    title: "a subnet that no ACL names has the VPC's default ACL",
    clauses: ["NACL-4", "M-5"],
    network: but(b1(), { vpcs: { v1: { defaultAcl: "implied" } } }),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: reachable,
  },
];

const gatewayRows: readonly ConformanceCase[] = [
  {
    title: "what came over a private gateway may not use a NAT gateway",
    clauses: ["NAT-2", "VPN-4"],
    network: natBehindEdge,
    question: ask({ kind: "site", name: "cgw-vpn-1", address: "192.168.1.5" }, "x", "tcp/443", {
      mode: "oneway",
    }),
    expected: refused("NAT_FOREIGN_SRC", "nat-p", "forward"),
  },
  {
    title: "a NAT gateway passes no IPv6 but to 64:ff9b::/96",
    clauses: ["NAT-3"],
    network: ipv6ByNat,
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: refused(["FAMILY", "NAT_PROTO"], "nat-a", "forward"),
  },
  {
    title: "100.64.0.0/10 is not public: nothing leaves for it",
    clauses: ["IGW-2"],
    network: b1(),
    question: ask("web-a", address("100.64.9.9"), "tcp/443", { mode: "oneway" }),
    expected: refused("IGW_PRIVATE_DST", "igw-1", "forward"),
  },
  ...(["10.9.0.0/16", "100.64.0.0/16"] as const).map(
    (prefix): ConformanceCase => ({
      title: `a sender from ${prefix} does not come in`,
      clauses: ["IGW-3"],
      network: b1(),
      question: ask(outside(prefix), "web-a", "tcp/443", { mode: "oneway" }),
      expected: refused("IGW_PRIVATE_SRC", "igw-1", "forward"),
    }),
  ),
  {
    title: "an IPv6 sender of another VPC does not leave through the hub's internet gateway",
    clauses: ["IGW-4", "IGW-8"],
    network: hubIpv6(true, true),
    question: ask("a1", "internet", "tcp/443", { family: 6, mode: "oneway" }),
    expected: refused("NO_PUBLIC_IP", "igw-b", "forward"),
  },
  {
    title: "an egress-only gateway carries no IPv4",
    clauses: ["EIGW-1"],
    network: but(b1v6(), { tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> eigw-1"] } } }),
    question: ask("app-a", "internet", "tcp/443", { mode: "oneway" }),
    expected: refused("FAMILY", "eigw-1", "forward"),
  },
  {
    title: "what came from a third network does not go on over a peering",
    clauses: ["PCX-2"],
    network: transitThenPeering,
    question: ask("a1", "c", "tcp/443", { mode: "oneway" }),
    expected: refused("PCX_TRANSIT", "pcx-bc", "forward"),
  },
  {
    title: "a far VPC without IPv6 has no IPv6 destination",
    clauses: ["PCX-6", "PCX-2"],
    network: oneSidedIpv6,
    question: ask("a", address("2001:db8:b::10"), "tcp/443", { family: 6, mode: "oneway" }),
    expected: refused("PCX_DST", "pcx-ab", "forward"),
  },
];

const transitRows: readonly ConformanceCase[] = [
  {
    title: "an attachment that waits for acceptance carries nothing",
    clauses: ["TGW-1", "R-10"],
    network: pendingAttachment,
    question: ask("a1", "b1", "tcp/443"),
    expected: refused(["TGW_ATTACH", "BLACKHOLE"], undefined, "forward"),
  },
  {
    title: "IPv6 needs support on the attachment that it leaves by, too",
    clauses: ["TGW-10"],
    network: hubIpv6(true, false),
    question: ask("a1", "b1", "tcp/443", { family: 6, mode: "oneway" }),
    expected: refused("FAMILY", "att-b", "forward"),
  },
  {
    title: "Direct Connect wins over VPN for the same prefix: the VPN may be down",
    clauses: ["TGW-4", "VPN-6"],
    network: twoLinks("vpn"),
    view: "observed",
    question: ask("a1", address("10.200.1.5"), "tcp/443", { mode: "oneway" }),
    expected: { ...reachable, via: "dxvif-1" },
  },
  {
    title: "Direct Connect wins over VPN for the same prefix while both are up",
    clauses: ["TGW-4", "VPN-6"],
    network: twoLinks("none"),
    question: ask("a1", address("10.200.1.5"), "tcp/443", { mode: "oneway" }),
    expected: { ...reachable, via: "dxvif-1" },
  },
  {
    title: "a static route wins over a prefix list of the same prefix",
    clauses: ["TGW-4"],
    network: listBesideStatic,
    question: ask("a1", "b1", "tcp/443"),
    expected: { ...reachable, via: "att-b" },
  },
  {
    title: "in appliance mode a flow may leave in any zone of the attachment",
    clauses: ["TGW-6"],
    network: applianceExits(true),
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: partly("NACL_EGRESS", "forward"),
  },
  {
    title: "without appliance mode a flow leaves in the zone that it came from",
    clauses: ["TGW-6"],
    network: applianceExits(false),
    question: ask("a1", "b1", "tcp/443", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "a static route to an attachment that failed drops, and does not fall through",
    clauses: ["F-21", "TGW-4"],
    network: failedStatic,
    failures: [{ kind: "transitGatewayAttachment", id: "att-b", mode: "down" }],
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("TGW_BLACKHOLE", undefined, "forward"),
  },
];

const hybridRows: readonly ConformanceCase[] = [
  {
    title: "a private gateway takes no sender of another network",
    clauses: ["VPN-1"],
    network: transitThenVpn,
    question: ask("a1", address("192.168.1.5"), "tcp/443", { mode: "oneway" }),
    expected: refused("VGW_SRC", "vgw-b", "forward"),
  },
  {
    title: "a VPN connection at a private gateway carries no IPv6 out",
    clauses: ["VPN-7"],
    network: ipv6Vpn,
    question: ask("a", address("2001:db8:99::5"), "tcp/443", { family: 6, mode: "oneway" }),
    expected: refused(["FAMILY", "VPN_NO_ROUTE"], "vgw-1", "forward"),
  },
  {
    title: "a static connection carries its own prefixes alone",
    clauses: ["VPN-3", "VPN-1"],
    network: but(staticVpn, { tables: { "rt-a1": { routes: ["172.16.0.0/12 -> vgw-1"] } } }),
    question: ask("a", address("172.16.1.5"), "tcp/443", { mode: "oneway" }),
    expected: refused("VPN_NO_ROUTE", "vgw-1", "forward"),
  },
  {
    title: "that BGP brings a prefix that nobody has seen is assumed, and said",
    clauses: ["VPN-3"],
    network: but(b5(), { tables: { "rt-a1": { routes: ["192.168.0.0/16 -> vgw-1"] } } }),
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: { ...reachable, assumes: "ASSUME_BGP_ADVERTISED" },
  },
  {
    title: "that the site lets replies pass is assumed, and said",
    clauses: ["VPN-8"],
    network: staticVpn,
    question: ask("a", address("192.168.1.5"), "tcp/443"),
    expected: { ...reachable, assumes: "ASSUME_ONPREM_RETURN" },
  },
  {
    title: "a reply that leaves for another site than the one that asked is lost",
    clauses: ["T-5", "VPN-2"],
    network: twoSites,
    question: ask({ kind: "gateway", id: "vpn-1", address: "192.168.1.5" }, "a", "tcp/443"),
    expected: refused("ASYMMETRIC", undefined, "return"),
  },
];

/** Rows of our own that planted faults asked for: the other side of rules that no other row tried. */
export const furtherClauseCases: readonly ConformanceCase[] = [
  ...routeRows,
  ...filterRows,
  ...gatewayRows,
  ...transitRows,
  ...hybridRows,
];
