import { SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import {
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DeleteLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PartitionReading } from "../../../application/ports/cloud-reader";
import { type Moto, startMoto } from "../../../testing/moto";
import {
  type BalancerIds,
  balancingClient,
  makeBalancer,
  makeScalingGroup,
  PLANTED_HEADER,
  scalingClient,
} from "../../../testing/moto-fleet";
import {
  customerClient,
  MOTO_ACCOUNT_ID,
  makeShop,
  runInstance,
  type Shop,
} from "../../../testing/moto-network";
import { type Fault, type MotoProxy, startMotoProxy } from "../../../testing/moto-proxy";
import { testPeer } from "../../../testing/test-peers";
import { readAwsInput } from "../read-aws-input";
import { BALANCING_ACTIONS, EC2_ACTIONS, SCALING_ACTIONS, STS_ACTIONS } from "../reader-policy";
import { READ_CALLS } from "./calls";
import { awsReader } from "./poll-account";
import { NotReadOnlyError, readOnlyAutoScaling, readOnlyBalancing, readOnlyEc2 } from "./read-only";
import { refusalOf } from "./refusal";

const signal = new AbortController().signal;

it("sorts out why a call failed, and repeats nothing that the provider said", () => {
  const refused = Object.assign(new Error("user/planted is not allowed"), { name: "UnauthorizedOperation" });
  expect(refusalOf("DescribeVpcs", refused)).toEqual({
    status: "denied",
    reason: "the provider refused DescribeVpcs: UnauthorizedOperation",
  });
  const odd = Object.assign(new Error("x"), { name: "<b>odd</b>", $metadata: { httpStatusCode: 501 } });
  expect(refusalOf("DescribeVpcs", odd)).toEqual({
    status: "unsupported",
    reason: "the provider does not know DescribeVpcs: unknown error",
  });
});

describe.each(testPeer("UMBRA_TEST_MOTO"))("the agent's reader before moto", ({ program }) => {
  let moto: Moto;
  let proxy: MotoProxy;
  let shop: Shop;
  let balancer: BalancerIds;
  let memberIds: readonly string[];
  beforeAll(async () => {
    // The vendor's library looks for keys in the environment; moto takes any.
    process.env.AWS_ACCESS_KEY_ID = "testing";
    process.env.AWS_SECRET_ACCESS_KEY = "testing";
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
    const ec2 = customerClient(moto.url);
    shop = await makeShop(ec2);
    const { vpcId, privateSubnetId, webGroupId } = shop;
    balancer = await makeBalancer(balancingClient(moto.url), {
      name: "shop",
      vpcId,
      subnetIds: [shop.publicSubnetId, privateSubnetId],
    });
    memberIds = await makeScalingGroup(
      { ec2, scaling: scalingClient(moto.url) },
      {
        name: "shop-members",
        subnetIds: [privateSubnetId],
        groupId: webGroupId,
        size: { least: 1, wanted: 2, most: 4 },
        targetGroupArns: [balancer.targetGroupArn],
      },
    );
  });
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });
  beforeEach(() => proxy.clear());
  afterEach(() => proxy.setFaults([]));

  const read = async (regions = ["us-east-1"], maxAttempts = 1) => {
    const reader = awsReader({ regions, endpoint: proxy.url, maxAttempts });
    try {
      const { accountId } = await reader.identify(signal);
      return await reader.read(accountId, signal);
    } finally {
      reader.close();
    }
  };
  const mirrored = (partitions: readonly PartitionReading[]) =>
    readAwsInput(
      partitions.flatMap((each) =>
        each.status === "ok"
          ? {
              path: `accounts/${each.accountId}/${each.region}/${each.key}.json`,
              bytes: new TextEncoder().encode(each.document),
            }
          : [],
      ),
    );
  const statusOf = (partitions: readonly PartitionReading[], kind: string, region = "us-east-1") =>
    partitions.find((each) => each.kind === kind && each.region === region)?.status;

  it("reads every kind of every region, and sends nothing that is not on the list", async () => {
    const partitions = await read(["us-east-1", "eu-west-1"]);
    expect(partitions.map(({ status }) => status)).toEqual(Array(READ_CALLS.length * 2).fill("ok"));
    expect(partitions.every(({ accountId }) => accountId === MOTO_ACCOUNT_ID)).toBe(true);
    const groups = partitions.find(({ kind, region }) => kind === "securityGroup" && region === "us-east-1");
    expect(groups).toMatchObject({ itemIds: expect.arrayContaining([shop.databaseGroupId]) });
    const sent = new Set(proxy.calls.map(({ action }) => action));
    expect([...sent].sort()).toEqual(
      [...EC2_ACTIONS, ...BALANCING_ACTIONS, ...SCALING_ACTIONS, ...STS_ACTIONS].sort(),
    );
  });

  it("reads what spreads load and scales, and how much the types in use carry", async () => {
    const { configuration, diagnostics } = mirrored(await read());
    const { autoScalingGroup, loadBalancer, listener, targetGroup, instance } = configuration.resources;
    expect(diagnostics.map(({ code }) => code)).not.toContain("targets-missing");
    expect(autoScalingGroup).toMatchObject([
      { minSize: 1, desiredCapacity: 2, maxSize: 4, subnetIds: [shop.privateSubnetId] },
    ]);
    expect(autoScalingGroup[0]?.instances.map(({ instanceId }) => instanceId).sort()).toEqual(
      [...memberIds].sort(),
    );
    expect(loadBalancer).toMatchObject([{ id: balancer.balancerArn, scheme: "internal" }]);
    expect(loadBalancer[0]?.attributes.length).toBeGreaterThan(0);
    expect(listener).toMatchObject([
      { id: balancer.listenerArn, port: 80, rules: [{ hosts: ["shop.example"], paths: ["/cart/*"] }] },
    ]);
    expect(targetGroup).toMatchObject([{ id: balancer.targetGroupArn }]);
    expect(targetGroup[0]?.targets.map(({ id }) => id).sort()).toEqual([...memberIds].sort());
    expect(targetGroup[0]?.attributes.length).toBeGreaterThan(0);
    const figures = { baselineGbps: 0.064, burstGbps: 5, vcpuCount: 2 };
    expect(instance.map(({ typeFigures }) => typeFigures)).toEqual(instance.map(() => figures));
  });

  it("without the rights that a policy lacked before, everything else is mirrored", async () => {
    const missing = [...BALANCING_ACTIONS, ...SCALING_ACTIONS, "DescribeInstanceTypes"];
    const before = mirrored(await read()).configuration;
    proxy.setFaults(missing.map((action) => ({ fault: "deny", action })));
    const partitions = await read();
    const denied = ["instanceType", "loadBalancer", "listener", "targetGroup", "autoScalingGroup"];
    for (const each of partitions)
      expect(each.status, each.kind).toBe(denied.includes(each.kind) ? "denied" : "ok");
    expect(partitions.find(({ kind }) => kind === "targetGroup")).toMatchObject({
      reason: "the provider refused DescribeTargetGroups: AccessDenied",
    });
    const after = mirrored(partitions).configuration;
    for (const kind of ["vpc", "subnet", "networkInterface", "routeTable", "securityGroup"] as const)
      expect(after.resources[kind]).toEqual(before.resources[kind]);
    const withoutFigures = before.resources.instance.map(({ typeFigures: _figures, ...rest }) => rest);
    expect(after.resources.instance).toEqual(withoutFigures);
  });

  it("names the call that was refused, also where another of the same kind was not", async () => {
    proxy.setFaults([{ fault: "deny", action: "DescribeTargetHealth" }]);
    const partitions = await read();
    expect(partitions.filter(({ status }) => status !== "ok")).toMatchObject([
      { kind: "targetGroup", reason: "the provider refused DescribeTargetHealth: AccessDenied" },
    ]);
  });

  it("refuses a command that is not on the list before anything is sent", async () => {
    const client = readOnlyEc2({ endpoint: proxy.url, region: "us-east-1" });
    const create = async () => client.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    await expect(create()).rejects.toBeInstanceOf(NotReadOnlyError);
    expect(proxy.calls).toEqual([]);
    await client.send(new DescribeVpcsCommand({}));
    expect(proxy.calls.map(({ action }) => action)).toEqual(["DescribeVpcs"]);
  });

  it("sizes no scaling group and takes no balancer away, whatever rights the keys have", async () => {
    proxy.clear();
    const settings = { endpoint: proxy.url, region: "us-east-1" };
    const group = { AutoScalingGroupName: "shop-members", DesiredCapacity: 3 };
    const resize = async () => readOnlyAutoScaling(settings).send(new SetDesiredCapacityCommand(group));
    await expect(resize()).rejects.toBeInstanceOf(NotReadOnlyError);
    const remove = async () =>
      readOnlyBalancing(settings).send(
        new DeleteLoadBalancerCommand({ LoadBalancerArn: balancer.balancerArn }),
      );
    await expect(remove()).rejects.toBeInstanceOf(NotReadOnlyError);
    expect(proxy.calls).toEqual([]);
  });

  const FAULTS: readonly { readonly fault: Fault; readonly status: string }[] = [
    { fault: "deny", status: "denied" },
    { fault: "unknown-action", status: "unsupported" },
    { fault: "throttle", status: "stale" },
    { fault: "unavailable", status: "stale" },
    { fault: "html", status: "stale" },
    { fault: "empty", status: "stale" },
    { fault: "missing-list", status: "stale" },
    { fault: "cut", status: "stale" },
    { fault: "drop", status: "stale" },
    { fault: "same-token", status: "stale" },
  ];
  const PLACES = [
    { action: "DescribeSubnets", hit: "subnet" },
    { action: "DescribeAutoScalingGroups", hit: "autoScalingGroup" },
    { action: "DescribeTargetGroups", hit: "targetGroup" },
    { action: "DescribeListeners", hit: "listener" },
  ];
  // What the library makes of an answer is the same for all services; how a service refuses and pages is its own.
  const ITS_OWN: readonly Fault[] = ["deny", "missing-list", "same-token"];
  const cases = PLACES.flatMap((place) =>
    FAULTS.filter(({ fault }) => place.hit === "subnet" || ITS_OWN.includes(fault)).map((fault) => ({
      ...place,
      ...fault,
    })),
  );

  it.each(cases)(
    "answers of kind $fault to $action make $hit $status",
    async ({ fault, action, hit, status }) => {
      proxy.setFaults([{ fault, action, region: "us-east-1" }]);
      const partitions = await read(["us-east-1", "eu-west-1"]);
      const others = partitions.filter(({ kind, region }) => kind !== hit || region !== "us-east-1");
      expect(statusOf(partitions, hit)).toBe(status);
      expect(others.map((each) => each.status)).toEqual(Array(READ_CALLS.length * 2 - 1).fill("ok"));
    },
  );

  it("a list that no call pages and that says it goes on is not the whole list", async () => {
    proxy.setFaults([{ fault: "same-token", action: "DescribeVpcs" }]);
    const vpcs = (await read()).find(({ kind }) => kind === "vpc");
    expect(vpcs).toMatchObject({ status: "stale", reason: expect.stringContaining("twice") });
  });

  it("outlives throttling", async () => {
    proxy.setFaults([{ fault: "throttle", times: 2 }]);
    const partitions = await read(["us-east-1"], 10);
    expect(partitions.map(({ status }) => status)).toEqual(Array(READ_CALLS.length).fill("ok"));
  });

  it("fails when nobody says whose account it is", async () => {
    proxy.setFaults([{ fault: "deny", action: "GetCallerIdentity" }]);
    await expect(read()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("follows pages: more instances than one page holds, each once", async () => {
    const ec2 = customerClient(moto.url, "ap-south-1");
    const subnets = await ec2.send(new DescribeSubnetsCommand({}));
    const subnetId = subnets.Subnets?.[0]?.SubnetId ?? "";
    const place = { subnetId, groupId: (await makeShop(ec2, "many", "ap-south-1a")).webGroupId };
    for (let i = 0; i < 12; i++) await runInstance(ec2, { name: `many-${i}`, isPublic: false, ...place });
    const reader = awsReader({ regions: ["ap-south-1"], endpoint: proxy.url, pageLimit: 5 });
    const whole = await reader.read(MOTO_ACCOUNT_ID, signal);
    reader.close();
    expect(proxy.calls.filter(({ action }) => action === "DescribeInstances").length).toBe(3);
    expect(whole.find(({ kind }) => kind === "instance")).toMatchObject({
      itemIds: expect.objectContaining({ length: 15 }),
    });
  });

  it("lets no planted secret out", async () => {
    const ec2 = customerClient(moto.url);
    const planted = ["AKIAQYLPMN5HHHFPZAM2", "hunter-2-in-a-tag", "b25seS1mb3ItdGhlLWhvc3Q=", PLANTED_HEADER];
    await runInstance(ec2, {
      name: `key ${planted[0]}`,
      subnetId: shop.privateSubnetId,
      groupId: shop.webGroupId,
      isPublic: false,
      userData: planted[2] ?? "",
    });
    const Tags = [{ Key: "db-password", Value: planted[1] ?? "" }];
    await ec2.send(new CreateTagsCommand({ Resources: [shop.databaseId, shop.vpcId], Tags }));
    const text = JSON.stringify(await read());
    expect(text).toContain("db-password");
    for (const secret of planted) expect(text).not.toContain(secret);
  });
});
