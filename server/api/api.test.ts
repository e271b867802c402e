import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Actor, LOCAL_ACTOR } from "../application/actor";
import { importConfiguration } from "../application/imports";
import type { WorkspaceId } from "../application/ports/store";
import { deadDelivery } from "../testing/dead-delivery";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { REFUSED_INPUTS } from "./refused-inputs.cases";
import { appRouter } from "./root";
import { createCaller } from "./trpc";

const theirs: Actor = { kind: "local", id: "them", workspaceId: "theirs" as WorkspaceId };
const vpcs = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };

const suiteOf = (estate: string) => ({
  estateId: estate,
  name: "all checks",
  kind: "suite" as const,
  request: {},
});
const rule = {
  name: "close it",
  mode: "dry-run" as const,
  trigger: {
    kinds: ["internet-exposure" as const],
    minSeverity: "high" as const,
    states: ["opened" as const],
  },
  conditions: { subjectIds: [], tags: [] },
  action: { kind: "remove-rule" as const },
  limits: { cooldownMinutes: 60, perDay: 10 },
  owner: "local",
  createdFrom: null,
};
const nightly = { cron: "0 3 * * *", timeZone: "Europe/Berlin" };

let test: TestPorts;
let estateId: string;
let snapshotId: string;
let alertId: string;
let runId: string;
let scenarioId: string;
let scheduleId: string;
let ruleId: string;
let renamedVpcId: string;
let sinkId: string;
let deliveryId: string;
let stopReceiver: () => Promise<void>;
const caller = (actor: Actor) => createCaller(appRouter)({ ports: test.ports, actor });

beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  await test.ports.store.ensureWorkspace(theirs.workspaceId);
  ({ estateId } = await caller(LOCAL_ACTOR).estate.createSample());
  const alerts = () => caller(LOCAL_ACTOR).alert.list({ estateId });
  await vi.waitFor(async () => expect((await alerts()).alerts.length).toBeGreaterThan(0), {
    timeout: 50_000,
    interval: 100,
  });
  alertId = (await alerts()).alerts[0]?.id ?? "";
  ({ runId } = await caller(LOCAL_ACTOR).run.start({ estateId, kind: "suite", request: {} }));
  await caller(LOCAL_ACTOR).run.cancel({ runId });
  ({ scenarioId } = await caller(LOCAL_ACTOR).scenario.create(suiteOf(estateId)));
  ({ scheduleId } = await caller(LOCAL_ACTOR).schedule.create({ scenarioId, ...nightly }));
  ({ ruleId } = await caller(LOCAL_ACTOR).rule.create({ estateId, rule }));
  ({ sinkId, deliveryId, stop: stopReceiver } = await deadDelivery(test.ports));
  snapshotId = (await caller(LOCAL_ACTOR).estate.list())[0]?.latest?.snapshotId ?? "";
  renamedVpcId = await renameVpc();
});
afterAll(async () => {
  await test.close();
  await stopReceiver();
});

/** Adds a snapshot in which one VPC of the sample has another name. */
async function renameVpc(): Promise<string> {
  const text = await caller(LOCAL_ACTOR).estate.configuration({ estateId });
  const configuration = JSON.parse(text) as { resources: { vpc: { id: string; name: string }[] } };
  const [vpc] = configuration.resources.vpc;
  if (!vpc) throw new Error("the sample has no VPC");
  vpc.name = "renamed";
  const bytes = new TextEncoder().encode(JSON.stringify(configuration));
  const files = [{ name: "export.json", bytes }];
  await importConfiguration(test.ports, LOCAL_ACTOR, { files, estateId, assumeDefaultRoutes: false });
  return vpc.id;
}

type Caller = ReturnType<typeof caller>;
type Ids = {
  estateId: string;
  snapshotId: string;
  alertId: string;
  runId: string;
  scenarioId: string;
  scheduleId: string;
  ruleId: string;
  sinkId: string;
  deliveryId: string;
};

