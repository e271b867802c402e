import {
  type Configuration,
  configurationFrom,
  type Resource,
  type ResourceOf,
} from "../engine/configuration";

const REGION = "eu-central-1";
const ACCOUNT = "210987654321";
const ZONES = ["a", "b", "c"];
/** In the order of their address blocks; web, api and worker share the private subnets. */
const TIERS = ["web", "api", "worker"];
const INSTANCES_PER_VPC = 500;

/**
 * A synthetic account with `instanceCount` instances: VPCs of five hundred in three zones, each zone with a
 * public, a private and an isolated subnet and a NAT gateway of its own, joined by one transit gateway. The same
 * count gives the same bytes.
 */
export function largeEstate(instanceCount: number): Configuration {
  const vpcCount = Math.max(1, Math.ceil(instanceCount / INSTANCES_PER_VPC));
  const resources: Resource[] = [transitGateway(), ...ZONES.map(zone)];
  for (let vpc = 0; vpc < vpcCount; vpc++) {
    const first = vpc * INSTANCES_PER_VPC;
    resources.push(...vpcResources(vpc, Math.min(INSTANCES_PER_VPC, instanceCount - first)));
  }
  return configurationFrom(resources, []);
}

function vpcResources(vpc: number, instanceCount: number): Resource[] {
  const vpcId = id("vpc", vpc);
  const resources: Resource[] = [
    { kind: "vpc", ...fields(vpcId, `vpc-${vpc}`), prefixes: [`10.${vpc}.0.0/16`], isDefault: false },
    {
      kind: "internetGateway",
      ...fields(id("igw", vpc), `igw-${vpc}`),
      attachments: [{ vpcId, state: "available" }],
    },
    networkAcl(vpc, vpcId),
    ...TIERS.map((tier, i) => securityGroup(vpc, vpcId, tier, i)),
    attachment(vpc, vpcId),
    ...ZONES.flatMap((letter, z) => zoneResources(vpc, vpcId, letter, z)),
  ];
  for (let i = 0; i < instanceCount; i++) resources.push(...instanceResources(vpc, vpcId, i));
  return resources;
}

function zoneResources(vpc: number, vpcId: string, letter: string, z: number): Resource[] {
  const subnet = (role: string, block: number): ResourceOf<"subnet"> => ({
    kind: "subnet",
    ...fields(subnetId(vpc, z, block), `${role}-${letter}`),
    vpcId,
    prefixes: [`10.${vpc}.${(z * 3 + block) * 16}.0/20`],
    zoneId: `euc1-az${z + 1}`,
    zoneName: `${REGION}${letter}`,
    mapPublicIpOnLaunch: block === 0,
  });
  const natId = id("nat", vpc * 3 + z);
  const table = (
    name: string,
    block: number,
    target?: ResourceOf<"routeTable">["routes"][number]["target"],
  ) => routeTable(vpc, vpcId, z, { name: `${name}-${letter}`, block, target });
  return [
    subnet("public", 0),
    subnet("private", 1),
    subnet("data", 2),
    {
      kind: "natGateway",
      ...fields(natId, `nat-${vpc}-${letter}`),
      vpcId,
      subnetId: subnetId(vpc, z, 0),
      state: "available",
      connectivityType: "public",
      availabilityMode: "zonal",
      addresses: [{ ...natAddress(vpc, z), primary: true }],
    },
    natInterface(vpc, vpcId, z),
    {
      kind: "publicAddress",
      ...fields(id("eipalloc", vpc * 3 + z)),
      publicAddress: natAddress(vpc, z).publicAddress,
      networkInterfaceId: natAddress(vpc, z).networkInterfaceId,
      privateAddress: natAddress(vpc, z).privateAddress,
    },
    table("public", 0, { kind: "internetGateway", id: id("igw", vpc) }),
    table("private", 1, { kind: "natGateway", id: natId }),
    table("data", 2),
  ];
}

function natAddress(vpc: number, z: number) {
  return {
    publicAddress: `198.18.${vpc}.${z + 1}`,
    privateAddress: `10.${vpc}.${z * 48}.5`,
    networkInterfaceId: id("eni-nat", vpc * 3 + z),
  };
}

function natInterface(vpc: number, vpcId: string, z: number): ResourceOf<"networkInterface"> {
  const { publicAddress, privateAddress, networkInterfaceId } = natAddress(vpc, z);
  return {
    kind: "networkInterface",
    ...fields(networkInterfaceId),
    interfaceType: "nat_gateway",
    subnetId: subnetId(vpc, z, 0),
    vpcId,
    status: "in-use",
    privateAddresses: [{ address: privateAddress, primary: true, publicAddress }],
    ipv6Addresses: [],
    delegatedPrefixes: [],
    securityGroupIds: [],
    sourceDestCheck: false,
    requesterManaged: true,
  };
}

