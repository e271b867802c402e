import { DescribeSecurityGroupsCommand, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Moto, startMoto } from "./moto";
import { closeToWorld, customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld } from "./moto-network";
import { type MotoProxy, startMotoProxy } from "./moto-proxy";
import { testPeer } from "./test-peers";

it("says so when moto does not start", async () => {
  await expect(startMoto("/bin/false")).rejects.toThrow("moto ended before it was ready");
});

describe.each(testPeer("UMBRA_TEST_MOTO"))("moto behind the proxy", ({ program }) => {
  let moto: Moto;
  let proxy: MotoProxy;
  beforeAll(async () => {
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });

  it("passes calls on and notes them", async () => {
    const shop = await makeShop(customerClient(moto.url));
    expect(Object.values(shop).filter((id) => id === "")).toEqual([]);
    const ec2 = customerClient(proxy.url);
    const answer = await ec2.send(new DescribeVpcsCommand({}));
    expect(answer.Vpcs?.map(({ VpcId }) => VpcId)).toContain(shop.vpcId);
    expect(proxy.calls).toEqual([{ service: "ec2", action: "DescribeVpcs", region: "us-east-1" }]);
  });

  it("a group is opened to the world and closed again", async () => {
    const ec2 = customerClient(moto.url);
    const { databaseGroupId } = await makeShop(ec2, "other");
    const group = async () => {
      const asked = new DescribeSecurityGroupsCommand({ GroupIds: [databaseGroupId] });
      return (await ec2.send(asked)).SecurityGroups?.[0];
    };
    expect((await group())?.OwnerId).toBe(MOTO_ACCOUNT_ID);
    await openToWorld(ec2, databaseGroupId, 5432);
    expect(JSON.stringify(await group())).toContain('0.0.0.0/0"}]');
    await closeToWorld(ec2, databaseGroupId, 5432);
    expect((await group())?.IpPermissions?.flatMap(({ IpRanges = [] }) => IpRanges)).toEqual([]);
  });

  it("hits what a rule names, as often as it says, and nothing else", async () => {
    proxy.setFaults([{ fault: "deny", action: "DescribeVpcs", region: "us-east-1", times: 1 }]);
    const ask = (region: string) => customerClient(proxy.url, region).send(new DescribeVpcsCommand({}));
    await expect(ask("eu-west-1")).resolves.toBeDefined();
    await expect(ask("us-east-1")).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await expect(ask("us-east-1")).resolves.toBeDefined();
  });

  it("what a broken answer looks like to the vendor's library", async () => {
    const ask = async (fault: "html" | "empty" | "missing-list" | "cut" | "drop") => {
      proxy.setFaults([{ fault }]);
      const answer = await customerClient(proxy.url)
        .send(new DescribeVpcsCommand({}))
        .catch(() => "failed" as const);
      return answer === "failed" ? answer : answer.Vpcs;
    };
    // Success without a list: why a missing list is a failure and never "there are none".
    expect(await ask("html")).toBeUndefined();
    expect(await ask("empty")).toBeUndefined();
    expect(await ask("missing-list")).toBeUndefined();
    expect(await ask("cut")).toBe("failed");
    expect(await ask("drop")).toBe("failed");
  });
});
