import type { Route, RouteTarget } from "../../../engine/configuration";

/** The attribute of a call that names a route's destination. */
export function destinationInput(destination: Route["destination"]) {
  if ("prefixListId" in destination) return { DestinationPrefixListId: destination.prefixListId };
  const { prefix } = destination;
  return prefix.includes(":") ? { DestinationIpv6CidrBlock: prefix } : { DestinationCidrBlock: prefix };
}

const ATTRIBUTES = {
  internetGateway: "GatewayId",
  egressOnlyInternetGateway: "EgressOnlyInternetGatewayId",
  vpnGateway: "GatewayId",
  natGateway: "NatGatewayId",
  networkInterface: "NetworkInterfaceId",
  instance: "InstanceId",
  transitGateway: "TransitGatewayId",
  vpcPeeringConnection: "VpcPeeringConnectionId",
  vpcEndpoint: "VpcEndpointId",
} as const;

/** The attribute of a call that names a route's target; undefined for one that no call here makes. */
export function targetInput(
  target: RouteTarget,
): Partial<Record<(typeof ATTRIBUTES)[keyof typeof ATTRIBUTES], string>> | undefined {
  if (target.kind === "local" || target.kind === "unknown") return undefined;
  return { [ATTRIBUTES[target.kind]]: target.id };
}
