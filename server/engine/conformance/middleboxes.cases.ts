import { b1, b2, b3, b7 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { ApplianceSpec } from "../../testing/network-builder-endpoints";
import { ask, vmAt } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const query = ask("x", "y", "tcp/5432");
const declared = (spec: ApplianceSpec) => but(b7(), { appliances: { "eni-m": spec } });
const stateless = declared({ behavior: "forwards", stateful: false });
const oneSided = { tables: { "rt-data": { routes: [] } } };

/** B2 with the appliance m of B in the way of what b sends to A. */
const divertedReply = but(b2(), {
  subnets: { fw: { vpc: "B", prefixes: ["10.1.9.0/24"], zone: "zone-a" } },
  groups: { "sg-m": { vpc: "B", in: ["all from 0.0.0.0/0"] } },
  vms: { m: { subnet: "fw", addresses: ["10.1.9.10"], groups: ["sg-m"], sourceDestCheck: false } },
  tables: {
    "rt-b1": { routes: ["10.0.0.0/16 -> eni-m", "10.2.0.0/16 -> pcx-bc"] },
    "rt-fw": { vpc: "B", subnets: ["fw"], routes: ["10.0.0.0/16 -> pcx-ab"] },
  },
});

/** B3 with an inspection VPC I: an appliance in each zone, routed through by attachment and appliance subnets. */
const inspected = but(b3(), {
  vpcs: { I: { prefixes: ["10.9.0.0/16"] } },
  subnets: {
    "t-i1": { vpc: "I", prefixes: ["10.9.255.0/28"], zone: "z1" },
    "t-i2": { vpc: "I", prefixes: ["10.9.255.16/28"], zone: "z2" },
    "f-i1": { vpc: "I", prefixes: ["10.9.1.0/24"], zone: "z1" },
    "f-i2": { vpc: "I", prefixes: ["10.9.2.0/24"], zone: "z2" },
  },
  attachments: { "att-i": { tgw: "t", vpc: "I", subnets: ["t-i1", "t-i2"] } },
  tgwTables: {
    "rt-t": null,
    "rt-spoke": {
      tgw: "t",
      associated: ["att-a", "att-b"],
      propagated: [],
      routes: ["0.0.0.0/0 -> att-i"],
    },
    "rt-insp": { tgw: "t", associated: ["att-i"], propagated: ["att-a", "att-b"], routes: [] },
  },
  groups: { "sg-f": { vpc: "I", in: ["all from 0.0.0.0/0"] } },
  vms: {
    f1: { subnet: "f-i1", addresses: ["10.9.1.10"], groups: ["sg-f"], sourceDestCheck: false },
    f2: { subnet: "f-i2", addresses: ["10.9.2.10"], groups: ["sg-f"], sourceDestCheck: false },
  },
  tables: {
    "rt-t-i1": { vpc: "I", subnets: ["t-i1"], routes: ["10.0.0.0/8 -> eni-f1"] },
    "rt-t-i2": { vpc: "I", subnets: ["t-i2"], routes: ["10.0.0.0/8 -> eni-f2"] },
    "rt-f-i": { vpc: "I", subnets: ["f-i1", "f-i2"], routes: ["10.0.0.0/8 -> t"] },
  },
});
const applianceMode = but(inspected, { attachments: { "att-i": { applianceMode: true } } });

/** B1 with the appliance m between internet gateway and pub-a, both ways. */
const screened = but(b1(), {
  subnets: { fw: { vpc: "v1", prefixes: ["10.0.9.0/24"], zone: "zone-a" } },
  groups: { "sg-m": { vpc: "v1", in: ["all from 0.0.0.0/0"] } },
  vms: {
    m: {
      subnet: "fw",
      addresses: ["10.0.9.10"],
      groups: ["sg-m"],
      publicAddress: "198.51.100.90",
      sourceDestCheck: false,
    },
  },
  tables: {
    "rt-fw": { vpc: "v1", subnets: ["fw"], routes: ["0.0.0.0/0 -> igw-1"] },
    "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: ["10.0.0.0/24 -> eni-m"] },
    "rt-pub": { subnets: ["pub-b"] },
    "rt-pub-a": { vpc: "v1", subnets: ["pub-a"], routes: ["0.0.0.0/0 -> eni-m"] },
  },
});

/** B1 with a NAT instance m in pub-b, which prv-b uses instead of nat-b. */
const natInstance = but(b1(), {
  groups: { "sg-m": { vpc: "v1", in: ["all from 10.0.0.0/16"] } },
  vms: {
    m: {
      subnet: "pub-b",
      addresses: ["10.0.1.90"],
      groups: ["sg-m"],
      publicAddress: "198.51.100.90",
      sourceDestCheck: false,
    },
  },
  appliances: { "eni-m": { behavior: "nat" } },
  tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> eni-m"] } },
});

/** B7 with a second interface of m in a subnet of its own; data sends back to that one. */
const pair = but(b7(), {
  subnets: { fw2: { vpc: "V", prefixes: ["10.0.8.0/24"], zone: "z1" } },
  interfaces: {
    "eni-m2": { vm: "m", subnet: "fw2", addresses: ["10.0.8.10"], groups: ["sg-m"], sourceDestCheck: false },
  },
  tables: {
    "rt-data": { routes: ["10.0.1.0/24 -> eni-m2"] },
    "rt-fw2": { vpc: "V", subnets: ["fw2"], routes: [] },
  },
  appliances: { "eni-m": { behavior: "interface-pair", out: "eni-m2" } },
});

const row = (
  number: number | undefined,
  title: string,
  clauses: readonly string[],
  network: NetworkSpec,
  expected: ConformanceCase["expected"],
  question = query,
): ConformanceCase => ({
  ...(number === undefined ? {} : { case: number }),
  title,
  clauses,
  network,
  question,
  expected,
});

/** Cases 81, 97 and 124 to 131, and rows of our own on appliances: middleboxes as targets of routes. */
export const middleboxCases: readonly ConformanceCase[] = [
  row(
    81,
    "only the reply is diverted",
    ["PCX-3", "MBX-5"],
    divertedReply,
    refused("ASYMMETRIC", "m", "return"),
    ask("a", "b", "tcp/443"),
  ),
  row(
    97,
    "across zones without appliance mode",
    ["TGW-6", "TGW-8"],
    inspected,
    refused("ASYMMETRIC", undefined, "return"),
    ask("a1", "b2", "tcp/443"),
  ),
  row(97, "with appliance mode", ["TGW-6", "TGW-8"], applianceMode, reachable, ask("a1", "b2", "tcp/443")),
  row(97, "in one zone without it", ["TGW-8"], inspected, reachable, ask("a1", "b1", "tcp/443")),
  row(124, "both ways through it", ["MBX-1", "MBX-2", "R-6"], b7(), { ...reachable, via: "eni-m" }),
  row(
    125,
    "the sender's group is not known behind it",
    ["MBX-3", "SG-8"],
    but(b7(), { groups: { "sg-y": { in: ["tcp 5432 from sg-x"] } } }),
    refused("SG_INGRESS", "y"),
  ),
  row(126, "stopped", ["R-9", "R-10"], but(b7(), { vms: { m: { state: "stopped" } } }), refused("BLACKHOLE")),
  row(
    127,
    "its check is on",
    ["ENI-4"],
    but(b7(), { vms: { m: { sourceDestCheck: true } } }),
    refused("DST_CHECK", "eni-m"),
  ),
  row(
    128,
    "the reply goes round it",
    ["MBX-5"],
    but(b7(), oneSided),
    refused("ASYMMETRIC", "eni-m", "return"),
  ),
  row(
    129,
    "its groups let nothing out",
    ["MBX-2"],
    but(b7(), { groups: { "sg-m": { in: ["tcp 5432 from 10.0.1.0/24"], out: [] } } }),
    refused("SG_EGRESS", "eni-m", "forward"),
  ),
  row(
    130,
    "in the sender's own subnet",
    ["MBX-4"],
    but(b7(), { vms: { m: { subnet: "app", addresses: ["10.0.1.9"] } } }),
    refused("LOOP"),
  ),
  row(
    131,
    "between internet gateway and subnet",
    ["R-14"],
    screened,
    { ...reachable, via: "eni-m" },
    ask("internet", "web-a", "tcp/443"),
  ),
  row(
    131,
    "without a public address",
    ["R-14"],
    but(screened, { vms: { m: { publicAddress: undefined } } }),
    refused("MBX_NO_PUBLIC_IP", "eni-m"),
    ask("internet", "web-a", "tcp/443"),
  ),
  row(
    131,
    "the subnet answers straight through the gateway",
    ["R-15"],
    but(screened, { tables: { "rt-pub-a": { routes: ["0.0.0.0/0 -> igw-1"] } } }),
    refused("INGRESS_REDIRECT", "igw-1", "return"),
    ask("internet", "web-a", "tcp/443"),
  ),
  row(
    undefined,
    "in the receiver's own subnet the reply loops",
    ["MBX-4"],
    but(b7(), { vms: { m: { subnet: "data", addresses: ["10.0.2.9"] } } }),
    refused("LOOP", undefined, "return"),
  ),
  row(
    undefined,
    "its own groups know the sender's",
    ["SG-8", "MBX-1"],
    but(b7(), { groups: { "sg-m": { in: ["tcp 5432 from sg-x"] } } }),
    reachable,
  ),
  row(
    undefined,
    "its groups let nothing in",
    ["MBX-1"],
    but(b7(), { groups: { "sg-m": { in: ["tcp 22 from 0.0.0.0/0"] } } }),
    refused("SG_INGRESS", "eni-m", "forward"),
  ),
  row(
    undefined,
    "its subnet's ACL is crossed in",
    ["NACL-6", "MBX-1"],
    but(b7(), {
      acls: { "acl-fw": { vpc: "V", subnets: ["fw"], in: ["100 deny all 0.0.0.0/0"], out: [] } },
    }),
    refused("NACL_INGRESS", "fw", "forward"),
  ),
  row(
    undefined,
    "its subnet's ACL is crossed out",
    ["NACL-6", "MBX-2"],
    but(b7(), {
      acls: { "acl-fw": { vpc: "V", subnets: ["fw"], in: ["100 allow all 0.0.0.0/0"], out: [] } },
    }),
    refused("NACL_EGRESS", "fw", "forward"),
  ),
  row(
    undefined,
    "declared stateless, the reply may go round it",
    ["MBX-5"],
    but(stateless, oneSided),
    reachable,
  ),
  row(
    undefined,
    "declared stateless, a reply that it alone sees needs a rule",
    ["MBX-1", "T-4"],
    but(stateless, {
      tables: { "rt-app": { routes: [] } },
      groups: { "sg-m": { in: ["tcp 5432 from 0.0.0.0/0"] } },
    }),
    refused("SG_INGRESS", "eni-m", "return"),
  ),
  row(
    undefined,
    "only the reply comes to it",
    ["T-8"],
    but(b7(), { tables: { "rt-app": { routes: [] } } }),
    refused("ASYMMETRIC", "eni-m", "return"),
  ),
  row(
    undefined,
    "declared to drop",
    ["MBX-2"],
    declared({ behavior: "drop" }),
    refused("FW_DENY", "eni-m", "forward"),
  ),
  row(undefined, "a pair, in by one and out by the other", ["MBX-2"], pair, { ...reachable, via: "eni-m2" }),
  row(
    undefined,
    "a pair whose second interface lets nothing out",
    ["MBX-2"],
    but(pair, {
      groups: { "sg-o": { vpc: "V", in: [], out: [] } },
      interfaces: { "eni-m2": { groups: ["sg-o"] } },
    }),
    refused("SG_EGRESS", "eni-m2", "forward"),
  ),
  row(
    undefined,
    "a NAT instance",
    ["MBX-2", "T-4"],
    natInstance,
    { ...reachable, via: "eni-m" },
    ask("app-b", "internet", "tcp/443"),
  ),
  row(
    undefined,
    "a NAT instance without a public address",
    ["MBX-2", "IGW-2"],
    but(natInstance, { vms: { m: { publicAddress: undefined } } }),
    refused("NO_PUBLIC_IP", "igw-1", "forward"),
    ask("app-b", "internet", "tcp/443"),
  ),
  row(
    undefined,
    "a forwarder does not lend its address",
    ["MBX-2", "IGW-2"],
    but(natInstance, { appliances: { "eni-m": { behavior: "forwards" } } }),
    refused("NO_PUBLIC_IP", "igw-1", "forward"),
    ask("app-b", "internet", "tcp/443"),
  ),
  row(
    undefined,
    "what is addressed to the appliance itself is delivered",
    ["ENI-4", "R-6"],
    but(b7(), { tables: { "rt-app": { routes: and("10.0.9.0/24 -> eni-m") } } }),
    { ...reachable, via: "eni-m" },
    ask("x", vmAt("m", "10.0.9.10"), "tcp/443"),
  ),
  row(
    undefined,
    "the local route itself leads to it",
    ["R-6"],
    but(b7(), {
      tables: {
        "rt-app": { routes: ["10.0.0.0/16 -> eni-m"] },
        "rt-data": { routes: ["10.0.0.0/16 -> eni-m"] },
      },
    }),
    { ...reachable, via: "eni-m" },
  ),
];
