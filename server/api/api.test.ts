import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Actor, LOCAL_ACTOR } from "../application/actor";
import { uploadFindings } from "../application/findings";
import { importConfiguration } from "../application/imports";
import type { WorkspaceId } from "../application/ports/store";
import { deadDelivery } from "../testing/dead-delivery";
import { testAnomaly } from "../testing/test-anomaly";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { addWaitingAction } from "../testing/waiting-action";
import {
  type Caller,
  callerOf,
  type Ids,
  nightly,
  PROCEDURES,
  rule,
  suiteOf,
  WITHOUT_IDS,
} from "./procedures.cases";
import { REFUSED_INPUTS } from "./refused-inputs.cases";
import { appRouter } from "./root";
import { createCaller } from "./trpc";

const theirs: Actor = { kind: "local", id: "them", workspaceId: "theirs" as WorkspaceId };
const vpcs = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };

let test: TestPorts;
let estateId: string;
let snapshotId: string;
let alertId: string;
let runId: string;
let scenarioId: string;
let scheduleId: string;
let ruleId: string;
let renamedVpcId: string;
let sourceId: string;
let sinkId: string;
let deliveryId: string;
let reportId: string;
let executorId: string;
let waiting: Ids["waiting"];
let stopReceiver: () => Promise<void>;
const caller = (actor: Actor) => callerOf(test.ports, actor);

beforeAll(async () => {
  test = await openTestPorts({ watchFolder: import.meta.dirname });
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
  const agent = { name: "agent", target: { kind: "estate", estateId } } as const;
  ({ sourceId } = await caller(LOCAL_ACTOR).source.createAgent(agent));
  ({ sinkId, deliveryId, stop: stopReceiver } = await deadDelivery(test.ports));
  snapshotId = (await caller(LOCAL_ACTOR).estate.list())[0]?.latest?.snapshotId ?? "";
  renamedVpcId = await renameVpc();
  reportId = await uploadReport();
  await test.ports.store
    .inWorkspace(LOCAL_ACTOR.workspaceId)
    .replaceAnomalies(
      estateId,
      { detectors: ["rare-actor"], anomalies: [testAnomaly("rare")] },
      { at: test.ports.clock.now(), snapshotId },
    );
  ({ executorId } = await caller(LOCAL_ACTOR).executor.create({ name: "hand" }));
  const latest = (await caller(LOCAL_ACTOR).estate.list())[0]?.latest?.snapshotId ?? "";
  const wait = () => addWaitingAction(test.ports, LOCAL_ACTOR, { estateId, alertId, snapshotId: latest });
  waiting = { read: await wait(), approve: await wait(), reject: await wait(), cancel: await wait() };
});
afterAll(async () => {
  await test.close();
  await stopReceiver();
});

/** Uploads a scanner's report with one finding. */
async function uploadReport(): Promise<string> {
  const report = {
    SchemaVersion: 2,
    Results: [{ Target: "a", Vulnerabilities: [{ VulnerabilityID: "CVE-1-1" }] }],
  };
  const files = [{ name: "trivy.json", bytes: new TextEncoder().encode(JSON.stringify(report)) }];
  const { stored } = await uploadFindings(test.ports, LOCAL_ACTOR, { estateId, files });
  return stored[0]?.id ?? "";
}

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

const ours = (): Ids => ({
  own: caller(LOCAL_ACTOR),
  ownEstateId: estateId,
  estateId,
  snapshotId,
  alertId,
  runId,
  scenarioId,
  scheduleId,
  ruleId,
  renamedVpcId,
  sourceId,
  sinkId,
  deliveryId,
  reportId,
  anomalyId: "rare",
  executorId,
  waiting,
});

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
          ...ours(),
          estateId: "00000000-0000-4000-8000-000000000000",
          snapshotId: "ab".repeat(32),
          alertId: "none",
          runId: "none",
          scenarioId: "none",
          scheduleId: "none",
          ruleId: "none",
          renamedVpcId: "none",
          sourceId: "none",
          sinkId: "none",
          deliveryId: "none",
          executorId: "none",
          waiting: { read: "none", approve: "none", reject: "none", cancel: "none" },
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

  it.each([
    { name: "nothing", from: "nobody", to: "internet", side: "from", message: /is called `nobody`/ },
    {
      name: "something that ends no flow",
      from: "internet",
      to: "nat-gw-1a",
      side: "to",
      message: /10[.]20[.]0[.]5/,
    },
  ])("about the way from an end that names $name say so", async ({ side, message, ...ends }) => {
    const answer = await caller(LOCAL_ACTOR).trace.ask({ estateId: mine, ...ends });
    expect(answer).toMatchObject({ kind: "reference", side, message: expect.stringMatching(message) });
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
