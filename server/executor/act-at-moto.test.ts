import { DescribeRouteTablesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { performTask } from "../application/executor/perform-task";
import type { ExecutorReport, ExecutorTask } from "../application/executor.schema";
import type { CloudHand, Subject } from "../application/ports/cloud-hand";
import { touchedForm } from "../engine/remediation";
import { type StepKind, stepKindSchema, type Touched } from "../engine/remediation/plan/plan.schema";
import { endlessLease, executorTask } from "../testing/executor-task";
import { type Moto, startMoto } from "../testing/moto";
import { makeScalingGroup, scalingClient } from "../testing/moto-fleet";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld } from "../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { wireExecutor } from "../wiring-executor";
import { type Account, type Case, cases, FLEET, place } from "./act-at-moto.cases";

const isLong = process.env.UMBRA_LONG === "1";
const signal = new AbortController().signal;
describe.each(testPeer("UMBRA_TEST_MOTO"))("an executor at moto", ({ program }) => {
  let moto: Moto;
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
    const scaling = scalingClient(moto.url);
    const shop = await makeShop(ec2);
    await openToWorld(ec2, shop.databaseGroupId, 5432);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [shop.webId] }));
    await makeScalingGroup(
      { ec2, scaling },
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
      scaling,
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
    one: Case,
    touched: Touched,
    allows: readonly StepKind[] = stepKindSchema.options,
  ): Promise<ExecutorReport> => {
    const report = await performTask({
      ports: { ...wired.ports, wait: async () => undefined },
      limits: { allows, accountId: MOTO_ACCOUNT_ID },
      task: executorTask({
        purpose,
        steps: one.steps(account),
        inverse: one.undo(account),
        touched: [touched],
      }),
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
    it("asks, does it once, observes it, and undoes it once", async () => {
      const touched = await touchedBy(one);
      const steps = one.steps(account);
      const asked = await perform("precheck", one, touched);
      expect(asked).toMatchObject({ outcome: "done", observed: [{ form: touched.before }] });
      expect(asked.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "not-begun"));
      expect(changing()).toEqual([]);
      expect(await formNow(one)).toBe(touched.before);

      const done = await perform("execute", one, touched);
      expect(done).toMatchObject({ outcome: "done", observed: [{ form: touched.after }] });
      expect(done.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "done"));
      expect(changing()).toEqual(one.calls);
      const again = await perform("execute", one, touched);
      expect(again.outcome).toBe("done");
      expect(again.steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => "stood"));
      expect(await perform("observe", one, touched)).toMatchObject({
        outcome: "done",
        observed: [{ id: touched.element.id, form: touched.after }],
      });
      expect(changing()).toEqual(one.calls);

      proxy.clear();
      for (const outcome of ["done", "stood"]) {
        const undone = await perform("roll-back", one, touched);
        expect(undone).toMatchObject({ outcome: "done", observed: [{ form: touched.before }] });
        expect(undone.steps.map((step) => step.outcome)).toEqual(one.undo(account).map(() => outcome));
      }
      expect(changing()).toHaveLength(one.undo(account).length);
    });

    it("is left alone where nothing may be done, somebody else was there, or production is not read", async () => {
      const touched = await touchedBy(one);
      const describing = proxy.calls.at(-1)?.action ?? "";
      for (const purpose of ["precheck", "execute", "roll-back"] as const)
        expect(await perform(purpose, one, touched, ["webhook"])).toMatchObject({ outcome: "refused" });
      expect(changing()).toEqual([]);

      proxy.setFaults(one.calls.map((action) => ({ fault: "deny" as const, action })));
      expect(await perform("execute", one, touched)).toMatchObject({ outcome: "refused" });
      expect(changing()).toHaveLength(1);
      expect(await formNow(one)).toBe(touched.before);

      proxy.clear();
      proxy.setFaults([
        { fault: "drop", action: one.calls[0] ?? "" },
        { fault: "deny", action: describing, after: 2 },
      ]);
      expect(await perform("execute", one, touched)).toMatchObject({ outcome: "unknown", observed: [] });
      expect(changing()).toHaveLength(1);

      proxy.clear();
      proxy.setFaults([]);
      await one.disturb(account);
      const disturbed = await formNow(one);
      for (const purpose of ["precheck", "execute"] as const)
        expect(await perform(purpose, one, touched)).toMatchObject({ outcome: "conflict" });
      expect(changing()).toEqual([]);
      expect(await formNow(one)).toBe(disturbed);
    });

    it.each(isLong ? (["lost", "drop", "unavailable", "cut"] as const) : (["lost"] as const))(
      "production decides what an answer that was %s hid",
      async (fault) => {
        const touched = await touchedBy(one);
        for (const action of new Set(one.calls)) proxy.setFaults([{ fault, action, times: 1 }]);
        const done = await perform("execute", one, touched);
        expect(done).toMatchObject({ outcome: "done", observed: [{ form: touched.after }] });
        // What was carried out behind the fault is not made again; what was not is.
        const wasDone = fault === "lost" || fault === "cut";
        expect(changing()).toHaveLength(one.calls.length + (wasDone ? 0 : 1));
      },
    );
  });
});
