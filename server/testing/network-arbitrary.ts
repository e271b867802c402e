import * as fc from "fast-check";
import type { Family } from "../engine/net";
import type { End, Failure, Question } from "../engine/semantics";
import { network } from "./network-builder-change";
import { address, ask, outside } from "./network-builder-question";
import type { BlockPublicAccessSpec, NetworkSpec } from "./network-builder-spec";

/**
 * Small networks in which most things can happen: two VPCs with two zones each, peered, on one transit gateway and
 * on the internet, the first also with a NAT gateway and an ACL. Routes, rules and entries are random.
 */
export function networkArbitrary(): fc.Arbitrary<NetworkSpec> {
  return fc.record(SPEC_PARTS).map((parts) =>
    network({
      vpcs: {
        A: { prefixes: ["10.0.0.0/16", "2001:db8:a::/56"] },
        B: { prefixes: ["10.1.0.0/16", "2001:db8:b::/56"] },
      },
      subnets: {
        a1: { vpc: "A", prefixes: ["10.0.1.0/24", "2001:db8:a:1::/64"], zone: "z1" },
        a2: { vpc: "A", prefixes: ["10.0.2.0/24", "2001:db8:a:2::/64"], zone: "z2" },
        b1: { vpc: "B", prefixes: ["10.1.1.0/24", "2001:db8:b:1::/64"], zone: "z1" },
        b2: { vpc: "B", prefixes: ["10.1.2.0/24", "2001:db8:b:2::/64"], zone: "z2" },
      },
      eigws: { "eigw-a": { vpc: "A" } },
      blockPublicAccess: { bpa: { mode: parts.blockPublicAccess, exclusions: { a2: "allow-egress" } } },
      igws: { "igw-a": { vpc: "A" }, "igw-b": { vpc: "B" } },
      nats: { "nat-a": { subnet: "a2", address: "10.0.2.5", publicAddress: "198.51.100.5" } },
      peerings: { "pcx-ab": { requester: "A", accepter: "B" } },
      tgws: { t: { groupReferencing: true } },
      attachments: {
        "att-a": { tgw: "t", vpc: "A", subnets: parts.attachedInA, groupReferencing: true, ipv6: true },
        "att-b": { tgw: "t", vpc: "B", subnets: ["b1", "b2"], groupReferencing: true, ipv6: true },
      },
      tgwTables: {
        "rt-t": { tgw: "t", associated: ["att-a", "att-b"], propagated: parts.propagated, routes: [] },
      },
      prefixLists: { "pl-1": { prefixes: ["10.1.1.0/24", "203.0.113.0/24"] } },
      tables: {
        "rt-a1": { vpc: "A", subnets: ["a1"], routes: parts.routesA1 },
        "rt-a2": { vpc: "A", subnets: ["a2"], routes: parts.routesA2 },
        "rt-b": { vpc: "B", subnets: ["b1", "b2"], routes: parts.routesB },
      },
      groups: {
        "sg-1": { vpc: "A", in: parts.in1, out: parts.out1 },
        "sg-2": { vpc: "A", in: parts.in2 },
        "sg-3": { vpc: "B", in: parts.in3 },
      },
      acls: { "acl-a1": { vpc: "A", subnets: ["a1"], in: parts.aclIn, out: parts.aclOut } },
      vms: {
        x: {
          subnet: "a1",
          addresses: ["10.0.1.10", "2001:db8:a:1::10"],
          groups: ["sg-1"],
          publicAddress: "198.51.100.10",
        },
        y: {
          subnet: "a2",
          addresses: ["10.0.2.10", "2001:db8:a:2::10"],
          groups: ["sg-2", "sg-1"],
          platform: parts.platform,
        },
        p: {
          subnet: "b1",
          addresses: ["10.1.1.10", "2001:db8:b:1::10"],
          groups: ["sg-3"],
          publicAddress: "198.51.100.20",
        },
        q: {
          subnet: "b2",
          addresses: ["10.1.2.10", "2001:db8:b:2::10"],
          groups: ["sg-3"],
          state: parts.state,
        },
      },
    }),
  );
}

/** A question that makes sense on those networks. */
export function questionArbitrary(mode: fc.Arbitrary<Question["mode"]>): fc.Arbitrary<Question> {
  const what = fc.constantFrom("tcp/443", "tcp/443", "tcp", "tcp/8080", "udp/53", "icmp", "protocol/50");
  return fc
    .tuple(
      fc.oneof(endsArbitrary(IPV4_PLACES), endsArbitrary(IPV4_PLACES), endsArbitrary(IPV6_PLACES)),
      what,
      mode,
    )
    .map(([{ from, to, family }, asked, given]) =>
      ask(from, to, whatIn(family, asked), { family, mode: given }),
    );
}

/** Where questions of one family lead besides VMs: a client and a server out there, and addresses inside. */
const IPV4_PLACES = {
  family: 4,
  client: outside("203.0.113.9/32"),
  server: address("203.0.113.9"),
  inside: ["198.51.100.10", "198.51.100.5", "10.1.1.77", "10.0.9.9"],
} as const;
const IPV6_PLACES = {
  family: 6,
  client: outside("2600::9/128"),
  server: address("2600::9"),
  inside: ["2001:db8:b:1::77", "2001:db8:a:9::9"],
} as const;

function endsArbitrary({ family, client, server, inside }: typeof IPV4_PLACES | typeof IPV6_PLACES) {
  const vms = ["x", "y", "p", "q"];
  const outThere: readonly (string | End)[] = ["internet", server, client];
  const from = fc.constantFrom<string | End>(...vms, "internet", client);
  const to = fc.constantFrom<string | End>(
    ...[...vms, ...vms, "internet", "internet", server, ...inside.map((text) => address(text))],
  );
  return fc
    .record({ from, to, family: fc.constant<Family>(family) })
    .filter((ends) => ends.from !== ends.to)
    .filter((ends) => !(outThere.includes(ends.from) && outThere.includes(ends.to)));
}

