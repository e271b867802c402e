import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Configuration } from "../engine/configuration";
import type { RemediationRule } from "../engine/remediation";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../testing/network-builder-change";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts, readAlert } from "./alerts";
import { tryAlertFixes } from "./fixes";
import { importConfiguration } from "./imports";
import { changeRule, createRule, draftRule, listRules, readRule, removeRule, startDryRun } from "./rules";
import { listRuns, readRun } from "./runs";

/** From an alert to a verified fix to a rule that says what it would have done: over real databases and threads. */

const actor = LOCAL_ACTOR;
const OPENED: NetworkChange = { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const OTHER: NetworkChange = { groups: { "sg-app": { in: and("tcp 9000 from sg-web") } } };

describe.each(testDatabases())("fixes and rules over $name", ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  let estateId = "";
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    test = await openTestPorts({ openStore: async () => database.store });
    await test.ports.store.ensureWorkspace(actor.workspaceId);
    estateId = (await importAt(0, [])).estateId;
    await settled();
  });
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
  });

  const importAt = async (
    minute: number,
    changes: readonly NetworkChange[],
    into?: string,
    altered = (configuration: Configuration) => configuration,
  ) => {
    test.setNow(new Date(Date.UTC(2026, 0, 1, 12, minute)));
    const text = JSON.stringify(altered(buildConfiguration(but(b1(), ...changes))));
    return importConfiguration(test.ports, actor, {
      files: [{ name: "export.json", bytes: new TextEncoder().encode(text) }],
      estateId: into,
      assumeDefaultRoutes: false,
    });
  };
  /** Nothing is analysed and nothing is tried any more. */
  const settled = () =>
    vi.waitUntil(
      async () => {
        const { coverage } = await listAlerts(test.ports, actor, { estateId });
        const runs = await listRuns(test.ports, actor, {
          estateId,
          states: ["queued", "running"],
          limit: 10,
        });
        return coverage.finishedAt !== null && runs.length === 0;
      },
      { timeout: 60_000, interval: 100 },
    );
  const exposure = async () => {
    const { alerts } = await listAlerts(test.ports, actor, {
      estateId,
      state: ["open"],
      severity: ["critical"],
    });
    return alerts[0];
  };

  it("tries the fixes of a newly opened alert by itself, once, and keeps what came of it", async () => {
    await importAt(10, [OPENED], estateId);
    await expect.poll(async () => (await exposure())?.verified, { timeout: 60_000 }).toBe(true);
    await settled();
    const row = await exposure();
    const alert = await readAlert(test.ports, actor, { estateId, id: row?.id ?? "" });
    const cures = alert.recommendations.filter(({ option }) => option !== undefined);
    expect(cures.map(({ option, trial, verified }) => [option, trial?.verdict, verified?.fixes[0]])).toEqual([
      ["remove-rule", "verified", alert.fingerprint],
      ["narrow-to-network", "verified", alert.fingerprint],
    ]);
    expect(alert.fix.tried).toMatchObject({ isStale: false, isGone: false, snapshotId: alert.snapshotId });
    const run = await readRun(test.ports, actor, alert.fix.tried?.runId ?? "");
    expect([run.kind, run.state, run.actorId, run.verdict?.kind]).toEqual(["fix", "done", "umbra", "proved"]);
    const runs = await listRuns(test.ports, actor, { estateId, limit: 50 });
    expect(runs.filter(({ title }) => title.includes("web-a"))).toHaveLength(1);
    expect(test.bugs).toEqual([]);
  });

  it("calls nothing verified once the network has changed, and tries again when asked", async () => {
    await importAt(20, [OPENED, OTHER], estateId);
    await settled();
    const row = await exposure();
    expect(row?.verified).toBe(false);
    const id = row?.id ?? "";
    const stale = await readAlert(test.ports, actor, { estateId, id });
    expect(stale.fix.tried?.isStale).toBe(true);
    expect(stale.recommendations.every(({ verified }) => verified === null)).toBe(true);
    const { runId } = await tryAlertFixes(test.ports, actor, { estateId, id });
    await expect
      .poll(async () => (await readRun(test.ports, actor, runId)).state, { timeout: 60_000 })
      .toBe("done");
    const again = await readAlert(test.ports, actor, { estateId, id });
    expect([again.fix.tried?.isStale, again.fix.latestRunId]).toEqual([false, runId]);
    expect(again.recommendations.filter(({ verified }) => verified !== null)).toHaveLength(2);
    await expect(tryAlertFixes(test.ports, actor, { estateId, id: "none" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("makes a rule of an alert with nothing to type, which would have fired once", async () => {
    const id = (await exposure())?.id ?? "";
    const { rule } = await draftRule(test.ports, actor, { estateId, alertId: id });
    expect(rule).toMatchObject({
      mode: "dry-run",
      trigger: { kinds: ["internet-exposure"], minSeverity: "critical" },
      conditions: { subjectIds: ["web-a"] },
      action: { kind: "remove-rule" },
    });
    const { ruleId } = await createRule(test.ports, actor, { estateId, rule: rule as RemediationRule });
    expect((await listRules(test.ports, actor, estateId)).map((each) => each.id)).toEqual([ruleId]);
    // Closed, and opened once more within the hour that the rule rests.
    await importAt(30, [], estateId);
    await importAt(40, [OPENED], estateId);
    const { runId } = await startDryRun(test.ports, actor, ruleId);
    await expect
      .poll(async () => (await readRun(test.ports, actor, runId)).state, { timeout: 120_000 })
      .toBe("done");
    const run = await readRun(test.ports, actor, runId);
    if (run.kind !== "dry-run") throw new Error("another kind");
    expect(run.verdict?.sentence).toBe(
      "Would have fired 1 time over 5 snapshots; 1 of its changes verified.",
    );
    expect(
      run.result?.firings.map(({ at, change, heldBack, option }) => [
        at,
        change,
        heldBack === null,
        option?.trial.verdict,
      ]),
    ).toEqual([
      ["2026-01-01T12:10:00.000Z", "opened", true, "verified"],
      ["2026-01-01T12:40:00.000Z", "reopened", false, undefined],
    ]);
    expect(run.result?.firings[0]?.option?.changes).toEqual([
      'in security group `sg-web`, remove "tcp 5432 from 0.0.0.0/0"',
    ]);
    expect((await readRule(test.ports, actor, ruleId)).latestRunId).toBe(runId);
  });

  it("says of a change that would do good why it would not have been carried out", async () => {
    const [record] = await listRules(test.ports, actor, estateId);
    if (!record) throw new Error("no rule");
    const { id: ruleId, revision, rule } = record;
    await changeRule(test.ports, actor, {
      ruleId,
      revision,
      rule: { ...rule, limits: { ...rule.limits, cooldownMinutes: 0 } },
    });
    await importAt(50, [], estateId);
    await importAt(55, [OPENED], estateId, (configuration) => ({
      ...configuration,
      resources: {
        ...configuration.resources,
        securityGroup: configuration.resources.securityGroup.map((group) => ({
          ...group,
          tags: [{ key: "umbra:protected", value: "" }],
        })),
      },
    }));
    const { runId } = await startDryRun(test.ports, actor, ruleId);
    await expect
      .poll(async () => (await readRun(test.ports, actor, runId)).state, { timeout: 120_000 })
      .toBe("done");
    const run = await readRun(test.ports, actor, runId);
    if (run.kind !== "dry-run") throw new Error("another kind");
    expect(run.verdict).toEqual({
      sentence: "Would have fired 3 times over 7 snapshots; 2 of its changes verified.",
      kind: "affected",
    });
    expect(run.result?.firings.map(({ option, against }) => [option?.trial.verdict, against])).toEqual([
      ["verified", []],
      ["verified", []],
      ["verified", ["it touches `sg-web`, which is protected by its tag umbra:protected"]],
    ]);
  });

  it("changes a rule only from the revision that was read, and removes it", async () => {
    const [record] = await listRules(test.ports, actor, estateId);
    if (!record) throw new Error("no rule");
    const { id: ruleId, revision, rule } = record;
    const next = { ...rule, limits: { cooldownMinutes: 0, perHour: 1, perDay: 1 } };
    await changeRule(test.ports, actor, { ruleId, revision, rule: next });
    expect((await readRule(test.ports, actor, ruleId)).rule).toEqual(next);
    await expect(changeRule(test.ports, actor, { ruleId, revision, rule })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await removeRule(test.ports, actor, ruleId);
    await expect(readRule(test.ports, actor, ruleId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
