/** Calls whose reply is recorded under its own key: file and key, service, operation. */
const PLAIN = [
  ["AvailabilityZones", "ec2", "describe-availability-zones"],
  ["Vpcs", "ec2", "describe-vpcs"],
  ["Subnets", "ec2", "describe-subnets"],
  ["NetworkInterfaces", "ec2", "describe-network-interfaces"],
  ["Addresses", "ec2", "describe-addresses"],
  ["RouteTables", "ec2", "describe-route-tables"],
  ["SecurityGroups", "ec2", "describe-security-groups"],
  ["NetworkAcls", "ec2", "describe-network-acls"],
  ["InternetGateways", "ec2", "describe-internet-gateways"],
  ["EgressOnlyInternetGateways", "ec2", "describe-egress-only-internet-gateways"],
  ["NatGateways", "ec2", "describe-nat-gateways"],
  ["VpcBlockPublicAccessOptions", "ec2", "describe-vpc-block-public-access-options"],
  ["VpcBlockPublicAccessExclusions", "ec2", "describe-vpc-block-public-access-exclusions"],
  ["VpcPeeringConnections", "ec2", "describe-vpc-peering-connections"],
  ["TransitGateways", "ec2", "describe-transit-gateways"],
  ["TransitGatewayAttachments", "ec2", "describe-transit-gateway-attachments"],
  ["TransitGatewayVpcAttachments", "ec2", "describe-transit-gateway-vpc-attachments"],
  ["TransitGatewayPeeringAttachments", "ec2", "describe-transit-gateway-peering-attachments"],
  ["TransitGatewayRouteTables", "ec2", "describe-transit-gateway-route-tables"],
  ["VpnGateways", "ec2", "describe-vpn-gateways"],
  ["CustomerGateways", "ec2", "describe-customer-gateways"],
  ["VpcEndpoints", "ec2", "describe-vpc-endpoints"],
  ["ServiceConfigurations", "ec2", "describe-vpc-endpoint-service-configurations"],
  ["ManagedPrefixLists", "ec2", "describe-managed-prefix-lists"],
  ["LoadBalancers", "elbv2", "describe-load-balancers"],
  ["TargetGroups", "elbv2", "describe-target-groups"],
  ["LoadBalancerDescriptions", "elb", "describe-load-balancers"],
] as const;

