import { b1, b1v6, b3 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import { type ConformanceCase, type Expected, refused } from "./conformance-case";

const unknown: Expected = { verdict: "UNKNOWN", reason: ["UNKNOWN_REF"] };
/** app-a's interface is known, the VM itself is not. */
const orphan = but(b1(), {
  vms: { "app-a": null },
  interfaces: {
    "eni-app-a": { vm: "app-a", device: 0, subnet: "prv-a", addresses: ["10.0.10.10"], groups: ["sg-app"] },
  },
});
const noInstances = but(orphan, { coverage: { instance: "denied" } });

const openWeb6 = but(b1v6(), { groups: { "sg-web": { in: and("tcp 443 from ::/0") } } });

/** Rows of our own for UNK-1: what could not be read leaves the answer open, what was read and is absent does not. */
export const unknownClauseCases: readonly ConformanceCase[] = [
  {
    title: "instances could not be read: to an interface of one",
    clauses: ["UNK-1", "ENI-1"],
    network: noInstances,
    question: ask("web-a", address("10.0.10.10", "v1"), "tcp/8080"),
    expected: unknown,
  },
  {
    title: "instances could not be read: a group refuses all the same",
    clauses: ["UNK-1", "ENI-1"],
    network: noInstances,
    question: ask("web-a", address("10.0.10.10", "v1"), "tcp/9999"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "instances were read and this one is not among them",
    clauses: ["UNK-1", "ENI-1"],
    network: orphan,
    question: ask("web-a", address("10.0.10.10", "v1"), "tcp/8080"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "the ACLs could not all be read: the default ACL does not stand in for the missing one",
    clauses: ["UNK-1", "UNK-2", "NACL-4"],
    network: but(b1(), {
      acls: { "acl-gone": { vpc: "v1", subnets: ["prv-b"], in: [], out: [] } },
      coverage: { networkAcl: "denied" },
    }),
    without: { kind: "networkAcl", id: "acl-gone" },
    question: ask("web-a", "app-b", "tcp/8080"),
    expected: unknown,
  },
  {
    title: "the route tables could not all be read: the main table does not stand in for the missing one",
    clauses: ["UNK-1", "R-1"],
    network: but(b1(), { coverage: { routeTable: "denied" } }),
    without: { kind: "routeTable", id: "rt-prv-a" },
    question: ask("app-a", "internet", "tcp/443"),
    expected: unknown,
  },
  {
    title: "the interface of a known Elastic IP could not be read",
    clauses: ["UNK-1", "IGW-6"],
    network: but(b1(), { coverage: { networkInterface: "denied" } }),
    without: { kind: "networkInterface", id: "eni-web-a" },
    question: ask("app-b", address("198.51.100.10"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "an Elastic IP that no interface has, all interfaces being known",
    clauses: ["IGW-3", "IGW-6"],
    network: b1(),
    without: { kind: "networkInterface", id: "eni-web-a" },
    question: ask("app-b", address("198.51.100.10"), "tcp/443"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "the VPC behind an attachment could not be read",
    clauses: ["UNK-1", "TGW-3"],
    network: but(b3(), { coverage: { vpc: "denied" } }),
    without: { kind: "vpc", id: "B" },
    question: ask("a1", address("10.1.1.10"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "an attachment that propagates could not be read",
    clauses: ["UNK-1", "TGW-3"],
    network: but(b3(), { coverage: { transitGatewayAttachment: "denied" } }),
    without: { kind: "transitGatewayAttachment", id: "att-b" },
    question: ask("a1", "b1", "tcp/443"),
    expected: unknown,
  },
  {
    title: "a route's prefix list could not be read: it might win over the default route",
    clauses: ["UNK-1", "R-3"],
    network: but(b1(), {
      tables: { "rt-prv-a": { routes: and("pl-unknown -> nat-b") } },
      coverage: { prefixList: "denied" },
    }),
    failures: [{ kind: "natGateway", id: "nat-b", mode: "down" }],
    question: ask("app-a", address("203.0.113.9"), "tcp/443"),
    expected: unknown,
  },
  {
    title: "a route's prefix list could not be read: local addresses are not in question",
    clauses: ["UNK-1", "R-3"],
    network: but(b1(), {
      tables: { "rt-prv-b": { routes: and("pl-unknown -> nat-b") } },
      coverage: { prefixList: "denied" },
    }),
    question: ask("app-b", "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    title: "internet gateways could not be read: IPv6 from the internet",
    clauses: ["UNK-1", "IGW-4", "EIGW-1"],
    network: but(openWeb6, { coverage: { internetGateway: "denied" } }),
    without: { kind: "internetGateway", id: "igw-1" },
    question: ask("internet", "web-a", "tcp/443", { family: 6 }),
    expected: unknown,
  },
  {
    title: "the VPC could not be read: public access is blocked all the same",
    clauses: ["UNK-1", "BPA-1"],
    network: but(b1(), {
      blockPublicAccess: { bpa: { mode: "block-bidirectional" } },
      coverage: { vpc: "denied" },
    }),
    without: { kind: "vpc", id: "v1" },
    question: ask("internet", "web-a", "tcp/443", { mode: "oneway" }),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    title: "the VPC could not be read: IPv6 from the internet",
    clauses: ["UNK-1", "IGW-4"],
    network: but(openWeb6, { coverage: { vpc: "denied" } }),
    without: { kind: "vpc", id: "v1" },
    question: ask("internet", "web-a", "tcp/443", { family: 6 }),
    expected: unknown,
  },
  {
    title: "the gateway's own table was not read: it may divert what comes in",
    clauses: ["UNK-1", "R-14"],
    network: but(b1(), {
      tables: { "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: [] } },
      coverage: { routeTable: "denied" },
    }),
    without: { kind: "routeTable", id: "rt-edge" },
    question: ask("internet", "web-a", "tcp/443"),
    expected: unknown,
  },
];
