import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { DecidedSnapshot, QuestionPool } from "../../application/ports/question-pool";
import { bundleWorker } from "../../testing/test-ports";
import { startPool } from "./pool";

/**
 * A worker whose answers show what the pool does. A snapshot's body is its text; a question about the resource
 * `spin` never ends, `crash` ends the thread, `fail` and `bug` throw, anything else is answered with the body,
 * the thread's own number, and how many snapshots it has been handed.
 */
const WORKER = `
  import { threadId } from "node:worker_threads";
  import { serveQuestions } from ${JSON.stringify(join(import.meta.dirname, "serve-questions.ts"))};
  import { Failure } from ${JSON.stringify(join(import.meta.dirname, "../../application/ports/failure.ts"))};
  let handedCount = 0;
  let handedReportCount = 0;
  serveQuestions({
    holdFindings: (reports) => { handedReportCount += reports.length; return reports.map(({ name }) => name); },
    readReports: (files) => files.map(({ name }) => name),
    hold: (body) => { handedCount += 1; return new TextDecoder().decode(body); },
    answer: (question, held, ask, onProgress, { findings }) => {
      if (question === "findings") return { held, findings, handedReportCount };
      if (question === "analyze") onProgress(1, 2);
      if (question === "analyze" && held === "endless") for (;;) {}
      if (ask.id === "spin") for (;;) {}
      if (ask.id === "crash") process.exit(3);
      if (ask.id === "memory") { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }
      if (ask.id === "fail") throw new Failure("BAD_INPUT", "wrong", { file: "a.json", place: "1:2" });
      if (ask.id === "bug") throw new TypeError("undefined is not a bug");
      return { held, threadId, handedCount };
    },
    compare: (comparison, before, after, ask) => ({ before, after, threadId, handedCount }),
    readInput: async (files) => { if (files.length === 0) throw new Failure("BAD_INPUT", "empty"); return files[0].name; },
  });`;

let folder: string;
let worker: Awaited<ReturnType<typeof bundleWorker>>;
let pool: QuestionPool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "umbra-pool-"));
  await writeFile(join(folder, "worker.ts"), WORKER);
  worker = await bundleWorker(join(folder, "worker.ts"));
});
afterEach(() => pool.close());
afterAll(async () => {
  await worker.remove();
  await rm(folder, { recursive: true, force: true });
});

const start = (threadCount = 2) => {
  pool = startPool({ workerFile: worker.file, threadCount, heapLimitMb: 64 });
};
const snapshot = (id: string): DecidedSnapshot => ({
  snapshotId: id,
  load: async () => Buffer.from(id),
  decisions: async () => [],
  findings: async () => null,
  day: async () => "2026-01-01",
});
const ask = (id: string, options = {}, about = snapshot("s")) =>
  pool.ask("resource", about, { id }, options) as unknown as Promise<{
    held: string;
    threadId: number;
    handedCount: number;
  }>;
const code = (wanted: string) => ({ name: "Failure", code: wanted });

