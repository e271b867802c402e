import { b4n } from "../../testing/network-builder-balanced";
import { b1, b3, b5 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { Failure } from "../semantics";
import type { LoadCase } from "./load-case";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });

/** B1 where everyone has instance types that bound little, but for what a row says. */
const typed = (types: Readonly<Record<string, string>>) =>
  but(b1(), {
    vms: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
  });

const inGroup = (placement: string) =>
  but(b1(), {
    vms: {
      "web-a": { type: "m5.16xlarge", placement },
      "app-a": { type: "m5.16xlarge", placement },
    },
  });

const ecmp = but(b3(), {
  vpns: { "vpn-1": { tgw: "t", tunnels: ["UP", "UP"] } },
  attachments: { "att-1": { tgw: "t", vpn: "vpn-1" } },
  tgwTables: {
    "rt-t": {
      associated: and("att-1"),
      propagated: and("att-1"),
      routes: ["10.200.0.0/16 -> att-1 propagated"],
    },
  },
});
const overTransit = [{ from: "a1", to: "10.200.0.9", port: 443, rateGbps: 2 }];

/** B4 with one target in zone a and three in zone b. */
const unevenTargets = (crossZone: boolean) =>
  but(b4n(), {
    vms: {
      "app-c": { subnet: "prv-b", addresses: ["10.0.11.11"], groups: ["sg-app"] },
      "app-d": { subnet: "prv-b", addresses: ["10.0.11.12"], groups: ["sg-app"] },
    },
    balancers: { "nlb-1": { crossZone } },
    targetGroups: { "tg-n": { targets: and("app-c", "app-d") } },
  });
const fourIn = [{ from: "internet", to: "nlb-1", port: 443, rateGbps: 4 }];

const threeTargets = but(b4n(), {
  vms: {
    "app-a": { type: "m5.xlarge" },
    "app-b": { type: "m5.xlarge" },
    "app-c": { subnet: "prv-b", addresses: ["10.0.11.11"], groups: ["sg-app"], type: "m5.xlarge" },
  },
  balancers: { "nlb-1": { crossZone: true } },
  targetGroups: { "tg-n": { targets: and("app-c") } },
});
const threeIn = [{ from: "internet", to: "nlb-1", port: 443, rateGbps: 3 }];

const webToApp = { from: "web-a", to: "app-a", port: 8080 };
const appOut = { from: "app-a", to: "internet", port: 443 };

