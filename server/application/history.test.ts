import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../testing/network-builder-change";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listHistory, readChange, readDiff, readHistoryPoint, readResourceHistory } from "./history";
import { importConfiguration } from "./imports";
import { readOverview } from "./overview";

/** What happened to an estate, told from its imports: over a real database and real threads. */

const actor = LOCAL_ACTOR;
const minute = (value: number) => new Date(Date.UTC(2026, 0, 1, 12, value));
const OPENED: NetworkChange = { groups: { "sg-db": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const RETARGETED: NetworkChange = { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } };

describe.each(testDatabases())("the history over $name", ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    test = await openTestPorts({ openStore: async () => database.store });
    await test.ports.store.ensureWorkspace(actor.workspaceId);
  });
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
  });

  const importAt = async (value: number, changes: readonly NetworkChange[], estateId?: string) => {
    test.setNow(minute(value));
    const text = JSON.stringify(buildConfiguration(but(b1(), ...changes)));
    return importConfiguration(test.ports, actor, {
      files: [{ name: "export.json", bytes: new TextEncoder().encode(text) }],
      estateId,
      assumeDefaultRoutes: false,
    });
  };
  const analyzed = (estateId: string) =>
    expect
      .poll(async () => (await readOverview(test.ports, actor, estateId)).analysis.state, { timeout: 30_000 })
      .toBe("done");

  it("tells each change in words, who brought it and what it did to alerts", async () => {
    const { ports } = test;
    const first = await importAt(0, []);
    const { estateId } = first;
    await analyzed(estateId);
    const same = await importAt(5, [], estateId);
    expect(same).toMatchObject({ unchanged: true, snapshotId: first.snapshotId });
    const opened = await importAt(10, [OPENED], estateId);
    await analyzed(estateId);
    const both = await importAt(20, [OPENED, RETARGETED], estateId);
    await analyzed(estateId);
    const back = await importAt(30, [RETARGETED], estateId);
    await analyzed(estateId);

    const history = await listHistory(ports, actor, { estateId, limit: 3 });
    expect(history.entries.map(({ number, takenAt, changes }) => [number, takenAt, changes?.titles])).toEqual(
      [
        [4, minute(30), ["Security group sg-db: inbound rule removed: tcp 5432 from 0.0.0.0/0"]],
        [3, minute(20), ["Route table rt-prv-b: route changed: 0.0.0.0/0 → nat-b to 0.0.0.0/0 → nat-a"]],
        [2, minute(10), ["Security group sg-db: inbound rule added: tcp 5432 from 0.0.0.0/0"]],
      ],
    );
    expect(history.entries[2]?.changes).toMatchObject({ addedCount: 0, removedCount: 0, changedCount: 1 });
    expect(history.entries[1]?.transitions.openedCount).toBeGreaterThan(0);
    expect(history.nextBefore).toBe(2);
    const rest = await listHistory(ports, actor, { estateId, before: 2, limit: 3 });
    expect(rest).toMatchObject({
      entries: [{ number: 1, takenAt: minute(0), lastSeenAt: minute(5), changes: null, actorId: "local" }],
      nextBefore: null,
    });

    const point = await readHistoryPoint(ports, actor, { estateId, snapshotId: both.snapshotId });
    expect([point.previous?.snapshotId, point.next?.snapshotId]).toEqual([
      opened.snapshotId,
      back.snapshotId,
    ]);
    expect(point.transitions.map(({ to }) => to)).toContain("open");

    const whole = await readDiff(ports, actor, { estateId, base: first.snapshotId });
    expect(whole.head.snapshotId).toBe(back.snapshotId);
    expect(whole.rows.map(({ op, element, title }) => [op, element.id, title])).toEqual([
      ["changed", "rt-prv-b", "route changed: 0.0.0.0/0 → nat-b to 0.0.0.0/0 → nat-a"],
    ]);
    const route = { kind: "routeTable", id: "rt-prv-b" };
    const change = await readChange(ports, actor, { estateId, base: first.snapshotId, ...route });
    expect(change.change.fields.map(({ kind }) => kind)).toEqual(["route-retargeted"]);
    expect(change.broughtBy?.map(({ number }) => number)).toEqual([3]);
    const group = { kind: "securityGroup", id: "sg-db" };
    await expect(
      readChange(ports, actor, { estateId, base: first.snapshotId, ...group }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mirrored = await readDiff(ports, actor, {
      estateId,
      base: opened.snapshotId,
      head: first.snapshotId,
    });
    expect(mirrored.rows.map(({ title }) => title)).toEqual([
      "inbound rule removed: tcp 5432 from 0.0.0.0/0",
    ]);
    expect(test.bugs).toEqual([]);
  }, 120_000);

  it("has nothing before the first, and no difference of a snapshot with itself", async () => {
    const { ports } = test;
    const { estateId, snapshotId } = await importAt(0, []);
    expect(await readDiff(ports, actor, { estateId })).toMatchObject({
      base: null,
      head: { snapshotId },
      rows: [],
    });
    expect(await readDiff(ports, actor, { estateId, base: snapshotId, head: snapshotId })).toMatchObject({
      base: { snapshotId },
      rows: [],
    });
    await expect(readDiff(ports, actor, { estateId, base: "ab".repeat(32) })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await analyzed(estateId);
  }, 60_000);

  it("follows one resource through the readings, up to the snapshot in view", async () => {
    const { ports } = test;
    const { estateId } = await importAt(0, []);
    const opened = await importAt(10, [OPENED], estateId);
    const both = await importAt(20, [OPENED, RETARGETED], estateId);
    const back = await importAt(30, [RETARGETED], estateId);
    const group = { estateId, kind: "securityGroup", id: "sg-db" };
    const whole = await readResourceHistory(ports, actor, group);
    expect(whole.steps.map(({ entry }) => entry.snapshotId)).toEqual([back.snapshotId, opened.snapshotId]);
    expect(whole.steps[1]?.change).toMatchObject({
      op: "changed",
      fields: [{ after: expect.stringContaining("0.0.0.0/0") }],
    });
    expect(whole).toMatchObject({ isComplete: true, since: { number: 1 } });
    const then = await readResourceHistory(ports, actor, { ...group, snapshotId: both.snapshotId });
    expect(then.steps.map(({ entry }) => entry.snapshotId)).toEqual([opened.snapshotId]);
    const never = await readResourceHistory(ports, actor, { ...group, id: "sg-web" });
    expect(never.steps).toEqual([]);
  });

  it("counts what was overtaken against what came first", async () => {
    const { ports } = test;
    const { estateId } = await importAt(0, []);
    await Promise.all([importAt(1, [OPENED], estateId), importAt(1, [RETARGETED], estateId)]);
    const { entries } = await listHistory(ports, actor, { estateId, limit: 10 });
    expect(entries.map(({ changes }) => changes?.changedCount ?? 0)).toEqual([2, 1, 0]);
    await analyzed(estateId);
  }, 60_000);
});
