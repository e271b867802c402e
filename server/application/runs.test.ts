import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startJobs } from "../jobs/start-jobs";
import { memoryQueue } from "../testing/memory-queue";
import { PATIENT } from "../testing/patient";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { executeRun } from "./execute-run";
import { loadSample } from "./imports";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AskOptions } from "./ports/question-pool";
import { cancelRun, readRun, startRun, watchRun } from "./runs";

/** A busy machine is slow, not wrong. */

/** A run is queued, followed, ended once, and survives whoever works on it. */

const { workspaceId } = LOCAL_ACTOR;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const goesOn = new AbortController().signal;
let test: TestPorts;
let estateId: string;

beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(workspaceId);
  ({ estateId } = await loadSample(test.ports, LOCAL_ACTOR));
});
afterAll(() => test.close());
beforeEach(() => test.setNow(at(0)));

/** The same ports with another answer to every question, and a queue of their own. */
function portsThat(answer: (options: AskOptions) => Promise<unknown>, more: Partial<Ports> = {}): Ports {
  const pool = {
    ...test.ports.pool,
    ask: (_question: unknown, _snapshot: unknown, _ask: unknown, options: AskOptions = {}) =>
      answer(options) as Promise<never>,
  };
  return { ...test.ports, pool, queue: memoryQueue(test.ports.reportBug), ...more };
}

const untilStopped = ({ signal, onProgress }: AskOptions) => {
  onProgress?.(3, 10);
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new Failure("CANCELLED", "taken back")));
  });
};
const nothing = async () => ({ alerts: [], checks: [] });
const start = (ports: Ports = test.ports) =>
  startRun(ports, LOCAL_ACTOR, { estateId, kind: "suite", request: {} });
const read = (runId: string) => readRun(test.ports, LOCAL_ACTOR, runId);

