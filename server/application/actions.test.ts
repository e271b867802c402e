import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionState } from "../engine/remediation/action-state.schema";
import type { RemediationRule } from "../engine/remediation/rule.schema";
import { type FakeExecutor, openFakeExecutor } from "../testing/fake-executor";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../testing/network-builder-change";
import { type OpenTestDatabase, testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { askingRule } from "../testing/waiting-action";
import { listActions, readAction } from "./actions";
import { type Actor, LOCAL_ACTOR } from "./actor";
import { listAlerts } from "./alerts";
import { listAudit, verifyAudit } from "./audit";
import { pauseAutomation, resumeAutomation } from "./automation";
import { approveAction, cancelAction, rejectAction } from "./decide-actions";
import { removeEstate } from "./estates";
import { fireRule } from "./fire-rules";
import { importConfiguration } from "./imports";
import type { ActionRecord } from "./ports/action-store";
import { changeRule, createRule, readRule, removeRule } from "./rules";

/** From an alert to a change that is made and proved, and everything that keeps it back: over real databases and threads. */
// A story waits for several trials, each of which runs the whole suite.
vi.setConfig({ testTimeout: 120_000 });

const ada = LOCAL_ACTOR;
const bob: Actor = { ...ada, id: "bob" };
const OPENED: NetworkChange = { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const OTHER: NetworkChange = { groups: { "sg-app": { in: and("tcp 9000 from sg-web") } } };
const BY_HAND: NetworkChange = {
  groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0", "tcp 9001 from sg-app") } },
};
const PATIENCE = { timeout: 60_000, interval: 50 };

const closing = (given: Partial<RemediationRule> = {}): RemediationRule => ({
  ...askingRule,
  trigger: { ...askingRule.trigger, states: ["opened", "reopened"] },
  limits: { cooldownMinutes: 0, perHour: 100, perDay: 100 },
  ...given,
});

describe.each(testDatabases())("actions over $name", ({ name, open }) => {
  let test: TestPorts;
  let database: OpenTestDatabase;
  let executor: FakeExecutor;
  let estateId = "";
  let minute = 0;
  beforeAll(async () => {
    database = await open();
    test = await openTestPorts({ openStore: async () => database.store });
    await test.ports.store.ensureWorkspace(ada.workspaceId);
    executor = await openFakeExecutor(test.ports, ada);
  });
  afterAll(async () => {
    await test.close();
    await database.drop().catch(() => undefined);
  });
  /** Each story has a network of its own, which is closed, and an executor that did nothing yet. */
  beforeEach(async () => {
    executor.executed.length = 0;
    executor.handedOut.length = 0;
    executor.production.clear();
    if (estateId !== "") await removeEstate(test.ports, ada, estateId);
    estateId = (await importNext([])).estateId;
    await settled();
  });

  const later = (minutes = 1) => {
    minute += minutes;
    test.setNow(new Date(Date.UTC(2026, 0, 1, 12, minute)));
  };
  const importNext = async (changes: readonly NetworkChange[], into?: string) => {
    later();
    const text = JSON.stringify(buildConfiguration(but(b1(), ...changes)));
    return importConfiguration(test.ports, ada, {
      files: [{ name: "export.json", bytes: new TextEncoder().encode(text) }],
      estateId: into,
      assumeDefaultRoutes: false,
    });
  };
  const finishedAt = async () => (await listAlerts(test.ports, ada, { estateId })).coverage.finishedAt;
  const settled = () => vi.waitUntil(async () => (await finishedAt()) !== null, PATIENCE);
  const openIt = async (...more: NetworkChange[]) => {
    await importNext([OPENED, ...more], estateId);
    await settled();
  };
  const actionsNow = async () => (await listActions(test.ports, ada, { estateId })).actions;
  /** Waits until the newest action is in a state. */
  const reaches = async (state: ActionState): Promise<ActionRecord> => {
    let last: ActionRecord | undefined;
    const isThere = async () => {
      [last] = await actionsNow();
      return last?.state === state && last;
    };
    return vi.waitUntil(isThere, PATIENCE).catch((cause: unknown) => {
      throw new Error(`it is ${last?.state}, not ${state}: ${last?.reason}`, { cause });
    });
  };
  const ruleFor = async (given: Partial<RemediationRule> = {}) =>
    (await createRule(test.ports, ada, { estateId, rule: closing(given) })).ruleId;
  const fire = (ruleId: string) => {
    later();
    return fireRule(test.ports, ada, ruleId);
  };
  const approve = (actor: Actor, { id, planHash }: ActionRecord) =>
    approveAction(test.ports, actor, { actionId: id, planHash: planHash ?? "", reason: "looked at" });
  const approved = async () => {
    const action = await reaches("awaiting-approval");
    await approve(bob, action);
    return action;
  };
  const executedOne = async () => {
    await approved();
    expect([await executor.work(), await executor.work()]).toEqual(["precheck", "execute"]);
    return reaches("verifying");
  };

  it("carries a change out, proves it, and audits every step in order", async () => {
    await ruleFor();
    await openIt();
    const waiting = await reaches("awaiting-approval");
    expect(waiting.plan?.steps.map(({ kind }) => kind)).toEqual(["revoke-group-rule"]);
    expect(waiting.trial?.verdict).toBe("verified");
    const { approval, alert } = await readAction(test.ports, bob, waiting.id);
    expect([approval.isAllowed, alert?.state]).toEqual([true, "open"]);
    expect(await executor.work()).toBeNull();
    await approve(bob, waiting);
    expect(await executor.work()).toBe("precheck");
    expect(await executor.work()).toBe("execute");
    await reaches("verifying");
    expect(await executor.work()).toBe("observe");
    expect(await executor.work()).toBeNull();
    await importNext([], estateId);
    const done = await reaches("succeeded");
    const { transitions } = await readAction(test.ports, ada, done.id);
    expect(transitions.map(({ to }) => to)).toEqual([
      "proposed",
      "simulated",
      "awaiting-approval",
      "approved",
      "prechecked",
      "executing",
      "executed",
      "verifying",
      "succeeded",
    ]);
    expect(executor.executed).toEqual([`execute ${done.id}`]);
    const { entries } = await listAudit(test.ports, ada, { subjectId: done.id, limit: 50 });
    expect(entries.map(({ event }) => event).toReversed()).toEqual([
      "action requested",
      "action simulated",
      "approval asked for",
      "action approved",
      "handed out to precheck",
      "production checked",
      "execution begun",
      "action executed",
      "verification begun",
      "handed out to observe",
      "production read",
      "action verified",
    ]);
    expect(await verifyAudit(test.ports, ada)).toMatchObject({ isWhole: true, firstBroken: null });
    expect(test.bugs).toEqual([]);
  });

  it("hands an action to one executor at a time, and hears only the latest claim", async () => {
    await ruleFor();
    await openIt();
    await approved();
    await executor.work();
    const first = await executor.claim();
    expect(first?.purpose).toBe("execute");
    expect(await executor.claim()).toBeNull();
    later();
    const second = await executor.claim();
    expect([second?.purpose, second?.fence]).toEqual(["execute", (first?.fence ?? 0) + 1]);
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey);
    if (!first || !second) throw new Error("nothing was handed out");
    expect((await executor.report(executor.perform(first))).status).toBe(409);
    expect((await executor.renew(first)).status).toBe(409);
    expect((await executor.report(executor.perform(second))).status).toBe(200);
    expect((await executor.report(executor.perform(second))).status).toBe(409);
    await reaches("verifying");
  });

  it("stops while the audit cannot be written: nothing moves and nothing is handed out", async () => {
    await ruleFor();
    await openIt();
    const action = await approved();
    await database.execute('ALTER TABLE "AuditEntry" RENAME TO "AuditEntryGone"');
    await expect(executor.claim()).rejects.toThrow(/500/);
    await expect(cancelAction(test.ports, ada, { actionId: action.id, reason: "x" })).rejects.toThrow();
    await database.execute('ALTER TABLE "AuditEntryGone" RENAME TO "AuditEntry"');
    expect((await actionsNow())[0]).toMatchObject({ state: "approved", leaseUntil: null });
    expect(await executor.work()).toBe("precheck");
  });

  // What the database has no part in is told once.
  if (name !== "PGlite") return;

  it("answers an opening once, however often it is told, and again when the alert is back", async () => {
    await ruleFor();
    await openIt();
    await reaches("awaiting-approval");
    await database.execute(
      `UPDATE "AlertTransition" SET "consideredAt" = NULL WHERE "estateId" = '${estateId}'`,
    );
    await vi.waitUntil(async () => (await test.ports.store.unansweredOpenings(10)).length === 0, PATIENCE);
    expect(await actionsNow()).toHaveLength(1);
    await importNext([], estateId);
    await reaches("refused");
    await openIt();
    await vi.waitUntil(async () => (await actionsNow()).length === 2, PATIENCE);
    await reaches("awaiting-approval");
  });

  it("finds an opening again that was lost with the process which should have answered it", async () => {
    const ruleId = await ruleFor({ mode: "off" });
    await openIt();
    await vi.waitUntil(async () => (await test.ports.store.unansweredOpenings(10)).length === 0, PATIENCE);
    expect(await actionsNow()).toEqual([]);
    const { revision } = await readRule(test.ports, ada, ruleId);
    await changeRule(test.ports, ada, { ruleId, revision, rule: closing() });
    await database.execute(
      `UPDATE "AlertTransition" SET "consideredAt" = NULL WHERE "estateId" = '${estateId}'`,
    );
    await reaches("awaiting-approval");
  });

  it("records what a dry-run would do, and lets a person fire the rule", async () => {
    const ruleId = await ruleFor({ mode: "dry-run" });
    await openIt();
    await reaches("recorded");
    const { revision } = await readRule(test.ports, ada, ruleId);
    await changeRule(test.ports, ada, { ruleId, revision, rule: closing() });
    const { actionIds } = await fire(ruleId);
    expect(actionIds).toHaveLength(1);
    expect(await fire(ruleId)).toEqual({ actionIds: [] });
    const asked = await reaches("awaiting-approval");
    expect(asked.requestedBy).toBe("local");
    expect(executor.handedOut).toEqual([]);
  });

  it("asks another person than the one who asked for it, as soon as there are two", async () => {
    const ruleId = await ruleFor({ approval: { count: 2, expiresMinutes: 60 } });
    await openIt();
    await cancelAction(test.ports, bob, {
      actionId: (await reaches("awaiting-approval")).id,
      reason: "first",
    });
    await fire(ruleId);
    const action = await reaches("awaiting-approval");
    await expect(approve(ada, action)).rejects.toThrow(/another person has to approve/);
    await approve(bob, action);
    await expect(approve(bob, action)).rejects.toThrow(/another person has to as well/);
    expect((await reaches("awaiting-approval")).approvals).toHaveLength(1);
    await approve({ ...ada, id: "eve" }, action);
    const both = await reaches("approved");
    expect(both.approvals.map(({ actorId, isSingleUser }) => [actorId, isSingleUser])).toEqual([
      ["bob", false],
      ["eve", false],
    ]);
  });

  it("approves the plan that was seen and no other", async () => {
    await ruleFor();
    await openIt();
    const action = await reaches("awaiting-approval");
    const other = { ...action, planHash: "0".repeat(64) };
    await expect(approve(bob, other)).rejects.toMatchObject({ code: "CONFLICT" });
    await approve(bob, action);
    // Behind the back of everybody, another plan is put in place of the approved one.
    await database.execute(
      `UPDATE "Action" SET "plan" = replace("plan"::text, '5432', '5433')::json WHERE "id" = '${action.id}'`,
    );
    expect(await executor.claim()).toBeNull();
  });

  it("rejects, cancels and lets expire", async () => {
    const ruleId = await ruleFor();
    await openIt();
    await rejectAction(test.ports, bob, { actionId: (await reaches("awaiting-approval")).id, reason: "no" });
    expect((await reaches("rejected")).reason).toBe("no");
    await fire(ruleId);
    const action = await reaches("awaiting-approval");
    later(241);
    await reaches("expired");
    await expect(approve(bob, action)).rejects.toMatchObject({ code: "CONFLICT" });
    await fire(ruleId);
    await approved();
    later(241);
    await reaches("expired");
    await fire(ruleId);
    await reaches("awaiting-approval");
    await removeRule(test.ports, ada, ruleId);
    expect((await reaches("refused")).reason).toMatch(/switched off or removed/);
    expect(executor.executed).toEqual([]);
  });

  it("refuses a plan whose resource was changed by hand, by the mirror and by the executor's own look", async () => {
    const ruleId = await ruleFor();
    await openIt();
    await approved();
    await importNext([BY_HAND], estateId);
    await settled();
    await reaches("refused");
    await fire(ruleId);
    const action = await approved();
    executor.production.set(action.plan?.touched[0]?.element.id ?? "", "changed by hand");
    expect(await executor.work()).toBe("precheck");
    expect((await reaches("refused")).reason).toMatch(/changed since/);
    expect(executor.executed).toEqual([]);
  });

  it("tries an approved plan again on a newer network that leaves what it touches alone", async () => {
    await ruleFor();
    await openIt();
    const action = await approved();
    const { snapshotId } = await importNext([OPENED, OTHER], estateId);
    await vi.waitUntil(async () => (await actionsNow())[0]?.trial?.snapshotId === snapshotId, PATIENCE);
    const [again] = await actionsNow();
    expect([again?.state, again?.planHash]).toEqual(["approved", action.planHash]);
    expect(await executor.work()).toBe("precheck");
  });

  it("does nothing while automation is paused, and goes on after", async () => {
    await ruleFor();
    await pauseAutomation(test.ports, ada, "");
    await openIt();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await actionsNow()).toEqual([]);
    await resumeAutomation(test.ports, ada, "");
    const action = await reaches("awaiting-approval");
    await pauseAutomation(test.ports, ada, "wait");
    await expect(approve(bob, action)).rejects.toThrow(/paused/);
    await resumeAutomation(test.ports, ada, "");
    await approve(bob, action);
    await pauseAutomation(test.ports, ada, "wait");
    expect(await executor.claim()).toBeNull();
    await resumeAutomation(test.ports, ada, "");
    const task = await executor.claim();
    await pauseAutomation(test.ports, ada, "wait");
    expect(task && (await executor.renew(task)).body).toMatchObject({ isPaused: true });
    await resumeAutomation(test.ports, ada, "");
  });

  it("looks before it does anything again when nobody knows what became of it", async () => {
    await ruleFor();
    await openIt();
    await approved();
    await executor.work();
    const task = await executor.claim();
    if (!task) throw new Error("nothing was handed out");
    await executor.report({ ...executor.perform(task), outcome: "unknown", observed: [] });
    expect(await executor.work()).toBe("observe");
    expect((await reaches("verifying")).executedAt).not.toBeNull();
    expect(executor.executed).toHaveLength(1);
  });

  it("undoes a change that did not do what was foreseen, and switches the rule off the second time", async () => {
    const ruleId = await ruleFor();
    await openIt();
    for (const round of [1, 2]) {
      if (round > 1) await fire(ruleId);
      const action = await executedOne();
      executor.production.set(action.plan?.touched[0]?.element.id ?? "", "somebody else's");
      expect(await executor.work()).toBe("observe");
      await reaches("rolling-back");
      expect(await executor.work()).toBe("roll-back");
      await reaches("rolled-back");
      executor.production.clear();
    }
    const { rule, troubles } = await readRule(test.ports, ada, ruleId);
    expect([rule.mode, troubles.map(({ kind }) => kind)]).toEqual(["off", ["switched-off"]]);
  });

  it("says that it is not mirrored yet where the proof has to do without", async () => {
    await ruleFor();
    await openIt();
    await executedOne();
    expect(await executor.work()).toBe("observe");
    later(11);
    expect((await reaches("succeeded")).reason).toMatch(/not mirrored yet/);
  });

  it("waits for the end of a freeze, and for its limit", async () => {
    const always = { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "24:00" };
    const guard = { ...closing().guard, freezeWindows: [always] } as RemediationRule["guard"];
    const ruleId = await ruleFor({ guard });
    await openIt();
    await approved();
    expect(await executor.work()).toBeNull();
    const { revision } = await readRule(test.ports, ada, ruleId);
    await changeRule(test.ports, ada, { ruleId, revision, rule: closing() });
    // The freeze is of the rule as it fired, which is what was approved.
    expect(await executor.work()).toBeNull();
  });
});
