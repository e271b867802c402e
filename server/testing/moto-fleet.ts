import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from "@aws-sdk/client-auto-scaling";
import { CreateLaunchTemplateCommand, type EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { admitGroup, IMAGE_ID, makeGroup, makeShop, runInstance, type Shop } from "./moto-network";

const keys = { credentials: { accessKeyId: "testing", secretAccessKey: "testing" }, maxAttempts: 1 };

/** As `customerClient`, for scaling groups. */
export function scalingClient(endpoint: string, region = "us-east-1"): AutoScalingClient {
  return new AutoScalingClient({ endpoint, region, ...keys });
}

/** As `customerClient`, for what spreads load. */
export function balancingClient(endpoint: string, region = "us-east-1"): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client({ endpoint, region, ...keys });
}

/** Starts a scaling group, its members at once; answers their ids. */
export async function makeScalingGroup(
  { ec2, scaling }: { readonly ec2: EC2Client; readonly scaling: AutoScalingClient },
  spec: {
    readonly name: string;
    readonly subnetIds: readonly string[];
    readonly groupId: string;
    readonly size: { readonly least: number; readonly wanted: number; readonly most: number };
    readonly instanceType?: "t3.micro" | "m5.large";
    readonly targetGroupArns?: readonly string[];
  },
): Promise<readonly string[]> {
  const { name, size } = spec;
  const template = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: name,
      LaunchTemplateData: {
        ImageId: IMAGE_ID,
        InstanceType: spec.instanceType ?? "t3.micro",
        SecurityGroupIds: [spec.groupId],
      },
    }),
  );
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      LaunchTemplate: { LaunchTemplateId: template.LaunchTemplate?.LaunchTemplateId, Version: "1" },
      MinSize: size.least,
      DesiredCapacity: size.wanted,
      MaxSize: size.most,
      VPCZoneIdentifier: spec.subnetIds.join(","),
      TargetGroupARNs: spec.targetGroupArns ? [...spec.targetGroupArns] : undefined,
      Tags: [{ Key: "Name", Value: name, PropagateAtLaunch: true }],
    }),
  );
  return membersOf(scaling, name);
}

/** Sets how many members a group shall have, as its owner would; they are there at once. Answers all ids. */
export async function resizeGroup(
  scaling: AutoScalingClient,
  name: string,
  wanted: number,
): Promise<readonly string[]> {
  await scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity: wanted }));
  return membersOf(scaling, name);
}

/** Ids of the members that a group has by now. */
export async function membersOf(scaling: AutoScalingClient, name: string): Promise<readonly string[]> {
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const [group] = (await scaling.send(asked)).AutoScalingGroups ?? [];
  return group?.Instances?.flatMap(({ InstanceId }) => InstanceId ?? []) ?? [];
}

/** A scaling group with one member that is asked for more than it has, once `demand` is stated. */
export interface PressedFleet {
  readonly shop: Shop;
  readonly groupName: string;
  readonly memberId: string;
  /** Of the estate: by the page of loads, or `declareDemand`. A t3.micro has 0.064 Gbps for good. */
  readonly demand: {
    readonly from: string;
    readonly to: string;
    readonly protocol: "tcp";
    readonly port: number;
    readonly family: 4;
    readonly rateGbps: number;
  };
}

/** A shop with a scaling group of one member, of at most four, that a large caller asks on tcp/8080. */
export async function makePressedFleet(
  { ec2, scaling }: { readonly ec2: EC2Client; readonly scaling: AutoScalingClient },
  name = "fleet",
): Promise<PressedFleet> {
  const shop = await makeShop(ec2, name);
  const { vpcId, privateSubnetId } = shop;
  const callerGroupId = await makeGroup(ec2, vpcId, `${name}-caller`);
  const groupId = await makeGroup(ec2, vpcId, `${name}-members`);
  await admitGroup(ec2, groupId, callerGroupId, 8080);
  const callerId = await runInstance(ec2, {
    name: `${name}-caller`,
    subnetId: privateSubnetId,
    groupId: callerGroupId,
    isPublic: false,
    instanceType: "m5.large",
  });
  const [memberId = ""] = await makeScalingGroup(
    { ec2, scaling },
    {
      name: `${name}-members`,
      subnetIds: [privateSubnetId],
      groupId,
      size: { least: 1, wanted: 1, most: 4 },
    },
  );
  const demand = {
    from: callerId,
    to: groupId,
    protocol: "tcp",
    port: 8080,
    family: 4,
    rateGbps: 0.1,
  } as const;
  return { shop, groupName: `${name}-members`, memberId, demand };
}

/** Ids of what `makeBalancer` made. */
export interface BalancerIds {
  readonly balancerArn: string;
  readonly listenerArn: string;
  readonly targetGroupArn: string;
}

/** An internal application load balancer with a listener on tcp/80, a rule by host name and path, and a target group. */
export async function makeBalancer(
  balancing: ElasticLoadBalancingV2Client,
  spec: { readonly name: string; readonly vpcId: string; readonly subnetIds: readonly string[] },
): Promise<BalancerIds> {
  const { name, vpcId, subnetIds } = spec;
  const balancer = await balancing.send(
    new CreateLoadBalancerCommand({ Name: name, Subnets: [...subnetIds], Scheme: "internal" }),
  );
  const balancerArn = balancer.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  const group = await balancing.send(
    new CreateTargetGroupCommand({ Name: name, VpcId: vpcId, Protocol: "HTTP", Port: 8080 }),
  );
  const targetGroupArn = group.TargetGroups?.[0]?.TargetGroupArn ?? "";
  const forward = [{ Type: "forward" as const, TargetGroupArn: targetGroupArn }];
  const listener = await balancing.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: forward,
    }),
  );
  const listenerArn = listener.Listeners?.[0]?.ListenerArn ?? "";
  await balancing.send(
    new CreateRuleCommand({
      ListenerArn: listenerArn,
      Priority: 5,
      Actions: forward,
      Conditions: [
        { Field: "host-header", HostHeaderConfig: { Values: ["shop.example"] } },
        { Field: "path-pattern", PathPatternConfig: { Values: ["/cart/*"] } },
        {
          Field: "http-header",
          HttpHeaderConfig: { HttpHeaderName: "X-From-Proxy", Values: [PLANTED_HEADER] },
        },
      ],
    }),
  );
  return { balancerArn, listenerArn, targetGroupArn };
}

/** What only a proxy in front of the balancer knows: it must never leave the account. */
export const PLANTED_HEADER = "only-the-proxy-says-this";
