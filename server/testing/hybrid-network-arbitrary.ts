import * as fc from "fast-check";
import type { Family } from "../engine/net";
import type { End, Failure, Question } from "../engine/semantics";
import { network } from "./network-builder-change";
import { address, ask } from "./network-builder-question";
import type { NetworkSpec } from "./network-builder-spec";
import { aclEntry, groupRule, openOrEntries, openOrRules, type RuleWords } from "./rule-arbitrary";

/**
 * Small networks with places outside the provider: the VPN connections v1 and v2 and the Direct Connect link dx on the virtual
 * private gateway of VPC A, w1 and w2 on the transit gateway of VPCs A and B; the site `office` behind some of
 * them, `plant` behind others. Static or BGP, tunnels up or down, allowed prefixes, propagation and routes are random.
 */
export function hybridNetworkArbitrary(): fc.Arbitrary<NetworkSpec> {
  return fc.record(PARTS).map((parts) =>
    network({
      vpcs: {
        A: { prefixes: ["10.0.0.0/16", "2001:db8:a::/56"] },
        B: { prefixes: ["10.1.0.0/16", "2001:db8:b::/56"] },
      },
      subnets: {
        a1: { vpc: "A", prefixes: ["10.0.1.0/24", "2001:db8:a:1::/64"], zone: "z1" },
        a2: { vpc: "A", prefixes: ["10.0.2.0/24", "2001:db8:a:2::/64"], zone: "z2" },
        b1: { vpc: "B", prefixes: ["10.1.1.0/24", "2001:db8:b:1::/64"], zone: "z1" },
      },
      vgws: { "vgw-a": { vpc: parts.isAttached ? "A" : undefined } },
      vpns: {
        v1: { vgw: "vgw-a", ...parts.v1 },
        v2: { vgw: "vgw-a", ...parts.v2 },
        w1: { tgw: "t", ...parts.w1 },
        w2: { tgw: "t", ...parts.w2 },
      },
      directConnects: parts.direct ? { dx: { vgw: "vgw-a", ...parts.direct } } : {},
      sites: {
        office: { prefixes: ["192.168.0.0/16"], via: parts.office },
        plant: { prefixes: parts.plantPrefixes, via: parts.plant },
      },
      tgws: { t: {} },
      attachments: {
        "att-a": { tgw: "t", vpc: "A", subnets: parts.attachedInA, ipv6: true },
        "att-b": { tgw: "t", vpc: "B", subnets: ["b1"], ipv6: true },
        "att-w1": { tgw: "t", vpn: "w1" },
        "att-w2": { tgw: "t", vpn: "w2" },
      },
      tgwTables: {
        "rt-t": {
          tgw: "t",
          associated: ["att-a", "att-b", "att-w1", "att-w2"],
          propagated: parts.propagated,
          routes: parts.routesT,
        },
      },
      tables: {
        "rt-a1": { vpc: "A", subnets: ["a1"], routes: parts.routesA1 },
        "rt-a2": { vpc: "A", subnets: ["a2"], routes: parts.routesA2 },
        "rt-b": { vpc: "B", subnets: ["b1"], routes: parts.routesB },
        ...(parts.isEdged && parts.isAttached
          ? { "rt-edge": { vpc: "A", gateways: ["vgw-a"], routes: parts.routesEdge } }
          : {}),
      },
      groups: {
        "sg-a": { vpc: "A", in: parts.inA, out: ["all to 0.0.0.0/0", "all to ::/0"] },
        "sg-b": { vpc: "B", in: ["all from 0.0.0.0/0", "all from ::/0"], out: parts.outB },
      },
      acls: { "acl-a1": { vpc: "A", subnets: ["a1"], in: parts.aclIn, out: parts.aclOut } },
      vms: {
        x: { subnet: "a1", addresses: ["10.0.1.10", "2001:db8:a:1::10"], groups: ["sg-a"] },
        y: { subnet: "a2", addresses: ["10.0.2.10"], groups: ["sg-a"], state: parts.state },
        m: { subnet: "a2", addresses: ["10.0.2.20"], groups: ["sg-a"], sourceDestCheck: false },
        p: { subnet: "b1", addresses: ["10.1.1.10", "2001:db8:b:1::10"], groups: ["sg-b"] },
      },
    }),
  );
}

