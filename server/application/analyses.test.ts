import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startJobs } from "../jobs/start-jobs";
import { memoryQueue } from "../testing/memory-queue";
import { PATIENT } from "../testing/patient";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { runAnalysis } from "./analyses";
import { importConfiguration } from "./imports";
import { readOverview } from "./overview";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AskOptions, QuestionPool } from "./ports/question-pool";

/** A busy machine is slow, not wrong. */

/** An analysis outlives its request, its thread and its process; whatever happens to it is stored. */

const { workspaceId } = LOCAL_ACTOR;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
let test: TestPorts;

beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(workspaceId);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(at(0)));

type Analyze = (options: AskOptions) => Promise<unknown>;

/** The same ports with another way to analyze, and a queue of their own. */
function portsThat(analyze: Analyze, more: Partial<Ports> = {}): Ports {
  const pool: QuestionPool = {
    ...test.ports.pool,
    ask: (question, snapshot, ask, options = {}) =>
      question === "analyze"
        ? (analyze(options) as Promise<never>)
        : test.ports.pool.ask(question, snapshot, ask, options),
  };
  return { ...test.ports, pool, queue: memoryQueue(test.ports.reportBug), ...more };
}

const nothing = { alerts: [], checks: [] };
const goesOn = new AbortController().signal;
const untilStopped: Analyze = ({ signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new Failure("CANCELLED", "taken back")));
  });
let cidr = 0;

/** Imports a network unlike all others, which nobody analyzes yet. Returns its estate and analysis. */
async function importUnfinished(estateId?: string) {
  cidr += 1;
  const vpc = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: `10.${cidr}.0.0/16` }] };
  const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode(JSON.stringify(vpc)) }];
  const answer = await importConfiguration(test.ports, LOCAL_ACTOR, {
    files,
    estateId,
    assumeDefaultRoutes: false,
  });
  const analysis = await latest(answer.estateId);
  if (!analysis) throw new Error("no analysis was queued");
  return { workspaceId, estateId: answer.estateId, analysisId: analysis.id };
}

const latest = (estateId: string) => test.ports.store.inWorkspace(workspaceId).latestAnalysis(estateId);
const stateOf = async (estateId: string) => {
  const { state, error, finishedAt } = (await readOverview(test.ports, LOCAL_ACTOR, estateId)).analysis;
  return { state, error, finishedAt };
};

/** Takes an analysis in a process that is then gone without a word. */
async function killedWith(ref: Awaited<ReturnType<typeof importUnfinished>>): Promise<void> {
  const leaseUntil = new Date(test.ports.clock.now().getTime() + 10_000);
  await test.ports.store
    .inWorkspace(workspaceId)
    .claimAnalysis(ref, { now: test.ports.clock.now(), leaseUntil, maxAttempts: 3 });
}

describe("an analysis", () => {
  it("is run by the next process when the one that ran it died", async () => {
    const ref = await importUnfinished();
    await killedWith(ref);
    const stop = await startJobs(portsThat(async () => nothing));
    await vi.waitFor(
      async () => expect(await stateOf(ref.estateId)).toMatchObject({ state: "done" }),
      PATIENT,
    );
    expect((await latest(ref.estateId))?.attemptCount).toBe(2);
    await stop();
  });

  it("is left to its holder by processes that share the database, until the lease is over", async () => {
    const ref = await importUnfinished();
    await killedWith(ref);
    const shared = { ...test.ports.store, isExclusive: false };
    const analyze = vi.fn(async () => nothing);
    const stop = await startJobs(portsThat(analyze, { store: shared }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await latest(ref.estateId)).toMatchObject({ state: "running", attemptCount: 1 });
    test.setNow(at(11));
    await vi.waitFor(async () => expect(await stateOf(ref.estateId)).toMatchObject({ state: "done" }), {
      timeout: 10_000,
    });
    await stop();
  });

  it.each([
    {
      name: "the reason of a failure",
      error: new Failure("TIMEOUT", "this was not answered within 1200 s"),
      message: "this was not answered within 1200 s",
      bugCount: 0,
    },
    {
      name: "that it was a fault of ours, without its inside",
      error: new TypeError("undefined is not a function at /srv"),
      message: expect.stringMatching(/^the analysis stopped because of a fault in Umbra/),
      bugCount: 1,
    },
  ])("keeps $name", async ({ error, message, bugCount }) => {
    const ref = await importUnfinished();
    const bugs: unknown[] = [];
    const ports = portsThat(() => Promise.reject(error), { reportBug: (bug) => bugs.push(bug) });
    await runAnalysis(ports, ref, goesOn);
    expect(await stateOf(ref.estateId)).toEqual({ state: "failed", error: message, finishedAt: at(0) });
    expect(bugs).toHaveLength(bugCount);
  });

  it("is given back by a server that stops, and the next one takes it at once", async () => {
    const ref = await importUnfinished();
    const stop = await startJobs(portsThat(untilStopped));
    await vi.waitFor(async () => expect((await latest(ref.estateId))?.state).toBe("running"), PATIENT);
    await stop();
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "running" });
    await runAnalysis(
      portsThat(async () => nothing),
      ref,
      goesOn,
    );
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "done" });
  });

  it("is given up when it took the process down again and again", async () => {
    const ref = await importUnfinished();
    for (const second of [0, 20, 40]) {
      test.setNow(at(second));
      await killedWith(ref);
    }
    test.setNow(at(60));
    await runAnalysis(portsThat(untilStopped), ref, goesOn);
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "failed" });
  });

  it("stops within seconds when a newer snapshot makes it pointless", async () => {
    const ref = await importUnfinished();
    const stopped = vi.fn();
    const ports = portsThat((options) => untilStopped(options).finally(stopped));
    const running = runAnalysis(ports, ref, goesOn);
    await importUnfinished(ref.estateId);
    await running;
    expect(stopped).toHaveBeenCalledOnce();
    expect((await latest(ref.estateId))?.id).not.toBe(ref.analysisId);
  });

  it("tells how far it is", async () => {
    const ref = await importUnfinished();
    let finish: (answer: unknown) => void = () => undefined;
    const ports = portsThat(({ onProgress }) => {
      onProgress?.(3, 10);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const running = runAnalysis(ports, ref, goesOn);
    await vi.waitFor(
      async () => {
        const { analysis } = await readOverview(test.ports, LOCAL_ACTOR, ref.estateId);
        expect(analysis.progress).toEqual({ doneCount: 3, totalCount: 10 });
      },
      { timeout: 10_000 },
    );
    finish(nothing);
    await running;
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "done" });
  });

  it("is stored and imported even when word of it cannot be sent", async () => {
    const bugs: unknown[] = [];
    const queue = {
      ...test.ports.queue,
      send: () => Promise.reject(new Error("the queue is gone")),
    };
    const ports = { ...test.ports, queue, reportBug: (bug: unknown) => bugs.push(bug) };
    const { estateId } = await importConfiguration(ports, LOCAL_ACTOR, {
      files: [{ name: "Vpcs.json", bytes: new TextEncoder().encode('{"Vpcs":[]}') }],
      assumeDefaultRoutes: false,
    });
    expect(bugs).toEqual([expect.objectContaining({ message: "the queue is gone" })]);
    const stop = await startJobs(portsThat(async () => nothing));
    await vi.waitFor(async () => expect(await stateOf(estateId)).toMatchObject({ state: "done" }), PATIENT);
    await stop();
  });
});
