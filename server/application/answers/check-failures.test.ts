import { expect, it } from "vitest";
import { indexConfiguration } from "../../engine/configuration";
import { buildConfiguration } from "../../testing/network-builder";
import { b4 } from "../../testing/network-builder-balanced";
import { b3, b5, twoRegions } from "../../testing/network-builder-bases";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { checkFailures } from "./check-failures";

const indexOf = (network: NetworkSpec) => indexConfiguration(buildConfiguration(network));
const down = (kind: string, id: string) => ({ kind, id, mode: "down" as const });
const withdrawn = (route: string) => ({
  kind: "transitGatewayRouteTable",
  id: "rt-t",
  mode: "withdrawn" as const,
  route,
});
const detached = (id: string) => ({ kind: "transitGatewayAttachment", id, mode: "detached" as const });

it.each([
  { name: "a tunnel", network: b5(), failure: down("vpnTunnel", "vpn-1#2") },
  { name: "a load balancer's node", network: b4(), failure: down("loadBalancerNode", "alb-1#zone-a") },
  { name: "a region", network: twoRegions(), failure: down("region", "eu-west-1") },
  { name: "an association", network: b3(), failure: detached("att-a") },
  { name: "a propagation", network: b3(), failure: withdrawn("att-a") },
])("takes the failure of $name from the pages", ({ network, failure }) =>
  expect(checkFailures(indexOf(network), [failure])).toEqual([failure]),
);

it.each([
  { name: "a tunnel that is not there", network: b5(), failure: down("vpnTunnel", "vpn-1#3") },
  { name: "a part under another kind", network: b5(), failure: down("loadBalancerNode", "vpn-1#1") },
  { name: "a region without a subnet", network: twoRegions(), failure: down("region", "eu-west-3") },
  { name: "a prefix that a VPC propagates", network: b3(), failure: withdrawn("10.1.0.0/16") },
  { name: "what is no attachment", network: b3(), failure: { ...detached("t"), kind: "transitGateway" } },
])("refuses $name", ({ network, failure }) =>
  expect(() => checkFailures(indexOf(network), [failure])).toThrow(/take what fails|is not possible/),
);