/** Calls of which only some attributes are kept: the rest is large, or could be secret. */
const PROJECTED = [
  [
    "Reservations",
    "ec2",
    "describe-instances",
    "Reservations[].{OwnerId: OwnerId, Instances: Instances[].{InstanceId: InstanceId, State: State, InstanceType: InstanceType, Platform: Platform, Placement: Placement, VpcId: VpcId, SubnetId: SubnetId, PrivateIpAddress: PrivateIpAddress, PublicIpAddress: PublicIpAddress, SecurityGroups: SecurityGroups, SourceDestCheck: SourceDestCheck, NetworkInterfaces: NetworkInterfaces, IamInstanceProfile: IamInstanceProfile, MetadataOptions: MetadataOptions, Tags: Tags}}",
  ],
  [
    "VpnConnections",
    "ec2",
    "describe-vpn-connections",
    "VpnConnections[].{VpnConnectionId: VpnConnectionId, State: State, VpnGatewayId: VpnGatewayId, TransitGatewayId: TransitGatewayId, CustomerGatewayId: CustomerGatewayId, Routes: Routes, VgwTelemetry: VgwTelemetry, Tags: Tags, Options: {StaticRoutesOnly: Options.StaticRoutesOnly, TunnelOptions: Options.TunnelOptions[].{OutsideIpAddress: OutsideIpAddress}}}",
  ],
  [
    "AutoScalingGroups",
    "autoscaling",
    "describe-auto-scaling-groups",
    "AutoScalingGroups[].{AutoScalingGroupName: AutoScalingGroupName, AutoScalingGroupARN: AutoScalingGroupARN, MinSize: MinSize, DesiredCapacity: DesiredCapacity, MaxSize: MaxSize, VPCZoneIdentifier: VPCZoneIdentifier, TargetGroupARNs: TargetGroupARNs, LoadBalancerNames: LoadBalancerNames, HealthCheckType: HealthCheckType, Instances: Instances, SuspendedProcesses: SuspendedProcesses, Tags: Tags}",
  ],
  [
    "DBInstances",
    "rds",
    "describe-db-instances",
    "DBInstances[].{DBInstanceIdentifier: DBInstanceIdentifier, DBInstanceArn: DBInstanceArn, Engine: Engine, DBInstanceStatus: DBInstanceStatus, Endpoint: Endpoint, DBSubnetGroup: DBSubnetGroup, VpcSecurityGroups: VpcSecurityGroups, AvailabilityZone: AvailabilityZone, MultiAZ: MultiAZ, PubliclyAccessible: PubliclyAccessible, TagList: TagList}",
  ],
  [
    "CacheClusters",
    "elasticache",
    "describe-cache-clusters",
    "CacheClusters[].{CacheClusterId: CacheClusterId, ARN: ARN, Engine: Engine, CacheClusterStatus: CacheClusterStatus, CacheNodes: CacheNodes[].{Endpoint: Endpoint}, ConfigurationEndpoint: ConfigurationEndpoint, CacheSubnetGroupName: CacheSubnetGroupName, SecurityGroups: SecurityGroups, ReplicationGroupId: ReplicationGroupId, AuthTokenEnabled: AuthTokenEnabled}",
    "--show-cache-node-info",
  ],
  [
    "ReplicationGroups",
    "elasticache",
    "describe-replication-groups",
    "ReplicationGroups[].{ReplicationGroupId: ReplicationGroupId, ARN: ARN, Engine: Engine, Status: Status, MemberClusters: MemberClusters, NodeGroups: NodeGroups[].{PrimaryEndpoint: PrimaryEndpoint}, ConfigurationEndpoint: ConfigurationEndpoint, UserGroupIds: UserGroupIds, AuthTokenEnabled: AuthTokenEnabled}",
  ],
  [
    "CacheSubnetGroups",
    "elasticache",
    "describe-cache-subnet-groups",
    "CacheSubnetGroups[].{CacheSubnetGroupName: CacheSubnetGroupName, VpcId: VpcId, Subnets: Subnets[].{SubnetIdentifier: SubnetIdentifier}}",
  ],
  [
    "Clusters",
    "redshift",
    "describe-clusters",
    "Clusters[].{ClusterIdentifier: ClusterIdentifier, ClusterNamespaceArn: ClusterNamespaceArn, ClusterStatus: ClusterStatus, Endpoint: Endpoint, ClusterSubnetGroupName: ClusterSubnetGroupName, VpcId: VpcId, VpcSecurityGroups: VpcSecurityGroups, ClusterNodes: ClusterNodes, Tags: Tags}",
  ],
  [
    "ClusterSubnetGroups",
    "redshift",
    "describe-cluster-subnet-groups",
    "ClusterSubnetGroups[].{ClusterSubnetGroupName: ClusterSubnetGroupName, VpcId: VpcId, Subnets: Subnets[].{SubnetIdentifier: SubnetIdentifier}}",
  ],
  ["Connections", "directconnect", "describe-connections", "connections"],
  [
    "VirtualInterfaces",
    "directconnect",
    "describe-virtual-interfaces",
    "virtualInterfaces[].{virtualInterfaceId: virtualInterfaceId, virtualInterfaceName: virtualInterfaceName, virtualInterfaceState: virtualInterfaceState, connectionId: connectionId, directConnectGatewayId: directConnectGatewayId, virtualGatewayId: virtualGatewayId, ownerAccount: ownerAccount, bgpPeers: bgpPeers[].{bgpStatus: bgpStatus}, tags: tags}",
  ],
] as const;

/** Of what rules ask for only names and paths: the headers they ask for can hold what only a proxy knows. */
const CONDITIONS =
  "[].{Field: Field, Values: Values, HostHeaderConfig: HostHeaderConfig, PathPatternConfig: PathPatternConfig}";
const ACTIONS = "[].{Type: Type, TargetGroupArn: TargetGroupArn, ForwardConfig: ForwardConfig}";

