import { child, children, flag, type Item, isObject, number, text, texts, textsOf } from "../item";
import { base, ownName, type Reading, sortedBy } from "../reading";

/** Endpoints, network firewalls and managed databases (M-3). */
export function readServices(reading: Reading): void {
  for (const item of reading.items("VpcEndpoints")) readEndpoint(reading, item);
  for (const item of reading.items("ServiceConfigurations")) readEndpointService(reading, item);
  for (const item of reading.items("Firewalls")) readFirewall(reading, item);
  for (const item of reading.items("Firewall")) readFirewall(reading, item);
  for (const item of reading.items("DBInstances")) readDatabase(reading, item);
}

function readEndpoint(reading: Reading, item: Item): void {
  const ownerId = text(item, "OwnerId");
  reading.put(
    item,
    {
      ...base(item, "vpcEndpoint", text(item, "VpcEndpointId"), { ownerId }),
      // Replies from before interface endpoints existed carry no type.
      endpointType: text(item, "VpcEndpointType") ?? "Gateway",
      vpcId: text(item, "VpcId"),
      serviceName: text(item, "ServiceName"),
      state: text(item, "State")?.toLowerCase(),
      routeTableIds: texts(item, "RouteTableIds"),
      subnetIds: texts(item, "SubnetIds"),
      networkInterfaceIds: texts(item, "NetworkInterfaceIds"),
      securityGroupIds: textsOf(item, "Groups", "GroupId"),
      privateDnsEnabled: flag(item, "PrivateDnsEnabled") ?? false,
    },
    ownerId,
  );
}

/** DescribeVpcEndpointServiceConfigurations: what the account offers to others. */
function readEndpointService(reading: Reading, item: Item): void {
  reading.put(item, {
    ...base(item, "endpointService", text(item, "ServiceId")),
    serviceName: text(item, "ServiceName"),
    state: text(item, "ServiceState")?.toLowerCase(),
    loadBalancerArns: [...texts(item, "NetworkLoadBalancerArns"), ...texts(item, "GatewayLoadBalancerArns")],
  });
}

/** DescribeFirewall has the firewall and its status side by side; a list may hold either form. */
function readFirewall(reading: Reading, item: Item): void {
  const firewall = child(item, "Firewall") ?? item;
  const status = child(item, "FirewallStatus");
  const arn = text(firewall, "FirewallArn");
  const states = status && child(status, "SyncStates");
  const zones = states ? Object.keys(states.value).sort() : [];
  const endpoints = zones.flatMap((zoneName) => {
    const state = states?.value[zoneName];
    const attachment =
      isObject(state) && states ? child({ ...states, value: state }, "Attachment") : undefined;
    const endpointId = attachment && text(attachment, "EndpointId");
    if (attachment === undefined || endpointId === undefined) return [];
    return [{ zoneName, endpointId, subnetId: text(attachment, "SubnetId") }];
  });
  reading.put(item, {
    ...base(firewall, "firewall", arn, { arn, name: ownName(firewall, "FirewallName") }),
    vpcId: text(firewall, "VpcId"),
    status: (status && text(status, "Status")) ?? "UNKNOWN",
    endpoints,
  });
}

function readDatabase(reading: Reading, item: Item): void {
  const arn = text(item, "DBInstanceArn");
  const endpoint = child(item, "Endpoint");
  const subnets = child(item, "DBSubnetGroup");
  const name = text(item, "DBInstanceIdentifier");
  reading.put(item, {
    ...base(item, "databaseInstance", arn ?? name, { arn, name }),
    engine: text(item, "Engine"),
    state: text(item, "DBInstanceStatus") ?? "available",
    port: (endpoint && number(endpoint, "Port")) ?? number(item, "DbInstancePort"),
    endpoint: endpoint && text(endpoint, "Address"),
    vpcId: subnets && text(subnets, "VpcId"),
    subnetIds: subnets
      ? sortedBy(
          children(subnets, "Subnets").flatMap((each) => text(each, "SubnetIdentifier") ?? []),
          String,
        )
      : [],
    securityGroupIds: textsOf(item, "VpcSecurityGroups", "VpcSecurityGroupId"),
    zoneName: text(item, "AvailabilityZone"),
    multiZone: flag(item, "MultiAZ") ?? false,
    secondaryZoneName: text(item, "SecondaryAvailabilityZone"),
    publiclyAccessible: flag(item, "PubliclyAccessible") ?? false,
  });
}
