/** Which actions of a service are one class; the first that fits counts. */
interface ActionClasses {
  readonly service: RegExp;
  readonly classes: readonly (readonly [name: string, actions: RegExp])[];
}

/**
 * Actions that decide how packets go, or change what stands in the network: those on the kinds of resources that a
 * configuration holds. Snapshots, images, parameters and backups are none.
 */
const NETWORK_CLASSES: readonly ActionClasses[] = [
  {
    service: /^ec2$/,
    classes: [
      ["traffic mirrors and flow logs", /TrafficMirror|FlowLogs/],
      ["security groups", /SecurityGroup/],
      ["network ACLs", /NetworkAcl/],
      ["peerings and endpoints", /VpcPeering|VpcEndpoint/],
      ["gateways", /(Internet|Nat|Vpn|Customer|Transit|Carrier)Gateway/],
      ["VPN connections", /Vpn(Connection|Tunnel)|ClientVpn/],
      ["routes", /Route/],
      ["prefix lists", /ManagedPrefixList/],
      ["VPCs and subnets", /Vpc|Subnet|DhcpOptions/],
      ["interfaces and addresses", /NetworkInterface|Address/],
      ["instances", /Instances?$|Instance(Attribute|MetadataOptions)$/],
    ],
  },
  { service: /^elasticloadbalancing$/, classes: [["load balancers", /./]] },
  {
    service: /^autoscaling$/,
    classes: [["scaling groups", /AutoScalingGroup|DesiredCapacity|Instance|LoadBalancer/]],
  },
  {
    service: /^rds$/,
    classes: [
      [
        "databases",
        /^(?!.*(Backup|Parameter|Role|Log|Tags?)).*DB(Instance|Cluster|SecurityGroup|SubnetGroup|Proxy)(?!Snapshot)/,
      ],
    ],
  },
  {
    service: /^(elasticache|redshift|es)$/,
    classes: [["data stores", /Cluster|ReplicationGroup|Domain|SubnetGroup/]],
  },
  {
    service: /^(directconnect|network-firewall|globalaccelerator)$/,
    classes: [["links and firewalls", /./]],
  },
];

const READING = /^(Describe|Get|List|Lookup|Head|Search|Select|Check|Estimate|Preview|Validate|Simulate)/;

/** Whether a call only reads, by its name: what the provider does where an event does not say. */
export function isReading(action: string): boolean {
  return READING.test(action);
}

/** What a call is about, when that decides about packets: "security groups"; undefined for everything else. */
export function networkClassOf(service: string, action: string): string | undefined {
  return NETWORK_CLASSES.find((each) => each.service.test(service))?.classes.find(([, actions]) =>
    actions.test(action),
  )?.[0];
}
