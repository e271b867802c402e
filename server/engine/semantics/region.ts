import {
  type Configuration,
  type Element,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
} from "../configuration";

/**
 * What stops with its region. Left out is what others hold on to: rule sets and addresses survive, a peering connection
 * stays active and drops, a customer gateway stands at its site (F-3).
 */
const REGIONAL_KINDS: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "zone",
  "subnet",
  "instance",
  "networkInterface",
  "natGateway",
  "internetGateway",
  "egressOnlyInternetGateway",
  "transitGateway",
  "transitGatewayAttachment",
  "vpnGateway",
  "vpnConnection",
  "directConnectConnection",
  "virtualInterface",
  "vpcEndpoint",
  "loadBalancer",
  "classicLoadBalancer",
  "firewall",
  "databaseInstance",
]);

/** Everything that stops when a region does: its zones, then its elements by kind and id (F-3). */
export function membersOfRegion({ resources }: Configuration, region: string): readonly Element[] {
  const recorded = new Set(resources.zone.map(({ id }) => id));
  // A zone that no record lists is known by its subnets.
  const named = resources.subnet.flatMap(({ region: own, zoneId }) =>
    own === region && zoneId !== undefined && !recorded.has(zoneId) ? zoneId : [],
  );
  const zones = [...new Set(named)].sort().map((id): Element => ({ kind: "zone", id }));
  const members = RESOURCE_KINDS.filter((kind) => REGIONAL_KINDS.has(kind))
    .flatMap((kind): readonly Resource[] => resources[kind])
    .filter((resource) => resource.region === region);
  return [
    ...zones,
    ...members.map(({ kind, id, name }): Element => (name === undefined ? { kind, id } : { kind, id, name })),
  ];
}

/** The regions that hold a subnet, sorted; what names no region is in none. */
export function regionsOf({ resources }: Configuration): readonly string[] {
  return [...new Set(resources.subnet.map(({ region }) => region))].filter((region) => region !== "").sort();
}
