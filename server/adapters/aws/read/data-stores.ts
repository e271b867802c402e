import { child, children, flag, type Item, note, number, text, texts, textsOf } from "../item";
import { base, type Draft, ownName, type Reading, sortedBy } from "../reading";

/**
 * Managed stores beside RDS: ElastiCache, Redshift, and OpenSearch or Elasticsearch domains. Groups of subnets are
 * replies of their own; where they are not in the input, the store stands in no known subnet.
 */
export function readDataStores(reading: Reading): void {
  const clusters = reading.items("CacheClusters");
  const groups = reading.items("ReplicationGroups");
  for (const item of groups) readReplicationGroup(reading, item, clusters);
  const groupIds = new Set(groups.flatMap((each) => text(each, "ReplicationGroupId") ?? []));
  for (const item of clusters)
    if (!groupIds.has(text(item, "ReplicationGroupId") ?? "")) readCacheCluster(reading, item);
  for (const item of reading.items("Clusters")) readWarehouse(reading, item);
  for (const key of ["DomainStatusList", "DomainStatus"])
    for (const item of reading.items(key)) readSearchDomain(reading, item);
}

/** Where a store is and how it is reached, of whatever service. */
type Place = Pick<
  Draft<"dataStore">,
  "vpcId" | "subnetIds" | "securityGroupIds" | "networkInterfaceIds" | "port" | "endpoint"
>;

function readReplicationGroup(reading: Reading, item: Item, clusters: readonly Item[]): void {
  const id = text(item, "ReplicationGroupId");
  const arn = text(item, "ARN");
  const members = clusters.filter((each) => text(each, "ReplicationGroupId") === id);
  const first = members[0];
  const names = [
    ...texts(item, "MemberClusters"),
    ...members.flatMap((each) => text(each, "CacheClusterId") ?? []),
  ];
  const node = children(item, "NodeGroups")[0];
  const end = child(item, "ConfigurationEndpoint") ?? (node && child(node, "PrimaryEndpoint"));
  const place = cachePlace(reading, first, [...new Set(names)]);
  reading.put(item, {
    ...base(item, "dataStore", arn ?? id, { arn, name: id }),
    service: "elasticache",
    engine: text(item, "Engine") ?? (first && text(first, "Engine")) ?? "redis",
    state: text(item, "Status"),
    protocol: "tcp",
    ...place,
    ...endOf(end, place),
    hostIds: [],
    resourceId: undefined,
    dataClass: undefined,
    auth: cacheAuth(item),
  });
}

function readCacheCluster(reading: Reading, item: Item): void {
  const id = text(item, "CacheClusterId");
  const arn = text(item, "ARN");
  const node = children(item, "CacheNodes")[0];
  const end = child(item, "ConfigurationEndpoint") ?? (node && child(node, "Endpoint"));
  const place = cachePlace(reading, item, id === undefined ? [] : [id]);
  const engine = text(item, "Engine");
  reading.put(item, {
    ...base(item, "dataStore", arn ?? id, { arn, name: id }),
    service: "elasticache",
    engine,
    state: text(item, "CacheClusterStatus"),
    protocol: "tcp",
    ...place,
    ...endOf(end, place),
    hostIds: [],
    resourceId: undefined,
    dataClass: undefined,
    auth: engine === "memcached" ? "open" : cacheAuth(item),
  });
}

/** A cache asks for a token or a user, or whoever reaches it reads it. */
function cacheAuth(item: Item): "open" | "credential" | undefined {
  if (texts(item, "UserGroupIds").length > 0) return "credential";
  const token = flag(item, "AuthTokenEnabled");
  return token === undefined ? undefined : token ? "credential" : "open";
}

function cachePlace(reading: Reading, cluster: Item | undefined, names: readonly string[]): Place {
  const group = cluster && subnetGroup(reading, "CacheSubnetGroups", "CacheSubnetGroupName", cluster);
  const nodes = cluster ? children(cluster, "CacheNodes") : [];
  const first = nodes[0] && child(nodes[0], "Endpoint");
  return {
    ...placeOf(group),
    securityGroupIds: cluster ? textsOf(cluster, "SecurityGroups", "SecurityGroupId") : [],
    networkInterfaceIds: interfacesDescribed(
      reading,
      names.map((name) => `ElastiCache ${name}`),
    ),
    port: first && number(first, "Port"),
    endpoint: first && text(first, "Address"),
  };
}