function whatIn(family: Family, what: string): string {
  return family === 6 && what === "icmp" ? "icmpv6" : what;
}

/** A rule for a security group of those networks, without its direction: `tcp 443 from ...` or `... to ...`. */
export function groupRuleArbitrary(direction: "from" | "to"): fc.Arbitrary<string> {
  const peer = fc.constantFrom(
    ...[
      "0.0.0.0/0",
      "10.0.0.0/8",
      "10.0.1.0/24",
      "203.0.113.0/24",
      "::/0",
      "2001:db8::/32",
      "sg-1",
      "sg-2",
      "sg-3",
      "pl-1",
    ],
  );
  return fc.tuple(traffic, peer).map(([what, who]) => `${what} ${direction} ${who}`);
}

/** An ACL entry of those networks with this number. */
export function aclEntryArbitrary(ruleNumber: number, ...actions: readonly string[]): fc.Arbitrary<string> {
  const prefix = fc.constantFrom(
    ...["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/24", "::/0", "2001:db8::/32"],
  );
  return fc
    .tuple(fc.constantFrom(...actions), traffic, prefix)
    .map(([action, what, who]) => `${ruleNumber} ${action} ${what} ${who}`);
}

/** Failures of anything in those networks that a static route points at. */
export const routeTargetFailure: fc.Arbitrary<Failure> = fc.constantFrom<Failure>(
  { kind: "internetGateway", id: "igw-a", mode: "down" },
  { kind: "natGateway", id: "nat-a", mode: "down" },
  { kind: "vpcPeeringConnection", id: "pcx-ab", mode: "down" },
  { kind: "transitGateway", id: "t", mode: "down" },
);

/** Any failure of anything in those networks that leaves the configuration as it is. */
export const anyFailure: fc.Arbitrary<Failure> = fc.oneof(
  routeTargetFailure,
  fc.constantFrom<Failure>(
    { kind: "zone", id: "z1", mode: "down" },
    { kind: "zone", id: "z2", mode: "down" },
    { kind: "subnet", id: "a2", mode: "down" },
    { kind: "instance", id: "x", mode: "down" },
    { kind: "networkInterface", id: "eni-p", mode: "down" },
    { kind: "transitGatewayAttachment", id: "att-b", mode: "down" },
    { kind: "securityGroup", id: "sg-1", mode: "blocked" },
    { kind: "networkAcl", id: "acl-a1", mode: "blocked" },
  ),
);

const traffic = fc.constantFrom(
  ...[
    "all",
    "tcp 443",
    "tcp 1024-65535",
    "tcp 40000-65535",
    "tcp 0-65535",
    "udp 53",
    "icmp 8/-1",
    "icmp",
    "icmpv6",
  ],
);
/** Half the groups and ACLs are open, so that most packets get far enough to meet something else. */
const openOr = <T>(open: T, other: fc.Arbitrary<T>) => fc.oneof(fc.constant(open), other);
const rules = (direction: "from" | "to") =>
  openOr(
    [`all ${direction} 0.0.0.0/0`, `all ${direction} ::/0`],
    fc.array(groupRuleArbitrary(direction), { minLength: 1, maxLength: 4 }),
  );
const entries = openOr(
  ["100 allow all 0.0.0.0/0", "101 allow all ::/0"],
  fc.tuple<string[]>(aclEntryArbitrary(90, "allow", "deny"), aclEntryArbitrary(100, "allow")),
);
/** For each destination a route to one of the targets, or none. */
const routes = (destinations: readonly string[], targets: readonly string[]) =>
  fc
    .tuple(
      ...destinations.map((destination) =>
        fc.option(
          fc.constantFrom(...targets).map((target) => `${destination} -> ${target}`),
          { nil: undefined },
        ),
      ),
    )
    .map((list) => list.filter((route) => route !== undefined));
const toB = ["10.0.0.0/8", "10.1.0.0/16", "pl-1", "2001:db8:b::/56"];
const toInternet = ["0.0.0.0/0", "203.0.113.0/24"];
const leavingA = (...gateways: readonly string[]) =>
  fc
    .tuple(
      routes(toB, ["t", "pcx-ab"]),
      routes(toInternet, [...gateways, ...gateways, "t", "pcx-ab"]),
      routes(["::/0"], ["igw-a", "eigw-a", "t"]),
    )
    .map((lists) => lists.flat());

const SPEC_PARTS = {
  blockPublicAccess: fc.constantFrom<BlockPublicAccessSpec["mode"]>(
    "off",
    "off",
    "off",
    "block-ingress",
    "block-bidirectional",
  ),
  attachedInA: fc.constantFrom(["a1", "a2"], ["a1"]),
  propagated: fc.constantFrom(["att-a", "att-b"], ["att-a", "att-b"], ["att-a"], ["att-b"]),
  routesA1: leavingA("igw-a", "nat-a"),
  routesA2: leavingA("igw-a"),
  routesB: fc
    .tuple(
      routes(["10.0.0.0/8", "10.0.0.0/16", "2001:db8::/32"], ["t", "pcx-ab"]),
      routes(["0.0.0.0/0", "::/0"], ["igw-b", "igw-b", "t"]),
    )
    .map((lists) => lists.flat()),
  in1: rules("from"),
  out1: rules("to"),
  in2: rules("from"),
  in3: rules("from"),
  aclIn: entries,
  aclOut: entries,
  platform: fc.constantFrom(undefined, "windows"),
  state: fc.constantFrom("running", "running", "running", "stopped"),
};
