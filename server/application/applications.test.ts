import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts, readAlert } from "./alerts";
import {
  changeApplication,
  decideFlows,
  declareFlow,
  listApplications,
  restoreDecisions,
} from "./applications";
import { loadSample } from "./imports";
import { listIntents } from "./intents";
import type { WorkspaceId } from "./ports/store";
import { runWhatIf } from "./what-ifs";

/** What owners decide about required flows, over real databases and threads, on the sample network. */

const actor = LOCAL_ACTOR;

describe.each(testDatabases())("applications over $name", ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  let estateId = "";
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    test = await openTestPorts({ openStore: async () => database.store });
    await test.ports.store.ensureWorkspace(actor.workspaceId);
    estateId = (await loadSample(test.ports, actor)).estateId;
    await analysed();
  });
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
  });

  const list = () => listApplications(test.ports, actor, { estateId });
  /** The latest analysis is over, whichever it is. */
  const analysed = () =>
    vi.waitUntil(
      async () => (await listAlerts(test.ports, actor, { estateId })).coverage.finishedAt !== null,
      { timeout: 60_000, interval: 100 },
    );
  /** Open alerts that name the application, with the flows they are about. */
  const alertsOf = async (application: string) => {
    await analysed();
    const { alerts } = await listAlerts(test.ports, actor, { estateId, state: ["open"] });
    const full = await Promise.all(alerts.map(({ id }) => readAlert(test.ports, actor, { estateId, id })));
    return full.filter(
      ({ family, affected }) =>
        family === "outage" && affected.some((each) => each.application === application),
    );
  };

  it("lists every required flow with its reason, what it does now, and nothing decided", async () => {
    const { applications, flows, decisions, notSeen, problems } = await list();
    const { intents } = await listIntents(test.ports, actor, estateId);
    expect(flows.map(({ id }) => id)).toEqual(intents.map(({ id }) => id));
    expect(applications.map(({ name }) => name)).toContain("shop");
    expect(
      flows.every(({ origin, why, confidence }) => origin === "inferred" && why !== "" && confidence > 0),
    ).toBe(true);
    expect(flows.every(({ state, missing }) => (state === "undecided") === missing.length > 0)).toBe(true);
    expect(flows.filter(({ state }) => state === "works").length).toBeGreaterThan(0);
    expect({ decisions, notSeen, problems }).toEqual({ decisions: [], notSeen: [], problems: [] });
  });

  it("follows the importance of an application, and is never critical while its flows are inferred only", async () => {
    const ratings = async () =>
      (await alertsOf("shop")).map(({ severity, impact }) => ({ severity, impact: impact.value }));
    const worst = (all: Awaited<ReturnType<typeof ratings>>) => Math.max(...all.map(({ impact }) => impact));
    const before = await ratings();
    expect(worst(before)).toBeLessThan(4);
    const raised = await changeApplication(test.ports, actor, {
      estateId,
      application: "shop",
      criticality: "critical",
    });
    const after = await ratings();
    expect(worst(after)).toBe(4);
    expect(after.map(({ severity }) => severity)).not.toContain("critical");
    const shop = (await list()).flows.filter(({ application }) => application === "shop");
    const accepted = await decideFlows(test.ports, actor, {
      estateId,
      verdicts: shop.map(({ id }) => ({ kind: "accept", intentId: id, edit: {} })),
    });
    const learned = (await alertsOf("shop")).flatMap(({ affected }) => affected);
    expect(
      learned.filter(({ application }) => application === "shop").every(({ origin }) => origin === "learned"),
    ).toBe(true);
    await restoreDecisions(test.ports, actor, { estateId, changes: accepted.previous });
    await restoreDecisions(test.ports, actor, { estateId, changes: raised.previous });
    expect(await ratings()).toEqual(before);
    expect((await list()).decisions).toEqual([]);
  });

  it("counts a dismissed flow nowhere: not in the suite, in what-ifs or in lists, until that is undone", async () => {
    const shop = (await list()).flows.filter(({ application }) => application === "shop");
    const open = await listAlerts(test.ports, actor, { estateId, state: ["open"] });
    const nat = open.alerts.find(({ subject }) => subject.kind === "natGateway")?.subject.id ?? "";
    const lostBy = async () => {
      const failures = [{ kind: "natGateway", id: nat, mode: "down" as const }];
      const terms = { estateId, horizon: "T1" as const, view: "observed" as const };
      const { lost } = await runWhatIf(test.ports, actor, { ...terms, failures });
      return lost.map(({ intent }) => intent.id);
    };
    const before = await lostBy();
    const { previous } = await decideFlows(test.ports, actor, {
      estateId,
      verdicts: shop.map(({ id }) => ({ kind: "dismiss", intentId: id, reason: "being torn down" })),
    });
    const after = await list();
    expect(after.applications.map(({ name }) => name)).not.toContain("shop");
    expect(
      after.flows.filter(({ state }) => state === "dismissed").map(({ dismissReason }) => dismissReason),
    ).toEqual(shop.map(() => "being torn down"));
    expect(after.decisions[0]).toMatchObject({ actorId: actor.id, decision: { kind: "dismiss" } });
    expect(await alertsOf("shop")).toEqual([]);
    const ids = new Set(shop.map(({ id }) => id));
    expect(before.some((id) => ids.has(id))).toBe(true);
    expect((await lostBy()).filter((id) => ids.has(id))).toEqual([]);
    await restoreDecisions(test.ports, actor, { estateId, changes: previous });
    expect(await alertsOf("shop")).not.toEqual([]);
  });

  it("declares a flow, or says what its ends could mean and stores nothing", async () => {
    const host = (await list()).flows.find(({ from }) => from.elements.length > 0)?.from.elements[0];
    const flow = {
      to: "internet",
      protocol: "tcp",
      ports: [8443],
      family: 4 as const,
      members: "any" as const,
    };
    const wrong = await declareFlow(test.ports, actor, {
      estateId,
      application: "ledger",
      flow: { ...flow, from: `${host?.id}0` },
    });
    expect(wrong).toMatchObject({ kind: "problems", problems: [{ place: "from" }] });
    expect((await list()).decisions).toEqual([]);
    const declared = await declareFlow(test.ports, actor, {
      estateId,
      application: "ledger",
      flow: { ...flow, from: host?.id ?? "" },
    });
    if (declared.kind !== "declared") throw new Error("the flow is not declared");
    const ledger = (await list()).flows.filter(({ application }) => application === "ledger");
    expect(ledger).toMatchObject([{ origin: "declared", declarationId: declared.id, ports: [[8443, 8443]] }]);
    await expect(
      decideFlows(test.ports, actor, {
        estateId,
        verdicts: [{ kind: "dismiss", intentId: ledger[0]?.id ?? "", reason: "no" }],
      }),
    ).rejects.toMatchObject({ code: "BAD_INPUT" });
    await restoreDecisions(test.ports, actor, { estateId, changes: declared.previous });
    expect((await list()).applications.map(({ name }) => name)).not.toContain("ledger");
  });

  it("makes two applications one, and tells them apart again", async () => {
    const before = await list();
    const { previous } = await changeApplication(test.ports, actor, {
      estateId,
      application: "batch",
      name: "shop",
    });
    const merged = await list();
    expect(merged.applications.map(({ name }) => name)).not.toContain("batch");
    expect(merged.applications.find(({ name }) => name === "shop")?.sources).toEqual(["batch", "shop"]);
    await restoreDecisions(test.ports, actor, { estateId, changes: previous });
    expect((await list()).applications).toEqual(before.applications);
  });

  it("belongs to its workspace and goes with its estate", async () => {
    const other = { ...actor, workspaceId: "other" as WorkspaceId };
    await test.ports.store.ensureWorkspace(other.workspaceId);
    const decision = { kind: "application" as const, application: "shop", name: "mine" };
    const changes = [{ subject: "application:shop", decision }];
    await restoreDecisions(test.ports, actor, { estateId, changes });
    await expect(restoreDecisions(test.ports, other, { estateId, changes })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await test.ports.store.inWorkspace(other.workspaceId).listDecisions(estateId)).toEqual([]);
    const store = test.ports.store.inWorkspace(actor.workspaceId);
    expect(await store.listDecisions(estateId)).toHaveLength(1);
    await analysed();
    await store.removeEstate(estateId);
    expect(await store.listDecisions(estateId)).toEqual([]);
    expect(test.bugs).toEqual([]);
  });
});