const ours = (): Ids => ({
  estateId,
  snapshotId,
  alertId,
  runId,
  scenarioId,
  scheduleId,
  ruleId,
  sinkId,
  deliveryId,
});

/** Every procedure that is handed an id, with a call that succeeds for whoever owns the ids. */
const PROCEDURES: Record<string, (call: Caller, ids: Ids) => Promise<unknown>> = {
  "estate.overview": (call, { estateId }) => call.estate.overview({ estateId }),
  "estate.report": (call, { estateId, snapshotId }) => call.estate.report({ estateId, snapshotId }),
  "estate.configuration": (call, { estateId }) => call.estate.configuration({ estateId }),
  "topology.view": (call, { estateId, snapshotId }) => call.topology.view({ estateId, snapshotId }),
  "topology.search": (call, { estateId }) => call.topology.search({ estateId, q: "nat" }),
  "topology.locate": (call, { estateId }) => call.topology.locate({ estateId, ids: ["vpc-none"] }),
  "resource.read": async (call, ids) => {
    const [hit] = await caller(LOCAL_ACTOR).topology.search({ estateId, q: "vpc" });
    return call.resource.read({ estateId: ids.estateId, id: hit?.id ?? "" });
  },
  "trace.ask": async (call, ids) => {
    const [hit] = await caller(LOCAL_ACTOR).topology.search({ estateId, q: "i-" });
    return call.trace.ask({ estateId: ids.estateId, from: hit?.id ?? "", to: "internet", port: 443 });
  },
  "whatIf.run": async (call, ids) => {
    const [hit] = await caller(LOCAL_ACTOR).topology.search({ estateId, q: "igw-" });
    const failures = [{ kind: "internetGateway", id: hit?.id ?? "", mode: "down" as const }];
    return call.whatIf.run({ estateId: ids.estateId, failures });
  },
  "whatIf.changes": async (call, ids) => {
    const [hit] = await caller(LOCAL_ACTOR).topology.search({ estateId, q: "rtb-" });
    const route = { routeTableId: hit?.id ?? "", destination: { prefix: "203.0.113.0/24" } };
    const target = { kind: "natGateway" as const, id: "nat-none" };
    return call.whatIf.changes({
      estateId: ids.estateId,
      changes: [{ kind: "add-route", ...route, target }],
    });
  },
  "intent.list": (call, { estateId }) => call.intent.list({ estateId }),
  "history.list": (call, { estateId }) => call.history.list({ estateId }),
  "history.read": (call, { estateId, snapshotId }) => call.history.read({ estateId, snapshotId }),
  "history.diff": (call, { estateId, snapshotId }) =>
    call.history.diff({ estateId, base: snapshotId, head: snapshotId }),
  "history.change": (call, { estateId, snapshotId }) =>
    call.history.change({ estateId, base: snapshotId, kind: "vpc", id: renamedVpcId }),
  "alert.list": (call, { estateId }) => call.alert.list({ estateId }),
  "alert.read": (call, { estateId, alertId }) => call.alert.read({ estateId, id: alertId }),
  "alert.dismiss": (call, { estateId, alertId }) =>
    call.alert.dismiss({ estateId, id: alertId, reason: "known" }),
  "alert.reopen": (call, { estateId, alertId }) => call.alert.reopen({ estateId, id: alertId }),
  "alert.tryFixes": (call, { estateId, alertId }) => call.alert.tryFixes({ estateId, id: alertId }),
  "rule.list": (call, { estateId }) => call.rule.list({ estateId }),
  "rule.read": (call, { ruleId }) => call.rule.read({ ruleId }),
  "rule.draft": (call, { estateId, alertId }) => call.rule.draft({ estateId, alertId }),
  "rule.create": (call, { estateId }) => call.rule.create({ estateId, rule }),
  "rule.change": (call, { ruleId }) => call.rule.change({ ruleId, revision: 1, rule }),
  "rule.dryRun": (call, { ruleId }) => call.rule.dryRun({ ruleId }),
  "rule.remove": (call, { ruleId }) => call.rule.remove({ ruleId }),
  "run.start": (call, { estateId }) => call.run.start({ estateId, kind: "suite", request: {} }),
  "run.read": (call, { runId }) => call.run.read({ runId }),
  "run.list": (call, { estateId }) => call.run.list({ estateId }),
  "run.watch": async (call, { runId }) => {
    for await (const _ of await call.run.watch({ runId })) return;
  },
  "run.cancel": (call, { runId }) => call.run.cancel({ runId }),
  "scenario.create": (call, { estateId }) => call.scenario.create(suiteOf(estateId)),
  "scenario.list": (call, { estateId }) => call.scenario.list({ estateId }),
  "scenario.read": (call, { scenarioId }) => call.scenario.read({ scenarioId }),
  "scenario.rename": (call, { scenarioId }) => call.scenario.rename({ scenarioId, name: "checks" }),
  "scenario.run": (call, { scenarioId }) => call.scenario.run({ scenarioId }),
  "schedule.create": (call, { scenarioId }) => call.schedule.create({ scenarioId, ...nightly }),
  "schedule.list": (call, { estateId }) => call.schedule.list({ estateId }),
  "schedule.pause": (call, { scheduleId }) => call.schedule.pause({ scheduleId, isPaused: true }),
  "schedule.remove": (call, { scheduleId }) => call.schedule.remove({ scheduleId }),
  "scenario.remove": (call, { scenarioId }) => call.scenario.remove({ scenarioId }),
  "sink.setEnabled": (call, { sinkId }) => call.sink.setEnabled({ sinkId, isEnabled: false }),
  "sink.test": (call, { sinkId }) => call.sink.test({ sinkId }),
  "sink.deadDeliveries": (call, { sinkId }) => call.sink.deadDeliveries({ sinkId }),
  "sink.resend": (call, { deliveryId }) => call.sink.resend({ deliveryId }),
  "sink.alertDeliveries": (call, { estateId, alertId }) =>
    call.sink.alertDeliveries({ estateId, id: alertId }),
  "sink.remove": (call, { sinkId }) => call.sink.remove({ sinkId }),
  // The last one: nothing is left after it.
  "estate.remove": (call, { estateId }) => call.estate.remove({ estateId }),
};
/** These are handed no id. */
const WITHOUT_IDS = [
  "estate.list",
  "estate.createSample",
  "estate.changes",
  "schedule.preview",
  "sink.list",
  "sink.add",
];

