import { afterAll, beforeAll, expect, it } from "vitest";
import { planHash } from "../engine/remediation";
import type { WeekWindow } from "../engine/remediation/rule.schema";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { addWaitingAction, askingRule } from "../testing/waiting-action";
import { LOCAL_ACTOR } from "./actor";
import { pauseAutomation, resumeAutomation } from "./automation";
import { importConfiguration } from "./imports";
import type { HeldAction } from "./move-action";
import type { ActionRecord } from "./ports/action-store";
import { reasonToWait } from "./reason-to-wait";
import { removeRule } from "./rules";

/** What keeps an approved plan back at the last moment. */

const actor = LOCAL_ACTOR;
const ALWAYS: WeekWindow = {
  days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  from: "00:00",
  to: "24:00",
};
let test: TestPorts;
let estateId = "";
let snapshotId = "";
let minute = 0;

const after = (minutes: number) => {
  minute += minutes;
  test.setNow(new Date(Date.UTC(2026, 0, 1, 12, minute)));
};

async function read(into?: string) {
  const bytes = new TextEncoder().encode(JSON.stringify(buildConfiguration(b1())));
  const files = [{ name: "export.json", bytes }];
  return importConfiguration(test.ports, actor, { files, estateId: into, assumeDefaultRoutes: false });
}

beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(actor.workspaceId);
  after(0);
  ({ estateId, snapshotId } = await read());
});
afterAll(() => test.close());

/** An approved action of a rule of its own. */
async function approved(change: Partial<ActionRecord> = {}): Promise<HeldAction> {
  const store = test.ports.store.inWorkspace(actor.workspaceId);
  const id = await addWaitingAction(test.ports, actor, { estateId, alertId: "alert", snapshotId });
  const action = await store.findAction(id);
  if (!action?.plan) throw new Error("it has a plan");
  const hash = planHash(action.plan);
  const approval = {
    actorId: "local",
    decision: "approved" as const,
    reason: "looked at",
    at: test.ports.clock.now(),
    planHash: hash,
    isSingleUser: true,
  };
  const state = "approved" as const;
  const held = { ...action, state, planHash: hash, approvals: [approval], ...change };
  return { workspaceId: actor.workspaceId, action: held };
}

const why = (held: HeldAction) => reasonToWait(test.ports, held);

it("waits for nothing where all of it holds, or where nothing is about to be changed", async () => {
  expect(await why(await approved())).toBeNull();
  expect(await why(await approved({ state: "verifying", approvals: [] }))).toBeNull();
});

it("changes nothing on a reading of ten minutes ago, and goes on once the same is read again", async () => {
  await read(estateId);
  const held = await approved();
  after(9);
  expect(await why(held)).toBeNull();
  after(1);
  expect(await why(held)).toMatch(/last read 10 minutes ago.*read it again/);
  expect((await read(estateId)).snapshotId).toBe(snapshotId);
  expect(await why(held)).toBeNull();
});

it("waits for another trial where the plan was tried on another reading", async () => {
  const held = await approved();
  if (!held.action.trial) throw new Error("it was tried");
  const trial = { ...held.action.trial, snapshotId: "another" };
  expect(await why({ ...held, action: { ...held.action, trial } })).toMatch(/tried again first/);
});

it("holds an approval to its end, to its plan and to its persons", async () => {
  expect(await why(await approved({ expiresAt: test.ports.clock.now() }))).toBe("its approval is over");
  expect(await why(await approved({ approvals: [] }))).toMatch(/nobody approved/);
  expect(await why(await approved({ planHash: "another" }))).toMatch(/nobody approved/);
});

it("waits while automation is paused, while the network is frozen, and for a rule that is gone", async () => {
  const held = await approved();
  await pauseAutomation(test.ports, actor, "to look");
  expect(await why(held)).toBe("automation is paused");
  await resumeAutomation(test.ports, actor, "looked");
  const guard = { ...askingRule.guard, freezeWindows: [ALWAYS] };
  expect(await why(await approved({ rule: { ...askingRule, guard } }))).toBe("a freeze window is open");
  const { ruleId } = held.action;
  await removeRule(test.ports, actor, ruleId);
  expect(await why(held)).toMatch(/switched off or removed/);
});

it("waits while its rule has made as many changes as it may in an hour", async () => {
  const held = await approved();
  const { id, ruleId } = held.action;
  const at = test.ports.clock.now();
  const store = test.ports.store.inWorkspace(actor.workspaceId);
  const note = { at, actor: "umbra", event: "action executed", detail: {} };
  const step = { actionId: id, isForward: true, reason: null, note };
  await store.moveAction({ ...step, from: "awaiting-approval", to: "executed", news: { executedAt: at } });
  const { action } = await approved({
    rule: { ...askingRule, limits: { ...askingRule.limits, perHour: 1 } },
  });
  const next = { workspaceId: actor.workspaceId, action: { ...action, ruleId } };
  expect(await why(next)).toMatch(/as many changes within the last hour/);
});
