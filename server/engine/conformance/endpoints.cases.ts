import { b1, b2 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { offered, oneInterface, SECRETS, screened } from "../../testing/network-builder-offered";
import { address, ask } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import type { End, Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const service = (id: string): End => ({ kind: "service", id });
const S3 = "com.amazonaws.us-east-1.s3";
const s3List = { "pl-s3": { prefixes: ["203.0.113.0/24"] } };

/** B1 with a gateway endpoint to S3 on rt-prv-a. */
const gateway = but(b1(), {
  prefixLists: s3List,
  endpoints: { "vpce-s3": { type: "Gateway", vpc: "v1", service: S3, tables: ["rt-prv-a"] } },
  tables: { "rt-prv-a": { routes: and("pl-s3 -> vpce-s3") } },
});
const narrowEgress = but(gateway, { groups: { "sg-app": { out: ["tcp 443 to 10.0.0.0/16"] } } });
const listEgress = but(gateway, {
  groups: { "sg-app": { out: ["tcp 443 to 10.0.0.0/16", "tcp 443 to pl-s3"] } },
});

const inBothZones: NetworkChange = {
  endpoints: { "vpce-i": { subnets: { "prv-a": "10.0.10.60", "prv-b": "10.0.11.60" } } },
};
const twoInterfaces = but(oneInterface, inBothZones);
const openInterface = but(oneInterface, { groups: { "sg-ep": { in: ["all from 10.0.0.0/16"] } } });

/** B2 with both kinds of endpoint in B. */
const peered = but(b2(), {
  prefixLists: s3List,
  groups: { "sg-ep": { vpc: "B", in: ["tcp 443 from 10.0.0.0/8"] } },
  endpoints: {
    "vpce-i": {
      type: "Interface",
      vpc: "B",
      service: SECRETS,
      subnets: { b1: "10.1.1.50" },
      groups: ["sg-ep"],
    },
    "vpce-s3": { type: "Gateway", vpc: "B", service: S3, tables: ["rt-b1"] },
  },
  tables: { "rt-a1": { routes: and("pl-s3 -> pcx-ab") }, "rt-b1": { routes: and("pl-s3 -> vpce-s3") } },
});

const straightBack = screened({ tables: { "rt-pub-a": { routes: ["0.0.0.0/0 -> igw-1"] } } });
const down = (kind: string, ...ids: readonly string[]): readonly Failure[] =>
  ids.map((id) => ({ kind, id, mode: "down" }));
const web = ask("internet", "web-a", "tcp/443");

/** B1 with a firewall's endpoints in both zones, in front of the NAT gateways. */
const firewalled = (change: NetworkChange = {}) =>
  but(
    b1(),
    {
      subnets: {
        "fw-a": { vpc: "v1", prefixes: ["10.0.8.0/24"], zone: "zone-a" },
        "fw-b": { vpc: "v1", prefixes: ["10.0.9.0/24"], zone: "zone-b" },
      },
      endpoints: {
        "vpce-fa": {
          type: "GatewayLoadBalancer",
          vpc: "v1",
          service: "nfw",
          subnets: { "fw-a": "10.0.8.50" },
        },
        "vpce-fb": {
          type: "GatewayLoadBalancer",
          vpc: "v1",
          service: "nfw",
          subnets: { "fw-b": "10.0.9.50" },
        },
      },
      firewalls: { nfw: { vpc: "v1", endpoints: { "zone-a": "vpce-fa", "zone-b": "vpce-fb" } } },
      tables: {
        "rt-fw-a": { vpc: "v1", subnets: ["fw-a"], routes: ["0.0.0.0/0 -> nat-a"] },
        "rt-fw-b": { vpc: "v1", subnets: ["fw-b"], routes: ["0.0.0.0/0 -> nat-b"] },
        "rt-prv-a": { routes: ["0.0.0.0/0 -> vpce-fa"] },
        "rt-prv-b": { routes: ["0.0.0.0/0 -> vpce-fb"] },
        "rt-pub": { routes: and("10.0.10.0/24 -> vpce-fa", "10.0.11.0/24 -> vpce-fb") },
      },
    },
    change,
  );
const wrongZone = firewalled({
  tables: {
    "rt-prv-b": { routes: ["0.0.0.0/0 -> vpce-fa"] },
    "rt-pub": { routes: ["0.0.0.0/0 -> igw-1", "10.0.10.0/24 -> vpce-fa", "10.0.11.0/24 -> vpce-fa"] },
  },
});
const oneWay = firewalled({ tables: { "rt-pub": { routes: ["0.0.0.0/0 -> igw-1"] } } });
const egress = ask("app-a", "internet", "tcp/443");

/** B1 with an endpoint to a service of another customer. */
const customer = but(openInterface, {
  endpoints: { "vpce-i": { service: "com.amazonaws.vpce.us-east-1.vpce-svc-0a" } },
});

const toOffered = ask("client", service("vpce-c"), "tcp/443");

const row = (
  number: number | undefined,
  title: string,
  clauses: readonly string[],
  network: NetworkSpec,
  question: ConformanceCase["question"],
  expected: ConformanceCase["expected"],
  more: Partial<ConformanceCase> = {},
): ConformanceCase => ({
  ...(number === undefined ? {} : { case: number }),
  title,
  clauses,
  network,
  question,
  expected,
  ...more,
});

const toS3 = ask("app-a", service(S3), "tcp/443");
const toSecrets = ask("app-b", service(SECRETS), "tcp/443");
const zoneA = down("zone", "zone-a");

/** Cases 82, 103 to 105, 132, 133 and 173 to 175, and rows of our own on endpoints and what inspects behind them. */
export const endpointCases: readonly ConformanceCase[] = [
  row(
    82,
    "an interface endpoint of the peer",
    ["VPCE-2"],
    peered,
    ask("a", address("10.1.1.50"), "tcp/443"),
    reachable,
  ),
  row(
    82,
    "the peer's gateway endpoint",
    ["VPCE-1"],
    peered,
    ask("a", service("pl-s3"), "tcp/443"),
    refused("PCX_DST", "pcx-ab"),
  ),
  row(103, "S3 without NAT gateway", ["VPCE-1", "F-15"], gateway, toS3, reachable, {
    failures: down("natGateway", "nat-a"),
  }),
  row(
    103,
    "the internet without NAT gateway",
    ["VPCE-1", "F-15"],
    gateway,
    ask("app-a", address("198.51.100.200"), "tcp/443"),
    refused("BLACKHOLE"),
    {
      failures: down("natGateway", "nat-a"),
    },
  ),
  row(104, "egress to the VPC only", ["VPCE-1", "SG-7"], narrowEgress, toS3, refused("SG_EGRESS")),
  row(104, "egress to the prefix list", ["VPCE-1", "SG-7"], listEgress, toS3, reachable),
  row(105, "from the other zone", ["VPCE-2", "F-31"], oneInterface, toSecrets, reachable),
  row(
    105,
    "its only zone fails",
    ["VPCE-2", "F-31"],
    oneInterface,
    toSecrets,
    refused(["DST_DOWN", "VPCE_STATE"]),
    {
      failures: zoneA,
    },
  ),
  row(105, "one of two zones fails", ["VPCE-2", "F-31"], twoInterfaces, toSecrets, reachable, {
    failures: zoneA,
  }),
  row(
    undefined,
    "one of two zones fails, and names have not followed yet",
    ["F-31"],
    twoInterfaces,
    toSecrets,
    partly("DST_DOWN", "forward"),
    { failures: zoneA, horizon: "T0" },
  ),
  row(132, "two healthy appliances", ["GW-1"], screened(), web, { ...reachable, via: "vpce-g" }),
  row(132, "no healthy appliance", ["GW-1"], screened(), web, refused("GWLB_NO_TARGET", "gwlb", "forward"), {
    failures: down("instance", "f1", "f2"),
  }),
  row(
    133,
    "the other zone's endpoint, and its zone fails",
    ["F-29"],
    wrongZone,
    ask("app-b", "internet", "tcp/443"),
    refused("BLACKHOLE"),
    {
      failures: zoneA,
    },
  ),
  row(
    undefined,
    "each zone its endpoint, and one zone fails",
    ["F-29"],
    firewalled(),
    ask("app-b", "internet", "tcp/443"),
    reachable,
    {
      failures: zoneA,
    },
  ),
  row(
    173,
    "a gateway endpoint passes no UDP",
    ["VPCE-1"],
    gateway,
    ask("app-a", service(S3), "udp/443"),
    refused("VPCE_PROTO", "vpce-s3"),
  ),
  row(
    173,
    "an interface endpoint on another port",
    ["VPCE-2"],
    openInterface,
    ask("app-a", address("10.0.10.60"), "tcp/8443"),
    refused("VPCE_PORT", "vpce-i"),
  ),
  row(
    174,
    "the subnet answers straight through the gateway",
    ["R-15", "GW-3"],
    straightBack,
    web,
    refused(["INGRESS_REDIRECT", "ASYMMETRIC"], undefined, "return"),
  ),
  row(
    175,
    "a firewall in the forward path only",
    ["GW-3", "R-6"],
    oneWay,
    egress,
    refused("ASYMMETRIC", "vpce-fa", "return"),
  ),
  row(175, "and in the way back", ["GW-3", "R-6"], firewalled(), egress, { ...reachable, via: "vpce-fa" }),
  row(
    undefined,
    "an echo request passes a gateway endpoint",
    ["VPCE-1", "SG-12"],
    gateway,
    ask("app-a", service(S3), "icmp"),
    reachable,
  ),
  row(
    undefined,
    "a reply does not fit through a gateway endpoint",
    ["T-8", "VPCE-1"],
    but(gateway, {
      tables: { "rt-pub": { routes: and("pl-s3 -> vpce-s3") } },
    }),
    ask({ kind: "internet", prefixes: [{ family: 4, base: 0xcb007109n, length: 32 }] }, "web-a", "tcp/443"),
    refused("ASYMMETRIC", "vpce-s3", "return"),
  ),
  row(
    undefined,
    "what comes from a transit gateway may not use a gateway endpoint, a NAT gateway's address may",
    ["VPCE-1", "NAT-4"],
    but(gateway, {
      tables: {
        "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-a"] },
        "rt-pub": { routes: and("pl-s3 -> vpce-s3") },
      },
    }),
    toS3,
    { ...reachable, via: "vpce-s3" },
  ),
  row(
    undefined,
    "the ACL of the sender's subnet meets the service's answer",
    ["VPCE-1", "NACL-3"],
    but(gateway, {
      acls: {
        "acl-x": {
          vpc: "v1",
          subnets: ["prv-a"],
          in: ["100 allow all 10.0.0.0/16"],
          out: ["100 allow all 0.0.0.0/0"],
        },
      },
    }),
    toS3,
    refused("NACL_INGRESS", "prv-a", "return"),
  ),
  row(
    undefined,
    "an endpoint by its id",
    ["VPCE-2"],
    oneInterface,
    ask("app-a", service("vpce-i"), "tcp/443"),
    reachable,
  ),
  row(
    undefined,
    "a gateway endpoint by its id",
    ["VPCE-1"],
    gateway,
    ask("app-a", service("vpce-s3"), "tcp/443"),
    { ...reachable, via: "vpce-s3" },
  ),
  row(
    undefined,
    "without private names a service is not found at its endpoint",
    ["VPCE-2", "UNK-1"],
    but(oneInterface, { endpoints: { "vpce-i": { privateDns: false } } }),
    toSecrets,
    { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
  ),
  row(
    undefined,
    "the endpoint's own groups",
    ["VPCE-2", "SG-12"],
    oneInterface,
    ask("web-a", service("vpce-i"), "tcp/443"),
    refused("SG_INGRESS", "prv-a"),
  ),
  row(
    undefined,
    "its subnet's ACL is crossed",
    ["NACL-6", "VPCE-2"],
    but(oneInterface, { acls: { "acl-x": { vpc: "v1", subnets: ["prv-a"], in: [], out: [] } } }),
    toSecrets,
    refused("NACL_INGRESS", "prv-a", "forward"),
  ),
  row(
    undefined,
    "an interface endpoint that is not available",
    ["VPCE-2", "ENI-1"],
    but(oneInterface, { endpoints: { "vpce-i": { state: "pending" } } }),
    toSecrets,
    refused("VPCE_STATE"),
  ),
  row(
    undefined,
    "the endpoint itself fails",
    ["F-31", "ENI-1"],
    twoInterfaces,
    toSecrets,
    refused("VPCE_STATE"),
    {
      failures: down("vpcEndpoint", "vpce-i"),
    },
  ),
  row(
    undefined,
    "a service of another customer is reached as far as its endpoint, and not known behind it",
    ["VPCE-4", "UNK-1"],
    customer,
    ask("app-a", service("vpce-i"), "tcp/8443"),
    { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
  ),
  {
    ...row(
      undefined,
      "an interface of the endpoint was not read: nobody knows where its name leads",
      ["F-31", "UNK-1"],
      but(twoInterfaces, { coverage: { networkInterface: "denied" } }),
      ask("app-a", service("vpce-i"), "tcp/443"),
      { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
    ),
    without: { kind: "networkInterface", id: "eni-vpce-i-prv-a" },
  },
  row(
    undefined,
    "a service of another customer, refused by the endpoint's groups",
    ["VPCE-2", "UNK-1"],
    but(customer, { groups: { "sg-ep": { in: [] } } }),
    ask("app-a", service("vpce-i"), "tcp/443"),
    refused("SG_INGRESS"),
  ),
  row(
    undefined,
    "to the provider's load balancer of the same zone, whatever the prefixes",
    ["VPCE-3", "VPCE-4"],
    offered(),
    toOffered,
    { ...reachable, via: "eni-app-b" },
  ),
  row(
    undefined,
    "the target sees the load balancer's address, not the client's",
    ["VPCE-3", "NLB-1"],
    offered({ groups: { "sg-app": { in: ["tcp 8080 from 10.0.11.0/24"] } } }),
    toOffered,
    refused("SG_INGRESS", "app-b"),
  ),
  row(
    undefined,
    "the provider has no node in the endpoint's zone",
    ["VPCE-3"],
    offered({ subnets: { "pub-b": { zone: "zone-c" } } }),
    toOffered,
    refused("VPCE_AZ", "vpce-c", "forward"),
  ),
  row(
    undefined,
    "across zones any node serves",
    ["VPCE-3"],
    offered({
      subnets: { "pub-b": { zone: "zone-c" } },
      balancers: { "nlb-i": { crossZone: true } },
    }),
    toOffered,
    reachable,
  ),
  row(
    undefined,
    "the load balancer's groups are not asked where that is switched off",
    ["VPCE-3", "NLB-2"],
    offered({ balancers: { "nlb-i": { groups: ["sg-nlb"], enforced: false } } }),
    toOffered,
    reachable,
  ),
  row(
    undefined,
    "the load balancer's groups are asked where nothing is said of it",
    ["VPCE-3", "NLB-2"],
    offered({ balancers: { "nlb-i": { groups: ["sg-nlb"] } } }),
    toOffered,
    refused("SG_INGRESS", "pub-b", "forward"),
  ),
  row(
    undefined,
    "the load balancer's groups are asked where that is switched on",
    ["VPCE-3", "NLB-2"],
    offered({ balancers: { "nlb-i": { groups: ["sg-nlb"], enforced: true } } }),
    toOffered,
    refused("SG_INGRESS", "pub-b", "forward"),
  ),
  row(
    undefined,
    "the provider listens on other ports",
    ["VPCE-3", "LB-3"],
    offered({ groups: { "sg-c": { in: ["all from 10.0.11.0/24"] } } }),
    ask("client", service("vpce-c"), "tcp/80"),
    refused("LB_LISTENER", "nlb-i"),
  ),
  row(
    undefined,
    "the appliances' groups must admit what the balancer sends",
    ["GW-1"],
    screened({ groups: { "sg-f": { in: ["tcp 443 from 0.0.0.0/0"] } } }),
    web,
    refused("GWLB_NO_TARGET", "gwlb", "forward"),
  ),
  row(
    undefined,
    "nobody answers at an inspecting endpoint's own address",
    ["GW-1"],
    screened(),
    ask("web-a", address("10.0.9.50"), "tcp/443"),
    refused("VPCE_STATE"),
  ),
  row(undefined, "one of two appliances fails", ["GW-1", "F-29"], screened(), web, reachable, {
    failures: down("instance", "f1"),
  }),
  row(
    undefined,
    "one of two appliances fails, at that instant",
    ["F-29", "GW-1"],
    screened(),
    web,
    partly("GWLB_NO_TARGET", "forward"),
    {
      failures: down("instance", "f1"),
      horizon: "T0",
    },
  ),
  row(
    undefined,
    "an open flow stays on the appliance that fails",
    ["GW-4"],
    screened(),
    web,
    partly("GWLB_NO_TARGET"),
    {
      establishedOn: screened(),
      failures: down("instance", "f1"),
    },
  ),
  row(
    undefined,
    "an open flow is moved off it where the group says so",
    ["GW-4"],
    screened({ gatewayBalancers: { gwlb: { rebalance: true } } }),
    web,
    reachable,
    {
      establishedOn: screened({ gatewayBalancers: { gwlb: { rebalance: true } } }),
      failures: down("instance", "f1"),
    },
  ),
  row(
    undefined,
    "an appliance of the other zone does not serve",
    ["GW-1"],
    screened({
      vms: { f1: { subnet: "sb", addresses: ["10.9.2.11"] }, f2: { subnet: "sb", addresses: ["10.9.2.12"] } },
    }),
    web,
    refused("GWLB_NO_TARGET", "gwlb", "forward"),
  ),
  row(
    undefined,
    "an appliance of the other zone serves across zones",
    ["GW-1"],
    screened({
      vms: { f1: { subnet: "sb", addresses: ["10.9.2.11"] }, f2: { subnet: "sb", addresses: ["10.9.2.12"] } },
      gatewayBalancers: { gwlb: { crossZone: true } },
    }),
    web,
    reachable,
  ),
  row(
    undefined,
    "the load balancer behind the endpoint is not in the input",
    ["GW-1", "UNK-1"],
    screened({ gatewayBalancers: { gwlb: null } }),
    web,
    { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] },
  ),
  row(
    undefined,
    "the sender's group is not known behind an inspecting endpoint",
    ["SG-8", "GW-1", "GW-2"],
    firewalled({
      tables: {
        "rt-prv-b": { routes: and("10.0.10.0/24 -> vpce-fb") },
        "rt-prv-a": { routes: and("10.0.11.0/24 -> vpce-fb") },
      },
    }),
    ask("app-b", "db-a", "tcp/5432"),
    refused("SG_INGRESS", "db-a", "forward"),
  ),
  row(
    undefined,
    "a subnet is not inspected by the firewall in it",
    ["NFW-1", "T-6"],
    firewalled({
      vms: { own: { subnet: "fw-a", addresses: ["10.0.8.9"], groups: ["sg-app"] } },
      tables: { "rt-fw-a": { routes: ["0.0.0.0/0 -> vpce-fa"] } },
    }),
    ask("own", "internet", "tcp/443"),
    refused("LOOP"),
  ),
  row(
    undefined,
    "only the reply comes to the firewall",
    ["GW-3", "NFW-1", "T-8"],
    firewalled({ tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-a"] } } }),
    egress,
    refused("ASYMMETRIC", "vpce-fa", "return"),
  ),
  row(
    undefined,
    "declared stateless, the reply may go round it",
    ["GW-3"],
    but(oneWay, { appliances: { "vpce-fa": { behavior: "forwards", stateful: false } } }),
    egress,
    reachable,
  ),
  row(undefined, "the whole firewall fails", ["F-29", "NFW-1"], firewalled(), egress, refused("BLACKHOLE"), {
    failures: down("firewall", "nfw"),
  }),
  row(undefined, "one endpoint fails", ["F-29"], firewalled(), egress, refused("BLACKHOLE", "vpce-fa"), {
    failures: down("vpcEndpoint", "vpce-fa"),
  }),
  row(
    undefined,
    "the inspecting endpoint's subnet has an ACL",
    ["NACL-6", "GW-1"],
    firewalled({ acls: { "acl-x": { vpc: "v1", subnets: ["fw-a"], in: [], out: [] } } }),
    egress,
    refused("NACL_INGRESS", "fw-a", "forward"),
  ),
  row(
    undefined,
    "a private gateway's table cannot divert to an endpoint",
    ["R-14"],
    but(screened(), {
      vgws: { "vgw-1": { vpc: "v1" } },
      tables: { "rt-vgw": { vpc: "v1", gateways: ["vgw-1"], routes: ["10.0.10.0/24 -> vpce-g"] } },
    }),
    ask({ kind: "gateway", id: "vgw-1", address: "192.168.0.9" }, "app-a", "tcp/8080"),
    refused("BLACKHOLE", "vpce-g", "forward"),
  ),
  row(undefined, "that the firewall allows is assumed, and said", ["GW-2"], screened(), web, {
    ...reachable,
    assumes: "ASSUME_FIREWALL_ALLOWS",
  }),
  row(
    undefined,
    "an endpoint that is not available inspects nothing",
    ["GW-1", "R-10"],
    screened({ endpoints: { "vpce-g": { state: "pending" } } }),
    web,
    refused("BLACKHOLE", "vpce-g", "forward"),
  ),
  row(
    undefined,
    "an endpoint of a firewall goes with its zone, for callers of other zones too",
    ["NFW-1", "F-29"],
    firewalled({ tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> vpce-fa"] } } }),
    ask("app-b", "internet", "tcp/443"),
    refused("BLACKHOLE", "vpce-fa", "forward"),
    { failures: down("zone", "zone-a") },
  ),
];
