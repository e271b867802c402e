import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { listActions, readAction } from "../application/actions";
import { type Actor, LOCAL_ACTOR } from "../application/actor";
import { listAlerts } from "../application/alerts";
import { listAudit, verifyAudit } from "../application/audit";
import { approveAction } from "../application/decide-actions";
import { createExecutor } from "../application/executors";
import { declareDemand } from "../application/loads";
import type { ActionRecord } from "../application/ports/action-store";
import { pushSweep } from "../application/push-sweep";
import { createRule } from "../application/rules";
import { createAgentSource } from "../application/sources";
import type { ActionState } from "../engine/remediation/action-state.schema";
import { stepKindSchema } from "../engine/remediation/plan/plan.schema";
import { type RemediationRule, remediationRuleSchema } from "../engine/remediation/rule.schema";
import { type IngestServer, startIngestServer } from "../testing/ingest-server";
import { type Moto, startMoto } from "../testing/moto";
import { deleteNatGateway, makeTwoExits, natCorrections } from "../testing/moto-exits";
import { makePressedFleet, scalingClient } from "../testing/moto-fleet";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld, type Shop } from "../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { wireAgent } from "../wiring-agent";
import { wireExecutor } from "../wiring-executor";
import { runExecutor } from "./run-executor";

/** The real server, agent and executor around moto: from an open database to a change that is made and proved. */

const ada = LOCAL_ACTOR;
const bob: Actor = { ...ada, id: "bob" };
const PATIENCE = { timeout: 60_000, interval: 50 };
/** Analyses of a whole network, several in a row, on a machine that does other things too. */
const STORY_LIMIT_MS = 180_000;
const SETUP_LIMIT_MS = 120_000;
const isLong = process.env.UMBRA_LONG === "1";
const signal = new AbortController().signal;

type Trigger = RemediationRule["trigger"]["kinds"][number];
type Cure = RemediationRule["action"]["kind"];

const ruleThat = (trigger: Trigger, kind: Cure): RemediationRule =>
  remediationRuleSchema.parse({
    name: `${kind} at ${trigger}`,
    mode: "ask",
    trigger: { kinds: [trigger], minSeverity: "info", states: ["opened", "reopened"] },
    conditions: { subjectIds: [], tags: [] },
    action: { kind },
    limits: { cooldownMinutes: 0, perHour: 100, perDay: 100 },
    owner: "local",
    createdFrom: null,
  });

