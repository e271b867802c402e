import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const withVpnGateway = but(b1(), { vgws: { "vgw-1": { vpc: "v1" } } });
const publicRoutes = (...routes: readonly string[]) =>
  but(withVpnGateway, { tables: { "rt-pub": { routes: and(...routes) } } });
const privateRoutes = (...routes: readonly string[]) =>
  but(b1(), { tables: { "rt-prv-a": { routes: and(...routes) } } });
const broadPropagated = publicRoutes("10.0.0.0/8 -> vgw-1 propagated");
const twoNats = but(b1(), {
  tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-b", "203.0.113.0/24 -> nat-a"] } },
});
const tied = but(privateRoutes("pl-1 -> nat-a", "pl-2 -> nat-b"), {
  prefixLists: {
    "pl-1": { prefixes: ["203.0.113.0/24"] },
    "pl-2": { prefixes: ["203.0.113.0/24"] },
  },
});
const listRoute = (...prefixes: readonly string[]) =>
  but(privateRoutes("pl-1 -> nat-b", "203.0.113.0/24 -> nat-a"), { prefixLists: { "pl-1": { prefixes } } });
const natFails: Failure = { kind: "natGateway", id: "nat-a", mode: "down" };

/** Cases 39 to 52: routing on B1 (38 needs VPN connections). */
export const routingCases: readonly ConformanceCase[] = [
  {
    case: 39,
    title: "static beats propagated at equal length",
    clauses: ["R-7", "IGW-2"],
    network: publicRoutes("172.31.0.0/24 -> vgw-1 propagated", "172.31.0.0/24 -> igw-1"),
    question: ask("web-a", address("172.31.0.5"), "tcp/443"),
    expected: refused("IGW_PRIVATE_DST", "igw-1", "forward"),
  },
  {
    case: 40,
    title: "a propagated route inside the VPC is ignored",
    clauses: ["R-5"],
    network: publicRoutes("10.0.10.0/25 -> vgw-1 propagated"),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    case: 41,
    title: "local is longer than a broad propagated route",
    clauses: ["R-4"],
    network: broadPropagated,
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    case: 41,
    title: "the broad propagated route takes 10.9.0.1",
    clauses: ["R-4"],
    network: broadPropagated,
    question: ask("web-a", address("10.9.0.1"), "tcp/8080"),
    expected: { via: "vgw-1" },
  },
  {
    case: 42,
    title: "no default route",
    clauses: ["R-11"],
    network: but(b1(), { tables: { "rt-prv-a": { routes: [] } } }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NO_ROUTE"),
  },
  {
    case: 43,
    title: "a subnet without association uses the main table",
    clauses: ["R-1"],
    network: but(b1(), {
      subnets: { s3: { vpc: "v1", prefixes: ["10.0.3.0/24"], zone: "zone-a" } },
      tables: { "rt-main": { vpc: "v1", main: true, routes: ["0.0.0.0/0 -> igw-1"] } },
      vms: {
        w3: { subnet: "s3", addresses: ["10.0.3.10"], publicAddress: "198.51.100.13", groups: ["sg-web"] },
      },
    }),
    question: ask("internet", "w3", "tcp/443"),
    expected: reachable,
  },
  {
    case: 44,
    title: "a blackhole route still wins",
    clauses: ["R-9"],
    network: twoNats,
    failures: [natFails],
    question: ask("app-a", address("203.0.113.7"), "tcp/443"),
    expected: refused("BLACKHOLE"),
  },
  {
    case: 44,
    title: "a blackhole route takes nothing but its prefix",
    clauses: ["R-9"],
    network: twoNats,
    failures: [natFails],
    question: ask("app-a", address("198.51.100.200"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 45,
    title: "a removed route does fall through",
    clauses: ["F-14"],
    network: twoNats,
    failures: [{ kind: "routeTable", id: "rt-prv-a", mode: "withdrawn", route: "203.0.113.0/24" }],
    question: ask("app-a", address("203.0.113.7"), "tcp/443"),
    expected: { ...reachable, via: "nat-b" },
  },
  {
    case: 46,
    title: "the longer entry of a prefix list beats a static route",
    clauses: ["R-3", "R-4"],
    network: listRoute("203.0.113.0/25", "203.0.113.128/25"),
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: { via: "nat-b" },
  },
  {
    case: 47,
    title: "a static route beats a prefix list at equal length",
    clauses: ["R-7"],
    network: listRoute("203.0.113.0/24"),
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: { via: "nat-a" },
  },
  {
    case: 48,
    title: "two prefix lists tie, both work",
    clauses: ["R-8"],
    network: tied,
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 48,
    title: "two prefix lists tie, one is dead",
    clauses: ["R-8"],
    network: tied,
    failures: [{ kind: "natGateway", id: "nat-b", mode: "deleted" }],
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: partly("ROUTE_TIE"),
  },
  {
    case: 49,
    title: "0.0.0.0/0 does not cover IPv6",
    clauses: ["R-2"],
    network: but(b1v6(), { tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-a"] } } }),
    question: ask("app-a", "internet", "tcp/443", { family: 6 }),
    expected: refused("NO_ROUTE"),
  },
  {
    case: 50,
    title: "a reserved range is never forwarded",
    clauses: ["R-16"],
    network: b1(),
    question: ask("web-a", address("169.254.169.9"), "tcp/80"),
    expected: refused("LINK_LOCAL"),
  },
  {
    case: 51,
    title: "an address of a subnet that nobody has",
    clauses: ["R-12"],
    network: b1(),
    question: ask("web-a", address("10.0.10.99", "v1"), "tcp/8080"),
    expected: refused("NO_OWNER"),
  },
  {
    case: 51,
    title: "an address of the VPC in no subnet",
    clauses: ["R-12"],
    network: b1(),
    question: ask("web-a", address("10.0.99.5", "v1"), "tcp/8080"),
    expected: refused("NO_SUBNET"),
  },
  {
    case: 52,
    title: "a secondary CIDR has its local route",
    clauses: ["R-12"],
    network: but(b1(), {
      vpcs: { v1: { prefixes: and("100.64.0.0/16") } },
      subnets: { s2: { vpc: "v1", prefixes: ["100.64.0.0/24"], zone: "zone-a" } },
      groups: { "sg-k": { vpc: "v1", in: ["tcp 8080 from 10.0.0.0/16"] } },
      vms: { k: { subnet: "s2", addresses: ["100.64.0.10"], groups: ["sg-k"] } },
    }),
    question: ask("web-a", "k", "tcp/8080"),
    expected: reachable,
  },
];