/** A question that makes sense on those networks: to or from a site, a gateway, a tunnel, or between hosts. */
export function hybridQuestionArbitrary(mode: fc.Arbitrary<Question["mode"]>): fc.Arbitrary<Question> {
  const hosts = fc.constantFrom<string | End>("x", "x", "y", "p");
  const far = fc.constantFrom<string | End>(
    ...FAR.map((end): End => end),
    ...[address("192.168.1.7"), address("192.168.1.7"), address("172.16.0.9"), address("203.0.113.9")],
  );
  const ends = fc.oneof(
    fc.tuple(hosts, far),
    fc.tuple(far, hosts),
    fc.tuple(hosts, fc.constantFrom("x", "y", "p")),
  );
  const what = fc.constantFrom("tcp/443", "tcp/443", "tcp", "udp/53");
  const family = fc.constantFrom<Family>(4, 4, 4, 4, 6);
  return fc
    .tuple(ends, what, mode, family)
    .filter(([[from, to]]) => from !== to)
    .map(([[from, to], asked, given, each]) =>
      each === 6
        ? ask(inFamily6(from), inFamily6(to), asked, { mode: given, family: 6 })
        : ask(from, to, asked, { mode: given }),
    );
}

const FAR: readonly End[] = [
  { kind: "site", name: "office" },
  { kind: "site", name: "office", address: "192.168.1.7" },
  { kind: "site", name: "plant" },
  { kind: "site", name: "cgw-v1" },
  { kind: "gateway", id: "vgw-a" },
  { kind: "gateway", id: "v2" },
  { kind: "gateway", id: "w1" },
  { kind: "gateway", id: "v1#1" },
];

function inFamily6(end: string | End): string | End {
  return typeof end !== "string" && end.kind === "address" ? address("2001:db8:c::7") : end;
}

/** The failure of what only static routes point at in those networks: propagated ones are withdrawn and may reveal others. */
export const hybridRouteTargetFailure: fc.Arbitrary<Failure> = fc.constant<Failure>({
  kind: "transitGateway",
  id: "t",
  mode: "down",
});

/** Any failure of anything in those networks that leaves the configuration as it is. */
export const hybridFailure: fc.Arbitrary<Failure> = fc.oneof(
  hybridRouteTargetFailure,
  fc.constantFrom<Failure>(
    { kind: "vpnGateway", id: "vgw-a", mode: "down" },
    { kind: "vpnConnection", id: "v1", mode: "down" },
    { kind: "vpnConnection", id: "w1", mode: "down" },
    { kind: "vpnTunnel", id: "v1#1", mode: "down" },
    { kind: "vpnTunnel", id: "w1#2", mode: "down" },
    { kind: "customerGateway", id: "cgw-v2", mode: "down" },
    { kind: "virtualInterface", id: "dx", mode: "down" },
    { kind: "directConnectConnection", id: "dxcon-dx", mode: "down" },
    { kind: "transitGatewayAttachment", id: "att-w1", mode: "down" },
    { kind: "transitGatewayAttachment", id: "att-a", mode: "down" },
    { kind: "zone", id: "z1", mode: "down" },
    { kind: "subnet", id: "a2", mode: "down" },
    { kind: "instance", id: "m", mode: "down" },
    { kind: "networkAcl", id: "acl-a1", mode: "blocked" },
    { kind: "securityGroup", id: "sg-a", mode: "blocked" },
  ),
);

