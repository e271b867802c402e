import type { ResourceKind } from "../../engine/configuration";

/** One top-level key of a reply that is read. */
export interface ResponseKey {
  readonly key: string;
  /** Services whose replies use the key; a file named after another service means something else by it. */
  readonly services: readonly string[];
  /** Kinds about which the input speaks once this key is there, even with an empty list. */
  readonly covers: readonly ResourceKind[];
  /** Kinds whose resources lose something when part of this reply is lost; `covers` where not said. */
  readonly tells?: readonly ResourceKind[];
  /** Other names of files for it, in the form `subjectOf` gives. */
  readonly aliases?: readonly string[];
  /** For a reply that does not repeat what it was asked about: the attribute that holds it, and the key read. */
  readonly askedAbout?: { readonly attribute: string; readonly key: string };
}

const ec2 = (key: string, covers: readonly ResourceKind[], aliases: readonly string[] = []): ResponseKey => ({
  key,
  services: ["ec2"],
  covers,
  aliases,
});
const of = (
  service: string,
  key: string,
  covers: readonly ResourceKind[] = [],
  aliases: readonly string[] = [],
) => ({
  key,
  services: [service],
  covers,
  aliases,
});

const KNOWN: readonly ResponseKey[] = [
  ec2("AvailabilityZones", ["zone"]),
  ec2("Vpcs", ["vpc"]),
  ec2("Subnets", ["subnet"]),
  { ...ec2("Reservations", ["instance"], ["Instances"]), tells: ["instance", "networkInterface"] },
  { ...ec2("Instances", ["instance"]), tells: ["instance", "networkInterface"] },
  { ...ec2("PlacementGroups", []), tells: ["instance"] },
  { ...ec2("InstanceTypes", []), tells: ["instance"] },
  ec2("NetworkInterfaces", ["networkInterface"]),
  ec2("Addresses", ["publicAddress"]),
  ec2("RouteTables", ["routeTable"]),
  ec2("SecurityGroups", ["securityGroup"]),
  ec2("NetworkAcls", ["networkAcl"]),
  ec2("PrefixLists", ["prefixList"]),
  ec2("ManagedPrefixLists", ["prefixList"]),
  {
    ...ec2("Entries", [], ["ManagedPrefixListEntries"]),
    tells: ["prefixList"],
    askedAbout: { attribute: "PrefixListId", key: "Entries" },
  },
  ec2("InternetGateways", ["internetGateway"]),
  ec2("EgressOnlyInternetGateways", ["egressOnlyInternetGateway"]),
  ec2("VpcBlockPublicAccessOptions", ["blockPublicAccess"]),
  { ...ec2("VpcBlockPublicAccessExclusions", []), tells: ["blockPublicAccess"] },
  ec2("NatGateways", ["natGateway"]),
  ec2("VpcPeeringConnections", ["vpcPeeringConnection"]),
  ec2("TransitGateways", ["transitGateway"]),
  ec2("TransitGatewayAttachments", ["transitGatewayAttachment"]),
  { ...ec2("TransitGatewayVpcAttachments", []), tells: ["transitGatewayAttachment"] },
  { ...ec2("TransitGatewayPeeringAttachments", []), tells: ["transitGatewayAttachment"] },
  ec2("TransitGatewayRouteTables", ["transitGatewayRouteTable"]),
  { ...ec2("TransitGatewayStaticRoutes", []), tells: ["transitGatewayRouteTable"] },
  {
    ...ec2("Routes", [], ["TransitGatewayRoutes", "SearchTransitGatewayRoutes"]),
    tells: ["transitGatewayRouteTable"],
    askedAbout: { attribute: "TransitGatewayRouteTableId", key: "TransitGatewayStaticRoutes" },
  },
  { ...ec2("TransitGatewayPropagations", []), tells: ["transitGatewayRouteTable"] },
  {
    ...ec2("TransitGatewayRouteTablePropagations", []),
    tells: ["transitGatewayRouteTable"],
    askedAbout: { attribute: "TransitGatewayRouteTableId", key: "TransitGatewayPropagations" },
  },
  ec2("VpnGateways", ["vpnGateway"]),
  ec2("CustomerGateways", ["customerGateway"]),
  ec2("VpnConnections", ["vpnConnection"]),
  ec2("VpcEndpoints", ["vpcEndpoint"]),
  ec2("ServiceConfigurations", ["endpointService"], ["VpcEndpointServiceConfigurations"]),
  of("directconnect", "Connections", ["directConnectConnection"], ["DirectConnectConnections"]),
  of("directconnect", "VirtualInterfaces", ["virtualInterface"], ["DirectConnectVirtualInterfaces"]),
  of("directconnect", "DirectConnectGatewayAssociations", ["directConnectAssociation"]),
  of("elbv2", "LoadBalancers", ["loadBalancer"]),
  of("elbv2", "Listeners", ["listener"]),
  of("elbv2", "LoadBalancerListeners", ["listener"]),
  { ...of("elbv2", "Rules"), tells: ["listener"] },
  of("elbv2", "TargetGroups", ["targetGroup"]),
  { ...of("elbv2", "LoadBalancerTargetHealth"), tells: ["targetGroup"] },
  {
    ...of("elbv2", "TargetHealthDescriptions", [], ["TargetHealth"]),
    tells: ["targetGroup"],
    askedAbout: { attribute: "TargetGroupArn", key: "LoadBalancerTargetHealth" },
  },
  {
    key: "LoadBalancerAttributes",
    services: ["elbv2", "elb"],
    covers: [],
    tells: ["loadBalancer", "targetGroup", "classicLoadBalancer"],
  },
  { ...of("elbv2", "TargetGroupAttributes"), tells: ["targetGroup"] },
  {
    ...of("elbv2", "Attributes"),
    tells: ["loadBalancer", "targetGroup"],
    // One reply form for balancers and for target groups; the reader tells them apart by the ARN.
    askedAbout: { attribute: "LoadBalancerArn", key: "LoadBalancerAttributes" },
  },
  of("elb", "LoadBalancerDescriptions", ["classicLoadBalancer"], ["ClassicLoadBalancers"]),
  { ...of("elb", "LoadBalancerInstanceHealth"), tells: ["classicLoadBalancer"] },
  {
    ...of("elb", "InstanceStates", [], ["InstanceHealth"]),
    tells: ["classicLoadBalancer"],
    askedAbout: { attribute: "LoadBalancerName", key: "LoadBalancerInstanceHealth" },
  },
  of("autoscaling", "AutoScalingGroups", ["autoScalingGroup"]),
  of("network-firewall", "Firewalls", ["firewall"]),
  of("network-firewall", "Firewall", ["firewall"]),
  of("rds", "DBInstances", ["databaseInstance"], ["RdsInstances", "DbInstances"]),
  of("elasticache", "CacheClusters", ["dataStore"], ["ElastiCacheClusters"]),
  of("elasticache", "ReplicationGroups", ["dataStore"]),
  { ...of("elasticache", "CacheSubnetGroups"), tells: ["dataStore"] },
  of("redshift", "Clusters", ["dataStore"], ["RedshiftClusters"]),
  { ...of("redshift", "ClusterSubnetGroups"), tells: ["dataStore"] },
  {
    ...of("es", "DomainStatusList", ["dataStore"], ["ElasticsearchDomains", "OpenSearchDomains"]),
    services: ["es", "opensearch"],
  },
  { ...of("es", "DomainStatus", ["dataStore"]), services: ["es", "opensearch"] },
];

