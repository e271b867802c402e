import * as fc from "fast-check";
import type { Question } from "../engine/semantics";
import { networkArbitrary, questionArbitrary } from "./network-arbitrary";
import { and, but } from "./network-builder-change";
import { address, ask } from "./network-builder-question";
import type { NetworkSpec } from "./network-builder-spec";

/**
 * The networks of `networkArbitrary` with an appliance m in VPC A, a firewall's endpoint beside it, a gateway endpoint and an
 * interface endpoint; random routes, edge routes among them, lead to these.
 */
export function screenedNetworkArbitrary(): fc.Arbitrary<NetworkSpec> {
  return fc.tuple(networkArbitrary(), fc.record(PARTS)).map(([spec, parts]) =>
    but(spec, {
      subnets: {
        a3: { vpc: "A", prefixes: ["10.0.3.0/24", "2001:db8:a:3::/64"], zone: "z1" },
        a4: { vpc: "A", prefixes: ["10.0.4.0/24", "2001:db8:a:4::/64"], zone: "z2" },
      },
      groups: {
        "sg-m": {
          vpc: "A",
          in: ["all from 0.0.0.0/0", "all from ::/0"],
          out: ["all to 0.0.0.0/0", "all to ::/0"],
        },
      },
      vms: {
        m: {
          subnet: "a3",
          addresses: ["10.0.3.10", "2001:db8:a:3::10"],
          groups: [parts.group],
          publicAddress: "198.51.100.30",
          sourceDestCheck: parts.isChecked,
        },
      },
      prefixLists: { "pl-s3": { prefixes: ["203.0.113.0/25"] } },
      endpoints: {
        "vpce-s3": { type: "Gateway", vpc: "A", service: "com.amazonaws.us-east-1.s3", tables: ["rt-a1"] },
        "vpce-i": {
          type: "Interface",
          vpc: "A",
          service: "com.amazonaws.us-east-1.ec2",
          subnets: { a2: "10.0.2.60" },
          groups: [parts.group],
        },
        "vpce-f": { type: "GatewayLoadBalancer", vpc: "A", service: "nfw", subnets: { a4: "10.0.4.50" } },
      },
      firewalls: { nfw: { vpc: "A", endpoints: { z2: "vpce-f" } } },
      tables: {
        "rt-a1": { routes: and(...parts.routesA1) },
        "rt-a2": { routes: and(...parts.routesA2) },
        "rt-a3": { vpc: "A", subnets: ["a3", "a4"], routes: parts.routesBehind },
        "rt-edge": { vpc: "A", gateways: ["igw-a"], routes: parts.routesEdge },
      },
    }),
  );
}

/** A question that makes sense on those networks; some are put to an endpoint. */
export function screenedQuestionArbitrary(mode: fc.Arbitrary<Question["mode"]>): fc.Arbitrary<Question> {
  const toEndpoint = fc
    .tuple(
      fc.constantFrom("x", "y", "p"),
      fc.constantFrom(
        address("10.0.2.60"),
        { kind: "service", id: "vpce-i" } as const,
        {
          kind: "service",
          id: "pl-s3",
        } as const,
      ),
      mode,
    )
    .map(([from, to, given]) => ask(from, to, "tcp/443", { mode: given }));
  return fc.oneof(questionArbitrary(mode), questionArbitrary(mode), toEndpoint);
}

const some = (...routes: readonly string[]) => fc.subarray([...routes]);
const PARTS = {
  group: fc.constantFrom("sg-m", "sg-m", "sg-1"),
  isChecked: fc.constantFrom(false, false, false, true),
  routesA1: some("10.0.2.0/24 -> eni-m", "pl-s3 -> vpce-s3", "198.51.100.0/24 -> vpce-f"),
  routesA2: some("10.0.1.0/24 -> eni-m", "10.1.0.0/16 -> vpce-f", "2001:db8:a:1::/64 -> eni-m"),
  routesBehind: some("0.0.0.0/0 -> igw-a", "::/0 -> igw-a", "10.1.0.0/16 -> pcx-ab"),
  routesEdge: some("10.0.1.0/24 -> eni-m", "10.0.2.0/24 -> vpce-f", "2001:db8:a:1::/64 -> eni-m"),
};
