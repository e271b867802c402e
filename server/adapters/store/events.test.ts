import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store, WorkspaceId, WorkspaceStore } from "../../application/ports/store";
import type { ChangeEvent } from "../../engine/baseline/trail/change-event.schema";
import { testDatabases } from "../../testing/test-databases";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 1);

function event(day: number, id = `event-${day}`): ChangeEvent {
  return {
    id,
    at: new Date(START + day * DAY_MS).toISOString(),
    account: "210987654321",
    region: "eu-central-1",
    actor: { id: "arn:aws:iam::210987654321:user/ada", kind: "user", name: "ada" },
    sourceNetwork: "203.0.113.0/24",
    action: "CreateRoute",
    service: "ec2",
    isWrite: true,
    isNetworkRelevant: true,
    resourceIds: ["rtb-1"],
  };
}

let counter = 0;
const nextId = () => {
  counter += 1;
  return `id-${counter}`;
};
const by = (limit = 100) => ({
  at: new Date(START),
  analysisId: nextId(),
  kept: { from: new Date(START), limit },
});
const always = { from: new Date(0), to: new Date(START + 1_000 * DAY_MS), limit: 1_000 };

describe.each(testDatabases())("the provider's trail in the store on $name", ({ open }) => {
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
      analysisId: nextId(),
      changes: null,
    });
    return estateId;
  };

  it("keeps each event once, in order of time, and starts an analysis only for what is new", async () => {
    const estateId = await newEstate();
    expect(await mine.addEvents(estateId, [event(3), event(1), event(2)], by())).toEqual({
      addedCount: 3,
      isAnalysisQueued: true,
    });
    expect(await mine.addEvents(estateId, [event(2), event(4)], by())).toMatchObject({ addedCount: 1 });
    expect(await mine.addEvents(estateId, [event(2)], by())).toEqual({
      addedCount: 0,
      isAnalysisQueued: false,
    });
    expect(await mine.listEvents(estateId, always)).toEqual([event(1), event(2), event(3), event(4)]);
    expect(await mine.eventSpan(estateId)).toEqual({
      count: 4,
      first: new Date(event(1).at),
      last: new Date(event(4).at),
    });
  });

  it("gives those of a span, of too many the latest", async () => {
    const estateId = await newEstate();
    await mine.addEvents(
      estateId,
      [1, 2, 3, 4, 5].map((day) => event(day)),
      by(),
    );
    const span = { from: new Date(event(2).at), to: new Date(event(4).at), limit: 10 };
    expect(await mine.listEvents(estateId, span)).toEqual([event(2), event(3), event(4)]);
    expect(await mine.listEvents(estateId, { ...span, limit: 2 })).toEqual([event(3), event(4)]);
  });

  it("forgets what is too old, and of too many the oldest", async () => {
    const estateId = await newEstate();
    await mine.addEvents(
      estateId,
      [1, 2, 3].map((day) => event(day)),
      by(),
    );
    const later = { ...by(), kept: { from: new Date(event(2).at), limit: 100 } };
    expect(await mine.addEvents(estateId, [event(1, "old"), event(4)], later)).toMatchObject({
      addedCount: 1,
    });
    expect(await mine.listEvents(estateId, always)).toEqual([event(2), event(3), event(4)]);
    await mine.addEvents(estateId, [event(4, "also"), event(5)], by(2));
    expect((await mine.listEvents(estateId, always)).map(({ id }) => id)).toEqual(["event-4", "event-5"]);
  });

  it("is of one workspace's estate alone", async () => {
    const estateId = await newEstate();
    await mine.addEvents(estateId, [event(1)], by());
    await expect(theirs.addEvents(estateId, [event(2)], by())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await theirs.listEvents(estateId, always)).toEqual([]);
    expect(await theirs.eventSpan(estateId)).toEqual({ count: 0, first: null, last: null });
    await mine.removeEstate(estateId);
    expect(await mine.listEvents(estateId, always)).toEqual([]);
  });
});