/** The address and port under which a store is called; those of its first node where it has none of its own. */
function endOf(end: Item | undefined, place: Place): Pick<Place, "port" | "endpoint"> {
  return {
    port: (end && number(end, "Port")) ?? place.port,
    endpoint: (end && text(end, "Address")) ?? place.endpoint,
  };
}

function readWarehouse(reading: Reading, item: Item): void {
  const name = text(item, "ClusterIdentifier");
  if (name === undefined) {
    const message = "this cluster is not a Redshift cluster: it has no `ClusterIdentifier`, and was left out";
    note(item, { severity: "info", code: "other-cluster", message });
    return;
  }
  const arn = text(item, "ClusterNamespaceArn");
  const end = child(item, "Endpoint");
  const group = subnetGroup(reading, "ClusterSubnetGroups", "ClusterSubnetGroupName", item);
  const vpcId = text(item, "VpcId");
  const addresses = new Set(
    children(item, "ClusterNodes").flatMap((each) => text(each, "PrivateIPAddress") ?? []),
  );
  reading.put(item, {
    ...base(item, "dataStore", arn ?? name, { arn, name }),
    service: "redshift",
    engine: "redshift",
    state: text(item, "ClusterStatus"),
    protocol: "tcp",
    port: (end && number(end, "Port")) ?? 5439,
    endpoint: end && text(end, "Address"),
    vpcId,
    subnetIds: placeOf(group).subnetIds,
    securityGroupIds: textsOf(item, "VpcSecurityGroups", "VpcSecurityGroupId"),
    networkInterfaceIds: reading
      .items("NetworkInterfaces")
      .filter((each) => text(each, "VpcId") === vpcId && addresses.has(text(each, "PrivateIpAddress") ?? ""))
      .flatMap((each) => text(each, "NetworkInterfaceId") ?? [])
      .sort(),
    hostIds: [],
    resourceId: undefined,
    dataClass: undefined,
    auth: "credential",
  });
}

/** A domain without VPC options answers on the provider's own public addresses, outside every VPC. */
function readSearchDomain(reading: Reading, item: Item): void {
  const arn = text(item, "ARN");
  const name = ownName(item, "DomainName");
  if (flag(item, "Deleted") === true) return;
  const network = child(item, "VPCOptions");
  const security = child(item, "AdvancedSecurityOptions");
  const endpoints = child(item, "Endpoints");
  reading.put(item, {
    ...base(item, "dataStore", arn ?? name, { arn, name }),
    service: "opensearch",
    engine: text(item, "EngineVersion") ?? text(item, "ElasticsearchVersion"),
    state: flag(item, "Processing") === true ? "processing" : "active",
    protocol: "tcp",
    port: 443,
    endpoint: (endpoints && text(endpoints, "vpc")) ?? text(item, "Endpoint"),
    vpcId: network && text(network, "VPCId"),
    subnetIds: network ? texts(network, "SubnetIds") : [],
    securityGroupIds: network ? texts(network, "SecurityGroupIds") : [],
    networkInterfaceIds: name === undefined ? [] : interfacesDescribed(reading, [`ES ${name}`]),
    hostIds: [],
    resourceId: undefined,
    dataClass: undefined,
    // Whether an access policy asks for a signature is not read: only the domain's own users are.
    auth: security && flag(security, "Enabled") === true ? "credential" : undefined,
  });
}

/** Interfaces that a service made for a store say so in their description. */
function interfacesDescribed(reading: Reading, descriptions: readonly string[]): string[] {
  const wanted = new Set(descriptions);
  return reading
    .items("NetworkInterfaces")
    .filter((each) => wanted.has(ownName(each, "Description") ?? ""))
    .flatMap((each) => text(each, "NetworkInterfaceId") ?? [])
    .sort();
}

function subnetGroup(reading: Reading, key: string, attribute: string, item: Item): Item | undefined {
  const name = text(item, attribute);
  const isOfSame = (each: Item) =>
    each.source.accountId === item.source.accountId && each.source.region === item.source.region;
  return reading.items(key).find((each) => text(each, attribute) === name && isOfSame(each));
}

function placeOf(group: Item | undefined): Pick<Place, "vpcId" | "subnetIds"> {
  if (group === undefined) return { vpcId: undefined, subnetIds: [] };
  const ids = children(group, "Subnets").flatMap((each) => text(each, "SubnetIdentifier") ?? []);
  return { vpcId: text(group, "VpcId"), subnetIds: sortedBy([...new Set(ids)], String) };
}
