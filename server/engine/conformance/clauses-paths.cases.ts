import { b1, b1v6, b2, b3, b5 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask, outside } from "../../testing/network-builder-question";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const routes = (table: string, ...added: readonly string[]) =>
  but(b1(), { tables: { [table]: { routes: and(...added) } } });
/** Between app-b and db-a stands nat-b, by a static route inside the VPC. */
const natInside = (admitted: string) =>
  but(routes("rt-prv-b", "10.0.10.0/24 -> nat-b"), {
    groups: { "sg-db": { in: [`tcp 5432 from ${admitted}`] } },
  });
const withAppliance = (sourceDestCheck: boolean, ...change: readonly NetworkChange[]) =>
  but(
    b1(),
    {
      subnets: { fw: { vpc: "v1", prefixes: ["10.0.9.0/24"], zone: "zone-a" } },
      groups: { "sg-m": { vpc: "v1", in: ["all from 0.0.0.0/0"] } },
      vms: { m: { subnet: "fw", addresses: ["10.0.9.10"], groups: ["sg-m"], sourceDestCheck } },
    },
    ...change,
  );
const checked = withAppliance(true, { tables: { "rt-prv-b": { routes: and("10.0.10.0/24 -> eni-m") } } });
const redirected = withAppliance(false, {
  tables: { "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: ["10.0.0.0/24 -> eni-m"] } },
});
const replyByNat = routes("rt-pub", "203.0.113.0/24 -> nat-b");
const propagated = but(b1(), {
  vgws: { "vgw-1": { vpc: "v1" } },
  tables: { "rt-pub": { routes: and("172.31.0.0/24 -> vgw-1 propagated") } },
});
const eastWest = (ipv6: boolean) =>
  but(b3(), {
    vpcs: {
      A: { prefixes: and("2001:db8:a::/56") },
      B: { prefixes: and("2001:db8:b::/56") },
    },
    subnets: {
      "w-a1": { prefixes: and("2001:db8:a:1::/64") },
      "w-b1": { prefixes: and("2001:db8:b:1::/64") },
    },
    vms: { a1: { addresses: and("2001:db8:a:1::10") }, b1: { addresses: and("2001:db8:b:1::10") } },
    groups: {
      "sg-a": { out: ["all to ::/0"] },
      "sg-b": { in: and("tcp 443 from ::/0") },
    },
    tables: {
      "rt-w-a1": { routes: and("2001:db8::/32 -> t") },
      "rt-w-b1": { routes: and("2001:db8::/32 -> t") },
    },
    attachments: { "att-a": { ipv6 }, "att-b": { ipv6 } },
  });
/** B is attached in z1 and z3 only; what comes from z2 leaves by either. */
const twoExits = (...acl: readonly string[]) =>
  but(b3(), {
    subnets: { "t-b3": { vpc: "B", prefixes: ["10.1.255.32/28"], zone: "z3" } },
    tables: { "rt-t-b": { subnets: ["t-b1", "t-b3"] } },
    attachments: { "att-b": { subnets: ["t-b1", "t-b3"] } },
    acls: { "acl-t-b3": { vpc: "B", subnets: ["t-b3"], in: ["100 allow all 0.0.0.0/0"], out: acl } },
  });
const twoLegs = but(b1(), {
  vms: {
    multi: {
      subnet: "pub-a",
      addresses: ["10.0.0.40"],
      publicAddress: "198.51.100.40",
      groups: ["sg-web"],
    },
  },
  interfaces: {
    eth1: { vm: "multi", device: 1, subnet: "prv-a", addresses: ["10.0.10.40"], groups: ["sg-app"] },
  },
});
const overlap = but(b2(), {
  vpcs: { E: { prefixes: ["10.0.0.0/16"] } },
  subnets: { e1: { vpc: "E", prefixes: ["10.0.7.0/24"], zone: "zone-a" } },
  peerings: { "pcx-ae": { requester: "A", accepter: "E" } },
  groups: { sgE: { vpc: "E", in: ["all from 0.0.0.0/0"] } },
  vms: { e: { subnet: "e1", addresses: ["10.0.7.20"], groups: ["sgE"] } },
  tables: { "rt-a1": { routes: and("10.0.0.0/16 -> pcx-ae") } },
});
const ipv6Peers = but(b2(), {
  vpcs: { A: { prefixes: and("2001:db8:a::/56") }, B: { prefixes: and("2001:db8:b::/56") } },
  subnets: { a1: { prefixes: and("2001:db8:a:1::/64") }, b1: { prefixes: and("2001:db8:b:1::/64") } },
  vms: { a: { addresses: and("2001:db8:a:1::10") }, b: { addresses: and("2001:db8:b:1::10") } },
  groups: { sgA: { out: ["all to ::/0"] }, sgB: { in: and("tcp 443 from ::/0") } },
  tables: {
    "rt-a1": { routes: and("2001:db8:b::/56 -> pcx-ab") },
    "rt-b1": { routes: and("2001:db8:a::/56 -> pcx-ab") },
  },
});

/** Rows of our own for what sections 2 to 4 and 7 to 10 say and no numbered case asks: routes and gateways. */
export const pathClauseCases: readonly ConformanceCase[] = [
  {
    title: "a static route inside the VPC to a NAT gateway wins; group peers are lost behind it",
    clauses: ["R-6", "SG-8"],
    network: natInside("sg-app"),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("SG_INGRESS", "db-a", "forward"),
  },
  {
    title: "a static route inside the VPC to a NAT gateway wins; its address is what the destination sees",
    clauses: ["R-6", "NAT-4"],
    network: natInside("10.0.1.5/32"),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: { ...reachable, via: "nat-b" },
  },
  {
    title: "an appliance whose check is on does not forward",
    clauses: ["ENI-4", "R-6"],
    network: checked,
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("DST_CHECK", "m", "forward"),
  },
  {
    title: "group peers are lost behind an appliance",
    clauses: ["MBX-3", "SG-8"],
    network: withAppliance(false, { tables: { "rt-prv-b": { routes: and("10.0.10.0/24 -> eni-m") } } }),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("SG_INGRESS", "db-a", "forward"),
  },
  {
    title: "an appliance that does not run leaves a blackhole",
    clauses: ["R-10", "F-6"],
    network: withAppliance(false, { tables: { "rt-prv-b": { routes: and("10.0.10.0/24 -> eni-m") } } }),
    failures: [{ kind: "instance", id: "m", mode: "down" }],
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "an appliance whose interface is deleted leaves a blackhole",
    clauses: ["F-8", "R-10"],
    network: withAppliance(false, { tables: { "rt-prv-b": { routes: and("10.0.10.0/24 -> eni-m") } } }),
    failures: [{ kind: "networkInterface", id: "eni-m", mode: "deleted" }],
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "a subnet that the gateway's table diverts may not leave straight by that gateway",
    clauses: ["R-15"],
    network: redirected,
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("INGRESS_REDIRECT", "igw-1", "forward"),
  },
  {
    title: "a subnet that the gateway's table does not divert leaves as before",
    clauses: ["R-15"],
    network: redirected,
    question: ask("app-b", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    title: "the reply has its own look-up: it leaves by a NAT gateway without session",
    clauses: ["T-5", "T-8"],
    network: replyByNat,
    question: ask(outside("203.0.113.9/32"), "web-a", "tcp/443"),
    expected: refused("ASYMMETRIC", "nat-b", "return"),
  },
  {
    title: "the reply has its own look-up: everyone else is served",
    clauses: ["T-5", "Q-7"],
    network: replyByNat,
    question: ask("internet", "web-a", "tcp/443"),
    expected: { ...reachable, scope: "internet-wide" },
  },
  {
    title: "the attachment's own table sends the packet back",
    clauses: ["T-6", "CL-5", "TGW-7"],
    network: but(b3(), {
      tgwTables: { "rt-t": { routes: ["10.9.0.0/16 -> att-b"] } },
      tables: { "rt-t-b": { routes: ["10.0.0.0/8 -> t"] } },
    }),
    question: ask("a1", address("10.9.0.1"), "tcp/443"),
    expected: refused("LOOP"),
  },
  {
    title: "an address at the edge of a subnet is nobody's",
    clauses: ["SUB-2", "R-12"],
    network: b1(),
    question: ask("web-a", address("10.0.10.1", "v1"), "tcp/8080"),
    expected: refused("NO_OWNER"),
  },
  {
    title: "a propagated route exists while its gateway propagates",
    clauses: ["R-17"],
    network: propagated,
    question: ask("web-a", address("172.31.0.5"), "tcp/443"),
    expected: { via: "vgw-1" },
  },
  {
    title: "a propagated route is gone when propagation is off",
    clauses: ["R-17"],
    network: but(propagated, { tables: { "rt-pub": { propagating: [] } } }),
    question: ask("web-a", address("172.31.0.5"), "tcp/443"),
    expected: refused("IGW_PRIVATE_DST", "igw-1", "forward"),
  },
  {
    title: "a propagated route is gone when its gateway is detached",
    clauses: ["R-17"],
    network: but(propagated, { vgws: { "vgw-1": { vpc: undefined } } }),
    question: ask("web-a", address("172.31.0.5"), "tcp/443"),
    expected: refused("IGW_PRIVATE_DST", "igw-1", "forward"),
  },
  {
    title: "a target that was deleted leaves a blackhole",
    clauses: ["R-10"],
    network: but(b1(), { nats: { "nat-a": null } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "a target of a kind that could not be read is unknown",
    clauses: ["UNK-1"],
    network: but(b1(), { nats: { "nat-a": null }, coverage: { natGateway: "denied" } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
  },
  {
    title: "a proven success beside an unknown branch is PARTIAL",
    clauses: ["UNK-1", "R-8"],
    network: but(routes("rt-prv-a", "pl-1 -> nat-a", "pl-2 -> vgw-1"), {
      vgws: { "vgw-1": { vpc: "v1" } },
      prefixLists: {
        "pl-1": { prefixes: ["203.0.113.0/24"] },
        "pl-2": { prefixes: ["203.0.113.0/24"] },
      },
    }),
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: { verdict: "PARTIAL" },
  },
  {
    title: "a NAT gateway that is not available leaves a blackhole",
    clauses: ["NAT-1", "R-10"],
    network: but(b1(), { nats: { "nat-a": { state: "failed" } } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    title: "a NAT gateway does not answer pings to its own address",
    clauses: ["NAT-6"],
    network: b1(),
    question: ask("app-a", address("10.0.0.5", "v1"), "icmp"),
    expected: refused("NAT_UNSOLICITED", "nat-a"),
  },
  {
    title: "from a private subnet to a public address of the same VPC, out and in again",
    clauses: ["IGW-6", "NAT-4"],
    network: b1(),
    question: ask("app-a", address("198.51.100.10"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "a public address on an interface without VM gives no reach",
    clauses: ["IGW-7", "ENI-1"],
    network: but(b1(), {
      interfaces: {
        spare: {
          subnet: "pub-a",
          addresses: ["10.0.0.60"],
          publicAddress: "198.51.100.60",
          groups: ["sg-web"],
        },
      },
    }),
    question: ask("internet", address("198.51.100.60"), "tcp/443"),
    expected: refused(["ENI_DOWN", "DST_DOWN"], "spare"),
  },
  {
    title: "the primary interface sends what no interface is next to",
    clauses: ["ENI-5"],
    network: twoLegs,
    question: ask("multi", "internet", "tcp/443"),
    expected: { ...reachable, via: "igw-1" },
  },
  {
    title: "block-ingress lets the egress-only gateway pass",
    clauses: ["BPA-1"],
    network: but(b1v6(), { blockPublicAccess: { bpa: { mode: "block-ingress" } } }),
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: reachable,
  },
  {
    title: "block-bidirectional stops the egress-only gateway too",
    clauses: ["BPA-1"],
    network: but(b1v6(), { blockPublicAccess: { bpa: { mode: "block-bidirectional" } } }),
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: refused("BPA"),
  },
  ...(["block-ingress", "block-bidirectional"] as const).map(
    (mode): ConformanceCase => ({
      title: `${mode} stops IPv6 from the internet`,
      clauses: ["BPA-1", "IGW-4"],
      network: but(b1v6(), {
        groups: { "sg-web": { in: and("tcp 443 from ::/0") } },
        blockPublicAccess: { bpa: { mode } },
      }),
      question: ask("internet", "web-a", "tcp/443", { family: 6 }),
      expected: refused("BPA", "igw-1", "forward"),
    }),
  ),
  {
    title: "a packet that arrives through the internet gateway",
    clauses: ["Q-1", "IGW-3"],
    network: b1(),
    question: ask({ kind: "gateway", id: "igw-1" }, "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a packet that arrives through a virtual private gateway",
    clauses: ["Q-1", "R-1"],
    network: b5(),
    question: ask({ kind: "gateway", id: "vgw-1", address: "192.168.1.5" }, "a", "tcp/443", {
      mode: "oneway",
    }),
    expected: reachable,
  },
  {
    title: "a packet that arrives through a virtual private gateway for another VPC",
    clauses: ["Q-1", "R-1"],
    network: b5(),
    question: ask({ kind: "gateway", id: "vgw-1", address: "192.168.1.5" }, address("10.1.1.10"), "tcp/443", {
      mode: "oneway",
    }),
    expected: refused("NO_OWNER"),
  },
  {
    title: "from the public address of a VM: the VM sends",
    clauses: ["Q-1", "ENI-3"],
    network: b1(),
    question: ask(address("198.51.100.10"), "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    title: "from a supposed interface in a subnet",
    clauses: ["Q-1", "NACL-3"],
    network: b1(),
    question: ask({ kind: "subnet", id: "prv-b" }, address("10.0.0.10", "v1"), "tcp/443"),
    expected: reachable,
  },
  {
    title: "to a supposed interface in a subnet, which admits all",
    clauses: ["Q-1"],
    network: b1(),
    question: ask("app-a", { kind: "subnet", id: "prv-b" }, "tcp/9999"),
    expected: reachable,
  },
  {
    title: "an address that two VPCs have, asked for in one of them",
    clauses: ["R-12"],
    network: but(overlap, {
      vms: { e: null, twin: { subnet: "e2", addresses: ["10.0.1.10"], groups: ["sgE"] } },
      subnets: { e2: { vpc: "E", prefixes: ["10.0.1.0/24"], zone: "zone-a" } },
    }),
    question: ask(address("10.0.1.10", "A"), "b", "tcp/443"),
    expected: reachable,
  },
  {
    title: "arrival over a peering consults no table: the packet is not diverted",
    clauses: ["PCX-3", "R-1"],
    network: but(b2(), {
      subnets: { fw: { vpc: "B", prefixes: ["10.1.9.0/24"], zone: "zone-a" } },
      vms: { m: { subnet: "fw", addresses: ["10.1.9.10"], groups: ["sgB"], sourceDestCheck: false } },
      tables: { "rt-b": { vpc: "B", main: true, routes: ["10.1.1.0/24 -> eni-m"] } },
    }),
    question: ask("a", "b", "tcp/443"),
    expected: reachable,
  },
  {
    title: "the local route wins over a peer with the same prefix",
    clauses: ["PCX-5", "R-7"],
    network: overlap,
    question: ask("a", "e", "tcp/443"),
    expected: refused("NO_SUBNET", undefined, "forward"),
  },
  {
    title: "IPv6 to the peer with routes of its own",
    clauses: ["PCX-6"],
    network: ipv6Peers,
    question: ask("a", "b", "tcp/443", { family: 6 }),
    expected: reachable,
  },
  {
    title: "IPv6 over attachments that support it",
    clauses: ["TGW-10"],
    network: eastWest(true),
    question: ask("a1", "b1", "tcp/443", { family: 6 }),
    expected: reachable,
  },
  {
    title: "IPv6 over attachments that do not support it",
    clauses: ["TGW-10"],
    network: eastWest(false),
    question: ask("a1", "b1", "tcp/443", { family: 6 }),
    expected: { verdict: "NOT_REACHABLE", phase: "forward" },
  },
  {
    title: "without an exit in the sender's zone every exit is a branch",
    clauses: ["TGW-6", "Q-6"],
    network: twoExits(),
    question: ask("a2", "b1", "tcp/443"),
    expected: partly("NACL_EGRESS", "forward"),
  },
  {
    title: "with an exit in the sender's zone it is the only one",
    clauses: ["TGW-6"],
    network: twoExits(),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  ...(
    [
      ["T0", { verdict: "PARTIAL" }],
      ["T1", reachable],
    ] as const
  ).map(
    ([horizon, expected]): ConformanceCase => ({
      title: `an exit in a dead zone, at ${horizon}`,
      clauses: ["TGW-6", "CL-7"],
      network: twoExits("100 allow all 0.0.0.0/0"),
      failures: [{ kind: "zone", id: "z3", mode: "down" }],
      horizon,
      question: ask("a2", "b1", "tcp/443"),
      expected,
    }),
  ),
];
