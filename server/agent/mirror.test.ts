import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAwsInput } from "../adapters/aws";
import { BALANCING_ACTIONS, SCALING_ACTIONS } from "../adapters/aws/reader-policy";
import { LOCAL_ACTOR } from "../application/actor";
import { exportConfiguration } from "../application/estates";
import { Failure } from "../application/ports/failure";
import { type AgentPorts, pushSweep } from "../application/push-sweep";
import { createAgentSource, listSources, revokeToken, rotateToken } from "../application/sources";
import { exportConfiguration as textOf } from "../engine/configuration";
import { type IngestServer, startIngestServer } from "../testing/ingest-server";
import { type Moto, startMoto } from "../testing/moto";
import {
  type BalancerIds,
  balancingClient,
  makeBalancer,
  makeScalingGroup,
  scalingClient,
} from "../testing/moto-fleet";
import {
  closeToWorld,
  customerClient,
  MOTO_ACCOUNT_ID,
  makeShop,
  openToWorld,
} from "../testing/moto-network";
import { type FaultRule, type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { openTestPorts } from "../testing/test-ports";
import { wireAgent } from "../wiring-agent";

const signal = new AbortController().signal;
type Opened = Awaited<ReturnType<typeof openTestPorts>>;

it("a server that never answers is tried again, and then the sweep fails", async () => {
  const waits: number[] = [];
  const away = new Failure("UNAVAILABLE", "away");
  const ports: AgentPorts = {
    reader: {
      identify: async () => ({ accountId: MOTO_ACCOUNT_ID }),
      read: async () => [],
      close: () => undefined,
    },
    server: {
      begin: () => Promise.reject(away),
      chunk: () => Promise.reject(away),
      commit: () => Promise.reject(away),
    },
    clock: { now: () => new Date(0) },
    ids: { next: () => "one" },
    pack: () => new Uint8Array(),
    wait: async (delayMs) => {
      waits.push(delayMs);
    },
  };
  await expect(pushSweep(ports, { accountId: undefined, intervalSeconds: 1 }, signal)).rejects.toBe(away);
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
});

describe.each(testPeer("UMBRA_TEST_MOTO"))("an agent between moto and the server", ({ program }) => {
  let moto: Moto;
  let proxy: MotoProxy;
  let umbra: Opened;
  let server: IngestServer;
  let source: { sourceId: string; token: string };

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = "testing";
    process.env.AWS_SECRET_ACCESS_KEY = "testing";
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
    umbra = await openTestPorts();
    await umbra.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
    server = await startIngestServer(umbra.ports);
  });
  afterAll(async () => {
    await server.stop();
    await umbra.close();
    await proxy.stop();
    await moto.stop();
  });
  beforeEach(async () => {
    await moto.reset();
    source = await createAgentSource(umbra.ports, LOCAL_ACTOR, {
      name: "production",
      target: { kind: "new-estate", name: "Production" },
    });
  });
  afterEach(() => {
    proxy.setFaults([]);
    server.setAnswering(() => true);
    expect(umbra.bugs).toEqual([]);
  });

  const push = async (more: { token?: string; accountId?: string; regions?: string[] } = {}) => {
    const { token = source.token, accountId, regions = ["us-east-1"] } = more;
    const wired = wireAgent({ server: server.url, token, regions, endpoint: proxy.url, maxAttempts: 1 });
    const ports = { ...wired.ports, wait: () => Promise.resolve() };
    try {
      return await pushSweep(ports, { accountId, intervalSeconds: 120 }, signal);
    } finally {
      wired.close();
    }
  };
  const shown = async () => {
    const sources = await listSources(umbra.ports, LOCAL_ACTOR);
    return sources.find(({ id }) => id === source.sourceId);
  };
  const partition = async (kind: string) => (await shown())?.partitions.find((each) => each.kind === kind);
  const configuration = (estateId: string | null) =>
    exportConfiguration(umbra.ports, LOCAL_ACTOR, { estateId: estateId ?? "" });

  it("mirrors what the same replies would import to as files", async () => {
    const ec2 = customerClient(moto.url);
    const shop = await makeShop(ec2);
    const subnetIds = [shop.publicSubnetId, shop.privateSubnetId];
    const balancing = balancingClient(moto.url);
    const balancer = await makeBalancer(balancing, { name: "shop", vpcId: shop.vpcId, subnetIds });
    const scaling = scalingClient(moto.url);
    const size = { least: 1, wanted: 2, most: 4 };
    await makeScalingGroup(
      { ec2, scaling },
      {
        name: "members",
        subnetIds,
        groupId: shop.webGroupId,
        size,
        targetGroupArns: [balancer.targetGroupArn],
      },
    );
    const answer = await push();
    expect(answer).toMatchObject({ isUnchanged: false, counts: { ok: 18 } });
    const expected = readAwsInput(await recordedFiles(moto.url, "us-east-1", balancer));
    expect(await configuration(answer.estateId)).toBe(textOf(expected.configuration));
  });

  it("adds no snapshot when nothing changed, and only the freshness moves", async () => {
    await makeShop(customerClient(moto.url));
    const first = await push();
    const before = await partition("vpc");
    // Not so late that the agent counts as silent meanwhile.
    umbra.setNow(new Date(Date.UTC(2026, 0, 1, 12, 1)));
    const second = await push();
    expect(second).toMatchObject({ isUnchanged: true, snapshotId: first.snapshotId });
    expect((await shown())?.lastSweepAt).toEqual(new Date(Date.UTC(2026, 0, 1, 12, 1)));
    expect((await partition("vpc"))?.good?.end.getTime()).toBeGreaterThan(before?.good?.end.getTime() ?? 0);
  });

  it("a change is a new snapshot of the same estate", async () => {
    const ec2 = customerClient(moto.url);
    const shop = await makeShop(ec2);
    const first = await push();
    await openToWorld(ec2, shop.databaseGroupId, 5432);
    const second = await push();
    expect(second).toMatchObject({ isUnchanged: false, estateId: first.estateId });
    await closeToWorld(ec2, shop.databaseGroupId, 5432);
    expect((await push()).snapshotId).toBe(first.snapshotId);
  });

  it("is taken in once when the answer to the commit was lost", async () => {
    await makeShop(customerClient(moto.url));
    let lostCount = 0;
    server.setAnswering((path) => !path.endsWith("/commit") || ++lostCount > 2);
    const answer = await push();
    expect(lostCount).toBe(3);
    expect(answer).toMatchObject({ isUnchanged: false });
    const estates = await umbra.ports.store.inWorkspace(LOCAL_ACTOR.workspaceId).listEstates();
    expect(estates.filter(({ id }) => id === answer.estateId)).toHaveLength(1);
  });

  it.each(["html", "empty", "missing-list", "cut", "unavailable", "drop", "deny", "unknown-action"] as const)(
    "deletes nothing when answers are of kind %s",
    async (fault) => {
      await makeShop(customerClient(moto.url));
      const first = await push();
      proxy.setFaults([
        { fault, action: "DescribeSubnets" },
        { fault, action: "DescribeInstances" },
      ]);
      const second = await push();
      const text = await configuration(second.estateId);
      const subnetIds = [...text.matchAll(/subnet-[0-9a-f]{8,}/g)].map(([id]) => id);
      expect(new Set(subnetIds).size).toBeGreaterThan(2);
      const subnet = await partition("subnet");
      const expected = fault === "deny" ? "denied" : fault === "unknown-action" ? "unsupported" : "stale";
      expect(subnet).toMatchObject({ status: expected, reason: expect.stringContaining("DescribeSubnets") });
      expect(text).toContain('"isKept"');
      proxy.setFaults([]);
      // Believed again, and the network as it was: the very same snapshot.
      expect((await push()).snapshotId).toBe(first.snapshotId);
      expect((await partition("subnet"))?.status).toBe("ok");
    },
  );

  it("does not make an estate of what it could not read", async () => {
    proxy.setFaults([{ fault: "deny" }]);
    expect(await push()).toMatchObject({ estateId: null, counts: {} });
    expect(await shown()).toMatchObject({ trouble: expect.stringContaining("whose account") });
  });

  it("everything ages when the keys stop working", async () => {
    await makeShop(customerClient(moto.url));
    await push();
    proxy.setFaults([{ fault: "deny" }]);
    expect(await push()).toMatchObject({ counts: { stale: 18 } });
    expect(await partition("vpc")).toMatchObject({ reason: expect.stringContaining("whose account") });
  });

  it("an alert over a region that is denied is not verified, and resolves when it is read again", async () => {
    const ec2 = customerClient(moto.url);
    const shop = await makeShop(ec2);
    await openToWorld(ec2, shop.databaseGroupId, 5432);
    const state = async () => {
      const { estateId, snapshotId } = await push();
      const store = umbra.ports.store.inWorkspace(LOCAL_ACTOR.workspaceId);
      await expect
        .poll(() => store.latestAnalysis(estateId ?? ""), { timeout: 20_000 })
        .toMatchObject({ snapshotId, state: "done" });
      const alerts = await store.listAlerts(estateId ?? "");
      return alerts.find((each) => each.kind === "internet-exposure" && each.subject.id === shop.databaseId)
        ?.state;
    };
    // A role with the policy of before these were read: they are denied, and nothing else is weaker for it.
    const older: readonly FaultRule[] = [
      ...BALANCING_ACTIONS,
      ...SCALING_ACTIONS,
      "DescribeInstanceTypes",
    ].map((action) => ({ fault: "deny", action }));
    proxy.setFaults(older);
    expect(await state()).toBe("open");
    expect(await partition("autoScalingGroup")).toMatchObject({ status: "denied", good: null });
    expect(await partition("instanceType")).toMatchObject({ status: "denied" });
    expect(await partition("securityGroup")).toMatchObject({ status: "ok" });
    proxy.setFaults([...older, { fault: "deny", region: "us-east-1", action: "DescribeSecurityGroups" }]);
    expect(await state()).toBe("unverified");
    await closeToWorld(ec2, shop.databaseGroupId, 5432);
    expect(await state()).toBe("unverified");
    proxy.setFaults([]);
    expect(await state()).toBe("resolved");
  });

  it("keys of another account are refused, by the agent and by the server", async () => {
    await makeShop(customerClient(moto.url));
    expect(await push({ accountId: "999999999999" })).toMatchObject({ estateId: null, counts: {} });
    expect((await shown())?.trouble).toContain(`account ${MOTO_ACCOUNT_ID}, not to 999999999999`);
    await push();
    const other = { sweepId: umbra.ports.ids.next(), startedAt: "2026-01-01T00:00:00Z" };
    const answer = await fetch(`${server.url}/api/ingest/begin`, {
      method: "POST",
      headers: { authorization: `Bearer ${source.token}`, "content-type": "application/json" },
      body: JSON.stringify({ ...other, accountId: "999999999999" }),
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("this source mirrors 123456789012");
  });

  it("a token that was changed or revoked opens nothing", async () => {
    const { token } = await rotateToken(umbra.ports, LOCAL_ACTOR, source.sourceId);
    await expect(push()).rejects.toThrow("this token opens no source");
    await push({ token });
    await revokeToken(umbra.ports, LOCAL_ACTOR, source.sourceId);
    await expect(push({ token })).rejects.toThrow("this token opens no source");
    expect(JSON.stringify(await listSources(umbra.ports, LOCAL_ACTOR))).not.toContain("umbra_agent_");
  });
});

/** The provider's replies as a person would record them: by the vendor's library, nothing left out. */
async function recordedFiles(endpoint: string, region: string, balancer: BalancerIds) {
  const ec2 = customerClient(endpoint, region);
  const balancing = balancingClient(endpoint, region);
  const { balancerArn, listenerArn, targetGroupArn } = balancer;
  const LoadBalancerArn = balancerArn;
  const TargetGroupArn = targetGroupArn;
  const { Attributes } = await balancing.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  const group = await balancing.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  const health = await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const { TargetHealthDescriptions } = health;
  const replies = await Promise.all([
    ec2.send(new DescribeAvailabilityZonesCommand({})),
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeInstancesCommand({})),
    ec2.send(new DescribeNetworkInterfacesCommand({})),
    ec2.send(new DescribeAddressesCommand({})),
    ec2.send(new DescribeRouteTablesCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeNetworkAclsCommand({})),
    ec2.send(new DescribeInternetGatewaysCommand({})),
    ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({})),
    ec2.send(new DescribeNatGatewaysCommand({})),
    ec2.send(new DescribeVpcPeeringConnectionsCommand({})),
    ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ["t3.micro"] })),
    scalingClient(endpoint, region).send(new DescribeAutoScalingGroupsCommand({})),
    balancing.send(new DescribeLoadBalancersCommand({})),
    { LoadBalancerAttributes: [{ LoadBalancerArn, Attributes }] },
    balancing.send(new DescribeListenersCommand({ LoadBalancerArn })),
    balancing.send(new DescribeRulesCommand({ ListenerArn: listenerArn })),
    balancing.send(new DescribeTargetGroupsCommand({})),
    { LoadBalancerTargetHealth: [{ TargetGroupArn, TargetHealthDescriptions }] },
    { TargetGroupAttributes: [{ TargetGroupArn, Attributes: group.Attributes }] },
  ]);
  return replies.map((reply, index) => ({
    path: `accounts/${MOTO_ACCOUNT_ID}/${region}/reply-${index}.json`,
    bytes: new TextEncoder().encode(JSON.stringify(reply)),
  }));
}