describe("a run", () => {
  it("answers what the question itself answers, on the snapshot it names", async () => {
    const [nat] = await test.ports.pool.ask(
      "search",
      {
        snapshotId: (await test.ports.store.inWorkspace(workspaceId).findImport(estateId))?.snapshotId ?? "",
        load: async () => {
          const store = test.ports.store.inWorkspace(workspaceId);
          const { snapshotId = "" } = (await store.findImport(estateId)) ?? {};
          return (await store.snapshotBody(estateId, snapshotId)) ?? new Uint8Array();
        },
        decisions: async () => [],
        findings: async () => null,
        day: async () => "2026-01-01",
      },
      { q: "nat-gw-1a", limit: 1 },
    );
    const failures = [{ kind: "natGateway", id: nat?.id ?? "", mode: "down" }];
    const { runId } = await startRun(test.ports, LOCAL_ACTOR, {
      estateId,
      kind: "what-if",
      request: { failures },
    });
    expect(await read(runId)).toMatchObject({ state: "queued", result: null, request: { horizon: "T1" } });
    await executeRun(test.ports, { workspaceId, runId }, goesOn);
    const run = await read(runId);
    expect(run).toMatchObject({ state: "done", attemptCount: 1, error: null });
    expect(run.kind === "what-if" && run.result?.sentence).toMatch(/nat-gw-1a/);
  });

  it("is refused at once when its kind does not take the request", async () => {
    await expect(
      startRun(test.ports, LOCAL_ACTOR, { estateId, kind: "what-if", request: { failures: [] } }),
    ).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it("is cancelled while it waits, and nobody takes it afterwards", async () => {
    const { runId } = await start();
    await cancelRun(test.ports, LOCAL_ACTOR, runId);
    await executeRun(portsThat(nothing), { workspaceId, runId }, goesOn);
    expect(await read(runId)).toMatchObject({ state: "cancelled", attemptCount: 0, result: null });
  });

  it("is cancelled while it is at work: the work ends, no verdict is kept, how far it came is", async () => {
    const { runId } = await start();
    const running = executeRun(portsThat(untilStopped), { workspaceId, runId }, goesOn);
    await vi.waitFor(async () => expect((await read(runId)).progress.doneCount).toBe(3), PATIENT);
    const asked = performance.now();
    await cancelRun(test.ports, LOCAL_ACTOR, runId);
    expect(await read(runId)).toMatchObject({ state: "cancelled", result: null });
    await running;
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(await read(runId)).toMatchObject({
      progress: { doneCount: 3, totalCount: 10 },
      stage: "checking",
    });
    await expect(cancelRun(test.ports, LOCAL_ACTOR, runId)).resolves.toBeUndefined();
  });

  it("notices without word that it was cancelled by another process", async () => {
    const { runId } = await start();
    const deaf = { ...test.ports.events, subscribe: () => () => undefined };
    const running = executeRun(portsThat(untilStopped, { events: deaf }), { workspaceId, runId }, goesOn);
    await vi.waitFor(async () => expect((await read(runId)).state).toBe("running"), PATIENT);
    const asked = performance.now();
    await cancelRun(test.ports, LOCAL_ACTOR, runId);
    await running;
    expect(performance.now() - asked).toBeLessThan(2_000);
  });

  it("cannot be cancelled when it is done", async () => {
    const { runId } = await start();
    await executeRun(portsThat(nothing), { workspaceId, runId }, goesOn);
    await expect(cancelRun(test.ports, LOCAL_ACTOR, runId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(cancelRun(test.ports, LOCAL_ACTOR, "none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is finished once, by whoever took it last", async () => {
    const { runId } = await start();
    const store = test.ports.store.inWorkspace(workspaceId);
    const terms = (now: Date) => ({ now, leaseUntil: new Date(now.getTime() + 10_000), maxAttempts: 3 });
    const first = await store.claimRun({ workspaceId, runId }, terms(at(0)));
    expect(await store.claimRun({ workspaceId, runId }, terms(at(9)))).toBeUndefined();
    const verdict = { kind: "proved", sentence: "All is well." } as const;
    const second = await store.claimRun({ workspaceId, runId }, terms(at(11)));
    if (!first || !second) throw new Error("not claimed");
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    expect(await store.renewRun(first, at(30), { stage: "late", doneCount: 1, totalCount: 1 })).toBe(false);
    expect(await store.finishRun(second, at(12), { result: { of: "second" }, verdict })).toBe(true);
    expect(await store.finishRun(first, at(13), { result: { of: "first" }, verdict })).toBe(false);
    expect(await store.failRun(first, at(13), "late")).toBe(false);
    expect((await store.findRun(runId))?.result).toEqual({ of: "second" });
  });

  it("is taken again when its worker is gone, and given up after three", async () => {
    const { runId } = await start();
    const store = test.ports.store.inWorkspace(workspaceId);
    for (const second of [0, 15, 30]) {
      const terms = { now: at(second), leaseUntil: at(second + 10), maxAttempts: 3 };
      expect(await store.claimRun({ workspaceId, runId }, terms)).toBeDefined();
    }
    test.setNow(at(45));
    await executeRun(portsThat(nothing), { workspaceId, runId }, goesOn);
    expect(await read(runId)).toMatchObject({
      state: "failed",
      error: expect.stringContaining("cut off 3 times"),
    });
  });

  it("is given back by a server that stops, and done by the next one", async () => {
    const stop = await startJobs(portsThat(untilStopped));
    const { runId } = await start();
    await vi.waitFor(async () => expect((await read(runId)).state).toBe("running"), PATIENT);
    await stop();
    const stopAgain = await startJobs(portsThat(nothing));
    await vi.waitFor(
      async () => expect(await read(runId)).toMatchObject({ state: "done", attemptCount: 2 }),
      PATIENT,
    );
    await stopAgain();
  });

  it("is watched until it is over", async () => {
    const { runId } = await start();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const run of watchRun(test.ports, LOCAL_ACTOR, runId)) seen.push(run.state);
    })();
    await vi.waitFor(() => expect(seen).toEqual(["queued"]), PATIENT);
    await executeRun(portsThat(nothing), { workspaceId, runId }, goesOn);
    await watching;
    expect(seen.at(-1)).toBe("done");
  });
});
