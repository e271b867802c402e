import fc from "fast-check";
import { expect, it } from "vitest";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { ports } from "../../net";
import { buildNetwork, traceFlow } from "../../semantics";
import { type ReachOptions, type ReachRow, reachRelation } from "./relation";

const place = ({ address, id }: ReachRow["from"]) => address ?? id;
const text = ({ from, to, protocol, ports: open, verdict }: ReachRow) =>
  `${place(from)} > ${place(to)} ${protocol} ${open.map(([lo, hi]) => `${lo}-${hi}`).join(",")} ${verdict}`;
const relation = (network: NetworkSpec, options: ReachOptions = {}) =>
  reachRelation(buildNetwork(buildConfiguration(network)), options).map(text);

it("lists what passes between tiers, with the ports of the rules", () => {
  const rows = relation(b1()).filter((row) => !row.includes("internet"));
  expect(rows).toEqual([
    "10.0.10.10 > 10.0.10.20 tcp 5432-5432 REACHABLE",
    "10.0.10.10 > 10.0.0.10 tcp 80-80,443-443 REACHABLE",
    "10.0.11.10 > 10.0.10.20 tcp 5432-5432 REACHABLE",
    "10.0.11.10 > 10.0.0.10 tcp 80-80,443-443 REACHABLE",
    "10.0.10.20 > 10.0.0.10 tcp 80-80,443-443 REACHABLE",
    "10.0.0.10 > 10.0.10.10 tcp 8080-8080 REACHABLE",
    "10.0.0.10 > 10.0.11.10 tcp 8080-8080 REACHABLE",
  ]);
});

it("lists the internet both ways: NAT carries no more than it can, the listener no more than its ports", () => {
  expect(relation(b1(), { from: "internet" })).toEqual(["internet > 10.0.0.10 tcp 80-80,443-443 REACHABLE"]);
  expect(relation(b1(), { from: "app-a", to: "internet" })).toEqual([
    "10.0.10.10 > internet tcp 0-65535 REACHABLE",
    "10.0.10.10 > internet udp 0-65535 REACHABLE",
    "10.0.10.10 > internet icmp  REACHABLE",
  ]);
});

it("splits ports by answer: a restricted source is a part of the internet", () => {
  const network = but(b1(), { groups: { "sg-web": { in: and("tcp 22 from 203.0.113.0/24") } } });
  expect(relation(network, { from: "internet" })).toEqual([
    "internet > 10.0.0.10 tcp 22-22 PARTIAL",
    "internet > 10.0.0.10 tcp 80-80,443-443 REACHABLE",
  ]);
});

it.each<{ name: string; options: ReachOptions; sources: string[] }>([
  { name: "an instance", options: { from: "app-a", to: "db-a" }, sources: ["10.0.10.10"] },
  { name: "an interface", options: { from: "eni-app-a", to: "eni-db-a" }, sources: ["10.0.10.10"] },
  { name: "a subnet", options: { from: "prv-b", to: "prv-a" }, sources: ["10.0.11.10"] },
  { name: "a VPC", options: { from: "v1", to: "db-a" }, sources: ["10.0.10.10", "10.0.11.10"] },
])("narrows to $name", ({ options, sources }) => {
  expect(relation(b1(), options).map((row) => row.split(" ")[0])).toEqual(sources);
});

it("a row says for its ports what a trace says, and a port in no row is refused", () => {
  fc.assert(
    fc.property(networkArbitrary(), fc.integer({ min: 0, max: 65535 }), (spec, port) => {
      const network = buildNetwork(buildConfiguration(spec));
      const rows = reachRelation(network, { from: "eni-x", family: 4 }).filter(
        ({ protocol }) => protocol === "tcp",
      );
      for (const id of ["eni-y", "eni-p"]) {
        const nic = network.index.get("networkInterface", id);
        const to = {
          kind: "networkInterface",
          id,
          address: nic?.privateAddresses[0]?.address ?? "",
        } as const;
        const from = { kind: "networkInterface", id: "eni-x", address: "10.0.1.10" } as const;
        for (const asked of [port, 443]) {
          const trace = traceFlow(network, {
            from,
            to,
            family: 4,
            protocol: 6,
            ports: [[asked, asked]],
            mode: "connection",
          });
          const row = rows.find((each) => each.to.id === id && ports.contains(each.ports, asked));
          expect(row?.verdict ?? "NOT_REACHABLE").toBe(trace.verdict);
        }
      }
    }),
    { numRuns: process.env.UMBRA_LONG === "1" ? 200 : 20 },
  );
}, 120_000);
