import type { Configuration, Coverage, Resource, ResourceKind, ResourceOf } from "./configuration.schema";

/**
 * Look-ups over one configuration: by id, and what is associated with what (M-5). Built once in time linear in
 * the configuration; answers `undefined` where the input does not say, never a guess.
 */
export interface ConfigurationIndex {
  readonly configuration: Configuration;
  get<K extends ResourceKind>(kind: K, id: string): ResourceOf<K> | undefined;
  /** Any resource by id, whatever its kind. */
  find(id: string): Resource | undefined;
  /** The table associated with the subnet, else the VPC's main table. */
  routeTableOf(subnetId: string): ResourceOf<"routeTable"> | undefined;
  /** The table with an edge association to this gateway. */
  edgeTableOf(gatewayId: string): ResourceOf<"routeTable"> | undefined;
  /** The ACL associated with the subnet, else the VPC's default ACL (NACL-4). */
  networkAclOf(subnetId: string): ResourceOf<"networkAcl"> | undefined;
  subnetsOf(vpcId: string): readonly ResourceOf<"subnet">[];
  interfacesOfSubnet(subnetId: string): readonly ResourceOf<"networkInterface">[];
  interfacesOfVpc(vpcId: string): readonly ResourceOf<"networkInterface">[];
  /** Primary (device index 0) first, then by device index and id. */
  interfacesOfInstance(instanceId: string): readonly ResourceOf<"networkInterface">[];
  /** The interface that has this public IPv4 address. */
  interfaceByPublicAddress(address: string): ResourceOf<"networkInterface"> | undefined;
  /** NAT gateways that stand in the subnet. */
  natGatewaysOfSubnet(subnetId: string): readonly ResourceOf<"natGateway">[];
  /** What the input says of its coverage of one kind in one region, for every account. */
  coverageOf(kind: string, region: string): readonly Coverage[];
}

type NetworkInterface = ResourceOf<"networkInterface">;

/** Builds the look-ups; linear in the configuration. */
export function indexConfiguration(configuration: Configuration): ConfigurationIndex {
  const { resources } = configuration;
  const byKind = new Map<string, Map<string, Resource>>();
  const byId = new Map<string, Resource>();
  for (const [kind, list] of Object.entries(resources)) {
    byKind.set(kind, new Map(list.map((resource) => [resource.id, resource])));
    for (const resource of list) if (!byId.has(resource.id)) byId.set(resource.id, resource);
  }
  const acls = new Map(
    resources.networkAcl.flatMap((acl) => acl.subnetIds.map((subnetId) => [subnetId, acl] as const)),
  );
  const defaultAcls = new Map(
    resources.networkAcl.filter((acl) => acl.isDefault).map((acl) => [acl.vpcId, acl]),
  );
  const subnets = groupBy(resources.subnet, (subnet) => subnet.vpcId);
  const bySubnet = groupBy(resources.networkInterface, (nic) => nic.subnetId);
  const byVpc = groupBy(resources.networkInterface, (nic) => nic.vpcId);
  const byInstance = groupBy(resources.networkInterface, (nic) => nic.attachment?.instanceId);
  for (const list of byInstance.values()) list.sort(byDeviceIndex);
  const nats = groupBy(resources.natGateway, (nat) => nat.subnetId);
  const coverage = groupBy(configuration.coverage, ({ kind, region }) => `${kind} ${region}`);
  const byPublicAddress = new Map<string, NetworkInterface>();
  for (const nic of resources.networkInterface)
    for (const { publicAddress } of nic.privateAddresses)
      if (publicAddress) byPublicAddress.set(publicAddress, nic);

  const get = <K extends ResourceKind>(kind: K, id: string) =>
    byKind.get(kind)?.get(id) as ResourceOf<K> | undefined;
  return {
    configuration,
    get,
    find: (id) => byId.get(id),
    ...associatedTables(resources.routeTable, (subnetId) => get("subnet", subnetId)?.vpcId),
    networkAclOf: (subnetId) => {
      const vpcId = get("subnet", subnetId)?.vpcId;
      return acls.get(subnetId) ?? (vpcId === undefined ? undefined : defaultAcls.get(vpcId));
    },
    subnetsOf: (vpcId) => subnets.get(vpcId) ?? [],
    interfacesOfSubnet: (subnetId) => bySubnet.get(subnetId) ?? [],
    interfacesOfVpc: (vpcId) => byVpc.get(vpcId) ?? [],
    interfacesOfInstance: (instanceId) => byInstance.get(instanceId) ?? [],
    interfaceByPublicAddress: (address) => byPublicAddress.get(address),
    natGatewaysOfSubnet: (subnetId) => nats.get(subnetId) ?? [],
    coverageOf: (kind, region) => coverage.get(`${kind} ${region}`) ?? [],
  };
}

/** The kinds that say where packets go; nothing else in the look-ups rests on them. */
export const TABLE_KINDS: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "routeTable",
  "transitGatewayAttachment",
  "transitGatewayRouteTable",
]);

/**
 * The look-ups over a configuration that differs from the indexed one in tables and what is associated with them alone;
 * linear in these.
 */
export function reindexTables(index: ConfigurationIndex, configuration: Configuration): ConfigurationIndex {
  const { resources } = configuration;
  const byId = new Map<string, Resource>();
  for (const kind of TABLE_KINDS) for (const resource of resources[kind]) byId.set(resource.id, resource);
  const get = <K extends ResourceKind>(kind: K, id: string) =>
    TABLE_KINDS.has(kind) ? (byId.get(id) as ResourceOf<K> | undefined) : index.get(kind, id);
  return {
    ...index,
    configuration,
    get,
    find: (id) => {
      const resource = index.find(id);
      return resource && TABLE_KINDS.has(resource.kind) ? byId.get(id) : resource;
    },
    ...associatedTables(resources.routeTable, (subnetId) => index.get("subnet", subnetId)?.vpcId),
  };
}

function associatedTables(
  routeTables: readonly ResourceOf<"routeTable">[],
  vpcOf: (subnetId: string) => string | undefined,
): Pick<ConfigurationIndex, "routeTableOf" | "edgeTableOf"> {
  const tables = indexRouteTables(routeTables);
  return {
    routeTableOf: (subnetId) => {
      const vpcId = vpcOf(subnetId);
      return tables.bySubnet.get(subnetId) ?? (vpcId === undefined ? undefined : tables.main.get(vpcId));
    },
    edgeTableOf: (gatewayId) => tables.byGateway.get(gatewayId),
  };
}

function indexRouteTables(routeTables: readonly ResourceOf<"routeTable">[]) {
  const bySubnet = new Map<string, ResourceOf<"routeTable">>();
  const byGateway = new Map<string, ResourceOf<"routeTable">>();
  const main = new Map<string, ResourceOf<"routeTable">>();
  for (const table of routeTables) {
    for (const association of table.associations) {
      // Only an association on its way out counts as absent; "associating" is taken as done.
      if (
        association.state === "disassociated" ||
        association.state === "disassociating" ||
        association.state === "failed"
      )
        continue;
      if (association.subnetId !== undefined) bySubnet.set(association.subnetId, table);
      else if (association.gatewayId !== undefined) byGateway.set(association.gatewayId, table);
      else if (association.main) main.set(table.vpcId, table);
    }
  }
  return { bySubnet, byGateway, main };
}

function byDeviceIndex(a: NetworkInterface, b: NetworkInterface): number {
  const difference = (a.attachment?.deviceIndex ?? 0) - (b.attachment?.deviceIndex ?? 0);
  return difference !== 0 ? difference : a.id < b.id ? -1 : 1;
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
