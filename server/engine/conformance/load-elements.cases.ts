import { b4, b4n } from "../../testing/network-builder-balanced";
import { b1, b2, b3, b5, b7 } from "../../testing/network-builder-bases";
import { and, but, network } from "../../testing/network-builder-change";
import { oneInterface } from "../../testing/network-builder-offered";
import type { LoadCase } from "./load-case";

const S3 = "com.amazonaws.us-east-1.s3";
const toSite = { from: "a", to: "192.168.1.5", port: 443 };
const appOut = { from: "app-a", to: "internet", port: 443 };
const dx = (bandwidth?: string) => but(b5(), { directConnects: { "dxvif-1": { vgw: "vgw-1", bandwidth } } });

const gatewayEndpoint = but(b1(), {
  prefixLists: { "pl-s3": { prefixes: ["203.0.113.0/24"] } },
  endpoints: { "vpce-s3": { type: "Gateway", vpc: "v1", service: S3, tables: ["rt-prv-a"] } },
  tables: { "rt-prv-a": { routes: and("pl-s3 -> vpce-s3") } },
});

/** A regional NAT gateway with one address in zone a and VMs in zones a and b. */
const regional = (mode: "auto" | "manual") =>
  network({
    vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
    subnets: {
      "s-a": { vpc: "v", prefixes: ["10.0.1.0/24"], zone: "zone-a" },
      "s-b": { vpc: "v", prefixes: ["10.0.2.0/24"], zone: "zone-b" },
    },
    igws: { "igw-v": { vpc: "v" } },
    nats: {
      "nat-r": {
        regional: {
          vpc: "v",
          table: "rt-nat-r",
          zones: { "zone-a": "198.51.100.5", "zone-b": "198.51.100.6" },
          mode,
        },
      },
    },
    tables: {
      "rt-s": { vpc: "v", subnets: ["s-a", "s-b"], routes: ["0.0.0.0/0 -> nat-r"] },
      "rt-nat-r": { vpc: "v", routes: ["0.0.0.0/0 -> igw-v"] },
    },
    groups: { sg: { vpc: "v", in: [] } },
    vms: {
      "vm-a": { subnet: "s-a", addresses: ["10.0.1.10"], groups: ["sg"] },
      "vm-b": { subnet: "s-b", addresses: ["10.0.2.10"], groups: ["sg"] },
    },
  });