function instanceResources(vpc: number, vpcId: string, i: number): Resource[] {
  const z = i % ZONES.length;
  const tier = Math.floor(i / ZONES.length) % TIERS.length;
  const block = tier === 0 && i % 50 === 0 ? 0 : 1;
  const number = vpc * INSTANCES_PER_VPC + i;
  const host = 10 + Math.floor(i / ZONES.length);
  const network = (z * 3 + block) * 16 + Math.floor(host / 250);
  const nicId = id("eni", number);
  return [
    {
      kind: "instance",
      ...fields(id("i", number), `${TIERS[tier]}-${ZONES[z]}-${String(i).padStart(3, "0")}`),
      state: "running",
      instanceType: "m5.large",
      zoneName: `${REGION}${ZONES[z]}`,
      networkInterfaceIds: [nicId],
    },
    {
      kind: "networkInterface",
      ...fields(nicId),
      interfaceType: "interface",
      subnetId: subnetId(vpc, z, block),
      vpcId,
      status: "in-use",
      attachment: { instanceId: id("i", number), deviceIndex: 0, status: "attached" },
      privateAddresses: [{ address: `10.${vpc}.${network}.${(host % 250) + 1}`, primary: true }],
      ipv6Addresses: [],
      delegatedPrefixes: [],
      securityGroupIds: [id("sg", vpc * TIERS.length + tier)],
      sourceDestCheck: true,
      requesterManaged: false,
    },
  ];
}

function routeTable(
  vpc: number,
  vpcId: string,
  z: number,
  spec: {
    name: string;
    block: number;
    target?: ResourceOf<"routeTable">["routes"][number]["target"] | undefined;
  },
): ResourceOf<"routeTable"> {
  const route = (prefix: string, target: ResourceOf<"routeTable">["routes"][number]["target"]) => ({
    destination: { prefix },
    target,
    origin: "CreateRoute",
    state: "active",
  });
  return {
    kind: "routeTable",
    ...fields(id("rtb", (vpc * 3 + z) * 3 + spec.block), spec.name),
    vpcId,
    associations: [{ main: false, subnetId: subnetId(vpc, z, spec.block), state: "associated" }],
    propagatingVgwIds: [],
    routes: [
      route(`10.${vpc}.0.0/16`, { kind: "local" }),
      ...(spec.target === undefined ? [] : [route("0.0.0.0/0", spec.target)]),
      route("10.0.0.0/8", { kind: "transitGateway", id: "tgw-0" }),
    ],
  };
}

function networkAcl(vpc: number, vpcId: string): ResourceOf<"networkAcl"> {
  const entry = (egress: boolean) => ({
    ruleNumber: 100,
    egress,
    protocol: -1,
    action: "allow" as const,
    prefix: "0.0.0.0/0",
  });
  return {
    kind: "networkAcl",
    ...fields(id("acl", vpc)),
    vpcId,
    isDefault: true,
    subnetIds: [],
    entries: [entry(false), entry(true)],
  };
}

function securityGroup(vpc: number, vpcId: string, tier: string, i: number): ResourceOf<"securityGroup"> {
  const prefixRule = (prefix: string, port?: number) => ({
    protocol: port === undefined ? -1 : 6,
    ...(port === undefined ? {} : { fromPort: port, toPort: port }),
    peer: { kind: "prefix" as const, prefix },
  });
  return {
    kind: "securityGroup",
    ...fields(id("sg", vpc * TIERS.length + i), `${tier}-${vpc}`),
    vpcId,
    ingress: [prefixRule("10.0.0.0/8", 443)],
    egress: [prefixRule("0.0.0.0/0")],
  };
}

function attachment(vpc: number, vpcId: string): ResourceOf<"transitGatewayAttachment"> {
  return {
    kind: "transitGatewayAttachment",
    ...fields(id("tgw-attach", vpc), `attach-${vpc}`),
    transitGatewayId: "tgw-0",
    resourceType: "vpc",
    resourceId: vpcId,
    state: "available",
    subnetIds: ZONES.map((_, z) => subnetId(vpc, z, 1)),
    applianceMode: false,
    ipv6Support: false,
    securityGroupReferencing: false,
  };
}

function transitGateway(): ResourceOf<"transitGateway"> {
  return {
    kind: "transitGateway",
    ...fields("tgw-0", "backbone"),
    state: "available",
    vpnEcmpSupport: false,
    securityGroupReferencing: false,
  };
}

function zone(letter: string, z: number): ResourceOf<"zone"> {
  return { kind: "zone", ...fields(`euc1-az${z + 1}`), zoneName: `${REGION}${letter}`, state: "available" };
}

function subnetId(vpc: number, z: number, block: number): string {
  return id("subnet", (vpc * 3 + z) * 3 + block);
}

function id(prefix: string, number: number): string {
  return `${prefix}-${number.toString(16).padStart(17, "0")}`;
}

function fields(resourceId: string, name?: string) {
  return {
    id: resourceId,
    ...(name === undefined ? {} : { name }),
    accountId: ACCOUNT,
    region: REGION,
    tags: name === undefined ? [] : [{ key: "Name", value: name }],
  };
}