const GROUP_RULES: RuleWords = {
  traffic: ["all", "tcp 443", "tcp 0-65535", "udp 53"],
  peers: ["0.0.0.0/0", "::/0", "192.168.0.0/16", "192.168.1.0/24", "10.0.0.0/8", "sg-a"],
};
const ACL_ENTRIES: RuleWords = {
  traffic: ["all", "tcp 443", "tcp 1024-65535"],
  peers: ["0.0.0.0/0", "192.168.0.0/16", "192.168.1.0/24", "10.0.0.0/8"],
};

/** A rule for a security group of those networks, without its direction. */
export const hybridGroupRule = (direction: "from" | "to"): fc.Arbitrary<string> =>
  groupRule(GROUP_RULES, direction);
/** An ACL entry of those networks that allows, with this number. */
export const hybridAclEntry = (ruleNumber: number): fc.Arbitrary<string> =>
  aclEntry(ACL_ENTRIES, ruleNumber, "allow");

const rules = (direction: "from" | "to") => openOrRules(GROUP_RULES, direction);
const entries = openOrEntries(ACL_ENTRIES);
const tunnel = fc.constantFrom("UP", "UP", "UP", "DOWN");
const connection = fc.record({
  staticRoutes: fc.constantFrom<string[] | undefined>(
    undefined,
    undefined,
    ["192.168.0.0/16"],
    ["192.168.1.0/24", "172.16.0.0/12"],
  ),
  tunnels: fc.tuple<string[]>(tunnel, tunnel),
});
const some = (...routes: readonly string[]) => fc.subarray([...routes]);
const OUT = ["192.168.0.0/16 -> vgw-a", "192.168.1.0/24 -> t", "0.0.0.0/0 -> vgw-a", "172.16.0.0/12 -> t"];
const LEARNED = [
  "192.168.0.0/16 -> vgw-a propagated",
  "192.168.1.0/24 -> vgw-a propagated",
  "172.16.0.0/12 -> vgw-a propagated",
];

const PARTS = {
  isAttached: fc.constantFrom(true, true, true, true, false),
  v1: connection,
  v2: connection,
  w1: connection,
  w2: connection,
  direct: fc.option(
    fc.record({
      allowed: fc.constantFrom([], [], ["10.0.0.0/16"], ["10.0.1.0/24"]),
      bgp: fc.constantFrom("up", "up", "down"),
    }),
    { nil: undefined },
  ),
  office: fc.subarray(["v1", "dx", "att-w1"], { minLength: 1 }),
  plant: fc.subarray(["cgw-v2", "w2"], { minLength: 1 }),
  plantPrefixes: fc.constantFrom(["172.16.0.0/12"], ["192.168.1.0/24"], ["172.16.0.0/12", "2001:db8:c::/48"]),
  attachedInA: fc.constantFrom(["a1", "a2"], ["a1"]),
  propagated: fc.constantFrom(["att-a", "att-b"], ["att-a", "att-b"], ["att-a"]),
  routesT: some(
    "192.168.0.0/16 -> att-w1 propagated",
    "192.168.0.0/16 -> att-w2 propagated",
    "192.168.1.0/24 -> att-w2",
    "172.16.0.0/12 -> att-w2",
    "2001:db8:c::/48 -> att-w1",
  ),
  routesA1: some(...LEARNED, ...OUT, "10.1.0.0/16 -> t", "::/0 -> vgw-a", "2001:db8:c::/48 -> t"),
  routesA2: some(...LEARNED, ...OUT),
  routesB: some("10.0.0.0/16 -> t", "192.168.0.0/16 -> t", "0.0.0.0/0 -> t", "::/0 -> t"),
  isEdged: fc.boolean(),
  routesEdge: some("10.0.1.0/24 -> eni-m"),
  inA: rules("from"),
  outB: rules("to"),
  aclIn: entries,
  aclOut: entries,
  state: fc.constantFrom("running", "running", "stopped"),
};
