import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewReport } from "../../application/ports/report-store";
import type { Store, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import { testDatabases } from "../../testing/test-databases";

const NASTY = 'a\u0000b "quoted" <b>\u202E __proto__.json';
const DAY_MS = 24 * 60 * 60_000;

let counter = 0;
const nextId = () => {
  counter += 1;
  return `id-${counter}`;
};
const START = Date.UTC(2026, 0, 1);
const by = (at = START) => ({ actorId: "local", at: new Date(at), analysisId: nextId() });

function newReport(given: Partial<NewReport> = {}): NewReport {
  return {
    id: nextId(),
    kind: "report",
    name: "trivy.json",
    scanner: "trivy",
    madeAt: "2025-12-31T00:00:00Z",
    entryCount: 3,
    serviceCount: 0,
    leftOut: [{ what: "secrets", count: 2 }],
    body: new Uint8Array([0, 1, 255]),
    ...given,
  };
}

describe.each(testDatabases())("reports in the store on $name", ({ open }) => {
  let store: Store;
  let mine: WorkspaceStore;
  let theirs: WorkspaceStore;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, drop } = await open());
    for (const id of ["local", "other"] as WorkspaceId[]) await store.ensureWorkspace(id);
    mine = store.inWorkspace("local" as WorkspaceId);
    theirs = store.inWorkspace("other" as WorkspaceId);
  });
  afterAll(() => drop());

  const newEstate = async () => {
    const estateId = nextId();
    await mine.addImport({
      importId: nextId(),
      estateId,
      createEstate: { name: "shop", sampleName: null },
      actorId: "local",
      takenAt: new Date(START),
      snapshotId: "aa00",
      body: new Uint8Array([1]),
      counts: [],
      diagnostics: [],
      coverage: [],
      ignored: [],
      sourceName: null,
      changes: null,
      analysisId: nextId(),
    });
    return estateId;
  };
  const namesOf = async (estateId: string) => (await mine.listReports(estateId)).map(({ name }) => name);

  it("are kept as they were given, and queue an analysis", async () => {
    const estateId = await newEstate();
    const report = newReport({ name: NASTY });
    const change = by();
    expect(await mine.addReports(estateId, [report], change)).toEqual({ isAnalysisQueued: true });
    const { body, ...rest } = report;
    expect(await mine.listReports(estateId)).toEqual([
      {
        ...rest,
        name: NASTY.replace("\u0000", "\uFFFD"),
        instanceIds: [],
        vpcId: null,
        uploadedAt: change.at,
        actorId: "local",
      },
    ]);
    expect(await mine.reportBody(estateId, report.id)).toEqual(body);
    expect(await mine.latestAnalysis(estateId)).toMatchObject({ id: change.analysisId, state: "queued" });
  });

  it("take the place of one of their name, and of its words of where it stands", async () => {
    const estateId = await newEstate();
    const [first, second] = [newReport(), newReport({ entryCount: 4 })];
    await mine.addReports(estateId, [first, newReport({ name: "grype.json", scanner: "grype" })], by());
    const place = { instanceIds: ["i-1", "i-2"], vpcId: "vpc-1" };
    const placed = await mine.placeReport(estateId, first.id, place, by());
    expect(placed.previous).toEqual({ instanceIds: [], vpcId: null });
    await mine.addReports(estateId, [second], by());
    expect(await namesOf(estateId)).toEqual(["grype.json", "trivy.json"]);
    expect((await mine.listReports(estateId))[1]).toMatchObject({ id: second.id, entryCount: 4, ...place });
    expect(await mine.reportBody(estateId, first.id)).toBeUndefined();
  });

  it("are one list of each kind, whatever its name", async () => {
    const estateId = await newEstate();
    const list = (kind: NewReport["kind"], name: string) => newReport({ kind, name, scanner: null });
    await mine.addReports(estateId, [list("known-exploited", "a"), list("probabilities", "a")], by());
    await mine.addReports(estateId, [list("known-exploited", "b")], by());
    const kinds = (await mine.listReports(estateId)).map(({ kind, name }) => `${kind} ${name}`);
    expect(kinds).toEqual(["known-exploited b", "probabilities a"]);
  });

  it("come back when their removal is undone within a day, and once", async () => {
    const estateId = await newEstate();
    const report = newReport();
    await mine.addReports(estateId, [report], by());
    await mine.removeReport(estateId, report.id, by());
    expect(await namesOf(estateId)).toEqual([]);
    await expect(mine.removeReport(estateId, report.id, by())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await mine.restoreReport(estateId, report.id, by(START + DAY_MS));
    expect(await namesOf(estateId)).toEqual(["trivy.json"]);
    await expect(mine.restoreReport(estateId, report.id, by())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await mine.removeReport(estateId, report.id, by());
    const late = by(START + DAY_MS + 1);
    await expect(mine.restoreReport(estateId, report.id, late)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("stay removed once another has their name", async () => {
    const estateId = await newEstate();
    const report = newReport();
    await mine.addReports(estateId, [report], by());
    await mine.removeReport(estateId, report.id, by());
    await mine.addReports(estateId, [newReport()], by());
    await expect(mine.restoreReport(estateId, report.id, by())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await namesOf(estateId)).toEqual(["trivy.json"]);
  });

  it("are of one workspace and one estate, and go with it", async () => {
    const [estateId, otherId] = [await newEstate(), await newEstate()];
    const report = newReport();
    await mine.addReports(estateId, [report], by());
    expect(await theirs.listReports(estateId)).toEqual([]);
    expect(await theirs.reportBody(estateId, report.id)).toBeUndefined();
    expect(await mine.reportBody(otherId, report.id)).toBeUndefined();
    for (const refused of [
      () => theirs.addReports(estateId, [newReport()], by()),
      () => theirs.removeReport(estateId, report.id, by()),
      () => mine.removeReport(otherId, report.id, by()),
      () => mine.placeReport(otherId, report.id, { instanceIds: [], vpcId: null }, by()),
      () => mine.addReports("none", [newReport()], by()),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await namesOf(estateId)).toEqual(["trivy.json"]);
    await mine.removeEstate(estateId);
    expect(await mine.reportBody(estateId, report.id)).toBeUndefined();
  });
});