/** Calls about one thing each: what to list, then what to ask about each; `$id` stands for it. */
const PER_RESOURCE = [
  {
    // One line per type that is in use; of the hundreds there are the rest is no matter.
    list: "ec2 describe-instances 'Reservations[].Instances[].InstanceType' | sort -u",
    asks: [
      `record InstanceTypes_$n ec2 describe-instance-types "{InstanceTypes: InstanceTypes[].{InstanceType: InstanceType, VCpuInfo: {DefaultVCpus: VCpuInfo.DefaultVCpus}, NetworkInfo: {NetworkCards: NetworkInfo.NetworkCards}}}" --instance-types "$id"`,
    ],
  },
  {
    list: "ec2 describe-managed-prefix-lists 'PrefixLists[].PrefixListId'",
    asks: [
      `record Entries_$n ec2 get-managed-prefix-list-entries "{Entries: [{PrefixListId: '$id', Entries: Entries}]}" --prefix-list-id "$id"`,
    ],
  },
  {
    list: "ec2 describe-transit-gateway-route-tables 'TransitGatewayRouteTables[].TransitGatewayRouteTableId'",
    asks: [
      `record TransitGatewayStaticRoutes_$n ec2 search-transit-gateway-routes "{TransitGatewayStaticRoutes: [{TransitGatewayRouteTableId: '$id', Routes: Routes, AdditionalRoutesAvailable: AdditionalRoutesAvailable}]}" --transit-gateway-route-table-id "$id" --filters Name=type,Values=static,propagated`,
      `record TransitGatewayPropagations_$n ec2 get-transit-gateway-route-table-propagations "{TransitGatewayPropagations: [{TransitGatewayRouteTableId: '$id', TransitGatewayRouteTablePropagations: TransitGatewayRouteTablePropagations}]}" --transit-gateway-route-table-id "$id"`,
    ],
  },
  {
    list: "directconnect describe-direct-connect-gateways 'directConnectGateways[].directConnectGatewayId'",
    asks: [
      `record DirectConnectGatewayAssociations_$n directconnect describe-direct-connect-gateway-associations "{DirectConnectGatewayAssociations: directConnectGatewayAssociations}" --direct-connect-gateway-id "$id"`,
    ],
  },
  {
    list: "elbv2 describe-load-balancers 'LoadBalancers[].LoadBalancerArn'",
    asks: [
      `record LoadBalancerAttributes_$n elbv2 describe-load-balancer-attributes "{LoadBalancerAttributes: [{LoadBalancerArn: '$id', Attributes: Attributes}]}" --load-balancer-arn "$id"`,
      `record Listeners_$n elbv2 describe-listeners "{Listeners: Listeners[].{ListenerArn: ListenerArn, LoadBalancerArn: LoadBalancerArn, Port: Port, Protocol: Protocol, DefaultActions: DefaultActions${ACTIONS}}}" --load-balancer-arn "$id"`,
      `for listener in $(ids elbv2 describe-listeners 'Listeners[].ListenerArn' --load-balancer-arn "$id"); do`,
      `  m=$((m + 1))`,
      `  record "Rules_$m" elbv2 describe-rules "{Rules: Rules[].{RuleArn: RuleArn, Priority: Priority, IsDefault: IsDefault, Conditions: Conditions${CONDITIONS}, Actions: Actions${ACTIONS}}}" --listener-arn "$listener"`,
      `done`,
    ],
  },
  {
    list: "elb describe-load-balancers 'LoadBalancerDescriptions[].LoadBalancerName'",
    asks: [
      `record LoadBalancerInstanceHealth_$n elb describe-instance-health "{LoadBalancerInstanceHealth: [{LoadBalancerName: '$id', InstanceStates: InstanceStates[].{InstanceId: InstanceId, State: State, ReasonCode: ReasonCode}}]}" --load-balancer-name "$id"`,
    ],
  },
  {
    list: "elbv2 describe-target-groups 'TargetGroups[].TargetGroupArn'",
    asks: [
      `record LoadBalancerTargetHealth_$n elbv2 describe-target-health "{LoadBalancerTargetHealth: [{TargetGroupArn: '$id', TargetHealthDescriptions: TargetHealthDescriptions}]}" --target-group-arn "$id"`,
      `record TargetGroupAttributes_$n elbv2 describe-target-group-attributes "{TargetGroupAttributes: [{TargetGroupArn: '$id', Attributes: Attributes}]}" --target-group-arn "$id"`,
    ],
  },
  {
    list: "network-firewall list-firewalls 'Firewalls[].FirewallArn'",
    asks: [
      `record Firewalls_$n network-firewall describe-firewall "{Firewalls: [{Firewall: Firewall, FirewallStatus: FirewallStatus}]}" --firewall-arn "$id"`,
    ],
  },
  {
    list: "opensearch list-domain-names 'DomainNames[].DomainName'",
    asks: [
      `record DomainStatusList_$n opensearch describe-domain "{DomainStatusList: [DomainStatus.{ARN: ARN, DomainName: DomainName, Deleted: Deleted, Processing: Processing, EngineVersion: EngineVersion, Endpoint: Endpoint, Endpoints: Endpoints, VPCOptions: VPCOptions, AdvancedSecurityOptions: {Enabled: AdvancedSecurityOptions.Enabled}}]}" --domain-name "$id"`,
    ],
  },
] as const;

/** Kinds that are only asked about one by one: an empty list says that there was nothing to ask about. */
const LISTED_FIRST = [
  ["Listeners", "elbv2", "describe-load-balancers", "LoadBalancers[:0]"],
  ["Firewalls", "network-firewall", "list-firewalls", "Firewalls[:0]"],
  ["DomainStatusList", "opensearch", "list-domain-names", "DomainNames[:0]"],
  [
    "DirectConnectGatewayAssociations",
    "directconnect",
    "describe-direct-connect-gateways",
    "directConnectGateways[:0]",
  ],
] as const;

