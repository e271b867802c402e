import { b1, b1v6, b2, b3 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask, outside } from "../../testing/network-builder-question";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const groups = (change: NonNullable<NetworkChange["groups"]>) => but(b1(), { groups: change });
const listed = (...prefixes: readonly string[]) =>
  but(groups({ "sg-web": { in: and("tcp 22 from pl-1") } }), { prefixLists: { "pl-1": { prefixes } } });
const acl = (subnet: string, inbound: readonly string[], outbound: readonly string[]) =>
  but(b1(), { acls: { "acl-x": { vpc: "v1", subnets: [subnet], in: inbound, out: outbound } } });
const all = ["100 allow all 0.0.0.0/0"];
const range = groups({ "sg-app": { in: ["tcp 1000-2000 from sg-web"] } });
const web = (...rules: readonly string[]) => groups({ "sg-web": { in: and(...rules) } });
const openApp = groups({ "sg-app": { in: ["all from 0.0.0.0/0"] } });
const aclRange = but(openApp, {
  acls: { "acl-x": { vpc: "v1", subnets: ["prv-b"], in: ["100 allow tcp 1000-2000 0.0.0.0/0"], out: all } },
});
const appEgress = (...out: readonly string[]) => groups({ "sg-app": { out } });
const referencing = but(b3(), {
  tgws: { t: { groupReferencing: true } },
  attachments: { "att-a": { groupReferencing: true }, "att-b": { groupReferencing: true } },
  groups: { "sg-b": { in: ["tcp 443 from sg-a"] } },
});

