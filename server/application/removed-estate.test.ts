import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but } from "../testing/network-builder-change";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { removeEstate } from "./estates";
import { importConfiguration } from "./imports";
import type { Change } from "./ports/events";
import { listRuns } from "./runs";

/** An estate that is removed takes along what works on it: the work stops, and nothing of that is a fault. */

const actor = LOCAL_ACTOR;
/** A database that the internet reaches, which several changes may cure. */
const OPENED = buildConfiguration(
  but(b1(), { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } }),
);
const FILE = { name: "export.json", bytes: new TextEncoder().encode(JSON.stringify(OPENED)) };
const SLOWLY = { timeout: 60_000, interval: 20 };

describe.each(testDatabases())("an estate removed over $name", { timeout: 120_000 }, ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  const changes: Change[] = [];
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    test = await openTestPorts({ openStore: async () => database.store });
    await test.ports.store.ensureWorkspace(actor.workspaceId);
    test.ports.events.subscribe((change) => changes.push(change));
  }, 120_000);
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
    expect(test.bugs).toEqual([]);
  });

  const imported = async () => {
    const request = { files: [FILE], assumeDefaultRoutes: false };
    return (await importConfiguration(test.ports, actor, request)).estateId;
  };
  /** Word that work on the estate began, then that it ended after the estate was gone. */
  const removeWhile = async (kind: "analysis" | "run", isAtWork: (estateId: string) => Promise<boolean>) => {
    const estateId = await imported();
    await vi.waitUntil(() => isAtWork(estateId), SLOWLY);
    await removeEstate(test.ports, actor, estateId);
    const own = () => changes.filter((each) => each.estateId === estateId);
    const removedAt = own().findIndex((each) => each.kind === "estate");
    expect(removedAt).toBeGreaterThan(0);
    const hasEnded = () => own().findLastIndex((each) => each.kind === kind) > removedAt;
    await vi.waitUntil(hasEnded, SLOWLY);
    expect(test.bugs).toEqual([]);
  };

  it("while its analysis runs: that ends, and no fault is reported", () =>
    removeWhile("analysis", async (estateId) => {
      const analysis = await test.ports.store.inWorkspace(actor.workspaceId).latestAnalysis(estateId);
      return analysis?.state === "running";
    }));

  it("while fixes are tried: the runs end, and no fault is reported", () =>
    removeWhile("run", async (estateId) => {
      const runs = await listRuns(test.ports, actor, { estateId, states: ["running"], limit: 10 });
      return runs.length > 0;
    }));

  it("just before a trial is stored: it is not there, which is an answer and no fault of the database", async () => {
    const store = test.ports.store.inWorkspace(actor.workspaceId);
    const estateId = await imported();
    await removeEstate(test.ports, actor, estateId);
    const result = { alert: null, options: [] } as never;
    const trial = { fingerprint: "f", runId: "r", snapshotId: "s", at: new Date(0), result };
    const isGone = { code: "NOT_FOUND" };
    await expect(store.noteFixRun(estateId, "f", "r")).rejects.toMatchObject(isGone);
    await expect(store.saveFix(estateId, trial)).rejects.toMatchObject(isGone);
  });
});
