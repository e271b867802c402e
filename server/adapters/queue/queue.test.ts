import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { WorkQueue } from "../../application/ports/queue";
import type { WorkspaceId } from "../../application/ports/store";
import { memoryQueue } from "../../testing/memory-queue";
import { PATIENT } from "../../testing/patient";
import { type OpenTestDatabase, testDatabases } from "../../testing/test-databases";
import type { OpenQueue } from "./open-queue";

/** A busy machine is slow, not wrong. */

/** The queue on each database and its fake: pg-boss runs here on a Node older than it asks for. */

const workspaceId = "w" as WorkspaceId;
const ref = (runId: string) => ({ workspaceId, runId });
const bugs: unknown[] = [];
const reportBug = (error: unknown) => bugs.push(error);
afterEach(() => expect(bugs.splice(0)).toEqual([]));

interface Kind {
  readonly name: string;
  /** A queue of a fresh database, closed with `close`. */
  readonly open: () => Promise<{ queue: WorkQueue; close: () => Promise<void> }>;
}

const kinds: readonly Kind[] = [
  {
    name: "in memory",
    open: async () => {
      const queue = memoryQueue(reportBug);
      return { queue, close: () => queue.close() };
    },
  },
  ...testDatabases().map(
    ({ name, open }): Kind => ({
      name,
      open: async () => {
        const database = await open();
        const { queue, close } = await database.openQueue(reportBug);
        return {
          queue,
          close: async () => {
            await close();
            await database.drop();
          },
        };
      },
    }),
  ),
];

describe.each(kinds)("the queue on $name", ({ open }) => {
  let opened: Awaited<ReturnType<Kind["open"]>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it("hands over what was sent before and after someone works, within a second", async () => {
    const { queue } = opened;
    await queue.send("run", ref("before"));
    const taken: string[] = [];
    await queue.work("run", 2, async ({ runId }) => {
      taken.push(runId);
    });
    await vi.waitFor(() => expect(taken).toEqual(["before"]), PATIENT);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const sent = performance.now();
    await queue.send("run", ref("after"));
    await vi.waitFor(() => expect(taken).toEqual(["before", "after"]), { ...PATIENT, interval: 5 });
    expect(performance.now() - sent).toBeLessThan(1_000);
  });

  it("adds nothing while the same waits, does so many at a time, and ends what is at work when it closes", async () => {
    const { queue, close } = await open();
    const ended: string[] = [];
    const begun: string[] = [];
    for (const id of ["a", "b", "a", "b", "c"])
      await queue.send("analysis", { workspaceId, estateId: "e", analysisId: id });
    await queue.work("analysis", 2, async ({ analysisId }, signal) => {
      begun.push(analysisId);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      ended.push(analysisId);
    });
    await vi.waitFor(() => expect(begun).toHaveLength(2), PATIENT);
    // The same may wait once more while it is at work.
    await queue.send("analysis", { workspaceId, estateId: "e", analysisId: "a" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(begun.toSorted()).toEqual(["a", "b"]);
    await close();
    expect(ended.toSorted()).toEqual(["a", "b"]);
  });

  it("goes on after a job with a bug in it", async () => {
    const { queue, close } = await open();
    const taken: string[] = [];
    await queue.work("run", 1, async ({ runId }) => {
      taken.push(runId);
      if (runId === "bad") throw new TypeError("a bug");
    });
    await queue.send("run", ref("bad"));
    await queue.send("run", ref("good"));
    await vi.waitFor(() => expect(taken).toEqual(["bad", "good"]), PATIENT);
    expect(bugs.splice(0)).toEqual([expect.objectContaining({ message: "a bug" })]);
    await close();
  });
});

describe.each(testDatabases().filter(({ name }) => name === "PostgreSQL"))(
  "several processes on $name",
  ({ open }) => {
    let database: OpenTestDatabase;
    let queues: readonly OpenQueue[];
    beforeAll(async () => {
      database = await open();
      queues = await Promise.all([database.openQueue(reportBug), database.openQueue(reportBug)]);
    });
    afterAll(async () => {
      for (const { close } of queues) await close();
      await database.drop();
    });

    it("share the jobs: each is taken by one", async () => {
      const taken: string[] = [];
      for (const { queue } of queues)
        await queue.work("run", 2, async ({ runId }) => {
          taken.push(runId);
        });
      const ids = Array.from({ length: 20 }, (_, index) => `run ${index}`);
      for (const [index, id] of ids.entries()) await queues[index % 2]?.queue.send("run", ref(id));
      await vi.waitFor(() => expect(taken.toSorted()).toEqual(ids.toSorted()), { timeout: 10_000 });
    });

    it("hear of each other's changes, and of their own once", async () => {
      const heard: string[][] = [[], []];
      const stops = queues.map(({ events }, index) =>
        events.subscribe(({ kind, id }) => heard[index]?.push(`${kind} ${id}`)),
      );
      queues[0]?.events.publish({ workspaceId, estateId: "e", kind: "run", id: "1" });
      queues[1]?.events.publish({ workspaceId, estateId: "e", kind: "alerts", id: "2" });
      const both = ["alerts 2", "run 1"];
      await vi.waitFor(() => expect(heard.map((each) => each.toSorted())).toEqual([both, both]), PATIENT);
      for (const stop of stops) stop();
    });
  },
);
