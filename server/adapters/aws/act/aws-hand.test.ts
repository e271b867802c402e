import {
  AssociateVpcCidrBlockCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DescribeRouteTablesCommand,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CloudHand, ProviderStep } from "../../../application/ports/cloud-hand";
import type { Resource, SecurityGroupRule } from "../../../engine/configuration";
import { type StepKind, stepKindSchema } from "../../../engine/remediation/plan/plan.schema";
import { type Moto, startMoto } from "../../../testing/moto";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, type Shop } from "../../../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../../../testing/moto-proxy";
import { testPeer } from "../../../testing/test-peers";
import { awsHand } from "./aws-hand";

const signal = new AbortController().signal;
const place = { accountId: MOTO_ACCOUNT_ID, region: "us-east-1" };

describe.each(testPeer("UMBRA_TEST_MOTO"))("a hand at moto", ({ program }) => {
  let moto: Moto;
  let proxy: MotoProxy;
  let shop: Shop;
  let hand: CloudHand;
  const open = (allows: readonly StepKind[] = stepKindSchema.options) =>
    awsHand({ allows, regions: ["us-east-1"], endpoint: proxy.url });

  beforeAll(async () => {
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
  beforeEach(() => {
    proxy.setFaults([]);
    proxy.clear();
    hand = open();
  });
  afterEach(() => hand.close());

  const group = async (id: string) => {
    const found = await hand.read({ kind: "securityGroup", id, place }, signal);
    if (found?.kind !== "securityGroup") throw new Error("there is no such group");
    return found;
  };
  const changing = () =>
    proxy.calls.filter(({ action, isDryRun }) => !isDryRun && !/^(Describe|Get)/.test(action));

  it("says whose account it is", async () => {
    expect(await hand.identify(signal)).toEqual({ accountId: MOTO_ACCOUNT_ID });
  });

  it("revokes exactly the rule of a permission with several peers, and gives it back", async () => {
    const ec2 = customerClient(moto.url);
    const list = await ec2.send(
      new CreateManagedPrefixListCommand({ PrefixListName: "pl", MaxEntries: 1, AddressFamily: "IPv4" }),
    );
    const many: IpPermission[] = [
      {
        IpProtocol: "tcp",
        FromPort: 22,
        ToPort: 23,
        IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "everybody" }, { CidrIp: "10.9.0.0/16" }],
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
        PrefixListIds: [{ PrefixListId: list.PrefixList?.PrefixListId }],
        UserIdGroupPairs: [{ GroupId: shop.webGroupId, UserId: MOTO_ACCOUNT_ID }],
      },
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      { IpProtocol: "icmp", FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.9.0.0/16" }] },
      { IpProtocol: "udp", FromPort: 22, ToPort: 23, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ];
    const GroupId = shop.databaseGroupId;
    // moto passes silently over rules of IPv6 to leave by where the VPC has none.
    await ec2.send(
      new AssociateVpcCidrBlockCommand({ VpcId: shop.vpcId, AmazonProvidedIpv6CidrBlock: true }),
    );
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: many }));
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: many }));
    for (const direction of ["ingress", "egress"] as const) {
      const before = await group(GroupId);
      expect(before[direction].length).toBeGreaterThanOrEqual(9);
      for (const rule of before[direction]) {
        const step = (kind: "revoke-group-rule" | "authorize-group-rule"): ProviderStep => ({
          kind,
          place,
          securityGroupId: GroupId,
          direction,
          rule,
        });
        expect(await hand.rehearse(step("revoke-group-rule"), signal)).toEqual({ kind: "would-work" });
        expect(await hand.perform(step("revoke-group-rule"))).toEqual({ kind: "accepted" });
        const isOther = (each: SecurityGroupRule) => each !== rule;
        expect(await group(GroupId)).toEqual({ ...before, [direction]: before[direction].filter(isOther) });
        expect(await hand.rehearse(step("authorize-group-rule"), signal)).toEqual({ kind: "would-work" });
        expect(await hand.perform(step("authorize-group-rule"))).toEqual({ kind: "accepted" });
        expect(await group(GroupId)).toEqual(before);
      }
    }
  });

  const tableOf = async (target: string) => {
    const { RouteTables = [] } = await customerClient(moto.url).send(new DescribeRouteTablesCommand({}));
    const found = RouteTables.find(({ Routes = [] }) =>
      Routes.some(({ GatewayId, NatGatewayId }) => GatewayId === target || NatGatewayId === target),
    );
    return found?.RouteTableId ?? "";
  };

  it("sees that the NAT gateway a route would lead to is gone", async () => {
    const ec2 = customerClient(moto.url);
    const made = await ec2.send(
      new CreateNatGatewayCommand({ SubnetId: shop.publicSubnetId, ConnectivityType: "private" }),
    );
    const id = made.NatGateway?.NatGatewayId ?? "";
    const step: ProviderStep = {
      kind: "create-route",
      place,
      routeTableId: await tableOf(shop.natGatewayId),
      destination: { prefix: "198.51.100.0/24" },
      target: { kind: "natGateway", id },
    };
    expect(await hand.obstacle(step, signal)).toBeUndefined();
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id }));
    expect(await hand.obstacle(step, signal)).toMatch(`the NAT gateway \`${id}\` is`);
  });

  it("reads a thing as the agent's mirror does, and says when there is none", async () => {
    const read = async (kind: string, id: string): Promise<Resource | null> =>
      hand.read({ kind, id, place }, signal);
    for (const [kind, id] of [
      ["securityGroup", shop.webGroupId],
      ["instance", shop.webId],
      ["natGateway", shop.natGatewayId],
      ["subnet", shop.publicSubnetId],
    ] as const)
      expect(await read(kind, id)).toMatchObject({ kind, id, ...place });
    expect(await read("securityGroup", "sg-0123456789abcdef0")).toBeNull();
    expect(await read("routeTable", "rtb-0123456789abcdef0")).toBeNull();
    expect(await read("instance", "i-0123456789abcdef0")).toBeNull();
    expect(await read("autoScalingGroup", "nobody")).toBeNull();
    await expect(read("loadBalancer", "lb")).rejects.toMatchObject({ code: "BAD_INPUT" });
    await expect(
      hand.read({ kind: "instance", id: "i-1", place: { ...place, region: "eu-west-1" } }, signal),
    ).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it.each(["html", "empty", "missing-list", "deny"] as const)("takes %s for no reading", async (fault) => {
    proxy.setFaults([{ fault, action: "DescribeSecurityGroups" }]);
    await expect(group(shop.webGroupId)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  const opened = (groupId: string, port = 81): ProviderStep => ({
    kind: "authorize-group-rule",
    place,
    securityGroupId: groupId,
    direction: "ingress",
    rule: { protocol: 6, fromPort: port, toPort: port, peer: { kind: "prefix", prefix: "10.0.0.0/8" } },
  });

  it("counts only the provider's own words as a yes to a dry run", async () => {
    const step = opened(shop.webGroupId);
    for (const fault of ["html", "empty", "deny", "throttle", "drop", "unavailable"] as const) {
      proxy.setFaults([{ fault, action: "AuthorizeSecurityGroupIngress" }]);
      expect(await hand.rehearse(step, signal), fault).toMatchObject({ kind: "refused" });
    }
  });

  it.each([
    { fault: "deny", outcome: { kind: "refused", mayRetry: false } },
    { fault: "throttle", outcome: { kind: "refused", mayRetry: true } },
    { fault: "unavailable", outcome: { kind: "unclear" } },
    { fault: "drop", outcome: { kind: "unclear" } },
    { fault: "lost", outcome: { kind: "unclear" } },
    { fault: "cut", outcome: { kind: "unclear" } },
  ] as const)("makes a call once, whatever comes of it: $fault", async ({ fault, outcome }) => {
    proxy.setFaults([{ fault, action: "AuthorizeSecurityGroupIngress" }]);
    const port = 1_000 + fault.charCodeAt(0);
    expect(await hand.perform(opened(shop.webGroupId, port))).toMatchObject(outcome);
    expect(changing()).toHaveLength(1);
  });

  it("sends nothing that its operator did not allow", async () => {
    const narrow = open(["revoke-group-rule", "webhook"]);
    proxy.clear();
    expect(await narrow.perform(opened(shop.webGroupId))).toEqual({
      kind: "refused",
      reason: "`AuthorizeSecurityGroupIngress` is not among the allowed calls and was not sent",
      mayRetry: false,
    });
    expect(await narrow.rehearse(opened(shop.webGroupId), signal)).toMatchObject({ kind: "refused" });
    expect(proxy.calls).toEqual([]);
    narrow.close();
  });
});
