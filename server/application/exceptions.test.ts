import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyze } from "../engine/alert";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { dismissAlert, listAlerts, readAlert, reopenAlert } from "./alerts";
import { runAnalysis } from "./analyses";
import { endExceptions } from "./exceptions";
import { importConfiguration } from "./imports";

/** Alerts that an `umbra.json` accepts until a day, over real databases: what the file, the clock and the page say. */

const actor = LOCAL_ACTOR;
const NETWORK = buildConfiguration(b1());
const NAT = analyze(NETWORK).alerts.find(({ subject }) => subject.id === "nat-a")?.fingerprint ?? "";
const day = (date: number) => new Date(Date.UTC(2026, 0, date, 12));

describe.each(testDatabases())("exceptions over $name", { timeout: 120_000 }, ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  let estateId: string | undefined;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    test = await openTestPorts({ openStore: async () => database.store, works: false });
    await test.ports.store.ensureWorkspace(actor.workspaceId);
  }, 120_000);
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
    expect(test.bugs).toEqual([]);
  });

  const encoded = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  /** Reads the network with these exceptions and analyses it. */
  const read = async (date: number, exceptions: readonly unknown[]) => {
    test.setNow(day(date));
    const files = [
      { name: "net/export.json", bytes: encoded(NETWORK) },
      { name: "net/umbra.json", bytes: encoded({ exceptions }) },
    ];
    const answer = await importConfiguration(test.ports, actor, {
      files,
      estateId,
      assumeDefaultRoutes: false,
    });
    estateId = answer.estateId;
    const { workspaceId } = actor;
    const latest = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(estateId);
    const ref = { workspaceId, estateId, analysisId: latest?.id ?? "" };
    await runAnalysis(test.ports, ref, new AbortController().signal);
  };
  const nat = async () => {
    const { alerts } = await listAlerts(test.ports, actor, { estateId: estateId ?? "" });
    const row = alerts.find(({ fingerprint }) => fingerprint === NAT);
    return readAlert(test.ports, actor, { estateId: estateId ?? "", id: row?.id ?? "" });
  };
  const until = (expires: string, owner = "ann") => ({
    alert: NAT,
    owner,
    expires,
    reason: "cheap test network",
  });

  it("sets the alert aside with owner, day and reason, and no other", async () => {
    await read(1, [until("2026-01-10")]);
    const alert = await nat();
    expect(alert).toMatchObject({
      state: "dismissed",
      dismissal: { actor: "umbra.json", reason: "accepted by ann until 2026-01-10: cheap test network" },
    });
    expect(alert.notes.map(({ to, actor: by }) => [to, by])).toEqual([["dismissed", "umbra.json"]]);
    const { alerts } = await listAlerts(test.ports, actor, { estateId: estateId ?? "", state: ["open"] });
    expect(alerts.length).toBeGreaterThan(3);
  });

  it("holds on its last day, and is over after it without a new reading", async () => {
    test.setNow(new Date(Date.UTC(2026, 0, 10, 23, 59)));
    await endExceptions(test.ports);
    expect((await nat()).state).toBe("dismissed");
    test.setNow(new Date(Date.UTC(2026, 0, 11)));
    await endExceptions(test.ports);
    expect(await nat()).toMatchObject({ state: "open", dismissal: null });
    expect((await nat()).notes.at(-1)).toMatchObject({ reason: "the exception of umbra.json is over" });
  });

  it("comes again when the file prolongs it, and goes with the file", async () => {
    await read(12, [until("2026-01-20")]);
    expect((await nat()).state).toBe("dismissed");
    await read(13, []);
    expect((await nat()).state).toBe("open");
  });

  it("gives way to the page: what is opened again there stays open", async () => {
    await read(14, [until("2026-01-20")]);
    const { id } = await nat();
    await reopenAlert(test.ports, actor, { estateId: estateId ?? "", id });
    await read(15, [until("2026-01-20"), { ...until("2026-01-21"), alert: "b".repeat(64) }]);
    expect((await nat()).state).toBe("open");
    await dismissAlert(test.ports, actor, { estateId: estateId ?? "", id, reason: "we know" });
    await read(16, []);
    expect(await nat()).toMatchObject({
      state: "dismissed",
      dismissal: { actor: "local", reason: "we know" },
    });
    test.setNow(day(30));
    await endExceptions(test.ports);
    expect((await nat()).state).toBe("dismissed");
  });
});