/** Rows of our own for what the numbered cases leave out: every kind of element, shares, and what is not known. */
export const loadElementCases: readonly LoadCase[] = [
  {
    title: "an instance whose type was not read has no known limit, and binds nothing",
    clauses: ["CAP-3"],
    network: b1(),
    demands: [{ from: "web-a", to: "app-a", port: 8080, rateGbps: 500 }],
    usages: [
      { of: "web-a", direction: "out", state: "unknown", limit: null, load: 500 },
      { of: "app-a", direction: "in", state: "unknown", limit: null, load: 500 },
    ],
    growthFactor: null,
  },
  {
    title: "nor has one of a type that the table does not have",
    clauses: ["CAP-3"],
    network: but(b1(), { vms: { "web-a": { type: "z9.huge" }, "app-a": { type: "constructor.large" } } }),
    demands: [{ from: "web-a", to: "app-a", port: 8080, rateGbps: 1 }],
    usages: [
      { of: "web-a", direction: "out", state: "unknown" },
      { of: "app-a", direction: "in", state: "unknown" },
    ],
  },
  {
    title: "packets per second of a VM are not published, those of a NAT gateway are",
    clauses: ["CAP-1", "CAP-3"],
    network: but(b1(), { vms: { "app-a": { type: "m5.large" } } }),
    demands: [{ ...appOut, packetsPerSecond: 2_000_000 }],
    usages: [
      { of: "app-a", dimension: "packets", direction: "out", state: "unknown", load: 2_000_000 },
      { of: "nat-a", dimension: "packets", ratio: 0.2, flags: ["SCALING"] },
    ],
    growthFactor: 4,
    bindsAt: "nat-a",
  },
  {
    title: "a peak and what is sent for good: the peak counts with the rest against the burst only",
    clauses: ["CAP-3"],
    network: but(b1(), { vms: { "web-a": { type: "m5.large" }, "app-a": { type: "m5.16xlarge" } } }),
    demands: [
      { from: "web-a", to: "app-a", port: 8080, rateGbps: 0.6 },
      { from: "web-a", to: "app-a", port: 8080, rateGbps: 9, peakMinutes: 5 },
    ],
    usages: [
      {
        of: "web-a",
        direction: "out",
        ratio: 0.96,
        load: 9.6,
        limit: 10,
        state: "at-risk",
        flags: ["BURST"],
      },
    ],
  },
  {
    title: "several sources share a demand equally",
    clauses: ["CAP-2"],
    network: but(b1(), { groups: { "sg-app": { in: ["tcp 8080 from 10.0.0.0/8"] } } }),
    demands: [{ from: ["web-a", "app-b", "db-a"], to: "app-a", port: 8080, rateGbps: 3 }],
    usages: [
      { of: "web-a", direction: "out", load: 1 },
      { of: "app-b", direction: "out", load: 1 },
      { of: "app-a", direction: "in", load: 3 },
    ],
  },
  {
    title: "what does not get through loads nothing, and the others carry it",
    clauses: ["CAP-2"],
    network: b1(),
    demands: [{ from: ["web-a", "app-b"], to: "app-a", port: 8080, rateGbps: 3 }],
    usages: [{ of: "web-a", direction: "out", load: 3 }],
    unloaded: ["app-b"],
    lost: 0,
  },
  {
    title: "a demand that is refused everywhere is lost",
    clauses: ["CAP-2"],
    network: b1(),
    demands: [{ from: "web-a", to: "db-a", port: 5432, rateGbps: 3 }],
    unloaded: ["web-a", "db-a"],
    growthFactor: null,
    lost: 1,
  },
  {
    title: "one whose way is not known is not counted as carried",
    clauses: ["CAP-2", "CAP-3"],
    network: but(b4(), { balancers: { "alb-1": { interfaces: false } } }),
    demands: [{ from: "internet", to: "alb-1", port: 443, rateGbps: 3 }],
    growthFactor: null,
    lost: 0,
    unknown: 1,
  },
  {
    title: "an application load balancer has no published limit; its targets share the load",
    clauses: ["CAP-1", "CAP-2", "CAP-3"],
    network: b4(),
    demands: [{ from: "internet", to: "alb-1", port: 443, rateGbps: 2, replyRateGbps: 4 }],
    usages: [
      { of: "alb-1", state: "unknown", limit: null },
      { of: "app-a", direction: "in", load: 1 },
      { of: "app-b", direction: "out", load: 2 },
    ],
  },
  {
    title:
      "while clients keep their address, 55,000 connections to each target behind a network load balancer",
    clauses: ["CAP-1"],
    network: b4n(),
    demands: [{ from: "internet", to: "nlb-1", port: 443, connections: 55_000 }],
    usages: [
      { of: "eni-app-a", dimension: "connections", ratio: 0.5, limit: 55_000 },
      { of: "app-a", dimension: "connections", direction: "in", state: "unknown" },
    ],
    growthFactor: 1.6,
  },
  {
    title: "where they do not keep it, no such limit is known",
    clauses: ["CAP-1"],
    network: but(b4n(), {
      targetGroups: { "tg-n": { attributes: { "preserve_client_ip.enabled": "false" } } },
    }),
    demands: [{ from: "internet", to: "nlb-1", port: 443, connections: 55_000 }],
    unloaded: ["eni-app-a", "eni-app-b"],
    growthFactor: null,
  },
  {
    title: "a transit gateway's attachment by zone and direction",
    clauses: ["CAP-1"],
    network: b3(),
    demands: [{ from: "a1", to: "b2", port: 443, rateGbps: 50, replyRateGbps: 20 }],
    usages: [
      { of: "att-a", direction: "in", part: "z1", ratio: 0.5 },
      { of: "att-b", direction: "out", part: "z1", ratio: 0.5 },
      { of: "att-b", direction: "in", part: "z2", ratio: 0.2 },
      { of: "att-a", direction: "out", part: "z2", ratio: 0.2 },
    ],
  },
  {
    title: "one tunnel carries both directions of a connection on a virtual private gateway",
    clauses: ["CAP-1", "CAP-7"],
    network: b5(),
    demands: [{ ...toSite, rateGbps: 0.5, replyRateGbps: 0.25 }],
    usages: [{ of: "vpn-1", part: "vpn-1#1", load: 0.75, ratio: 0.6 }],
  },
  {
    title: "two connections with the same routes: each may have to carry all of it",
    clauses: ["CAP-7"],
    network: but(b5(), { vpns: { "vpn-2": { vgw: "vgw-1", tunnels: ["UP", "UP"] } } }),
    demands: [{ ...toSite, rateGbps: 1 }],
    usages: [
      { of: "vpn-1", part: "vpn-1#1", ratio: 0.8 },
      { of: "vpn-2", part: "vpn-2#1", ratio: 0.8 },
    ],
  },
  {
    title: "Direct Connect has the bandwidth of its connection, in each direction",
    clauses: ["CAP-1"],
    network: dx("500Mbps"),
    demands: [{ ...toSite, rateGbps: 0.4, replyRateGbps: 0.2 }],
    usages: [
      { of: "dxcon-dxvif-1", direction: "out", ratio: 0.8, limit: 0.5 },
      { of: "dxcon-dxvif-1", direction: "in", ratio: 0.4 },
      { of: "a", dimension: "internetBandwidth", direction: "out", state: "unknown" },
    ],
  },
  {
    title: "a connection whose bandwidth was not read has no known limit",
    clauses: ["CAP-1", "CAP-3"],
    network: dx(),
    demands: [{ ...toSite, rateGbps: 0.4 }],
    usages: [{ of: "dxcon-dxvif-1", direction: "out", state: "unknown", limit: null }],
  },
  {
    title: "an interface endpoint by zone",
    clauses: ["CAP-1"],
    network: oneInterface,
    demands: [{ from: "app-a", to: "vpce-i", port: 443, rateGbps: 9, replyRateGbps: 9 }],
    usages: [{ of: "vpce-i", part: "zone-a", load: 18, limit: 100, flags: ["SCALING"] }],
  },
  {
    title: "a gateway endpoint has no published limit",
    clauses: ["CAP-1", "CAP-3"],
    network: gatewayEndpoint,
    demands: [{ from: "app-a", to: "203.0.113.7", port: 443, rateGbps: 9 }],
    usages: [{ of: "vpce-s3", state: "unknown", limit: null }],
    unloaded: ["nat-a"],
  },
  {
    title: "peering within a region is no bottleneck",
    clauses: ["CAP-1"],
    network: but(b2(), { vms: { a: { type: "m5.8xlarge" }, b: { type: "m5.8xlarge" } } }),
    demands: [{ from: "a", to: "b", port: 443, rateGbps: 6 }],
    usages: [{ of: "a", direction: "out", ratio: 0.6 }],
    unloaded: ["pcx-ab"],
    bindsAt: "a",
    growthFactor: 1.333,
  },
  {
    title: "to a peer in another region a small VM has 5 Gbps",
    clauses: ["CAP-1"],
    network: but(b2(), {
      vpcs: { B: { region: "eu-west-1" } },
      vms: { a: { type: "m5.4xlarge" }, b: { type: "m5.8xlarge" } },
    }),
    demands: [{ from: "a", to: "b", port: 443, rateGbps: 4 }],
    usages: [{ of: "a", dimension: "internetBandwidth", direction: "out", ratio: 0.8, limit: 5 }],
  },
  {
    title: "what an appliance forwards comes in and goes out of it",
    clauses: ["CAP-1", "CAP-7"],
    network: but(b7(), {
      vms: { m: { type: "m5.large" }, x: { type: "m5.16xlarge" }, y: { type: "m5.16xlarge" } },
    }),
    demands: [{ from: "x", to: "y", port: 5432, rateGbps: 0.6, replyRateGbps: 0.3 }],
    usages: [
      { of: "m", direction: "in", load: 0.9, limit: 0.75, state: "overloaded" },
      { of: "m", direction: "out", load: 0.9, limit: 0.75, state: "overloaded" },
    ],
    bindsAt: "m",
  },
  {
    title: "a regional NAT gateway holds connections by zone",
    clauses: ["CAP-6"],
    network: regional("auto"),
    demands: [
      { from: "vm-a", to: "203.0.113.9", port: 443, connections: 44_000, rateGbps: 1, replyRateGbps: 1 },
      { from: "vm-b", to: "203.0.113.9", port: 443, connections: 11_000 },
    ],
    usages: [
      { of: "nat-r", dimension: "connections", part: "203.0.113.9 tcp port 443 in zone-a", ratio: 0.8 },
      { of: "nat-r", dimension: "connections", part: "203.0.113.9 tcp port 443 in zone-b", ratio: 0.2 },
      { of: "nat-r", part: "zone-a", load: 2 },
    ],
  },
  {
    title: "the resolver answers 1,024 packets a second of each interface",
    clauses: ["CAP-1"],
    network: b1(),
    demands: [{ from: "app-a", to: "169.254.169.253", protocol: "udp", port: 53, packetsPerSecond: 512 }],
    usages: [{ of: "eni-app-a", dimension: "packets", ratio: 0.5, limit: 1024 }],
  },
  {
    title: "the failure of a member moves its load to the others",
    clauses: ["CAP-5"],
    network: but(b4n(), {
      vms: { "app-a": { type: "m5.xlarge" }, "app-b": { type: "m5.xlarge" } },
      balancers: { "nlb-1": { crossZone: true } },
    }),
    demands: [{ from: "internet", to: "nlb-1", port: 443, rateGbps: 2 }],
    usages: [{ of: "app-a", direction: "in", ratio: 0.8 }],
    overloadedBy: [
      { failure: "app-a", of: "app-b", ratio: 1.6 },
      { failure: "app-b", of: "app-a", ratio: 1.6 },
      { failure: "eni-app-a", of: "app-b", ratio: 1.6 },
      { failure: "eni-app-b", of: "app-a", ratio: 1.6 },
      { failure: "prv-a", of: "app-b", ratio: 1.6 },
      { failure: "prv-b", of: "app-a", ratio: 1.6 },
      { failure: "zone-a", of: "app-b", ratio: 1.6 },
      { failure: "zone-b", of: "app-a", ratio: 1.6 },
    ],
  },
  {
    title: "a peak to the internet lives on what bursts there, and not on all that a small VM bursts",
    clauses: ["CAP-1", "CAP-3"],
    network: but(b1(), { vms: { "web-a": { type: "m5.xlarge" } } }),
    demands: [{ from: "web-a", to: "internet", port: 443, rateGbps: 6, peakMinutes: 10 }],
    usages: [
      {
        of: "web-a",
        dimension: "internetBandwidth",
        direction: "out",
        ratio: 1.2,
        limit: 5,
        flags: ["BURST"],
      },
      { of: "web-a", direction: "out", ratio: 0.6, limit: 10 },
    ],
  },
  {
    title: "what another demand puts on the member that is left counts with it",
    clauses: ["CAP-5"],
    network: but(b4n(), {
      vms: { "app-a": { type: "m5.xlarge" }, "app-b": { type: "m5.xlarge" } },
      balancers: { "nlb-1": { crossZone: true } },
    }),
    demands: [
      { from: "internet", to: "nlb-1", port: 443, rateGbps: 1.2 },
      { from: "web-a", to: "app-a", port: 8080, rateGbps: 0.5 },
    ],
    usages: [{ of: "app-a", direction: "in", ratio: 0.88 }],
    overloadedBy: ["app-b", "eni-app-b", "prv-b", "zone-b"].map((failure) => ({
      failure,
      of: "app-a",
      ratio: 1.36,
    })),
  },
  {
    title: "what is overloaded anyway is not laid to a failure that leaves it as it is",
    clauses: ["CAP-5"],
    network: but(b4n(), { vms: { "web-a": { type: "m5.large" } } }),
    demands: [{ from: "web-a", to: "nlb-i", port: 443, rateGbps: 1 }],
    usages: [{ of: "web-a", direction: "out", ratio: 1.33, state: "overloaded" }],
    overloadedBy: [],
  },
  {
    title: "towards a VPC that is attached in another zone alone, the attachment is loaded in that one",
    clauses: ["CAP-1"],
    network: but(b3(), { attachments: { "att-b": { subnets: ["t-b2"] } } }),
    demands: [{ from: "a1", to: "b2", port: 443, rateGbps: 50 }],
    usages: [
      { of: "att-a", direction: "in", part: "z1", ratio: 0.5 },
      { of: "att-b", direction: "out", part: "z2", ratio: 0.5 },
    ],
  },
];
