import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewImport, Store, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import type { ChangeSummary } from "../../engine/configuration";
import { testDatabases } from "../../testing/test-databases";

const LOCAL = "local" as WorkspaceId;
const OTHER = "other" as WorkspaceId;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

let counter = 0;
const nextId = () => {
  counter += 1;
  return `id-${counter}`;
};

const summary: ChangeSummary = {
  addedCount: 1,
  removedCount: 0,
  changedCount: 2,
  cosmeticCount: 1,
  coverageCount: 0,
  titles: ['Security group "db"\u0000: inbound rule added: tcp 5432 from 0.0.0.0/0'],
};

function newImport(given: Partial<NewImport>): NewImport {
  return {
    importId: nextId(),
    estateId: "shop",
    createEstate: null,
    actorId: "local",
    takenAt: at(0),
    snapshotId: "aa00",
    body: new Uint8Array([1]),
    counts: [{ kind: "vpc", count: 2 }],
    diagnostics: [],
    coverage: [],
    ignored: [],
    sourceName: null,
    changes: null,
    analysisId: nextId(),
    ...given,
  };
}

describe.each(testDatabases())("the history on $name", ({ open }) => {
  let store: Store;
  let mine: WorkspaceStore;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, drop } = await open());
    await store.ensureWorkspace(LOCAL);
    await store.ensureWorkspace(OTHER);
    mine = store.inWorkspace(LOCAL);
  });
  afterAll(() => drop());

  const estate = async () => {
    const estateId = nextId();
    const createEstate = { name: "shop", sampleName: null };
    await mine.addImport(newImport({ estateId, createEstate, changes: { since: null, summary: null } }));
    const add = (snapshotId: string, minute: number, given: Partial<NewImport> = {}) =>
      mine.addImport(newImport({ estateId, snapshotId, takenAt: at(minute), ...given }));
    const numbers = async (page: { before?: number; limit: number }) =>
      (await mine.listImports(estateId, page)).map(({ number, snapshotId }) => `${number} ${snapshotId}`);
    return { estateId, add, numbers };
  };
  const finish = async (estateId: string, minute: number) => {
    const analysis = await mine.latestAnalysis(estateId);
    const terms = { now: at(minute), leaseUntil: at(59), maxAttempts: 3 };
    const ref = { workspaceId: LOCAL, estateId, analysisId: analysis?.id ?? "" };
    const claim = await mine.claimAnalysis(ref, terms);
    if (claim) await mine.finishAnalysis(claim, at(minute), [], () => []);
    return claim !== undefined;
  };

  it("counts what changed of each kind, oldest first, and of too many the latest", async () => {
    const { estateId, add } = await estate();
    const kinds = [{ kind: "routeTable", count: 2 }];
    await add("bb00", 5, { changes: { since: "aa00", summary: { ...summary, kinds } } });
    await add("cc00", 6, { changes: { since: "bb00", summary } });
    const counts = (from: number, limit: number) => mine.changeCounts(estateId, { from: at(from), limit });
    const [first, second, third] = [
      { takenAt: at(0), lastSeenAt: at(0), kinds: [] },
      { takenAt: at(5), lastSeenAt: at(5), kinds },
      { takenAt: at(6), lastSeenAt: at(6), kinds: [] },
    ];
    expect(await counts(0, 9)).toEqual([first, second, third]);
    expect(await counts(0, 2)).toEqual([second, third]);
    expect(await counts(6, 9)).toEqual([third]);
    expect(await store.inWorkspace(OTHER).changeCounts(estateId, { from: at(0), limit: 9 })).toEqual([]);
  });

  it("has an entry per change, newest first, with what changed and who brought it", async () => {
    const { estateId, add } = await estate();
    await add("bb00", 5, { changes: { since: "aa00", summary }, sourceName: "agent eu\u0000" });
    expect(await mine.listImports(estateId, { limit: 10 })).toEqual([
      {
        number: 2,
        snapshotId: "bb00",
        takenAt: at(5),
        lastSeenAt: at(5),
        actorId: "local",
        sourceName: "agent eu\uFFFD",
        resourceCount: 2,
        changes: summary,
      },
      expect.objectContaining({ number: 1, snapshotId: "aa00", sourceName: null, changes: null }),
    ]);
  });

  it("has no entry for what was read again unchanged: only when it was last seen moves", async () => {
    const { estateId, add, numbers } = await estate();
    await finish(estateId, 1);
    const coverage = [{ accountId: "1", region: "eu", kind: "vpc", status: "ok" as const }];
    const diagnostics = [{ severity: "info" as const, code: "said-again", message: "again" }];
    expect(await add("aa00", 7, { coverage, diagnostics })).toBe("unchanged");
    expect(await numbers({ limit: 10 })).toEqual(["1 aa00"]);
    expect(await mine.findHistoryEntry(estateId, "aa00")).toMatchObject({
      takenAt: at(0),
      lastSeenAt: at(7),
    });
    expect(await mine.findImport(estateId)).toMatchObject({
      diagnostics,
      coverage: [{ ...coverage[0], asOf: at(7) }],
    });
    // The numbers of later changes leave no gap.
    await add("bb00", 8);
    expect(await numbers({ limit: 10 })).toEqual(["2 bb00", "1 aa00"]);
  });

  it("analyzes the same again only where that was not done", async () => {
    const { estateId, add } = await estate();
    const first = await mine.latestAnalysis(estateId);
    await add("aa00", 1);
    expect((await mine.latestAnalysis(estateId))?.id).toBe(first?.id);
    await finish(estateId, 2);
    await add("aa00", 3);
    expect(await mine.latestAnalysis(estateId)).toMatchObject({ id: first?.id, state: "done" });
    await add("bb00", 4);
    await add("aa00", 5);
    expect(await mine.latestAnalysis(estateId)).toMatchObject({ snapshotId: "aa00", state: "queued" });
    const terms = { now: at(6), leaseUntil: at(59), maxAttempts: 3 };
    const latest = await mine.latestAnalysis(estateId);
    const ref = { workspaceId: LOCAL, estateId, analysisId: latest?.id ?? "" };
    const claim = await mine.claimAnalysis(ref, terms);
    if (claim) await mine.failAnalysis(claim, at(6), "no");
    await add("aa00", 7);
    expect(await mine.latestAnalysis(estateId)).toMatchObject({ snapshotId: "aa00", state: "queued" });
  });

  it("comes back to a snapshot as a change of its own", async () => {
    const { estateId, add, numbers } = await estate();
    await add("bb00", 1);
    await add("aa00", 2);
    expect(await numbers({ limit: 10 })).toEqual(["3 aa00", "2 bb00", "1 aa00"]);
    expect((await mine.findHistoryEntry(estateId, "aa00"))?.number).toBe(3);
    const around = await mine.neighbourEntries(estateId, 2);
    expect([around.previous?.number, around.next?.number]).toEqual([1, 3]);
    const first = await mine.neighbourEntries(estateId, 1);
    expect([first.previous, first.next?.snapshotId]).toEqual([undefined, "bb00"]);
  });

  it("is read page by page", async () => {
    const { add, numbers } = await estate();
    for (const [position, snapshotId] of ["b0", "c0", "d0"].entries()) await add(snapshotId, position + 1);
    expect(await numbers({ limit: 2 })).toEqual(["4 d0", "3 c0"]);
    expect(await numbers({ before: 3, limit: 2 })).toEqual(["2 b0", "1 aa00"]);
    expect(await numbers({ before: 1, limit: 2 })).toEqual([]);
  });

  it("stores nothing whose changes were told against something older", async () => {
    const { add, numbers } = await estate();
    await add("bb00", 1);
    expect(await add("cc00", 2, { changes: { since: "aa00", summary } })).toBe("outdated");
    expect(await add("cc00", 2, { changes: { since: null, summary: null } })).toBe("outdated");
    expect(await numbers({ limit: 10 })).toEqual(["2 bb00", "1 aa00"]);
    expect(await add("cc00", 2, { changes: { since: "bb00", summary } })).toBe("added");
    expect(await add("cc00", 3, { changes: { since: "bb00", summary } })).toBe("unchanged");
  });

  it("lets one of several that come at once in at a time", async () => {
    const { add, numbers } = await estate();
    const outcomes = await Promise.all(
      ["b0", "c0", "d0"].map((id) => add(id, 1, { changes: { since: "aa00", summary } })),
    );
    expect(outcomes.toSorted()).toEqual(["added", "outdated", "outdated"]);
    expect(await numbers({ limit: 10 })).toHaveLength(2);
  });

  it("shows another workspace nothing", async () => {
    const { estateId } = await estate();
    const theirs = store.inWorkspace(OTHER);
    expect(await theirs.listImports(estateId, { limit: 10 })).toEqual([]);
    expect(await theirs.findHistoryEntry(estateId, "aa00")).toBeUndefined();
    expect(await theirs.neighbourEntries(estateId, 2)).toEqual({ previous: undefined, next: undefined });
    expect(await theirs.listTransitions(estateId, { from: at(0), to: null, limit: 9 })).toEqual([]);
  });
});
