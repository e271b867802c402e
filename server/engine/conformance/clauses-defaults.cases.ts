import { b1 } from "../../testing/network-builder-bases";
import { but, without } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

/** What holds where the input says nothing (M-5), and failures taken together (F-34). */
export const defaultClauseCases: readonly ConformanceCase[] = [
  {
    title: "a subnet that no table names uses the main table",
    clauses: ["M-5", "R-1"],
    network: but(b1(), { tables: { "rt-pub": { subnets: without("pub-b"), main: true } } }),
    question: ask("app-b", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    title: "a subnet that no ACL names uses the default one",
    clauses: ["M-5", "NACL-4"],
    network: but(b1(), {
      acls: { closed: { vpc: "v1", subnets: ["pub-b"], in: [], out: [] } },
    }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    title: "an interface without a group takes nothing",
    clauses: ["M-5"],
    network: but(b1(), { vms: { "web-a": { groups: [] } } }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("SG_INGRESS", "web-a", "forward"),
  },
  {
    title: "and opens nothing",
    clauses: ["M-5"],
    network: but(b1(), { vms: { "web-a": { groups: [] } } }),
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("SG_EGRESS", "web-a", "forward"),
  },
  {
    title: "a source check nobody switched off is on",
    clauses: ["M-5", "ENI-4"],
    network: b1(),
    question: ask({ kind: "networkInterface", id: "eni-app-a", address: "10.0.11.10" }, "db-a", "tcp/5432"),
    expected: refused("SRC_CHECK"),
  },
  {
    title: "one zone and the other zone's NAT gateway together cut what either leaves",
    clauses: ["F-34", "F-4", "F-15"],
    network: b1(),
    failures: [
      { kind: "zone", id: "zone-a", mode: "down" },
      { kind: "natGateway", id: "nat-b", mode: "down" },
    ],
    question: ask("app-b", "internet", "tcp/443"),
    expected: refused("BLACKHOLE", "nat-b", "forward"),
  },
];