describe("the pool", () => {
  it("hands findings over once, until they are others, and only where they are asked for", async () => {
    start(1);
    const loaded: string[] = [];
    const about = (key: string): DecidedSnapshot => ({
      ...snapshot("s"),
      findings: async () => ({
        key,
        load: async () => {
          loaded.push(key);
          return [{ name: key, body: new Uint8Array(), instanceIds: [], vpcId: null }];
        },
      }),
    });
    const found = (key: string) =>
      pool.ask("findings", about(key), {} as never) as unknown as Promise<object>;
    expect(await found("a")).toEqual({ held: "s", findings: ["a"], handedReportCount: 1 });
    expect(await found("a")).toMatchObject({ findings: ["a"], handedReportCount: 1 });
    expect(await found("b")).toMatchObject({ findings: ["b"], handedReportCount: 2 });
    await ask("r", {}, about("c"));
    expect(loaded).toEqual(["a", "b"]);
    expect(await pool.ask("findings", snapshot("s"), {} as never)).toMatchObject({ findings: null });
  });

  it("hands a snapshot over once and keeps it with its thread", async () => {
    start();
    const first = await ask("a");
    expect(first).toMatchObject({ held: "s", handedCount: 1 });
    expect(await ask("b")).toEqual(first);
    expect(await ask("c", {}, snapshot("t"))).toMatchObject({ held: "t" });
    expect(await ask("d")).toEqual(first);
  });

  it("answers at the same time with as many threads as it has, and no more", async () => {
    start();
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => ask(String(index))));
    expect(new Set(all.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2);
    expect(all.every(({ held }) => held === "s")).toBe(true);
  });

  it("forgets the snapshot that was not asked about for longest", async () => {
    start(1);
    for (const id of ["a", "b", "c", "d"]) await ask("x", {}, snapshot(id));
    expect((await ask("x", {}, snapshot("d"))).handedCount).toBe(4);
    expect((await ask("x", {}, snapshot("a"))).handedCount).toBe(5);
  });

  it("answers people while analyses take all that they may", async () => {
    start();
    const progress: number[] = [];
    const stop = new AbortController();
    const endless = [1, 2].map(() =>
      pool.ask(
        "analyze",
        snapshot("endless"),
        {},
        {
          signal: stop.signal,
          onProgress: (doneCount) => progress.push(doneCount),
        },
      ),
    );
    expect((await ask("a")).held).toBe("s");
    expect((await ask("b")).held).toBe("s");
    await expect.poll(() => progress).toEqual([1]);
    stop.abort();
    for (const analysis of endless) await expect(analysis).rejects.toMatchObject(code("CANCELLED"));
  });

  it("fails a question with what the thread threw", async () => {
    start();
    await expect(ask("fail")).rejects.toMatchObject({ ...code("BAD_INPUT"), file: "a.json", place: "1:2" });
    await expect(ask("bug")).rejects.toMatchObject({ name: "TypeError", message: "undefined is not a bug" });
    expect((await ask("a")).held).toBe("s");
  });

  it.each(["crash", "memory"])("fails only the question whose thread ends by a %s", async (how) => {
    start();
    const [bad, good] = await Promise.allSettled([ask(how), ask("a")]);
    expect(bad).toMatchObject({ status: "rejected", reason: code("UNAVAILABLE") });
    expect(good).toMatchObject({ status: "fulfilled" });
    expect((await ask("b")).held).toBe("s");
  });

  it("ends what takes too long, and what is taken back, and goes on with fresh threads", async () => {
    start(1);
    await expect(ask("spin", { timeLimitMs: 300 })).rejects.toMatchObject(code("TIMEOUT"));
    const stop = new AbortController();
    const spinning = ask("spin", { signal: stop.signal });
    const waiting = ask("a", { signal: stop.signal });
    const behind = ask("b");
    setTimeout(() => stop.abort(), 200);
    await expect(spinning).rejects.toMatchObject(code("CANCELLED"));
    await expect(waiting).rejects.toMatchObject(code("CANCELLED"));
    expect((await behind).held).toBe("s");
    await expect(ask("c", { signal: stop.signal })).rejects.toMatchObject(code("CANCELLED"));
  });

  it("fails with the reason why the snapshot could not be had, and goes on", async () => {
    start(1);
    const gone = { ...snapshot("gone"), load: () => Promise.reject(new Error("no such body")) };
    await expect(ask("a", {}, gone)).rejects.toThrow("no such body");
    expect((await ask("a")).held).toBe("s");
  });

  it("compares two snapshots, each handed over once, whichever of them is held", async () => {
    start(1);
    const compare = (before: string, after: string) =>
      pool.compare("summary", snapshot(before), snapshot(after), {}) as unknown as Promise<object>;
    expect(await compare("a", "b")).toMatchObject({ before: "a", after: "b", handedCount: 2 });
    expect(await compare("b", "a")).toMatchObject({ before: "b", after: "a", handedCount: 2 });
    expect(await compare("b", "c")).toMatchObject({ before: "b", after: "c", handedCount: 3 });
    expect(await compare("c", "c")).toMatchObject({ before: "c", after: "c", handedCount: 3 });
    const gone = { ...snapshot("gone"), load: () => Promise.reject(new Error("no such body")) };
    await expect(pool.compare("summary", gone, snapshot("a"), {})).rejects.toThrow("no such body");
  });

  it("reads files", async () => {
    start();
    const files = [{ name: "Vpcs.json", bytes: new Uint8Array(1) }];
    expect(await pool.readInput(files, { assumeDefaultRoutes: false })).toBe("Vpcs.json");
    await expect(pool.readInput([], { assumeDefaultRoutes: false })).rejects.toMatchObject(code("BAD_INPUT"));
  });

  it("lets nobody wait when it closes", async () => {
    start(1);
    const [spinning, waiting] = [ask("spin"), ask("a")];
    const results = Promise.allSettled([spinning, waiting]);
    await pool.close();
    for (const result of await results) expect(result).toMatchObject({ reason: code("CANCELLED") });
    await expect(ask("b")).rejects.toMatchObject(code("CANCELLED"));
  });
});