/** What a call was refused with; undefined when it was answered. */
async function refusal(call: Promise<unknown>) {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof TRPCError ? { code: error.code, message: error.message } : error;
  }
}

describe("a tenant", () => {
  it("is looked at in every procedure there is", () => {
    const names = Object.keys(appRouter._def.procedures);
    expect(names.toSorted()).toEqual([...Object.keys(PROCEDURES), ...WITHOUT_IDS].toSorted());
  });

  it("hears of its own changes alone", async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    const listen = createCaller(appRouter)({ ports: test.ports, actor: theirs }, { signal: stop.signal });
    const listening = (async () => {
      for await (const change of await listen.estate.changes()) heard.push(change.estateId);
    })();
    const publish = (workspaceId: WorkspaceId, id: string) =>
      test.ports.events.publish({ workspaceId, estateId: id, kind: "alerts" });
    await vi.waitFor(() => {
      publish(LOCAL_ACTOR.workspaceId, "ours");
      publish(theirs.workspaceId, "theirs");
      expect(heard.length).toBeGreaterThan(0);
    });
    expect(new Set(heard)).toEqual(new Set(["theirs"]));
    stop.abort();
    await listening;
  });

  it("has a list of its own", async () => {
    expect(await caller(theirs).estate.list()).toEqual([]);
  });

  it.each(Object.keys(PROCEDURES))(
    "gets the same answer from %s for another's ids as for none",
    async (name) => {
      const run = PROCEDURES[name] ?? (() => Promise.resolve());
      const foreign = await refusal(run(caller(theirs), ours()));
      const random = await refusal(
        run(caller(theirs), {
          estateId: "00000000-0000-4000-8000-000000000000",
          snapshotId: "ab".repeat(32),
          alertId: "none",
          runId: "none",
          scenarioId: "none",
          scheduleId: "none",
          ruleId: "none",
          sinkId: "none",
          deliveryId: "none",
        }),
      );
      expect(foreign).toMatchObject({ code: "NOT_FOUND" });
      expect(foreign).toEqual(random);
    },
  );

  it("cannot look into a snapshot by its content's hash, not even with an estate of its own", async () => {
    const { ports } = test;
    const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode(JSON.stringify(vpcs)) }];
    const own = await importConfiguration(ports, theirs, { files, assumeDefaultRoutes: false });
    const call = caller(theirs);
    await expect(call.topology.view({ estateId: own.estateId, snapshotId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(call.alert.read({ estateId: own.estateId, id: alertId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it.each(Object.keys(PROCEDURES))("gets an answer from %s for its own ids", async (name) => {
    const run = PROCEDURES[name] ?? (() => Promise.reject());
    await run(caller(LOCAL_ACTOR), ours());
  });
});

describe("a question", () => {
  let mine: string;
  beforeAll(async () => {
    mine = (await caller(LOCAL_ACTOR).estate.createSample()).estateId;
  });
  const nat = { kind: "natGateway", id: "nat-none", mode: "down" } as const;

  it.each<{ name: string; ask: (call: Caller) => Promise<unknown>; message: RegExp }>([
    {
      name: "an end that names nothing",
      ask: (call) => call.trace.ask({ estateId: mine, from: "nobody", to: "internet" }),
      message: /nothing in the configuration is called `nobody`/,
    },
    {
      name: "an end that names several things, with the candidates",
      ask: (call) => call.trace.ask({ estateId: mine, from: "internet", to: "nat-gw-1a" }),
      message: /nat-/,
    },
    {
      name: "a protocol that is none",
      ask: (call) => call.trace.ask({ estateId: mine, from: "internet", to: "10.0.0.1", protocol: "tpc" }),
      message: /`tpc` is no protocol/,
    },
    {
      name: "a failure of something that is not there",
      ask: (call) => call.whatIf.run({ estateId: mine, failures: [nat] }),
      message: /no natGateway `nat-none`/,
    },
    {
      name: "a failure in a trace of something that is not there",
      ask: (call) => call.trace.ask({ estateId: mine, from: "internet", to: "10.0.0.1", failures: [nat] }),
      message: /no natGateway `nat-none`/,
    },
  ])("about $name is answered with what to write", async ({ ask, message }) => {
    const error = await ask(caller(LOCAL_ACTOR)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "BAD_REQUEST", message: expect.stringMatching(message) });
  });

  it.each(REFUSED_INPUTS)("with $name is refused", async ({ ask }) => {
    await expect(ask(caller(LOCAL_ACTOR), mine)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("that is taken back stops the work", async () => {
    const stop = new AbortController();
    stop.abort();
    const call = createCaller(appRouter)({ ports: test.ports, actor: LOCAL_ACTOR }, { signal: stop.signal });
    const [hit] = await caller(LOCAL_ACTOR).topology.search({ estateId: mine, q: "igw-" });
    const failures = [{ kind: "internetGateway", id: hit?.id ?? "", mode: "down" as const }];
    await expect(call.whatIf.run({ estateId: mine, failures })).rejects.toMatchObject({
      code: "CLIENT_CLOSED_REQUEST",
    });
  });
});
