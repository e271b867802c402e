import { DescribeRouteTablesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import { readAlert } from "../application/alerts";
import { declareDemand } from "../application/loads";
import { pushSweep } from "../application/push-sweep";
import { listRuns } from "../application/runs";
import { createAgentSource } from "../application/sources";
import { OVER_CAPACITY, REQUIRED_FLOW } from "../engine/alert";
import { type IngestServer, startIngestServer } from "../testing/ingest-server";
import { type Moto, startMoto } from "../testing/moto";
import { deleteNatGateway, makeTwoExits, natCorrections, retargetDefaultRoute } from "../testing/moto-exits";
import { makePressedFleet, resizeGroup, scalingClient } from "../testing/moto-fleet";
import { customerClient } from "../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { openTestPorts } from "../testing/test-ports";
import { wireAgent } from "../wiring-agent";

/** From the provider to an alert to a cure that holds on a copy, and back once its owner has made the change. */

const actor = LOCAL_ACTOR;

describe.each(testPeer("UMBRA_TEST_MOTO"))(
  "what an agent mirrors is alerted, cured and resolved",
  ({ program }) => {
    let moto: Moto;
    let proxy: MotoProxy;
    let umbra: Awaited<ReturnType<typeof openTestPorts>>;
    let server: IngestServer;
    let token = "";
    let estateId = "";

    beforeAll(async () => {
      process.env.AWS_ACCESS_KEY_ID = "testing";
      process.env.AWS_SECRET_ACCESS_KEY = "testing";
      moto = await startMoto(program);
      proxy = await startMotoProxy(moto.url);
      umbra = await openTestPorts();
      await umbra.ports.store.ensureWorkspace(actor.workspaceId);
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
      const target = { kind: "new-estate", name: "Production" } as const;
      ({ token } = await createAgentSource(umbra.ports, actor, { name: "production", target }));
    });
    afterEach(() => {
      proxy.setCorrections({});
      expect(umbra.bugs).toEqual([]);
    });

    /** Mirrors once and waits until the snapshot is analysed and what was tried by itself has been. */
    const sweep = async () => {
      const wired = wireAgent({ server: server.url, token, regions: ["us-east-1"], endpoint: proxy.url });
      try {
        const settings = { accountId: undefined, intervalSeconds: 120 };
        const answer = await pushSweep(wired.ports, settings, new AbortController().signal);
        estateId = answer.estateId ?? "";
        await settled(answer.snapshotId);
        return answer.snapshotId;
      } finally {
        wired.close();
      }
    };
    const settled = (snapshotId: string | null) =>
      vi.waitUntil(
        async () => {
          const store = umbra.ports.store.inWorkspace(actor.workspaceId);
          const latest = await store.latestAnalysis(estateId);
          const states = ["queued", "running"] as const;
          const runs = await listRuns(umbra.ports, actor, { estateId, states: [...states], limit: 10 });
          return latest?.snapshotId === snapshotId && latest?.state === "done" && runs.length === 0;
        },
        { timeout: 90_000, interval: 100 },
      );
    const alertsOf = async (kind: string) => {
      const alerts = await umbra.ports.store.inWorkspace(actor.workspaceId).listAlerts(estateId);
      return alerts.filter((each) => each.kind === kind);
    };
    const curesOf = async (id: string) => {
      const alert = await readAlert(umbra.ports, actor, { estateId, id });
      return alert.recommendations.filter(({ trial }) => trial !== null);
    };

    it("a NAT gateway was deleted: the route that still calls it active is pointed elsewhere", async () => {
      const ec2 = customerClient(moto.url);
      const { shop, otherNatGatewayId, corrections } = await makeTwoExits(ec2);
      proxy.setCorrections(corrections);
      await deleteNatGateway(ec2, shop.natGatewayId);
      const routeTableId = await tableOf(ec2, shop.natGatewayId);
      await sweep();
      const [alert] = await alertsOf(REQUIRED_FLOW);
      expect(alert).toMatchObject({ state: "open", subject: { id: shop.vpcId } });
      expect(alert?.title).toContain("does not work now for one host, while others have it");
      const [cure] = await curesOf(alert?.id ?? "");
      expect(cure).toMatchObject({
        option: "restore-egress:other-zone",
        trial: { verdict: "verified" },
        operations: [
          {
            kind: "retarget-route",
            routeTableId,
            from: { kind: "natGateway", id: shop.natGatewayId },
            to: { kind: "natGateway", id: otherNatGatewayId },
          },
        ],
      });
      await retargetDefaultRoute(ec2, routeTableId, otherNatGatewayId);
      await sweep();
      expect(await alertsOf(REQUIRED_FLOW)).toMatchObject([{ id: alert?.id, state: "resolved" }]);
    }, 240_000);

    it("a member of a scaling group is asked for too much: the group is enlarged, and its size tells", async () => {
      const ec2 = customerClient(moto.url);
      const scaling = scalingClient(moto.url);
      const { groupName, memberId, demand } = await makePressedFleet({ ec2, scaling });
      proxy.setCorrections(await natCorrections(ec2));
      const snapshotId = await sweep();
      expect(await alertsOf(OVER_CAPACITY)).toEqual([]);
      await declareDemand(umbra.ports, actor, { estateId, demand });
      await settled(snapshotId);
      const [alert] = await alertsOf(OVER_CAPACITY);
      expect(alert).toMatchObject({ state: "open", subject: { id: memberId } });
      const cures = await curesOf(alert?.id ?? "");
      expect(cures[0]?.operations?.[0]).toMatchObject({
        members: [{ copyOf: memberId }, { copyOf: memberId }],
      });
      expect(cures).toMatchObject([
        {
          option: "enlarge-scaling-group",
          trial: { verdict: "verified", reasons: [] },
          operations: [{ kind: "set-desired-capacity", from: 1, to: 3 }],
          cli: expect.stringContaining(
            `aws autoscaling set-desired-capacity --auto-scaling-group-name ${groupName} --desired-capacity 3`,
          ),
        },
        { option: "enlarge-scaling-group:fewest", operations: [{ from: 1, to: 2 }] },
      ]);
      expect(await resizeGroup(scaling, groupName, 3)).toHaveLength(3);
      await sweep();
      expect(await alertsOf(OVER_CAPACITY)).toMatchObject([{ id: alert?.id, state: "resolved" }]);
    }, 240_000);
  },
);

/** The table that leads to a NAT gateway, by a route that is active whatever became of the gateway. */
async function tableOf(ec2: EC2Client, natGatewayId: string): Promise<string> {
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const table = RouteTables.find(({ Routes = [] }) =>
    Routes.some((route) => route.NatGatewayId === natGatewayId && route.State === "active"),
  );
  return table?.RouteTableId ?? "";
}