const HEAD = `#!/bin/sh
# Records the network configuration of one AWS account for Umbra, and nothing else.
#
#   sh umbra-collect.sh [REGION ...]       without a region: the one the AWS CLI is set to
#
# Needs the AWS CLI with credentials that may read; the AWS managed policy ReadOnlyAccess is more than enough.
# Every call below is a describe, get, list or search: nothing is changed. The CLI follows all pages by itself.
# Secrets stay in the account: user data and access keys are never asked for, and of VPN connections only what
# the --query names is written, which leaves out pre-shared keys. A call that is refused is noted in its file,
# so that Umbra can say what it does not know. The result is one zip file to drop on Umbra's welcome page.
# UMBRA_AWS_ENDPOINT, when set, is asked instead of the provider's own addresses.

set -u
umask 077

# ask SERVICE OPERATION [ARGUMENT ...]: one call.
ask() {
  if [ -n "\${UMBRA_AWS_ENDPOINT:-}" ]; then aws "$@" --endpoint-url "$UMBRA_AWS_ENDPOINT"; else aws "$@"; fi
}

[ $# -gt 0 ] || set -- "\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region)}}"
[ -n "$1" ] || { echo "name a region, such as: sh umbra-collect.sh eu-central-1" >&2; exit 1; }
account=$(ask sts get-caller-identity --region "$1" --query Account --output text) || {
  echo "the AWS CLI has no working credentials; try: aws sts get-caller-identity" >&2
  exit 1
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# record FILE SERVICE OPERATION QUERY [ARGUMENT ...]: writes one reply, or why there is none.
record() {
  file="$folder/$1.json" service=$2 operation=$3 query=$4
  shift 4
  if ! ask "$service" "$operation" "$@" --region "$region" --output json --query "$query" >"$file" 2>"$work/error"; then
    code=$(sed -n 's/.*(\\([A-Za-z0-9.]*\\)).*/\\1/p' "$work/error" | head -n 1)
    # An older command line does not know every call.
    if grep -q 'Invalid choice' "$work/error"; then code=UnknownOperation; fi
    printf '{"Error": {"Code": "%s"}}\\n' "\${code:-CallFailed}" >"$file"
    echo "  not recorded: $service $operation (\${code:-call failed})" >&2
  fi
}

# ids SERVICE OPERATION QUERY [ARGUMENT ...]: one id a line.
ids() {
  service=$1 operation=$2 query=$3
  shift 3
  ask "$service" "$operation" "$@" --region "$region" --output text --query "$query" 2>/dev/null | tr '\\t' '\\n' | sed '/^None$/d'
}

collect() {
  n=0 m=0
`;

const TAIL = `}

for region in "$@"; do
  echo "recording account $account, region $region" >&2
  folder="$work/accounts/$account/$region"
  mkdir -p "$folder"
  collect
done

archive="$PWD/umbra-$account.zip"
rm -f "$archive"
cd "$work" || exit 1
if command -v zip >/dev/null 2>&1; then
  zip -q -r "$archive" accounts
elif command -v python3 >/dev/null 2>&1; then
  python3 -m zipfile -c "$archive" accounts
else
  trap - EXIT
  echo "neither zip nor python3 is here; pack this folder yourself: $work/accounts" >&2
  exit 1
fi || exit 1
echo "done: drop $archive on Umbra's welcome page" >&2
`;

/**
 * A read-only POSIX shell script that records all replies an import needs, for the AWS CLI's current account
 * and the regions given to it, into one zip archive. Calls that fail are recorded as refused, which the import
 * turns into coverage `denied`. It is short on purpose: people read what they run on their account.
 */
export function collectScript(): string {
  const plain = PLAIN.map(([key, service, operation]) =>
    key === "ManagedPrefixLists"
      ? `record ${key} ${service} ${operation} '{${key}: PrefixLists}'`
      : `record ${key} ${service} ${operation} '{${key}: ${key}}'`,
  );
  const projected = [...PROJECTED, ...LISTED_FIRST].map(([key, service, operation, query, ...more]) =>
    [`record ${key} ${service} ${operation} '{${key}: ${query}}'`, ...more].join(" "),
  );
  const perResource = PER_RESOURCE.flatMap(({ list, asks }) => [
    `for id in $(ids ${list}); do`,
    "  n=$((n + 1))",
    ...asks.map((ask) => `  ${ask}`),
    "done",
  ]);
  const calls = [...plain, ...projected, ...perResource].map((line) => `  ${line}\n`).join("");
  return HEAD + calls + TAIL;
}
