import { SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeRouteTablesCommand,
  type EC2Client,
  ModifyInstanceAttributeCommand,
  ReplaceRouteCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { performTask } from "../application/executor/perform-task";
import type { ExecutorReport, ExecutorTask } from "../application/executor.schema";
import type { CloudHand, Subject } from "../application/ports/cloud-hand";
import type { Resource } from "../engine/configuration";
import { touchedForm } from "../engine/remediation";
import {
  type PlanStep,
  type StepKind,
  stepKindSchema,
  type Touched,
} from "../engine/remediation/plan/plan.schema";
import { endlessLease, executorTask } from "../testing/executor-task";
import { type Moto, startMoto } from "../testing/moto";
import { makeScalingGroup, scalingClient } from "../testing/moto-fleet";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld, type Shop } from "../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { wireExecutor } from "../wiring-executor";

const signal = new AbortController().signal;
const place = { accountId: MOTO_ACCOUNT_ID, region: "us-east-1" };
const FLEET = "fleet";
const world = {
  protocol: 6,
  fromPort: 5432,
  toPort: 5432,
  peer: { kind: "prefix" as const, prefix: "0.0.0.0/0" },
};
const office = { ...world, peer: { kind: "prefix" as const, prefix: "198.51.100.0/24" } };

/** The account as a case meets it. */
interface Account {
  readonly ec2: EC2Client;
  readonly shop: Shop;
  readonly fleetId: string;
  readonly privateTableId: string;
  readonly publicTableId: string;
}

interface Case {
  readonly name: string;
  readonly steps: (account: Account) => readonly PlanStep[];
  readonly subject: (account: Account) => Subject;
  /** The resource as the steps leave it. */
  readonly after: (resource: Resource, account: Account) => Resource;
  /** Somebody changes it by hand. */
  readonly disturb: (account: Account) => Promise<unknown>;
  /** The inverse, and the calls that the steps take. */
  readonly undo: (account: Account) => readonly PlanStep[];
  readonly calls: readonly string[];
}

const databaseGroup = ({ shop }: Account): Subject => ({
  kind: "securityGroup",
  id: shop.databaseGroupId,
  place,
});
const groupStep = (
  kind: "revoke-group-rule" | "authorize-group-rule",
  { shop }: Account,
  rule = world,
): PlanStep => ({
  kind,
  place,
  securityGroupId: shop.databaseGroupId,
  direction: "ingress",
  rule,
});
const openMore = ({ ec2, shop }: Account) => openToWorld(ec2, shop.databaseGroupId, 6379);

const privateTable = ({ privateTableId }: Account): Subject => ({
  kind: "routeTable",
  id: privateTableId,
  place,
});
const everywhere = { prefix: "0.0.0.0/0" };
const partner = { prefix: "192.0.2.0/24" };
const nat = ({ shop }: Account) => ({ kind: "natGateway" as const, id: shop.natGatewayId });
const internet = ({ shop }: Account) => ({ kind: "internetGateway" as const, id: shop.internetGatewayId });
const routed = (
  resource: Resource,
  prefix: string,
  target: ReturnType<typeof nat> | ReturnType<typeof internet>,
) =>
  resource.kind === "routeTable"
    ? {
        ...resource,
        routes: [
          ...resource.routes.filter(
            ({ destination }) => !("prefix" in destination && destination.prefix === prefix),
          ),
          { destination: { prefix }, target, origin: "CreateRoute", state: "active" },
        ],
      }
    : resource;
const turnAway = ({ ec2, privateTableId, shop }: Account) =>
  ec2.send(
    new ReplaceRouteCommand({
      RouteTableId: privateTableId,
      DestinationCidrBlock: "0.0.0.0/0",
      GatewayId: shop.internetGatewayId,
    }),
  );

const sized = (from: number, to: number, { fleetId }: Account): PlanStep => ({
  kind: "set-desired-capacity",
  place,
  autoScalingGroupId: fleetId,
  autoScalingGroupName: FLEET,
  from,
  to,
  members: [],
});
const typed = (from: string, to: string, { shop }: Account): PlanStep => ({
  kind: "set-instance-type",
  place,
  instanceId: shop.webId,
  from,
  to,
});

