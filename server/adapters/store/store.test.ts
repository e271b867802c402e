import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "../../application/ports/failure";
import type {
  AlertChange,
  AnalysisClaim,
  AnalysisRef,
  NewImport,
  Store,
  WorkspaceId,
  WorkspaceStore,
} from "../../application/ports/store";
import type { Alert } from "../../engine/alert/alert.schema";
import { testDatabases } from "../../testing/test-databases";

const LOCAL = "local" as WorkspaceId;
const OTHER = "other" as WorkspaceId;
const NASTY = 'a\u0000b \uD800 "quoted" <b>\u202E __proto__ \\u0000';

let counter = 0;
const nextId = () => {
  counter += 1;
  return `id-${counter}`;
};
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute, 0, 123));

function newImport(given: Partial<NewImport> = {}): NewImport {
  return {
    importId: nextId(),
    estateId: nextId(),
    createEstate: { name: "shop", sampleName: null },
    actorId: "local",
    takenAt: at(0),
    snapshotId: "aa00",
    body: new Uint8Array([0, 1, 2, 255]),
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

function alert(fingerprint: string, given: Partial<Alert> = {}): Alert {
  return {
    fingerprint,
    family: "outage",
    kind: "single-point-of-failure",
    severity: "high",
    title: "losing it cuts hosts off",
    description: "",
    subject: { kind: "natGateway", id: "nat-1", name: "nat-a" },
    scenario: "failure of nat-1",
    affected: [],
    likelihood: { value: 2, source: "assumed" },
    impact: { value: 3, source: "two tiers" },
    evidence: { certificate: null, before: [], after: [], at: null, failures: [], solver: null },
    recommendations: [],
    ...given,
  };
}

function raise(raised: Alert, given: Partial<AlertChange> = {}): AlertChange {
  return {
    id: nextId(),
    fingerprint: raised.fingerprint,
    state: "open",
    alert: raised,
    snapshotId: "aa00",
    firstSeenAt: at(1),
    lastSeenAt: at(1),
    resolvedAt: null,
    unverifiedSince: null,
    dismissal: null,
    actor: "analysis",
    reason: null,
    at: at(1),
    ...given,
  };
}

const failsWith = (code: string) => expect.objectContaining({ name: "Failure", code });
const terms = (now: Date) => ({ now, leaseUntil: at(50), maxAttempts: 3 });

describe.each(testDatabases())("the store on $name", ({ open }) => {
  let store: Store;
  let mine: WorkspaceStore;
  let theirs: WorkspaceStore;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, drop } = await open());
    await store.ensureWorkspace(LOCAL);
    await store.ensureWorkspace(LOCAL);
    await store.ensureWorkspace(OTHER);
    mine = store.inWorkspace(LOCAL);
    theirs = store.inWorkspace(OTHER);
  });
  afterAll(() => drop());

  const refOf = ({ estateId, analysisId }: NewImport): AnalysisRef => ({
    workspaceId: LOCAL,
    estateId,
    analysisId,
  });
  const claimOf = async (added: NewImport): Promise<AnalysisClaim> => {
    const claim = await mine.claimAnalysis(refOf(added), terms(at(1)));
    if (!claim) throw new Error("not claimed");
    return claim;
  };

  it("keeps an import as it was given", async () => {
    const added = newImport({
      createEstate: { name: NASTY, sampleName: null },
      diagnostics: [{ severity: "warning", code: "host-bits", message: NASTY, file: "a/b.json" }],
      coverage: [{ accountId: "1", region: "eu", kind: "vpc", status: "ok" }],
      ignored: [
        { name: NASTY, count: 3 },
        { name: "x", file: "y.json", count: 1 },
      ],
    });
    expect(await mine.addImport(added)).toBe("added");
    expect(await mine.findImport(added.estateId)).toEqual({
      snapshotId: "aa00",
      takenAt: at(0),
      lastSeenAt: at(0),
      resourceCount: 2,
      counts: added.counts,
      diagnostics: added.diagnostics,
      coverage: [{ accountId: "1", region: "eu", kind: "vpc", status: "ok", asOf: at(0) }],
      ignored: added.ignored,
    });
    expect(await mine.snapshotBody(added.estateId, "aa00")).toEqual(added.body);
    const estate = await mine.findEstate(added.estateId);
    expect(estate?.name).toBe(NASTY.replace("\u0000", "\uFFFD").replace("\uD800", "\uFFFD"));
    expect(estate?.latest).toMatchObject({ snapshotId: "aa00", takenAt: at(0), lastSeenAt: at(0) });
  });

  it("keeps a body of several megabytes", async () => {
    const body = new Uint8Array(3_000_000).map((_, index) => (index * 31) % 256);
    const added = newImport({ body });
    await mine.addImport(added);
    expect(Buffer.compare((await mine.snapshotBody(added.estateId, "aa00")) ?? Buffer.of(), body)).toBe(0);
  });

  it("stores a snapshot once, and says when the latest is the same", async () => {
    const first = newImport();
    const again = { ...newImport({ createEstate: null, takenAt: at(5) }), estateId: first.estateId };
    await mine.addImport(first);
    expect(await mine.addImport({ ...again, body: new Uint8Array([9]) })).toBe("unchanged");
    expect(await mine.snapshotBody(first.estateId, "aa00")).toEqual(first.body);
    expect(await mine.findImport(first.estateId)).toMatchObject({ takenAt: at(0), lastSeenAt: at(5) });
    const other = newImport({ createEstate: null, estateId: first.estateId, snapshotId: "bb00" });
    expect(await mine.addImport(other)).toBe("added");
    const back = newImport({ createEstate: null, estateId: first.estateId });
    expect(await mine.addImport(back)).toBe("added");
    expect((await mine.findEstate(first.estateId))?.latest?.snapshotId).toBe("aa00");
    expect((await mine.findImport(first.estateId, "bb00"))?.snapshotId).toBe("bb00");
  });

  it("numbers imports that come at the same time", async () => {
    const first = newImport();
    await mine.addImport(first);
    const more = ["b0", "c0", "d0", "e0"].map((snapshotId) =>
      newImport({ createEstate: null, estateId: first.estateId, snapshotId }),
    );
    await Promise.all(more.map((added) => mine.addImport(added)));
    for (const { snapshotId } of more) {
      expect((await mine.findImport(first.estateId, snapshotId))?.snapshotId).toBe(snapshotId);
    }
  });

  it("has one sample of a name, however many ask for it at once", async () => {
    const samples = [1, 2, 3].map(() => newImport({ createEstate: { name: "s", sampleName: "acme" } }));
    const results = await Promise.allSettled(samples.map((sample) => mine.addImport(sample)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toEqual(failsWith("CONFLICT"));
    }
    expect((await mine.findSampleEstate("acme"))?.isSample).toBe(true);
    expect(await theirs.findSampleEstate("acme")).toBeUndefined();
  });

  it("stores nothing of an import that fails", async () => {
    const added = newImport({ createEstate: null });
    await expect(mine.addImport(added)).rejects.toEqual(failsWith("NOT_FOUND"));
    expect(await mine.findImport(added.estateId)).toBeUndefined();
    expect(await mine.snapshotBody(added.estateId, "aa00")).toBeUndefined();
  });

  it("removes an estate with everything in it", async () => {
    const added = newImport();
    await mine.addImport(added);
    const claim = await claimOf(added);
    await mine.finishAnalysis(claim, at(2), [], () => [raise(alert("f"))]);
    expect(await mine.removeEstate(added.estateId)).toBe(true);
    expect(await mine.removeEstate(added.estateId)).toBe(false);
    expect(await mine.findEstate(added.estateId)).toBeUndefined();
    expect(await mine.latestAnalysis(added.estateId)).toBeUndefined();
    expect(await mine.listAlerts(added.estateId)).toEqual([]);
    expect(await mine.renewAnalysis(claim, at(60), { doneCount: 1, totalCount: 2 })).toBe(false);
  });

  it("shows another workspace nothing, and lets it change nothing", async () => {
    const added = newImport();
    await mine.addImport(added);
    const { estateId } = added;
    const stranger = { ...refOf(added), workspaceId: OTHER };
    expect(await theirs.claimAnalysis(stranger, terms(at(1)))).toBeUndefined();
    const claim = await claimOf(added);
    await mine.finishAnalysis(claim, at(2), [], () => [raise(alert("f"), { id: "the-alert" })]);

    expect((await theirs.listEstates()).map(({ id }) => id)).not.toContain(estateId);
    expect(await theirs.findEstate(estateId)).toBeUndefined();
    expect(await theirs.removeEstate(estateId)).toBe(false);
    expect(await theirs.findImport(estateId)).toBeUndefined();
    expect(await theirs.findImport(estateId, "aa00")).toBeUndefined();
    expect(await theirs.snapshotBody(estateId, "aa00")).toBeUndefined();
    expect(await theirs.latestAnalysis(estateId)).toBeUndefined();
    expect(await theirs.listAlerts(estateId)).toEqual([]);
    expect(await theirs.findAlert(estateId, "the-alert")).toBeUndefined();
    await expect(theirs.changeAlerts(estateId, () => [])).rejects.toEqual(failsWith("NOT_FOUND"));
    await expect(theirs.addImport(newImport({ estateId, createEstate: null }))).rejects.toEqual(
      failsWith("NOT_FOUND"),
    );
    expect(await theirs.renewAnalysis(claim, at(60), { doneCount: 1, totalCount: 2 })).toBe(false);
    expect(await theirs.failAnalysis(claim, at(3), "no")).toBe(false);
    expect(await theirs.finishAnalysis(claim, at(3), [], () => [])).toBe(false);
    // The same id in another workspace is another estate.
    await theirs.addImport(newImport({ estateId, createEstate: { name: "theirs", sampleName: null } }));
    expect((await mine.findEstate(estateId))?.name).toBe("shop");
    expect(await theirs.removeEstate(estateId)).toBe(true);
    expect((await mine.findEstate(estateId))?.name).toBe("shop");
  });

  describe("an analysis", () => {
    it("is claimed by one of several, renewed and finished", async () => {
      const added = newImport();
      await mine.addImport(added);
      const claims = await Promise.all([1, 2, 3].map(() => mine.claimAnalysis(refOf(added), terms(at(1)))));
      const [claim, ...others] = claims.filter((one) => one !== undefined);
      if (!claim) throw new Error("not claimed");
      expect(others).toEqual([]);
      expect(claim).toEqual({
        estateId: added.estateId,
        analysisId: added.analysisId,
        snapshotId: "aa00",
        attempt: 1,
      });
      expect(await mine.renewAnalysis(claim, at(55), { doneCount: 3, totalCount: 9 })).toBe(true);
      expect(await mine.latestAnalysis(added.estateId)).toMatchObject({
        state: "running",
        startedAt: at(1),
        progress: { doneCount: 3, totalCount: 9 },
        checks: [],
      });
      const subject = { kind: "subnet", id: "subnet-1" };
      const checks = [{ family: "outage", kind: "spof", subject, outcome: "unknown" }] as const;
      expect(await mine.finishAnalysis(claim, at(2), checks, () => [])).toBe(true);
      expect(await mine.latestAnalysis(added.estateId)).toMatchObject({
        state: "done",
        finishedAt: at(2),
        checks,
      });
      expect(await mine.finishAnalysis(claim, at(3), [], () => [raise(alert("late"))])).toBe(false);
      expect(await mine.listAlerts(added.estateId)).toEqual([]);
    });

    it("is taken over when its lease is over, and the former holder can no longer write", async () => {
      const added = newImport();
      await mine.addImport(added);
      const first = await claimOf(added);
      const abandoned = async (leaseBefore: Date) =>
        (await store.abandonedAnalyses(leaseBefore)).some(
          ({ analysisId }) => analysisId === added.analysisId,
        );
      expect(await abandoned(at(49))).toBe(false);
      expect(await abandoned(at(51))).toBe(true);
      expect(await mine.claimAnalysis(refOf(added), terms(at(49)))).toBeUndefined();
      const second = await mine.claimAnalysis(refOf(added), { ...terms(at(51)), leaseUntil: at(59) });
      expect(second?.attempt).toBe(2);
      expect(await mine.renewAnalysis(first, at(59), { doneCount: 0, totalCount: 0 })).toBe(false);
      expect(await mine.finishAnalysis(first, at(52), [], () => [raise(alert("old"))])).toBe(false);
      expect(await mine.failAnalysis(first, at(52), "no")).toBe(false);
      expect(await mine.listAlerts(added.estateId)).toEqual([]);
    });

    it("fails after too many attempts that nobody finished", async () => {
      const added = newImport();
      await mine.addImport(added);
      for (const attempt of [1, 2, 3]) {
        expect((await mine.claimAnalysis(refOf(added), terms(at(1))))?.attempt).toBe(attempt);
        await store.endAllLeases(at(1));
      }
      expect(await mine.claimAnalysis(refOf(added), terms(at(1)))).toBeUndefined();
      const latest = await mine.latestAnalysis(added.estateId);
      expect(latest?.state).toBe("failed");
      expect(latest?.error).toContain("cut off 3 times");
    });

    it("keeps why it failed", async () => {
      const added = newImport();
      await mine.addImport(added);
      expect(await mine.failAnalysis(await claimOf(added), at(4), NASTY)).toBe(true);
      expect(await mine.latestAnalysis(added.estateId)).toMatchObject({ state: "failed", finishedAt: at(4) });
    });

    it("is superseded by a newer snapshot, shared by the same one", async () => {
      const first = newImport();
      await mine.addImport(first);
      const { estateId } = first;
      const claim = await claimOf(first);
      await mine.addImport(newImport({ estateId, createEstate: null }));
      expect((await mine.latestAnalysis(estateId))?.id).toBe(first.analysisId);
      const newer = newImport({ estateId, createEstate: null, snapshotId: "bb00" });
      await mine.addImport(newer);
      expect(await mine.renewAnalysis(claim, at(60), { doneCount: 1, totalCount: 1 })).toBe(false);
      expect(await mine.finishAnalysis(claim, at(3), [], () => [raise(alert("old"))])).toBe(false);
      expect(await mine.latestAnalysis(estateId)).toMatchObject({ id: newer.analysisId, state: "queued" });
    });

    it("stores no outcome when its alerts cannot be stored", async () => {
      const added = newImport();
      await mine.addImport(added);
      const claim = await claimOf(added);
      const twice = () => [raise(alert("same")), raise(alert("same"))];
      await expect(mine.finishAnalysis(claim, at(2), [], twice)).rejects.toThrow();
      expect(await mine.latestAnalysis(added.estateId)).toMatchObject({ state: "running" });
      expect(await mine.listAlerts(added.estateId)).toEqual([]);
    });
  });

  describe("an alert", () => {
    const withAlert = async (raised: Alert, given: Partial<AlertChange> = {}) => {
      const added = newImport();
      await mine.addImport(added);
      const change = raise(raised, given);
      await mine.changeAlerts(added.estateId, () => [change]);
      return { estateId: added.estateId, change };
    };

    it("is kept with its evidence, whatever its text", async () => {
      const raised = alert("f", { title: NASTY, description: NASTY, subject: { kind: "vpc", id: "v" } });
      const { estateId, change } = await withAlert(raised);
      const stored = await mine.findAlert(estateId, change.id);
      expect(stored?.alert).toEqual(raised);
      expect(stored?.transitions).toEqual([
        { number: 1, from: null, to: "open", at: at(1), actor: "analysis", reason: null },
      ]);
      const [summary] = await mine.listAlerts(estateId);
      expect(summary).toMatchObject({ id: change.id, fingerprint: "f", severity: "high", state: "open" });
      expect(summary?.subject).toEqual({ kind: "vpc", id: "v" });
    });

    it("keeps a transition per change of state, and none without one", async () => {
      const { estateId, change } = await withAlert(alert("f"));
      const seen = { ...change, lastSeenAt: at(7), at: at(7) };
      await mine.changeAlerts(estateId, () => [seen]);
      const dismissal = { reason: NASTY, at: at(8), actor: "local" };
      const { alert: _, ...kept } = { ...seen, state: "dismissed" as const, dismissal };
      await mine.changeAlerts(estateId, () => [{ ...kept, actor: "local", reason: NASTY, at: at(8) }]);
      const stored = await mine.findAlert(estateId, change.id);
      expect(stored?.state).toBe("dismissed");
      expect(stored?.lastSeenAt).toEqual(at(7));
      expect(stored?.dismissal).toMatchObject({ at: at(8), actor: "local" });
      expect(stored?.alert).toEqual(alert("f"));
      expect(stored?.transitions.map(({ from, to }) => [from, to])).toEqual([
        [null, "open"],
        ["open", "dismissed"],
      ]);
    });

    it("changes one after the other, so that no decision rests on a stale state", async () => {
      const { estateId, change } = await withAlert(alert("f"));
      const seen: string[] = [];
      const dismissOnce = () =>
        mine.changeAlerts(estateId, (existing) => {
          const state = existing[0]?.state ?? "gone";
          seen.push(state);
          if (state !== "open") throw new Failure("CONFLICT", "not open");
          return [{ ...change, state: "dismissed" }];
        });
      const results = await Promise.allSettled([dismissOnce(), dismissOnce(), dismissOnce()]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(seen.toSorted()).toEqual(["dismissed", "dismissed", "open"]);
      expect((await mine.findAlert(estateId, change.id))?.transitions).toHaveLength(2);
    });

    it("is not of another estate", async () => {
      const { change } = await withAlert(alert("f"));
      const other = newImport();
      await mine.addImport(other);
      expect(await mine.findAlert(other.estateId, change.id)).toBeUndefined();
      expect(await mine.listAlerts(other.estateId)).toEqual([]);
    });
  });
});
