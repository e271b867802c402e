import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  ReplaceRouteCommand,
} from "@aws-sdk/client-ec2";
import { makeShop, runInstance, type Shop } from "./moto-network";

/** A shop with a private subnet and a NAT gateway in each of two zones. */
export interface TwoExits {
  /** In the first zone: its worker leaves by `shop.natGatewayId`. */
  readonly shop: Shop;
  /** In the second zone. */
  readonly otherNatGatewayId: string;
  readonly otherWorkerId: string;
  /** For the proxy, as `natCorrections` has them. */
  readonly corrections: Readonly<Record<string, string>>;
}

/**
 * A shop with a second zone beside the first: a public subnet with a NAT gateway, and a private one whose worker leaves by it.
 */
export async function makeTwoExits(ec2: EC2Client, name = "exits"): Promise<TwoExits> {
  const shop = await makeShop(ec2, name, "us-east-1a");
  const { vpcId, internetGatewayId, webGroupId } = shop;
  const subnet = async (CidrBlock: string) => {
    const made = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpcId, CidrBlock, AvailabilityZone: "us-east-1b" }),
    );
    return made.Subnet?.SubnetId ?? "";
  };
  const publicSubnetId = await subnet("10.20.2.0/24");
  const privateSubnetId = await subnet("10.20.3.0/24");
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  const nat = await ec2.send(new CreateNatGatewayCommand({ SubnetId: publicSubnetId, AllocationId }));
  const otherNatGatewayId = nat.NatGateway?.NatGatewayId ?? "";
  await leaveBy(ec2, vpcId, publicSubnetId, { GatewayId: internetGatewayId });
  await leaveBy(ec2, vpcId, privateSubnetId, { NatGatewayId: otherNatGatewayId });
  const otherWorkerId = await runInstance(ec2, {
    name: `${name}-worker-b`,
    subnetId: privateSubnetId,
    groupId: webGroupId,
    isPublic: false,
  });
  return { shop, otherNatGatewayId, otherWorkerId, corrections: await natCorrections(ec2) };
}

/**
 * What the proxy has to put right: moto gives NAT gateways private addresses outside their subnets, so that no reply comes
 * back through them. Each gets a high address of its subnet, a /24.
 */
export async function natCorrections(ec2: EC2Client): Promise<Readonly<Record<string, string>>> {
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  return Object.fromEntries(
    NatGateways.flatMap(({ SubnetId, NatGatewayAddresses = [] }, number) => {
      const cidr = Subnets.find((each) => each.SubnetId === SubnetId)?.CidrBlock ?? "";
      const given = NatGatewayAddresses[0]?.PrivateIp;
      return given === undefined ? [] : [[given, cidr.replace(/\d+\/24$/, String(250 - number))]];
    }),
  );
}

async function leaveBy(
  ec2: EC2Client,
  vpcId: string,
  subnetId: string,
  target: { readonly GatewayId: string } | { readonly NatGatewayId: string },
): Promise<void> {
  const made = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
  const RouteTableId = made.RouteTable?.RouteTableId ?? "";
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", ...target }));
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: subnetId }));
}

/** Deletes a NAT gateway. Its routes stay, and moto goes on calling them active. */
export async function deleteNatGateway(ec2: EC2Client, natGatewayId: string): Promise<void> {
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: natGatewayId }));
}

/** Points a table's default route elsewhere, as its owner would. */
export async function retargetDefaultRoute(
  ec2: EC2Client,
  routeTableId: string,
  natGatewayId: string,
): Promise<void> {
  await ec2.send(
    new ReplaceRouteCommand({
      RouteTableId: routeTableId,
      DestinationCidrBlock: "0.0.0.0/0",
      NatGatewayId: natGatewayId,
    }),
  );
}

/** The NAT gateways that routes lead to by now, once per route, whatever became of them. */
export async function gatewaysOfRoutes(ec2: EC2Client): Promise<readonly string[]> {
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  return RouteTables.flatMap(({ Routes = [] }) => Routes.flatMap(({ NatGatewayId }) => NatGatewayId ?? []));
}
