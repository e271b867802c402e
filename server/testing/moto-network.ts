import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type ResourceType,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";

/** The account that moto gives to keys it does not know. */
export const MOTO_ACCOUNT_ID = "123456789012";
/** An image that every moto has. */
export const IMAGE_ID = "ami-12c6146b";

/**
 * A client that may change things: for tests alone, which play the customer. The product has none.
 *
 * @param endpoint  of moto, or of a proxy in front of it
 */
export function customerClient(endpoint: string, region = "us-east-1"): EC2Client {
  return new EC2Client({
    endpoint,
    region,
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    maxAttempts: 1,
  });
}

/** Ids of what `makeShop` made. */
export interface Shop {
  readonly vpcId: string;
  readonly publicSubnetId: string;
  readonly privateSubnetId: string;
  readonly internetGatewayId: string;
  readonly natGatewayId: string;
  readonly webGroupId: string;
  readonly databaseGroupId: string;
  readonly webId: string;
  /** Has a public address; its group admits the web group alone. */
  readonly databaseId: string;
}

/**
 * A small network, made by calls alone:
 *
 *   internet -- igw -- public subnet (web, database; both with public addresses; NAT gateway)
 *                      private subnet (worker; its default route leads to the NAT gateway)
 *
 * The web group admits tcp/443 from everywhere, the database group tcp/5432 from the web group. `name` begins
 * every Name tag, so that several shops can stand in one region.
 */
export async function makeShop(ec2: EC2Client, name = "shop", zone = "us-east-1a"): Promise<Shop> {
  const vpc = await ec2.send(
    new CreateVpcCommand({ CidrBlock: "10.20.0.0/16", ...named("vpc", `${name}-vpc`) }),
  );
  const vpcId = vpc.Vpc?.VpcId ?? "";
  const subnet = async (part: string, cidr: string) => {
    const made = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: cidr,
        AvailabilityZone: zone,
        ...named("subnet", `${name}-${part}`),
      }),
    );
    return made.Subnet?.SubnetId ?? "";
  };
  const publicSubnetId = await subnet("public", "10.20.0.0/24");
  const privateSubnetId = await subnet("private", "10.20.1.0/24");
  const gateways = await makeGateways(ec2, { name, vpcId, publicSubnetId, privateSubnetId });
  const webGroupId = await makeGroup(ec2, vpcId, `${name}-web`);
  const databaseGroupId = await makeGroup(ec2, vpcId, `${name}-database`);
  await openToWorld(ec2, webGroupId, 443);
  await admitGroup(ec2, databaseGroupId, webGroupId, 5432);
  const run = (part: string, subnetId: string, groupId: string, isPublic: boolean) =>
    runInstance(ec2, { name: `${name}-${part}`, subnetId, groupId, isPublic });
  const webId = await run("web", publicSubnetId, webGroupId, true);
  const databaseId = await run("database", publicSubnetId, databaseGroupId, true);
  await run("worker", privateSubnetId, webGroupId, false);
  return {
    vpcId,
    publicSubnetId,
    privateSubnetId,
    ...gateways,
    webGroupId,
    databaseGroupId,
    webId,
    databaseId,
  };
}

/** Lets the whole internet in on one TCP port. */
export async function openToWorld(ec2: EC2Client, groupId: string, port: number): Promise<void> {
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [world(port)] }),
  );
}

/** Takes back what `openToWorld` did. */
export async function closeToWorld(ec2: EC2Client, groupId: string, port: number): Promise<void> {
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [world(port)] }));
}

/** Whom a group lets in by now: prefixes and other groups. */
export async function admittedBy(
  ec2: EC2Client,
  groupId: string,
): Promise<{ readonly prefixes: readonly string[]; readonly groupIds: readonly string[] }> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
  const permissions = SecurityGroups.flatMap(({ IpPermissions = [] }) => IpPermissions);
  return {
    prefixes: permissions.flatMap(({ IpRanges = [] }) => IpRanges.flatMap(({ CidrIp }) => CidrIp ?? [])),
    groupIds: permissions.flatMap(({ UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
    ),
  };
}

/** Starts one instance and answers its id. */
export async function runInstance(
  ec2: EC2Client,
  spec: {
    readonly name: string;
    readonly subnetId: string;
    readonly groupId: string;
    readonly isPublic: boolean;
    /** `t3.micro` when absent. */
    readonly instanceType?: "m5.large" | undefined;
    /** Base64; a place to plant what must never leave the account. */
    readonly userData?: string;
  },
): Promise<string> {
  const made = await ec2.send(
    new RunInstancesCommand({
      ImageId: IMAGE_ID,
      InstanceType: spec.instanceType ?? "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      UserData: spec.userData,
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: spec.subnetId,
          Groups: [spec.groupId],
          AssociatePublicIpAddress: spec.isPublic,
        },
      ],
      ...named("instance", spec.name),
    }),
  );
  return made.Instances?.[0]?.InstanceId ?? "";
}

async function makeGateways(
  ec2: EC2Client,
  place: {
    readonly name: string;
    readonly vpcId: string;
    readonly publicSubnetId: string;
    readonly privateSubnetId: string;
  },
): Promise<Pick<Shop, "internetGatewayId" | "natGatewayId">> {
  const { name, vpcId, publicSubnetId, privateSubnetId } = place;
  const internet = await ec2.send(new CreateInternetGatewayCommand(named("internet-gateway", `${name}-igw`)));
  const internetGatewayId = internet.InternetGateway?.InternetGatewayId ?? "";
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: internetGatewayId, VpcId: vpcId }));
  const address = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  const nat = await ec2.send(
    new CreateNatGatewayCommand({
      SubnetId: publicSubnetId,
      AllocationId: address.AllocationId,
      ...named("natgateway", `${name}-nat`),
    }),
  );
  const natGatewayId = nat.NatGateway?.NatGatewayId ?? "";
  const defaultRoute = async (subnetId: string, target: { GatewayId: string } | { NatGatewayId: string }) => {
    const made = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
    const RouteTableId = made.RouteTable?.RouteTableId ?? "";
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", ...target }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: subnetId }));
  };
  await defaultRoute(publicSubnetId, { GatewayId: internetGatewayId });
  await defaultRoute(privateSubnetId, { NatGatewayId: natGatewayId });
  return { internetGatewayId, natGatewayId };
}

/** Makes a security group that admits nobody. */
export async function makeGroup(ec2: EC2Client, vpcId: string, name: string): Promise<string> {
  const made = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: vpcId,
      GroupName: name,
      Description: name,
      ...named("security-group", name),
    }),
  );
  return made.GroupId ?? "";
}

/** Lets the members of another group in on one TCP port. */
export async function admitGroup(ec2: EC2Client, groupId: string, from: string, port: number): Promise<void> {
  const rule = { IpProtocol: "tcp", FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: from }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [rule] }));
}

function world(port: number) {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
}

function named(type: ResourceType, name: string) {
  return { TagSpecifications: [{ ResourceType: type, Tags: [{ Key: "Name", Value: name }] }] };
}
