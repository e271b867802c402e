import { b1, b1v6, b2 } from "../../testing/network-builder-bases";
import { and, but, network } from "../../testing/network-builder-change";
import { address, ask, outside } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

/** One VPC with one subnet, one VM with a public address, and an internet gateway. */
function single(routes: readonly string[]): NetworkSpec {
  return network({
    vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
    subnets: { s: { vpc: "v", prefixes: ["10.0.0.0/24"], zone: "zone-a" } },
    igws: { igw: { vpc: "v" } },
    tables: { rt: { vpc: "v", subnets: ["s"], routes } },
    groups: { sg: { vpc: "v", in: ["tcp 443 from 0.0.0.0/0"] } },
    vms: { vm: { subnet: "s", addresses: ["10.0.0.10"], publicAddress: "198.51.100.20", groups: ["sg"] } },
  });
}

const privateAndPublic = but(b1(), { vms: { "web-a": { publicAddress: undefined } } });

/** A route for everything to the internet and a closer one to a peer whose prefix is public-like elsewhere. */
const closerPeer = but(b2(), {
  igws: { "igw-a": { vpc: "A" } },
  tables: { "rt-a1": { routes: and("0.0.0.0/0 -> igw-a") } },
  vms: { a: { publicAddress: "198.51.100.21" } },
});

/** Routing in one VPC, as the VPC User Guide explains it. */
export const routingPages: readonly DocumentedNetwork[] = [
  {
    page: page(
      "VPC User Guide",
      "Example routing options: to an internet gateway",
      "route-table-options.html",
    ),
    rows: [
      {
        title: "a subnet whose table sends everything to the gateway is public",
        clauses: ["IGW-5"],
        network: single(["0.0.0.0/0 -> igw"]),
        question: ask("internet", "vm", "tcp/443"),
        expected: reachable,
      },
      {
        title: "without that route the instance answers nobody outside",
        clauses: ["IGW-7", "R-11"],
        network: single([]),
        question: ask("internet", "vm", "tcp/443"),
        expected: refused("NO_ROUTE", "s", "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Internet gateways", "VPC_Internet_Gateway.html"),
    rows: [
      {
        title: "an instance needs a public address, the route is not enough",
        clauses: ["IGW-2"],
        network: privateAndPublic,
        question: ask("web-a", "internet", "tcp/443"),
        expected: refused("NO_PUBLIC_IP"),
      },
      {
        title: "no one starts a connection to an instance without one",
        clauses: ["IGW-3"],
        network: privateAndPublic,
        question: ask("internet", "web-a", "tcp/443"),
        expected: refused("NO_PUBLIC_IP"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Route priority", "route-tables-priority.html"),
    rows: [
      {
        title: "the most specific route decides: the peer's prefix leaves by the peering",
        clauses: ["R-4"],
        network: closerPeer,
        question: ask("a", "b", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "pcx-ab" },
      },
      {
        title: "everything else leaves by the internet gateway",
        clauses: ["R-4"],
        network: closerPeer,
        question: ask("a", "internet", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "igw-a" },
      },
    ],
  },
  {
    page: page("VPC User Guide", "Route tables: IPv4 and IPv6 are separate", "VPC_Route_Tables.html"),
    rows: [
      {
        title: "a default route for IPv4 carries no IPv6",
        clauses: ["R-2"],
        network: but(b1v6(), {
          groups: { "sg-web": { in: and("tcp 443 from ::/0") } },
          tables: { "rt-pub": { routes: ["0.0.0.0/0 -> igw-1"] } },
        }),
        question: ask("internet", "web-a", "tcp/443", { family: 6 }),
        expected: refused("NO_ROUTE", "pub-a", "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Main route table", "subnet-route-tables.html"),
    rows: [
      {
        title: "a subnet without an association of its own uses the main table",
        clauses: ["R-1"],
        network: but(single([]), {
          tables: { rt: { subnets: [], main: true, routes: ["0.0.0.0/0 -> igw"] } },
        }),
        question: ask("vm", "internet", "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page(
      "VPC User Guide",
      "Example: VPC with servers in private subnets and NAT",
      "vpc-example-private-subnets-nat.html",
    ),
    rows: [
      {
        title: "private servers get out by the NAT gateway of their zone",
        clauses: ["NAT-4"],
        network: b1(),
        question: ask("app-b", "internet", "tcp/443"),
        expected: { verdict: "REACHABLE", via: "nat-b" },
      },
      {
        title: "one zone lost leaves the other zone's servers their way out",
        clauses: ["F-4", "NAT-8"],
        network: b1(),
        failures: [{ kind: "zone", id: "zone-a", mode: "down" }],
        question: ask("app-b", "internet", "tcp/443"),
        expected: reachable,
      },
      {
        title: "nobody outside starts a connection to them",
        clauses: ["IGW-3"],
        network: b1(),
        question: ask("internet", "app-b", "tcp/8080"),
        expected: refused("NO_PUBLIC_IP"),
      },
    ],
  },
  {
    page: page(
      "VPC User Guide",
      "Example: VPC for web and database servers",
      "vpc-example-web-database-servers.html",
    ),
    rows: [
      {
        title: "the web tier is open to everyone",
        clauses: ["SG-1"],
        network: b1(),
        question: ask("internet", "web-a", "tcp/80"),
        expected: reachable,
      },
      {
        title: "the database takes the tier its group names, on its port",
        clauses: ["SG-8"],
        network: b1(),
        question: ask("app-a", "db-a", "tcp/5432"),
        expected: reachable,
      },
      {
        title: "and no other tier",
        clauses: ["SG-8"],
        network: b1(),
        question: ask("web-a", "db-a", "tcp/5432"),
        expected: refused("SG_INGRESS", "db-a"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Local routes and unassigned addresses", "subnet-route-tables.html"),
    rows: [
      {
        title: "the local route wins for every address of the VPC, also one that nobody has",
        clauses: ["R-12", "R-4"],
        network: single(["0.0.0.0/0 -> igw"]),
        question: ask("vm", address("10.0.0.77", "v"), "tcp/443"),
        expected: refused("NO_OWNER", "s", "forward"),
      },
      {
        title: "and no default route takes it elsewhere where no subnet holds it",
        clauses: ["R-12"],
        network: single(["0.0.0.0/0 -> igw"]),
        question: ask("vm", address("10.0.99.7", "v"), "tcp/443"),
        expected: refused("NO_SUBNET", "v", "forward"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Security groups: stateful", "vpc-security-groups.html"),
    rows: [
      {
        title: "replies leave whatever the outbound rules say",
        clauses: ["SG-10"],
        network: but(b1(), { groups: { "sg-web": { out: [] } } }),
        question: ask(outside("203.0.113.7/32"), "web-a", "tcp/443"),
        expected: reachable,
      },
    ],
  },
];
