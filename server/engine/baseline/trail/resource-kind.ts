import type { ResourceKind } from "../../configuration";

/** What the provider's ids begin with, and what stands in its ARNs; the first that fits counts. */
const KINDS: readonly (readonly [id: RegExp, kind: ResourceKind])[] = [
  [/^sg-/, "securityGroup"],
  [/^rtb-/, "routeTable"],
  [/^acl-/, "networkAcl"],
  [/^subnet-/, "subnet"],
  [/^vpc-/, "vpc"],
  [/^igw-/, "internetGateway"],
  [/^eigw-/, "egressOnlyInternetGateway"],
  [/^nat-/, "natGateway"],
  [/^i-/, "instance"],
  [/^eni-/, "networkInterface"],
  [/^eipalloc-/, "publicAddress"],
  [/^pcx-/, "vpcPeeringConnection"],
  [/^tgw-attach-/, "transitGatewayAttachment"],
  [/^tgw-rtb-/, "transitGatewayRouteTable"],
  [/^tgw-/, "transitGateway"],
  [/^vpce-svc-/, "endpointService"],
  [/^vpce-/, "vpcEndpoint"],
  [/^vgw-/, "vpnGateway"],
  [/^cgw-/, "customerGateway"],
  [/^vpn-/, "vpnConnection"],
  [/^pl-/, "prefixList"],
  [/:loadbalancer\//, "loadBalancer"],
  [/:listener\//, "listener"],
  [/:targetgroup\//, "targetGroup"],
  [/:autoScalingGroup:/, "autoScalingGroup"],
  [/^arn:[^:]*:rds:.*:db:/, "databaseInstance"],
];

/** The kind that an id of the provider is of; undefined where its form does not say. */
export function kindOfId(id: string): ResourceKind | undefined {
  return KINDS.find(([form]) => form.test(id))?.[1];
}
