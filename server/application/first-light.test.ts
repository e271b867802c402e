import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { dismissAlert, listAlerts, readAlert, reopenAlert } from "./alerts";
import { exportConfiguration, listEstates, readReport, removeEstate } from "./estates";
import { importConfiguration, loadSample } from "./imports";
import { readOverview } from "./overview";
import type { InputFile } from "./ports/question-pool";
import { runWhatIf } from "./what-ifs";

/** The main job from end to end: import, analysis, alerts, decisions about them, import again. */

const actor = LOCAL_ACTOR;
const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 12, n));
let test: TestPorts;

beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(actor.workspaceId);
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

async function analyzed(estateId: string) {
  for (let round = 0; round < 600; round += 1) {
    const overview = await readOverview(test.ports, actor, estateId);
    if (overview.analysis.state !== "running") return overview;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the analysis does not end");
}

function jsonFile(name: string, content: unknown): InputFile {
  return { name, bytes: new TextEncoder().encode(JSON.stringify(content)) };
}

/** The sample with every route to one NAT gateway removed: nothing depends on it any more. */
async function sampleWithout(routeTarget: string): Promise<InputFile[]> {
  const files = await test.ports.sample.read();
  return files.map(({ name, bytes }) => {
    if (!name.endsWith("/RouteTables.json")) return { name, bytes };
    const tables: { RouteTables: { Routes: { NatGatewayId?: string }[] }[] } = JSON.parse(
      new TextDecoder().decode(bytes),
    );
    for (const table of tables.RouteTables) {
      table.Routes = table.Routes.filter(({ NatGatewayId }) => NatGatewayId !== routeTarget);
    }
    return jsonFile(name, tables);
  });
}

it("imports, raises alerts, keeps decisions, and never duplicates", async () => {
  const { ports, setNow } = test;
  setNow(minute(0));
  const { estateId } = await loadSample(ports, actor);
  expect(await loadSample(ports, actor)).toEqual({ estateId });
  const [estate] = await listEstates(ports, actor);
  expect(estate).toMatchObject({ id: estateId, isSample: true, name: "Sample: acme shop" });

  const first = await analyzed(estateId);
  expect(first.analysis).toMatchObject({ state: "done", undecidedCount: 0 });
  expect(first.analysis.provedCount + first.analysis.affectedCount).toBe(first.analysis.scenarioCount);
  expect(first.intentCount).toBeGreaterThan(0);
  expect(first.applicationCount).toBeGreaterThan(0);

  const list = await listAlerts(ports, actor, { estateId });
  expect(list.alerts.length).toBeGreaterThanOrEqual(3);
  expect(new Set(list.alerts.map(({ fingerprint }) => fingerprint)).size).toBe(list.alerts.length);
  expect(list.coverage).toMatchObject({ undecidedCount: 0, finishedAt: minute(0) });
  const nat = list.alerts.find(({ subject, family }) => {
    return family === "outage" && subject.kind === "natGateway";
  });
  if (!nat) throw new Error("the planted single point of failure raises no alert");
  const detail = await readAlert(ports, actor, { estateId, id: nat.id });
  expect(detail).toMatchObject({ state: "open", firstSeenAt: minute(0), dismissal: null });
  expect(detail.evidence.before.length).toBeGreaterThan(0);
  expect(detail.evidence.at).not.toBeNull();
  expect(detail.recommendations.length).toBeGreaterThan(0);
  expect(detail.notes).toHaveLength(1);

  const failures = [{ kind: nat.subject.kind, id: nat.subject.id, mode: "down" as const }];
  const whatIf = await runWhatIf(ports, actor, { estateId, failures, horizon: "T1", view: "observed" });
  expect(whatIf.lost.length + whatIf.degraded.length).toBeGreaterThan(0);

  setNow(minute(1));
  await dismissAlert(ports, actor, { estateId, id: nat.id, reason: "known" });
  await expect(dismissAlert(ports, actor, { estateId, id: nat.id, reason: "twice" })).rejects.toMatchObject({
    code: "CONFLICT",
  });

  setNow(minute(2));
  const again = await importConfiguration(ports, actor, {
    files: await ports.sample.read(),
    estateId,
    assumeDefaultRoutes: false,
  });
  expect(again).toMatchObject({ estateId, snapshotId: first.snapshot.snapshotId, unchanged: true });
  await analyzed(estateId);
  const unchanged = await listAlerts(ports, actor, { estateId });
  expect(unchanged.alerts.map(({ id }) => id).toSorted()).toEqual(list.alerts.map(({ id }) => id).toSorted());
  const dismissed = await readAlert(ports, actor, { estateId, id: nat.id });
  expect(dismissed).toMatchObject({
    state: "dismissed",
    firstSeenAt: minute(0),
    lastSeenAt: minute(2),
    dismissal: { reason: "known", actor: "local" },
  });
  await reopenAlert(ports, actor, { estateId, id: nat.id });

  setNow(minute(3));
  const fixed = await importConfiguration(ports, actor, {
    files: await sampleWithout(nat.subject.id),
    estateId,
    assumeDefaultRoutes: false,
  });
  expect(fixed.unchanged).toBe(false);
  await analyzed(estateId);
  const resolved = await readAlert(ports, actor, { estateId, id: nat.id });
  expect(resolved).toMatchObject({ state: "resolved", resolvedAt: minute(3), lastSeenAt: minute(2) });
  expect(resolved.notes.map(({ to }) => to)).toEqual(["open", "dismissed", "open", "resolved"]);
  await expect(reopenAlert(ports, actor, { estateId, id: nat.id })).rejects.toMatchObject({
    code: "CONFLICT",
  });

  setNow(minute(4));
  await importConfiguration(ports, actor, {
    files: await ports.sample.read(),
    estateId,
    assumeDefaultRoutes: false,
  });
  await analyzed(estateId);
  const back = await readAlert(ports, actor, { estateId, id: nat.id });
  expect(back).toMatchObject({ id: nat.id, state: "open", resolvedAt: null, firstSeenAt: minute(0) });

  await removeEstate(ports, actor, estateId);
  expect(await listEstates(ports, actor)).toEqual([]);
}, 120_000);

it("gives the same snapshot for its own export", async () => {
  const { ports, setNow } = test;
  setNow(minute(10));
  const { estateId } = await loadSample(ports, actor);
  setNow(minute(11));
  const text = await exportConfiguration(ports, actor, { estateId });
  const again = await importConfiguration(ports, actor, {
    files: [{ name: "export.json", bytes: new TextEncoder().encode(text) }],
    name: "from export\u0000 \u202E",
    assumeDefaultRoutes: false,
  });
  const [newest] = await listEstates(ports, actor);
  expect(again.estateId).not.toBe(estateId);
  expect(newest?.name).toBe("from export");
  const overview = await analyzed(estateId);
  expect(again.snapshotId).toBe(overview.snapshot.snapshotId);
  expect((await readReport(ports, actor, { estateId: again.estateId })).counts).toEqual(overview.counts);
  await analyzed(again.estateId);
}, 60_000);

it("stores nothing of an input that cannot be read", async () => {
  const { ports } = test;
  const before = await listEstates(ports, actor);
  const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode('{"Vpcs": [{') }];
  await expect(
    importConfiguration(ports, actor, { files, assumeDefaultRoutes: false }),
  ).rejects.toMatchObject({ code: "BAD_INPUT", file: "Vpcs.json" });
  await expect(
    importConfiguration(ports, actor, { files, estateId: "nobody", assumeDefaultRoutes: false }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await listEstates(ports, actor)).toEqual(before);
});