const cases: readonly Case[] = [
  {
    name: "revoke a rule",
    steps: (account) => [groupStep("revoke-group-rule", account)],
    undo: (account) => [groupStep("authorize-group-rule", account)],
    subject: databaseGroup,
    after: (resource) =>
      resource.kind === "securityGroup"
        ? { ...resource, ingress: resource.ingress.filter(({ peer }) => peer.kind !== "prefix") }
        : resource,
    disturb: openMore,
    calls: ["RevokeSecurityGroupIngress"],
  },
  {
    name: "narrow a rule: first the narrow one, then away with the wide one",
    steps: (account) => [
      groupStep("authorize-group-rule", account, office),
      groupStep("revoke-group-rule", account),
    ],
    undo: (account) => [
      groupStep("authorize-group-rule", account),
      groupStep("revoke-group-rule", account, office),
    ],
    subject: databaseGroup,
    after: (resource) =>
      resource.kind === "securityGroup"
        ? { ...resource, ingress: [...resource.ingress.filter(({ peer }) => peer.kind !== "prefix"), office] }
        : resource,
    disturb: openMore,
    calls: ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
  },
  {
    name: "add a route",
    steps: (account) => [
      {
        kind: "create-route",
        place,
        routeTableId: account.privateTableId,
        destination: partner,
        target: nat(account),
      },
    ],
    undo: (account) => [
      {
        kind: "delete-route",
        place,
        routeTableId: account.privateTableId,
        destination: partner,
        target: nat(account),
      },
    ],
    subject: privateTable,
    after: (resource, account) => routed(resource, partner.prefix, nat(account)),
    disturb: turnAway,
    calls: ["CreateRoute"],
  },
  {
    name: "turn a route",
    steps: (account) => [
      {
        kind: "replace-route",
        place,
        routeTableId: account.publicTableId,
        destination: everywhere,
        from: internet(account),
        to: nat(account),
      },
    ],
    undo: (account) => [
      {
        kind: "replace-route",
        place,
        routeTableId: account.publicTableId,
        destination: everywhere,
        from: nat(account),
        to: internet(account),
      },
    ],
    subject: ({ publicTableId }) => ({ kind: "routeTable", id: publicTableId, place }),
    after: (resource, account) => routed(resource, everywhere.prefix, nat(account)),
    disturb: ({ ec2, publicTableId, shop }) =>
      ec2.send(
        new ReplaceRouteCommand({
          RouteTableId: publicTableId,
          DestinationCidrBlock: "0.0.0.0/0",
          InstanceId: shop.webId,
        }),
      ),
    calls: ["ReplaceRoute"],
  },
  {
    name: "make a scaling group larger",
    steps: (account) => [sized(1, 3, account)],
    undo: (account) => [sized(3, 1, account)],
    subject: ({ fleetId }) => ({ kind: "autoScalingGroup", id: fleetId, place }),
    after: (resource) =>
      resource.kind === "autoScalingGroup" ? { ...resource, desiredCapacity: 3 } : resource,
    disturb: () =>
      scalingClient(moto.url).send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: FLEET, DesiredCapacity: 2 }),
      ),
    calls: ["SetDesiredCapacity"],
  },
  {
    name: "change the type of a stopped instance",
    steps: (account) => [typed("t3.micro", "m5.large", account)],
    undo: (account) => [typed("m5.large", "t3.micro", account)],
    subject: ({ shop }) => ({ kind: "instance", id: shop.webId, place }),
    after: (resource) =>
      resource.kind === "instance" ? { ...resource, instanceType: "m5.large" } : resource,
    disturb: ({ ec2, shop }) =>
      ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId: shop.webId, InstanceType: { Value: "c5.large" } }),
      ),
    calls: ["ModifyInstanceAttribute"],
  },
];

let moto: Moto;