/** Cases 140 to 147, and further rows from their clauses. */
export const loadCases: readonly LoadCase[] = [
  {
    case: 140,
    title: "1.0 Gbps for good out of an m5.large",
    clauses: ["CAP-3", "CAP-1"],
    network: typed({ "web-a": "m5.large", "app-a": "m5.16xlarge" }),
    demands: [{ ...webToApp, rateGbps: 1 }],
    usages: [{ of: "web-a", direction: "out", state: "overloaded", ratio: 1.33, limit: 0.75, flags: [] }],
  },
  {
    case: 140,
    title: "the same as a peak of ten minutes",
    clauses: ["CAP-3"],
    network: typed({ "web-a": "m5.large", "app-a": "m5.16xlarge" }),
    demands: [{ ...webToApp, rateGbps: 1, peakMinutes: 10 }],
    usages: [{ of: "web-a", direction: "out", state: "ok", ratio: 0.1, limit: 10, flags: ["BURST"] }],
  },
  {
    case: 141,
    title: "one flow of 6 Gbps between two m5.16xlarge",
    clauses: ["CAP-1", "CAP-4"],
    network: typed({ "web-a": "m5.16xlarge", "app-a": "m5.16xlarge" }),
    demands: [{ ...webToApp, rateGbps: 6, flows: 1 }],
    usages: [
      { of: "web-a > app-a tcp/8080", dimension: "flow", state: "overloaded", ratio: 1.2, limit: 5 },
      { of: "web-a", direction: "out", state: "ok", ratio: 0.3 },
    ],
  },
  {
    case: 141,
    title: "both in one cluster placement group",
    clauses: ["CAP-1", "CAP-4"],
    network: inGroup("pg-1 cluster"),
    demands: [{ ...webToApp, rateGbps: 6, flows: 1 }],
    usages: [{ of: "web-a > app-a tcp/8080", dimension: "flow", state: "ok", ratio: 0.6, limit: 10 }],
  },
  {
    title: "both in a placement group of another kind",
    clauses: ["CAP-1"],
    network: inGroup("pg-1 spread"),
    demands: [{ ...webToApp, rateGbps: 6, flows: 1 }],
    usages: [{ of: "web-a > app-a tcp/8080", dimension: "flow", state: "overloaded", limit: 5 }],
  },
  {
    title: "both in a placement group whose kind was not read",
    clauses: ["CAP-1", "CAP-3"],
    network: inGroup("pg-1"),
    demands: [{ ...webToApp, rateGbps: 6, flows: 1 }],
    usages: [{ of: "web-a > app-a tcp/8080", dimension: "flow", state: "unknown", limit: null }],
  },
  {
    title: "two flows of 3 Gbps each fit, and grow until each has 5",
    clauses: ["CAP-4"],
    network: typed({ "web-a": "m5.16xlarge", "app-a": "m5.16xlarge" }),
    demands: [{ ...webToApp, rateGbps: 6, flows: 2 }],
    usages: [{ of: "web-a > app-a tcp/8080", dimension: "flow", state: "ok", ratio: 0.6 }],
    growthFactor: 1.667,
    bindsAt: "web-a > app-a tcp/8080",
  },
  {
    case: 142,
    title: "6 Gbps to the internet from an m5.8xlarge",
    clauses: ["CAP-1"],
    network: typed({ "web-a": "m5.8xlarge" }),
    demands: [{ from: "web-a", to: "internet", port: 443, rateGbps: 6 }],
    usages: [
      { of: "web-a", dimension: "internetBandwidth", direction: "out", ratio: 1.2, state: "overloaded" },
      { of: "web-a", direction: "out", ratio: 0.6 },
    ],
  },
  {
    case: 142,
    title: "6 Gbps to the internet from an m5.16xlarge",
    clauses: ["CAP-1"],
    network: typed({ "web-a": "m5.16xlarge" }),
    demands: [{ from: "web-a", to: "internet", port: 443, rateGbps: 6 }],
    usages: [{ of: "web-a", dimension: "internetBandwidth", direction: "out", ratio: 0.6, state: "ok" }],
  },
  {
    title: "behind a NAT gateway a VM sends nothing to the internet gateway itself",
    clauses: ["CAP-1"],
    network: typed({ "app-a": "m5.8xlarge" }),
    demands: [{ ...appOut, rateGbps: 6, replyRateGbps: 6 }],
    usages: [
      { of: "app-a", direction: "out", ratio: 0.6 },
      { of: "app-a", direction: "in", ratio: 0.6 },
      { of: "nat-a", load: 12, limit: 100, flags: ["SCALING"] },
    ],
    unloaded: ["nat-b", "igw-1"],
    growthFactor: 1.333,
    bindsAt: "app-a",
  },
  {
    title: "what comes from the internet counts on the way in, its answer on the way out",
    clauses: ["CAP-1", "CAP-2"],
    network: typed({ "web-a": "m5.8xlarge" }),
    demands: [{ from: "internet", to: "web-a", port: 443, rateGbps: 1, replyRateGbps: 4 }],
    usages: [
      { of: "web-a", dimension: "internetBandwidth", direction: "in", ratio: 0.2 },
      { of: "web-a", dimension: "internetBandwidth", direction: "out", ratio: 0.8, state: "ok" },
    ],
  },
  {
    case: 143,
    title: "2.0 Gbps to the site over a connection on a virtual private gateway",
    clauses: ["CAP-1", "CAP-7"],
    network: b5(),
    demands: [{ from: "a", to: "192.168.1.5", port: 443, rateGbps: 2 }],
    usages: [{ of: "vpn-1", part: "vpn-1#1", ratio: 1.6, state: "overloaded" }],
  },
  {
    case: 143,
    title: "2.0 Gbps over both tunnels of a connection on a transit gateway",
    clauses: ["CAP-1", "CAP-2"],
    network: ecmp,
    demands: overTransit,
    usages: [
      { of: "vpn-1", part: "vpn-1#1", ratio: 0.8, state: "ok" },
      { of: "vpn-1", part: "vpn-1#2", ratio: 0.8, state: "ok" },
    ],
    overloadedBy: [
      { failure: "vpn-1#1", of: "vpn-1", ratio: 1.6 },
      { failure: "vpn-1#2", of: "vpn-1", ratio: 1.6 },
    ],
  },
  {
    case: 143,
    title: "then one tunnel fails",
    clauses: ["CAP-1", "CAP-5"],
    network: ecmp,
    demands: overTransit,
    failures: [down("vpnTunnel", "vpn-1#1")],
    usages: [{ of: "vpn-1", part: "vpn-1#2", ratio: 1.6, state: "overloaded" }],
  },
  {
    title: "a single flow stays within one tunnel, whichever it is",
    clauses: ["CAP-7"],
    network: ecmp,
    demands: overTransit.map((demand) => ({ ...demand, flows: 1 })),
    usages: [
      { of: "att-a", direction: "in", part: "z1", load: 2 },
      { of: "vpn-1", part: "vpn-1#1", ratio: 1.6 },
      { of: "vpn-1", part: "vpn-1#2", ratio: 1.6 },
    ],
  },
  {
    case: 144,
    title: "one target in zone a, three in zone b, cross-zone off",
    clauses: ["CAP-2"],
    network: unevenTargets(false),
    demands: fourIn,
    usages: [
      { of: "app-a", direction: "in", load: 2 },
      { of: "app-b", direction: "in", load: 0.667 },
      { of: "app-c", direction: "in", load: 0.667 },
      { of: "app-d", direction: "in", load: 0.667 },
    ],
  },
  {
    case: 144,
    title: "cross-zone on",
    clauses: ["CAP-2"],
    network: unevenTargets(true),
    demands: fourIn,
    usages: ["app-a", "app-b", "app-c", "app-d"].map((of) => ({ of, direction: "in" as const, load: 1 })),
  },
  {
    case: 145,
    title: "120,000 connections to one destination through two addresses",
    clauses: ["CAP-6"],
    network: but(b1(), { nats: { "nat-a": { moreAddresses: ["10.0.0.6 198.51.100.15"] } } }),
    demands: [{ from: "app-a", to: "203.0.113.9", port: 443, connections: 120_000 }],
    usages: [
      {
        of: "nat-a",
        dimension: "connections",
        part: "203.0.113.9 tcp port 443",
        ratio: 1.09,
        limit: 110_000,
        state: "overloaded",
      },
    ],
  },
  {
    title: "connections to many destinations spread in a way that nobody knows",
    clauses: ["CAP-6", "CAP-3"],
    network: b1(),
    demands: [{ ...appOut, connections: 120_000 }],
    usages: [{ of: "nat-a", dimension: "connections", state: "unknown", limit: null }],
    growthFactor: null,
  },
  {
    case: 146,
    title: "40 Gbps through a NAT gateway",
    clauses: ["CAP-3", "CAP-4"],
    network: b1(),
    demands: [{ ...appOut, rateGbps: 40 }],
    usages: [{ of: "nat-a", ratio: 0.4, flags: ["SCALING"], state: "ok" }],
    growthFactor: 2,
    bindsAt: "nat-a",
  },
  {
    case: 147,
    title: "three targets, 3 Gbps, cross-zone on",
    clauses: ["CAP-5"],
    network: threeTargets,
    demands: threeIn,
    usages: [{ of: "app-a", direction: "in", ratio: 0.8, state: "ok" }],
    growthFactor: 1,
  },
  {
    case: 147,
    title: "one target fails",
    clauses: ["CAP-5"],
    network: threeTargets,
    demands: threeIn,
    failures: [down("instance", "app-a")],
    usages: [
      { of: "app-b", direction: "in", ratio: 1.2, state: "overloaded" },
      { of: "app-c", direction: "in", ratio: 1.2, state: "overloaded" },
    ],
    unloaded: ["app-a"],
  },
];
