import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyStored } from "../../application/audit";
import type { ActionMove, NewAction } from "../../application/ports/action-store";
import type { Store, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import { remediationRuleSchema } from "../../engine/remediation/rule.schema";
import { type OpenTestDatabase, testDatabases } from "../../testing/test-databases";

/** Every step of an action with its audit entry, all or nothing; and an audit that nobody can change unnoticed. */

const LOCAL = "local" as WorkspaceId;
const OTHER = "other" as WorkspaceId;
const NASTY = 'a\u0000b \uD800 "quoted" <b>\u202E __proto__';
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute, 0, 123));
const rule = remediationRuleSchema.parse({
  name: "close it",
  mode: "ask",
  trigger: { kinds: ["internet-exposure"], minSeverity: "high", states: ["opened"] },
  conditions: { subjectIds: [], tags: [] },
  action: { kind: "remove-rule" },
  limits: { cooldownMinutes: 60, perDay: 10 },
  owner: "local",
  createdFrom: null,
});

describe.each(testDatabases())("actions and audit on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let store: Store;
  let local: WorkspaceStore;
  beforeAll(async () => {
    database = await open();
    store = database.store;
    for (const id of [LOCAL, OTHER]) await store.ensureWorkspace(id);
    local = store.inWorkspace(LOCAL);
    await addEstate("e1");
  });
  afterAll(() => database.drop());

  const addEstate = (estateId: string) =>
    local.addImport({
      importId: `import ${estateId}`,
      estateId,
      createEstate: { name: "shop", sampleName: null },
      actorId: "local",
      takenAt: at(0),
      snapshotId: "aa00",
      body: new Uint8Array([0]),
      counts: [],
      diagnostics: [],
      coverage: [],
      ignored: [],
      sourceName: null,
      changes: null,
      analysisId: `analysis ${estateId}`,
    });
  const newAction = (id: string, given: Partial<NewAction> = {}): NewAction => ({
    id,
    estateId: "e1",
    ruleId: `rule of ${id}`,
    rule,
    mode: "ask",
    alertId: "alert",
    fingerprint: "f".repeat(64),
    alertTitle: NASTY,
    occurrence: 1,
    requestedBy: "rule",
    createdAt: at(1),
    idempotencyKey: `key of ${id}`,
    ...given,
  });
  const add = async (action: NewAction) =>
    local.addActions(action.estateId, () => ({ actions: [action], notes: [] }), {
      at: action.createdAt,
      personId: "bob",
    });
  const move = (given: Partial<ActionMove> & Pick<ActionMove, "actionId" | "from" | "to">) =>
    local.moveAction({
      isForward: true,
      reason: null,
      note: { at: at(2), actor: "umbra", event: "action moved", detail: {} },
      ...given,
    });
  const stateOf = async (id: string) => (await local.findAction(id))?.state;

  it("adds an action once, whatever text it carries, with its transition and audit entry", async () => {
    expect(await add(newAction("a1"))).toEqual(["a1"]);
    expect(await add(newAction("a1 again", { idempotencyKey: "key of a1" }))).toEqual([]);
    const record = await local.findAction("a1");
    expect(record).toMatchObject({ state: "proposed", rule, fence: 0, approvals: [], reports: [] });
    const [first] = await local.actionTransitions("a1");
    expect(first).toMatchObject({ number: 1, from: null, to: "proposed", actor: "rule" });
    const [entry] = await local.listAudit({ subjectId: "a1", limit: 10 });
    expect(entry).toMatchObject({ number: first?.auditNumber, event: "action requested", estateId: "e1" });
    expect(await store.inWorkspace(OTHER).findAction("a1")).toBeUndefined();
    expect(await store.inWorkspace(OTHER).listAudit({ limit: 10 })).toEqual([]);
    await expect(add(newAction("lost", { estateId: "none" }))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("moves an action only from the state and the fence that were seen, once", async () => {
    await add(newAction("a2"));
    const steps = Array.from({ length: 5 }, () =>
      move({ actionId: "a2", from: "proposed", to: "simulated" }),
    );
    expect((await Promise.all(steps)).filter(Boolean)).toHaveLength(1);
    expect((await local.actionTransitions("a2")).map(({ to }) => to)).toEqual(["proposed", "simulated"]);
    const claim = {
      actionId: "a2",
      from: "simulated",
      to: "simulated",
      isClaim: true,
      isFree: true,
    } as const;
    const news = { leaseUntil: at(3), executorName: "one" };
    expect(await move({ ...claim, fence: 0, news })).toBe(true);
    expect(await move({ ...claim, fence: 1, news })).toBe(false);
    const held = { actionId: "a2", now: at(2), leaseUntil: at(4) };
    expect(await local.renewAction({ ...held, fence: 0 })).toBe(false);
    expect(await local.renewAction({ ...held, fence: 1 })).toBe(true);
    expect(await local.renewAction({ ...held, now: at(5), fence: 1 })).toBe(false);
    const later = { at: at(6), actor: "umbra", event: "action moved", detail: {} };
    expect(await move({ ...claim, fence: 1, news: { leaseUntil: at(7) }, note: later })).toBe(true);
    expect(await local.findAction("a2")).toMatchObject({ fence: 2, executorName: "one" });
  });

  it("leads nothing forward while automation is paused", async () => {
    await add(newAction("a3"));
    const set = (isPaused: boolean) =>
      local.setAutomation(
        { isPaused, by: "ada", at: at(2), reason: NASTY },
        {
          at: at(2),
          actor: "ada",
          event: isPaused ? "automation paused" : "automation resumed",
          subject: { kind: "automation", id: "automation" },
          estateId: null,
          detail: { reason: NASTY },
        },
      );
    await set(true);
    expect(await move({ actionId: "a3", from: "proposed", to: "simulated" })).toBe(false);
    await set(false);
    expect(await move({ actionId: "a3", from: "proposed", to: "simulated" })).toBe(true);
    expect([await local.countOthers("ada"), await local.countOthers("eve")]).toEqual([1, 2]);
  });

  it("lets one action of a rule act at a time", async () => {
    for (const id of ["a4", "a5"]) {
      await add(newAction(id, { ruleId: "busy" }));
      await database.execute(`UPDATE "Action" SET "state" = 'prechecked' WHERE "id" = '${id}'`);
    }
    const begin = (actionId: string) =>
      move({ actionId, from: "prechecked", to: "executing", isAlone: true, isClaim: true });
    expect((await Promise.all([begin("a4"), begin("a5")])).filter(Boolean)).toHaveLength(1);
  });

  it("switches a rule off when its verifications fail twice in a row, and says so", async () => {
    const said = (event: string) => ({
      at: at(1),
      actor: "ada",
      event,
      subject: { kind: "rule" as const, id: "r1" },
      estateId: "e1",
      detail: {},
    });
    await local.addRule({ id: "r1", estateId: "e1", rule, createdAt: at(1) }, said("rule created"));
    const trouble = { kind: "switched-off", at: at(2), reason: "it failed twice", withRuleId: null } as const;
    const failures = ["failed", "succeeded", "failed", "failed"] as const;
    for (const [index, verification] of failures.entries()) {
      expect((await local.findRule("r1"))?.rule.mode).toBe("ask");
      await add(newAction(`v${index}`, { ruleId: "r1" }));
      await database.execute(`UPDATE "Action" SET "state" = 'verifying' WHERE "id" = 'v${index}'`);
      const ruleNews = { ruleId: "r1", verification, trouble, afterFailures: 2 };
      await move({ actionId: `v${index}`, from: "verifying", to: verification, rule: ruleNews });
    }
    const off = await local.findRule("r1");
    expect([off?.rule.mode, off?.troubles]).toEqual(["off", [trouble]]);
    const [entry] = await local.listAudit({ subjectId: "r1", limit: 1 });
    expect(entry).toMatchObject({ event: "rule switched off", actor: "umbra" });
    expect(await local.changeRule("r1", off?.revision ?? 0, rule, said("rule changed"))).toBe(true);
    expect((await local.findRule("r1"))?.troubles).toEqual([]);
  });

  it("keeps the audit of an estate that is removed, and its chain is whole", async () => {
    await addEstate("e2");
    await add(newAction("b1", { estateId: "e2" }));
    await local.removeEstate("e2");
    expect(await local.findAction("b1")).toBeUndefined();
    expect(await local.listAudit({ subjectId: "b1", limit: 10 })).toHaveLength(1);
    const { count } = await local.auditHead();
    expect(count).toBeGreaterThan(10);
    expect(await verifyStored(local)).toEqual({ isWhole: true, count, firstBroken: null });
  });

  it("stops every action while the audit cannot be written", async () => {
    await add(newAction("c1"));
    await database.execute('ALTER TABLE "AuditEntry" RENAME TO "AuditEntryGone"');
    await expect(move({ actionId: "c1", from: "proposed", to: "simulated" })).rejects.toThrow();
    await expect(
      move({ actionId: "c1", from: "proposed", to: "proposed", isClaim: true, news: { leaseUntil: at(9) } }),
    ).rejects.toThrow();
    await expect(add(newAction("c2"))).rejects.toThrow();
    await database.execute('ALTER TABLE "AuditEntryGone" RENAME TO "AuditEntry"');
    expect(await local.findAction("c1")).toMatchObject({ state: "proposed", fence: 0, leaseUntil: null });
    expect(await local.findAction("c2")).toBeUndefined();
    expect(await stateOf("c1")).toBe("proposed");
    expect(await move({ actionId: "c1", from: "proposed", to: "simulated" })).toBe(true);
  });

  it("refuses to change an audit entry, and names the one that was changed all the same", async () => {
    const refused = /append-only/;
    await expect(database.execute('UPDATE "AuditEntry" SET "actor" = \'eve\'')).rejects.toThrow(refused);
    await expect(database.execute('DELETE FROM "AuditEntry"')).rejects.toThrow(refused);
    await expect(database.execute('TRUNCATE "AuditEntry"')).rejects.toThrow(refused);
    const behind = (sql: string) =>
      database.execute(
        `ALTER TABLE "AuditEntry" DISABLE TRIGGER USER; ${sql}; ALTER TABLE "AuditEntry" ENABLE TRIGGER USER`,
      );
    const firstBroken = async () => (await verifyStored(local)).firstBroken?.number;
    await behind(`UPDATE "AuditEntry" SET "actor" = 'eve' WHERE "number" = 4`);
    expect(await firstBroken()).toBe(4);
    const [entry] = await local.readAudit(4, 1);
    await behind(
      `UPDATE "AuditEntry" SET "actor" = 'rule' WHERE "number" = 4 AND "event" = 'action requested'`,
    );
    await behind(
      `UPDATE "AuditEntry" SET "actor" = 'umbra' WHERE "number" = 4 AND "event" <> 'action requested'`,
    );
    expect(await firstBroken()).toBeUndefined();
    await behind(
      `UPDATE "AuditEntry" SET "detail" = '{"from":"eve"}' WHERE "number" = ${entry?.number ?? 0}`,
    );
    expect(await firstBroken()).toBe(entry?.number);
    await behind(`DELETE FROM "AuditEntry" WHERE "number" >= 5`);
    expect(await firstBroken()).toBe(5);
    await behind(`DELETE FROM "AuditEntry" WHERE "number" = 2`);
    expect(await firstBroken()).toBe(2);
  });
});