/** Rows of our own for what sections 5, 6 and 16 say and no numbered case asks: groups, ACLs, ranges, lists. */
export const filterClauseCases: readonly ConformanceCase[] = [
  ...([999, 2001] as const).map(
    (port): ConformanceCase => ({
      title: `port ${port} is just outside 1000-2000`,
      clauses: ["SG-3", "SG-5"],
      network: range,
      question: ask("web-a", "app-a", `tcp/${port}`),
      expected: refused("SG_INGRESS", "app-a", "forward"),
    }),
  ),
  ...([1000, 2000] as const).map(
    (port): ConformanceCase => ({
      title: `port ${port} is just inside 1000-2000`,
      clauses: ["SG-3", "SG-5"],
      network: range,
      question: ask("web-a", "app-a", `tcp/${port}`),
      expected: reachable,
    }),
  ),
  {
    title: "a TCP rule without ports is for all ports",
    clauses: ["SG-5"],
    network: groups({ "sg-app": { in: ["tcp from sg-web"] } }),
    question: ask("web-a", "app-a", "tcp/65535"),
    expected: reachable,
  },
  {
    title: "a TCP rule admits no UDP",
    clauses: ["SG-4"],
    network: groups({ "sg-app": { in: ["tcp 0-65535 from sg-web"] } }),
    question: ask("web-a", "app-a", "udp/53"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "any ICMP type with one code matches nothing",
    clauses: ["SG-5"],
    network: groups({ "sg-app": { in: ["icmp -1/0 from sg-web"] } }),
    question: ask("web-a", "app-a", "icmp"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "an egress rule tests destination and port: match",
    clauses: ["SG-3"],
    network: appEgress("tcp 5432 to 10.0.10.0/24"),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "an egress rule tests destination and port: another destination",
    clauses: ["SG-3"],
    network: appEgress("tcp 5432 to 10.0.11.0/24"),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("SG_EGRESS", "app-b", "forward"),
  },
  {
    title: "an egress rule for a group: a member",
    clauses: ["SG-8"],
    network: appEgress("all to sg-db"),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "an egress rule for a group: someone else",
    clauses: ["SG-8"],
    network: appEgress("all to sg-db"),
    question: ask("app-b", "web-a", "tcp/443"),
    expected: refused("SG_EGRESS", "app-b", "forward"),
  },
  {
    title: "an egress rule for a group of the peer",
    clauses: ["SG-8", "SG-9"],
    network: but(b2(), { groups: { sgA: { out: ["tcp 443 to sgB"] } } }),
    question: ask("a", "b", "tcp/443"),
    expected: reachable,
  },
  {
    title: "group references are disabled on the transit gateway itself",
    clauses: ["SG-9"],
    network: but(referencing, { tgws: { t: { groupReferencing: false } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_INGRESS", "b1"),
  },
  {
    title: "the sender's own ingress rules do not concern the reply",
    clauses: ["T-4", "SG-10"],
    network: groups({ "sg-app": { in: [] } }),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "an interface without groups admits nothing",
    clauses: ["M-5"],
    network: but(b1(), { vms: { "app-a": { groups: [] } } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("SG_EGRESS", "app-a"),
  },
  {
    title: "a prefix list as the peer: inside",
    clauses: ["SG-7", "PL-1"],
    network: listed("203.0.113.0/25", "192.0.2.0/24"),
    question: ask(outside("203.0.113.9/32"), "web-a", "tcp/22"),
    expected: reachable,
  },
  {
    title: "a prefix list as the peer: outside",
    clauses: ["SG-7", "PL-1"],
    network: listed("203.0.113.0/25", "192.0.2.0/24"),
    question: ask(outside("203.0.113.200/32"), "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "an empty prefix list matches nothing",
    clauses: ["PL-1"],
    network: listed(),
    question: ask(outside("203.0.113.9/32"), "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "an unknown prefix list in a group rule matches nothing",
    clauses: ["UNK-2", "SG-7"],
    network: web("tcp 22 from pl-unknown"),
    question: ask(outside("203.0.113.9/32"), "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "a whole /8 of public addresses is internet-wide",
    clauses: ["Q-7"],
    network: web("tcp 22 from 8.0.0.0/8"),
    question: ask("internet", "web-a", "tcp/22"),
    expected: { ...reachable, scope: "internet-wide" },
  },
  {
    title: "a /8 that is not all public is restricted",
    clauses: ["Q-7"],
    network: web("tcp 22 from 192.0.0.0/8"),
    question: ask("internet", "web-a", "tcp/22"),
    expected: { ...partly(), scope: "restricted" },
  },
  {
    title: "a private prefix admits no one from the internet",
    clauses: ["Q-7"],
    network: web("tcp 22 from 10.0.0.0/8"),
    question: ask("internet", "web-a", "tcp/22"),
    expected: refused("SG_INGRESS", "web-a"),
  },
  {
    title: "out to one public prefix is restricted",
    clauses: ["Q-7"],
    network: appEgress("tcp 443 to 203.0.113.0/24"),
    question: ask("app-a", "internet", "tcp/443"),
    expected: { ...partly(), scope: "restricted" },
  },
  ...(
    [
      ["2600::/16", { ...reachable, scope: "internet-wide" }],
      ["2600:1f00::/24", { ...partly(), scope: "restricted" }],
    ] as const
  ).map(
    ([prefix, expected]): ConformanceCase => ({
      title: `IPv6 from ${prefix}`,
      clauses: ["Q-7"],
      network: but(b1v6(), { groups: { "sg-web": { in: and(`tcp 443 from ${prefix}`) } } }),
      question: ask("internet", "web-a", "tcp/443", { family: 6 }),
      expected,
    }),
  ),
  ...([999, 2001] as const).map(
    (port): ConformanceCase => ({
      title: `ACL: port ${port} is just outside 1000-2000`,
      clauses: ["NACL-2"],
      network: aclRange,
      question: ask("web-a", "app-b", `tcp/${port}`),
      expected: refused("NACL_INGRESS", "prv-b", "forward"),
    }),
  ),
  ...([1000, 2000] as const).map(
    (port): ConformanceCase => ({
      title: `ACL: port ${port} is just inside 1000-2000`,
      clauses: ["NACL-2"],
      network: aclRange,
      question: ask("web-a", "app-b", `tcp/${port}`),
      expected: reachable,
    }),
  ),
  {
    title: "ACL: a TCP entry is none for UDP",
    clauses: ["NACL-2"],
    network: aclRange,
    question: ask("web-a", "app-b", "udp/1500"),
    expected: refused("NACL_INGRESS", "prv-b"),
  },
  {
    title: "ACL: ingress looks at the source, egress at the destination",
    clauses: ["NACL-2"],
    network: acl("prv-a", ["100 allow all 10.0.11.0/24"], ["100 allow all 10.0.11.0/24"]),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "ACL: ingress and egress numbers are independent",
    clauses: ["NACL-1"],
    network: acl(
      "prv-a",
      ["200 allow all 0.0.0.0/0"],
      ["100 deny all 192.0.2.0/24", "300 allow all 10.0.0.0/8"],
    ),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    title: "ACL before group on the way in",
    clauses: ["T-3"],
    network: acl("prv-a", [], all),
    question: ask("web-a", "db-a", "tcp/5432"),
    expected: refused("NACL_INGRESS", "prv-a", "forward"),
  },
  {
    title: "group before route and ACL on the way out",
    clauses: ["T-2"],
    network: but(acl("prv-a", all, []), {
      groups: { "sg-app": { out: [] } },
      tables: { "rt-prv-a": { routes: [] } },
    }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("SG_EGRESS", "app-a", "forward"),
  },
  {
    title: "where route and ACL would both drop, the route is reported",
    clauses: ["T-2"],
    network: but(acl("prv-a", all, []), { tables: { "rt-prv-a": { routes: [] } } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NO_ROUTE", "prv-a", "forward"),
  },
  {
    title: "UDP needs its reply in connection mode",
    clauses: ["Q-3"],
    network: but(acl("pub-a", all, []), { groups: { "sg-web": { in: and("udp 53 from 0.0.0.0/0") } } }),
    question: ask("internet", "web-a", "udp/53"),
    expected: refused("NACL_EGRESS", "pub-a", "return"),
  },
  {
    title: "UDP needs no reply in one-way mode",
    clauses: ["Q-4"],
    network: but(acl("pub-a", all, []), { groups: { "sg-web": { in: and("udp 53 from 0.0.0.0/0") } } }),
    question: ask("internet", "web-a", "udp/53", { mode: "oneway" }),
    expected: reachable,
  },
  {
    title: "a NAT gateway uses more client ports than the VM behind it",
    clauses: ["Q-5", "NAT-6"],
    network: acl("pub-a", ["100 allow tcp 443 10.0.0.0/16", "110 allow tcp 32768-60999 0.0.0.0/0"], all),
    question: ask("app-a", "internet", "tcp/443"),
    expected: partly("NACL_INGRESS", "return"),
  },
  {
    title: "an address, not a group, is what the NAT gateway's own subnet sees",
    clauses: ["NACL-6", "NAT-4"],
    network: acl("pub-a", ["100 allow tcp 443 10.0.10.0/24", "110 allow tcp 1024-65535 0.0.0.0/0"], all),
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
  ...(["10.0.0.2", "169.254.169.253"] as const).map(
    (resolver): ConformanceCase => ({
      title: `the resolver ${resolver} is not filtered`,
      clauses: ["LL-1", "SG-11"],
      network: but(acl("prv-a", [], []), { groups: { "sg-app": { out: [] } } }),
      question: ask("app-a", address(resolver), "udp/53"),
      expected: reachable,
    }),
  ),
  {
    title: "no metadata where the endpoint is disabled",
    clauses: ["LL-1"],
    network: but(b1(), { vms: { "app-a": { metadata: "disabled" } } }),
    question: ask("app-a", address("169.254.169.254"), "tcp/80"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "the resolver of a peer is not reached",
    clauses: ["LL-1"],
    network: b2(),
    question: ask("a", address("10.1.0.2", "B"), "udp/53"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "a rule for every address admits where one that names a group could not, in whatever order",
    clauses: ["SG-1", "SG-9"],
    network: but(b3(), { groups: { "sg-a": { out: ["all to sg-b", "all to 0.0.0.0/0"] } } }),
    question: ask("a1", "b1", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a connection that could never be opened does not live on",
    clauses: ["T-7", "SG-9"],
    network: but(b3(), { groups: { "sg-a": { out: ["all to sg-b"] } } }),
    establishedOn: but(b3(), { groups: { "sg-a": { out: ["all to sg-b"] } } }),
    horizon: "T0",
    question: ask("a1", "b1", "tcp/443"),
    expected: refused("SG_EGRESS", "a1", "forward"),
  },
];
