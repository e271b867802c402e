import {
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PartitionReading } from "../../../application/ports/cloud-reader";
import { type Moto, startMoto } from "../../../testing/moto";
import {
  customerClient,
  MOTO_ACCOUNT_ID,
  makeShop,
  runInstance,
  type Shop,
} from "../../../testing/moto-network";
import { type Fault, type MotoProxy, startMotoProxy } from "../../../testing/moto-proxy";
import { testPeer } from "../../../testing/test-peers";
import { EC2_ACTIONS, STS_ACTIONS } from "../reader-policy";
import { READ_CALLS } from "./calls";
import { awsReader } from "./poll-account";
import { NotReadOnlyError, readOnlyEc2 } from "./read-only";
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
  beforeAll(async () => {
    // The vendor's library looks for keys in the environment; moto takes any.
    process.env.AWS_ACCESS_KEY_ID = "testing";
    process.env.AWS_SECRET_ACCESS_KEY = "testing";
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
    shop = await makeShop(customerClient(moto.url));
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
  const statusOf = (partitions: readonly PartitionReading[], kind: string, region = "us-east-1") =>
    partitions.find((each) => each.kind === kind && each.region === region)?.status;

  it("reads every kind of every region, and sends nothing that is not on the list", async () => {
    const partitions = await read(["us-east-1", "eu-west-1"]);
    expect(partitions.map(({ status }) => status)).toEqual(Array(READ_CALLS.length * 2).fill("ok"));
    expect(partitions.every(({ accountId }) => accountId === MOTO_ACCOUNT_ID)).toBe(true);
    const groups = partitions.find(({ kind, region }) => kind === "securityGroup" && region === "us-east-1");
    expect(groups).toMatchObject({ itemIds: expect.arrayContaining([shop.databaseGroupId]) });
    const sent = new Set(proxy.calls.map(({ action }) => action));
    expect([...sent].sort()).toEqual([...EC2_ACTIONS, ...STS_ACTIONS].sort());
  });

  it("refuses a command that is not on the list before anything is sent", async () => {
    const client = readOnlyEc2({ endpoint: proxy.url, region: "us-east-1" });
    const create = async () => client.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    await expect(create()).rejects.toBeInstanceOf(NotReadOnlyError);
    expect(proxy.calls).toEqual([]);
    await client.send(new DescribeVpcsCommand({}));
    expect(proxy.calls.map(({ action }) => action)).toEqual(["DescribeVpcs"]);
  });

  it.each<{ fault: Fault; status: string }>([
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
  ])("answers of kind $fault make that one partition $status", async ({ fault, status }) => {
    proxy.setFaults([{ fault, action: "DescribeSubnets", region: "us-east-1" }]);
    const partitions = await read(["us-east-1", "eu-west-1"]);
    const others = partitions.filter(({ kind, region }) => kind !== "subnet" || region !== "us-east-1");
    expect(statusOf(partitions, "subnet")).toBe(status);
    expect(others.map((each) => each.status)).toEqual(Array(READ_CALLS.length * 2 - 1).fill("ok"));
  });

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
    const planted = ["AKIAQYLPMN5HHHFPZAM2", "hunter-2-in-a-tag", "b25seS1mb3ItdGhlLWhvc3Q="];
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
