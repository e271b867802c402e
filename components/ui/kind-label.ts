import type { Part, ResourceKind } from "../../server/engine/configuration";

/** Singular and plural, as they stand inside a sentence. */
const LABELS = {
  zone: ["zone", "zones"],
  vpc: ["VPC", "VPCs"],
  subnet: ["subnet", "subnets"],
  instance: ["instance", "instances"],
  networkInterface: ["network interface", "network interfaces"],
  publicAddress: ["public address", "public addresses"],
  routeTable: ["route table", "route tables"],
  securityGroup: ["security group", "security groups"],
  networkAcl: ["network ACL", "network ACLs"],
  prefixList: ["prefix list", "prefix lists"],
  internetGateway: ["internet gateway", "internet gateways"],
  egressOnlyInternetGateway: ["egress-only internet gateway", "egress-only internet gateways"],
  blockPublicAccess: ["public access block", "public access blocks"],
  natGateway: ["NAT gateway", "NAT gateways"],
  vpcPeeringConnection: ["peering connection", "peering connections"],
  transitGateway: ["transit gateway", "transit gateways"],
  transitGatewayAttachment: ["transit gateway attachment", "transit gateway attachments"],
  transitGatewayRouteTable: ["transit gateway route table", "transit gateway route tables"],
  vpnGateway: ["VPN gateway", "VPN gateways"],
  customerGateway: ["customer gateway", "customer gateways"],
  vpnConnection: ["VPN connection", "VPN connections"],
  directConnectConnection: ["Direct Connect connection", "Direct Connect connections"],
  virtualInterface: ["virtual interface", "virtual interfaces"],
  directConnectAssociation: ["Direct Connect association", "Direct Connect associations"],
  vpcEndpoint: ["VPC endpoint", "VPC endpoints"],
  loadBalancer: ["load balancer", "load balancers"],
  listener: ["listener", "listeners"],
  targetGroup: ["target group", "target groups"],
  classicLoadBalancer: ["classic load balancer", "classic load balancers"],
  autoScalingGroup: ["Auto Scaling group", "Auto Scaling groups"],
  firewall: ["firewall", "firewalls"],
  databaseInstance: ["database instance", "database instances"],
  dataStore: ["data store", "data stores"],
  endpointService: ["endpoint service", "endpoint services"],
  site: ["site", "sites"],
  appliance: ["appliance", "appliances"],
  vpnTunnel: ["VPN tunnel", "VPN tunnels"],
  loadBalancerNode: ["load balancer node", "load balancer nodes"],
} as const satisfies Record<ResourceKind | Part["element"]["kind"], readonly [string, string]>;

const known = new Map<string, readonly [string, string]>(Object.entries(LABELS));

/** A kind in words; a kind nobody has named here (`vpcRouter`) is split at its capitals. */
export function kindLabel(kind: string): string {
  return known.get(kind)?.[0] ?? kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** "1 subnet", "3 subnets". */
export function countOfKind(kind: string, count: number): string {
  const plural = known.get(kind)?.[1] ?? `${kindLabel(kind)}s`;
  return `${count.toLocaleString("en")} ${count === 1 ? kindLabel(kind) : plural}`;
}