describe.each(testPeer("UMBRA_TEST_MOTO"))("an executor at moto", ({ program }) => {
  let proxy: MotoProxy;
  let account: Account;
  let wired: ReturnType<typeof wireExecutor>;

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = "testing";
    process.env.AWS_SECRET_ACCESS_KEY = "testing";
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });
  beforeEach(async () => {
    await moto.reset();
    account = await makeAccount();
    proxy.setFaults([]);
    proxy.clear();
    wired = wireExecutor({
      server: "http://127.0.0.1:1",
      token: "none",
      allows: stepKindSchema.options,
      regions: ["us-east-1"],
      endpoint: proxy.url,
      endpoints: [],
      outboundAllow: undefined,
    });
  });
  afterEach(() => wired.close());

  const makeAccount = async (): Promise<Account> => {
    const ec2 = customerClient(moto.url);
    const shop = await makeShop(ec2);
    await openToWorld(ec2, shop.databaseGroupId, 5432);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [shop.webId] }));
    await makeScalingGroup(
      { ec2, scaling: scalingClient(moto.url) },
      {
        name: FLEET,
        subnetIds: [shop.privateSubnetId],
        groupId: shop.webGroupId,
        size: { least: 1, wanted: 1, most: 4 },
      },
    );
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    const tableOf = (id: string) =>
      RouteTables.find(({ Routes = [] }) =>
        Routes.some(({ GatewayId, NatGatewayId }) => GatewayId === id || NatGatewayId === id),
      )?.RouteTableId ?? "";
    const hand: CloudHand = wireExecutor({
      server: "http://127.0.0.1:1",
      token: "none",
      allows: ["webhook"],
      regions: ["us-east-1"],
      endpoint: moto.url,
      endpoints: [],
      outboundAllow: undefined,
    }).ports.hand;
    const fleet = await hand.read({ kind: "autoScalingGroup", id: FLEET, place }, signal);
    hand.close();
    return {
      ec2,
      shop,
      fleetId: fleet?.id ?? "",
      privateTableId: tableOf(shop.natGatewayId),
      publicTableId: tableOf(shop.internetGatewayId),
    };
  };
  const read = (subject: Subject) => wired.ports.hand.read(subject, signal);
  const touchedBy = async (one: Case): Promise<Touched> => {
    const resource = await read(one.subject(account));
    if (!resource) throw new Error("it is not there");
    return {
      element: { kind: resource.kind, id: resource.id },
      place,
      before: touchedForm(resource),
      after: touchedForm(one.after(resource, account)),
    };
  };
  const perform = async (
    purpose: ExecutorTask["purpose"],
    steps: readonly PlanStep[],
    touched: Touched,
    allows: readonly StepKind[] = stepKindSchema.options,
  ): Promise<ExecutorReport> => {
    const report = await performTask({
      ports: { ...wired.ports, wait: async () => undefined },
      limits: { allows, accountId: MOTO_ACCOUNT_ID },
      task: executorTask({ purpose, steps, touched: [touched] }),
      lease: endlessLease(),
    });
    if (report === "over") throw new Error("the lease was lost");
    return report;
  };
  const changing = () =>
    proxy.calls
      .filter(({ action, isDryRun }) => !isDryRun && !/^(Describe|Get)/.test(action))
      .map(({ action }) => action);
  const formNow = async (one: Case) => {
    const resource = await read(one.subject(account));
    return resource && touchedForm(resource);
  };

  describe.each(cases)("$name", (one) => {
    it("asks, does it once, observes it, and a second run does nothing", async () => {
      const touched = await touchedBy(one);
      const steps = one.steps(account);
      const asked = await perform("precheck", steps, touched);
      expect(asked).toMatchObject({ outcome: "done", observed: [{ form: touched.before }] });
      expect(asked.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "not-begun"));
      expect(changing()).toEqual([]);
      expect(await formNow(one)).toBe(touched.before);

      const done = await perform("execute", steps, touched);
      expect(done).toMatchObject({ outcome: "done", observed: [{ form: touched.after }] });
      expect(done.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "done"));
      expect(changing()).toEqual(one.calls);
      expect(await perform("observe", steps, touched)).toMatchObject({
        outcome: "done",
        observed: [{ id: touched.element.id, form: touched.after }],
      });

      const again = await perform("execute", steps, touched);
      expect(again.outcome).toBe("done");
      expect(again.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "stood"));
      expect(changing()).toEqual(one.calls);
    });

    it("is undone, and undone once", async () => {
      const touched = await touchedBy(one);
      await perform("execute", one.steps(account), touched);
      expect(await perform("roll-back", one.undo(account), touched)).toMatchObject({
        outcome: "done",
        observed: [{ form: touched.before }],
      });
      const callCount = changing().length;
      const again = await perform("roll-back", one.undo(account), touched);
      expect(again.steps.map(({ outcome }) => outcome)).toEqual(one.undo(account).map(() => "stood"));
      expect(changing()).toHaveLength(callCount);
    });

    it("is left alone when somebody changed it by hand", async () => {
      const touched = await touchedBy(one);
      await one.disturb(account);
      const disturbed = await formNow(one);
      for (const purpose of ["precheck", "execute"] as const)
        expect(await perform(purpose, one.steps(account), touched)).toMatchObject({ outcome: "conflict" });
      expect(changing()).toEqual([]);
      expect(await formNow(one)).toBe(disturbed);
    });

    it.each(["lost", "drop", "unavailable", "cut"] as const)(
      "production decides what an answer that was %s hid",
      async (fault) => {
        const touched = await touchedBy(one);
        for (const action of new Set(one.calls)) proxy.setFaults([{ fault, action, times: 1 }]);
        const done = await perform("execute", one.steps(account), touched);
        expect(done).toMatchObject({ outcome: "done", observed: [{ form: touched.after }] });
        // What was carried out behind the fault is not made again; what was not is.
        const wasDone = fault === "lost" || fault === "cut";
        expect(changing()).toHaveLength(one.calls.length + (wasDone ? 0 : 1));
      },
    );

    it("is unknown when production cannot be read again", async () => {
      const touched = await touchedBy(one);
      const steps = one.steps(account);
      const describing = proxy.calls.at(-1)?.action ?? "";
      proxy.setFaults([
        { fault: "lost", action: one.calls[0] ?? "" },
        { fault: "deny", action: describing, after: 2 },
      ]);
      const report = await perform("execute", steps, touched);
      expect(report).toMatchObject({ outcome: "unknown", observed: [] });
      expect(changing()).toHaveLength(1);
    });

    it("is refused when the provider or the operator refuses", async () => {
      const touched = await touchedBy(one);
      const steps = one.steps(account);
      proxy.setFaults(one.calls.map((action) => ({ fault: "deny" as const, action })));
      expect(await perform("execute", steps, touched)).toMatchObject({ outcome: "refused" });
      expect(changing()).toHaveLength(1);
      expect(await formNow(one)).toBe(touched.before);
      proxy.clear();
      for (const purpose of ["precheck", "execute", "roll-back"] as const)
        expect(await perform(purpose, steps, touched, ["webhook"])).toMatchObject({ outcome: "refused" });
      expect(changing()).toEqual([]);
    });
  });
});
