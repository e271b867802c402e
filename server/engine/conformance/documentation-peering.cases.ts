import { b2 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import { reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

/** A is peered with B and with C, which are not peered with each other; both know A's way only. */
const star = but(b2(), {
  peerings: { "pcx-bc": null, "pcx-ac": { requester: "A", accepter: "C" } },
  tables: {
    "rt-a1": { routes: ["10.1.0.0/16 -> pcx-ab", "10.2.0.0/16 -> pcx-ac"] },
    "rt-b1": { routes: ["10.0.0.0/16 -> pcx-ab"] },
    "rt-c1": { routes: ["10.0.0.0/16 -> pcx-ac"] },
  },
});
const starWithHope = but(star, { tables: { "rt-b1": { routes: and("10.2.0.0/16 -> pcx-ab") } } });

const mesh = but(star, {
  peerings: { "pcx-bc": { requester: "B", accepter: "C" } },
  tables: {
    "rt-b1": { routes: and("10.2.0.0/16 -> pcx-bc") },
    "rt-c1": { routes: and("10.1.0.0/16 -> pcx-bc") },
  },
});

/** A second subnet in B that A's table does not name. */
const subnetOnly = but(b2(), {
  subnets: { b2: { vpc: "B", prefixes: ["10.1.2.0/24"], zone: "zone-a" } },
  tables: {
    "rt-a1": { routes: ["10.1.1.0/24 -> pcx-ab"] },
    "rt-b2": { vpc: "B", subnets: ["b2"], routes: ["10.0.0.0/16 -> pcx-ab"] },
  },
  vms: { hidden: { subnet: "b2", addresses: ["10.1.2.10"], groups: ["sgB"] } },
});

/** B and C have one prefix; A has a route for one host of B and the whole prefix to C. */
const overlap = but(star, {
  vpcs: { C: { prefixes: ["10.1.0.0/16"] } },
  subnets: { c1: { prefixes: ["10.1.1.0/24"] } },
  vms: { c: { addresses: ["10.1.1.88"] } },
  tables: { "rt-a1": { routes: ["10.1.1.10/32 -> pcx-ab", "10.1.0.0/16 -> pcx-ac"] } },
});

/** The same, but A sends the whole prefix to B: what C asks is answered to B. */
const wrongWayBack = but(overlap, { tables: { "rt-a1": { routes: ["10.1.0.0/16 -> pcx-ab"] } } });

/** The peer has an internet gateway or a NAT gateway that A would like to use. */
const borrowedGateway = but(b2(), {
  igws: { "igw-b": { vpc: "B" } },
  nats: { "nat-b": { subnet: "b1", address: "10.1.1.5", publicAddress: "198.51.100.5" } },
  tables: {
    "rt-a1": { routes: and("0.0.0.0/0 -> pcx-ab") },
    "rt-b1": { routes: and("0.0.0.0/0 -> igw-b") },
  },
});

/** Peering, as the VPC Peering Guide explains it. */
export const peeringPages: readonly DocumentedNetwork[] = [
  {
    page: page("VPC Peering Guide", "Two VPCs peered together", "peering-configurations-full-access.html"),
    rows: [
      {
        title: "with a route on both sides they speak as one network",
        clauses: ["PCX-1"],
        network: b2(),
        question: ask("a", "b", "tcp/443"),
        expected: reachable,
      },
      {
        title: "a route on one side is not enough",
        clauses: ["PCX-1"],
        network: but(b2(), { tables: { "rt-b1": { routes: [] } } }),
        question: ask("a", "b", "tcp/443"),
        expected: refused("NO_ROUTE", "b1", "return"),
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "One VPC peered with two VPCs",
      "peering-configurations-full-access.html#one-to-two-vpcs-full-access",
    ),
    rows: [
      {
        title: "the two do not reach each other through the first",
        clauses: ["PCX-2"],
        network: starWithHope,
        question: ask("b", "c", "tcp/443"),
        expected: refused("PCX_DST", "pcx-ab", "forward"),
      },
      {
        title: "the first reaches both",
        clauses: ["PCX-1"],
        network: starWithHope,
        question: ask("a", "c", "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "Three VPCs peered together",
      "peering-configurations-full-access.html#three-vpcs-full-access",
    ),
    rows: [
      {
        title: "in a full mesh each reaches each",
        clauses: ["PCX-1"],
        network: mesh,
        question: ask("b", "c", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "pcx-bc" },
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "Two VPCs that provide access to specific subnets",
      "peering-configurations-partial-access.html",
    ),
    rows: [
      {
        title: "the subnet that the table names is reached",
        clauses: ["R-4", "PCX-1"],
        network: subnetOnly,
        question: ask("a", "b", "tcp/443"),
        expected: reachable,
      },
      {
        title: "the other subnet of the peer is not",
        clauses: ["R-11"],
        network: subnetOnly,
        question: ask("a", "hidden", "tcp/443"),
        expected: refused("NO_ROUTE", "a1", "forward"),
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "Longest prefix match with overlapping peers",
      "peering-configurations-partial-access.html#one-to-two-vpcs-lpm",
    ),
    rows: [
      {
        title: "the host route leads to one peer",
        clauses: ["R-4", "PCX-4"],
        network: overlap,
        question: ask("a", "b", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "pcx-ab" },
      },
      {
        title: "the rest of the prefix to the other",
        clauses: ["R-4", "PCX-4"],
        network: overlap,
        question: ask("a", "c", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "pcx-ac" },
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "Replies to overlapping peers go to the wrong VPC",
      "peering-configurations-partial-access.html#one-to-two-vpcs-instances",
    ),
    rows: [
      {
        title: "what one peer asks is answered to the other, which has the same prefix",
        clauses: ["PCX-4"],
        network: wrongWayBack,
        question: ask("c", "a", "tcp/443"),
        expected: refused("NO_OWNER", undefined, "return"),
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "No edge to edge routing through an internet gateway or NAT device",
      "vpc-peering-basics.html#vpc-peering-limitations",
    ),
    rows: [
      {
        title: "the peer's gateways serve nobody but the peer",
        clauses: ["PCX-2", "IGW-8"],
        network: borrowedGateway,
        question: ask("a", "internet", "tcp/443"),
        expected: refused("PCX_DST", "pcx-ab", "forward"),
      },
    ],
  },
  {
    page: page(
      "VPC Peering Guide",
      "Security groups of the peer, and stale rules",
      "vpc-peering-security-groups.html",
    ),
    rows: [
      {
        title: "a rule may name a group of the peer in the same region",
        clauses: ["SG-9"],
        network: but(b2(), { groups: { sgB: { in: ["tcp 443 from sgA"] } } }),
        question: ask("a", "b", "tcp/443"),
        expected: reachable,
      },
      {
        title: "not of a peer in another region",
        clauses: ["SG-9", "PCX-6"],
        network: but(b2(), {
          vpcs: { B: { region: "eu-west-1" } },
          groups: { sgB: { in: ["tcp 443 from sgA"] } },
        }),
        question: ask("a", "b", "tcp/443"),
        expected: refused("SG_INGRESS", "b"),
      },
    ],
  },
];