describe.each(testPeer("UMBRA_TEST_MOTO"))(
  "server, agent and executor at moto",
  { timeout: STORY_LIMIT_MS },
  ({ program }) => {
    let moto: Moto;
    let proxy: MotoProxy;
    let umbra: TestPorts;
    let server: IngestServer;
    let shop: Shop;
    let estateId = "";
    let agentToken = "";
    let stopExecutor: () => Promise<void>;
    let ticking: NodeJS.Timeout;

    beforeAll(async () => {
      process.env.AWS_ACCESS_KEY_ID = "testing";
      process.env.AWS_SECRET_ACCESS_KEY = "testing";
      moto = await startMoto(program);
      proxy = await startMotoProxy(moto.url);
      umbra = await openTestPorts();
      // Sweeps, leases and changes are told apart by when they were.
      ticking = setInterval(() => umbra.setNow(new Date()), 20);
      await umbra.ports.store.ensureWorkspace(ada.workspaceId);
      server = await startIngestServer(umbra.ports);
    }, SETUP_LIMIT_MS);
    afterAll(async () => {
      await server.stop();
      await umbra.close();
      clearInterval(ticking);
      await proxy.stop();
      await moto.stop();
    });
    beforeEach(async () => {
      await moto.reset();
      proxy.setFaults([]);
      proxy.setCorrections({});
      const target = { kind: "new-estate", name: "Production" } as const;
      agentToken = (await createAgentSource(umbra.ports, ada, { name: "production", target })).token;
    }, SETUP_LIMIT_MS);
    afterEach(async () => {
      await stopExecutor();
      expect(umbra.bugs).toEqual([]);
    });

    /** The network as it is now is mirrored, a rule waits for what may come, and an executor for what it asks for. */
    const begin = async (trigger: Trigger, cure: Cure) => {
      estateId = (await sweep()).estateId ?? "";
      await analyzed();
      await createRule(umbra.ports, ada, { estateId, rule: ruleThat(trigger, cure) });
      proxy.clear();
      stopExecutor = await startExecutor();
    };
    const sweep = async () => {
      const wired = wireAgent({
        server: server.url,
        token: agentToken,
        regions: ["us-east-1"],
        endpoint: proxy.url,
      });
      try {
        return await pushSweep(wired.ports, { accountId: undefined, intervalSeconds: 120 }, signal);
      } finally {
        wired.close();
      }
    };
    const alerts = () => listAlerts(umbra.ports, ada, { estateId });
    const analyzed = () => vi.waitUntil(async () => (await alerts()).coverage.finishedAt !== null, PATIENCE);
    const startExecutor = async () => {
      const { token } = await createExecutor(umbra.ports, ada, "hand");
      const allows = stepKindSchema.options.filter((kind) => kind !== "webhook");
      const { ports, close } = wireExecutor({
        server: server.url,
        token,
        allows,
        regions: ["us-east-1"],
        endpoint: proxy.url,
        endpoints: [],
        outboundAllow: undefined,
      });
      const stopping = new AbortController();
      const run = { name: "hand", isOnce: false, allows, accountId: MOTO_ACCOUNT_ID };
      const ended = runExecutor(ports, run, () => undefined, stopping.signal);
      return async () => {
        stopping.abort();
        await ended;
        close();
      };
    };
    const reaches = async (state: ActionState): Promise<ActionRecord> => {
      let last: ActionRecord | undefined;
      await vi
        .waitUntil(async () => {
          [last] = (await listActions(umbra.ports, ada, { estateId })).actions;
          return last?.state === state;
        }, PATIENCE)
        .catch((cause: unknown) => {
          throw new Error(`it is ${last?.state}, not ${state}: ${last?.reason}`, { cause });
        });
      if (!last) throw new Error("no action");
      return last;
    };
    const approve = ({ id, planHash }: ActionRecord) =>
      approveAction(umbra.ports, bob, { actionId: id, planHash: planHash ?? "", reason: "looked at" });
    const changing = () =>
      proxy.calls
        .filter(({ action, isDryRun }) => !isDryRun && !/^(Describe|Get)/.test(action))
        .map(({ action }) => action);
    const admitted = async () => {
      const asked = new DescribeSecurityGroupsCommand({ GroupIds: [shop.databaseGroupId] });
      const { SecurityGroups = [] } = await customerClient(moto.url).send(asked);
      return SecurityGroups[0]?.IpPermissions ?? [];
    };
    /** The suite tells the alert on its own, which may be a moment after the proof. */
    const resolves = ({ alertId }: ActionRecord) =>
      vi.waitUntil(
        async () => (await alerts()).alerts.find(({ id }) => id === alertId)?.state === "resolved",
        PATIENCE,
      );
    const statesOf = async (id: string) =>
      (await readAction(umbra.ports, ada, id)).transitions.map(({ to }) => to);

    /** A rule waits; then somebody opens the database, and the agent mirrors it. */
    const openedUnder = async (cure: Cure) => {
      shop = await makeShop(customerClient(moto.url));
      await begin("internet-exposure", cure);
      const before = await admitted();
      await openToWorld(customerClient(moto.url), shop.databaseGroupId, 5432);
      await sweep();
      const waiting = await reaches("awaiting-approval");
      expect(changing()).toEqual([]);
      return { before, waiting };
    };

    const stories: readonly { readonly name: string; readonly play: () => Promise<void> }[] = [
      {
        name: "a change that ends halfway is undone",
        play: async () => {
          const { waiting } = await openedUnder("narrow-to-network");
          const opened = await admitted();
          // The narrow rule is let in, the wide one is refused to be taken out: once.
          proxy.setFaults([{ fault: "deny", action: "RevokeSecurityGroupIngress", after: 1, times: 1 }]);
          await approve(waiting);
          const undone = await reaches("rolled-back");
          expect(undone.reports.map(({ purpose, outcome }) => `${purpose} ${outcome}`)).toEqual([
            "precheck done",
            "execute refused",
            "roll-back done",
          ]);
          expect(await admitted()).toEqual(opened);
          expect(changing()).toEqual([
            "AuthorizeSecurityGroupIngress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupIngress",
          ]);
          expect(await verifyAudit(umbra.ports, ada)).toMatchObject({ isWhole: true });
        },
      },
      {
        name: "an opened database is closed again: exactly that rule, once, and proved",
        play: async () => {
          const { before, waiting } = await openedUnder("remove-rule");
          await approve(waiting);
          await reaches("verifying");
          expect(await admitted()).toEqual(before);
          await sweep();
          await reaches("succeeded");
          expect(changing()).toEqual(["RevokeSecurityGroupIngress"]);
          await resolves(waiting);
          expect(await statesOf(waiting.id)).toEqual(
            expect.arrayContaining(["proposed", "simulated", "awaiting-approval", "approved", "prechecked"]),
          );
          expect(await verifyAudit(umbra.ports, ada)).toMatchObject({ isWhole: true });
          // The same again: what is closed is not closed twice.
          await sweep();
          await analyzed();
          expect((await listActions(umbra.ports, ada, { estateId })).actions).toHaveLength(1);
          expect(changing()).toHaveLength(1);
        },
      },
      {
        name: "the route to a NAT gateway that was deleted is led to one that works, once, and proved",
        play: async () => {
          const ec2 = customerClient(moto.url);
          const { shop: exits, otherNatGatewayId, corrections } = await makeTwoExits(ec2);
          proxy.setCorrections(corrections);
          await begin("required-flow", "restore-egress");
          await deleteNatGateway(ec2, exits.natGatewayId);
          await sweep();
          const waiting = await reaches("awaiting-approval");
          expect(waiting.plan?.steps).toMatchObject([
            { kind: "replace-route", from: { id: exits.natGatewayId }, to: { id: otherNatGatewayId } },
          ]);
          expect(waiting.plan?.inverse).toBeNull();
          await approve(waiting);
          await reaches("verifying");
          await sweep();
          await reaches("succeeded");
          expect(changing()).toEqual(["ReplaceRoute"]);
          await resolves(waiting);
        },
      },
      {
        name: "no route is led to a NAT gateway that is deleted while somebody thinks about it",
        play: async () => {
          const ec2 = customerClient(moto.url);
          const { shop: exits, otherNatGatewayId, corrections } = await makeTwoExits(ec2);
          proxy.setCorrections(corrections);
          await begin("required-flow", "restore-egress");
          await deleteNatGateway(ec2, exits.natGatewayId);
          await sweep();
          const waiting = await reaches("awaiting-approval");
          await deleteNatGateway(ec2, otherNatGatewayId);
          await approve(waiting);
          const refused = await reaches("refused");
          expect(refused.reason).toContain(`the NAT gateway \`${otherNatGatewayId}\` is`);
          expect(changing()).toEqual([]);
        },
      },
      {
        name: "a scaling group is made larger, once, and proved when its members serve",
        play: async () => {
          const clients = { ec2: customerClient(moto.url), scaling: scalingClient(moto.url) };
          const { groupName, demand } = await makePressedFleet(clients);
          proxy.setCorrections(await natCorrections(clients.ec2));
          await begin("over-capacity", "enlarge-scaling-group");
          await declareDemand(umbra.ports, ada, { estateId, demand });
          const waiting = await reaches("awaiting-approval");
          expect(waiting.plan?.steps).toMatchObject([{ kind: "set-desired-capacity", from: 1, to: 3 }]);
          await approve(waiting);
          await reaches("verifying");
          await sweep();
          await reaches("succeeded");
          expect(changing()).toEqual(["SetDesiredCapacity"]);
          await resolves(waiting);
          const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [groupName] });
          const [group] = (await clients.scaling.send(asked)).AutoScalingGroups ?? [];
          expect([group?.DesiredCapacity, group?.Instances?.length]).toEqual([3, 3]);
        },
      },
      {
        name: "a group that was changed by hand after the approval is left alone",
        play: async () => {
          const { waiting } = await openedUnder("remove-rule");
          await stopExecutor();
          await approve(waiting);
          await openToWorld(customerClient(moto.url), shop.databaseGroupId, 6379);
          stopExecutor = await startExecutor();
          const refused = await reaches("refused");
          expect(refused.reason).toContain("was changed");
          expect(changing()).toEqual([]);
          const { entries } = await listAudit(umbra.ports, ada, { limit: 100 });
          expect(entries.some(({ subject }) => subject.id === waiting.id)).toBe(true);
        },
      },
    ];

    // The others repeat what the browser's stories and the tests of single steps show; each takes several analyses.
    it.each(isLong ? stories : stories.slice(0, 1))("$name", ({ play }) => play());
  },
);