const BY_KEY: ReadonlyMap<string, ResponseKey> = new Map(KNOWN.map((known) => [known.key, known]));
const BY_SUBJECT: ReadonlyMap<string, ResponseKey> = new Map(
  KNOWN.flatMap((known) => [...(known.aliases ?? []), known.key].map((name) => [name, known] as const)),
);

/** The response key that is read; `undefined` for everything else, and where `service` uses the word otherwise. */
export function knownKey(key: string, service: string | undefined): ResponseKey | undefined {
  const known = BY_KEY.get(key);
  return known && (service === undefined || known.services.includes(service)) ? known : undefined;
}

/** Kinds whose resources lose something when part of the reply under this key is lost. */
export function kindsOfKey(key: string): readonly ResourceKind[] {
  const known = BY_KEY.get(key);
  return known?.tells ?? known?.covers ?? [];
}

/** The response key that a file of this name holds. */
export function keyOfSubject(subject: string, service: string | undefined): ResponseKey | undefined {
  const known = BY_SUBJECT.get(subject);
  return known && (service === undefined || known.services.includes(service)) ? known : undefined;
}

/** Keys that carry no resource: paging and metadata of the reply. */
export const META_KEYS: ReadonlySet<string> = new Set([
  "NextToken",
  "NextMarker",
  "Marker",
  "IsTruncated",
  "ResponseMetadata",
  "AdditionalRoutesAvailable",
]);

/** Kinds that are not modeled although answers can depend on them: what is weakened, in words. */
export const UNMODELED: ReadonlyMap<string, string> = new Map([
  ["CarrierGateways", "routes through carrier gateways"],
  ["LocalGateways", "routes through local gateways"],
  ["LocalGatewayRouteTables", "routes through local gateways"],
  ["CoreNetworks", "routes through a cloud WAN"],
  ["TransitGatewayConnects", "routes through transit gateway connect attachments"],
  ["TransitGatewayMulticastDomains", "multicast through transit gateways"],
  ["TransitGatewayPolicyTables", "routes through transit gateway policy tables"],
  ["ClientVpnEndpoints", "connectivity of client VPN users"],
  ["Accelerators", "connectivity through accelerators"],
  ["RouteServers", "routes advertised by route servers"],
  ["FirewallPolicies", "what a network firewall lets through"],
  ["RuleGroups", "what a network firewall lets through"],
]);
