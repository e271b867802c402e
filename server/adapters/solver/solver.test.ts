import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Solver } from "../../application/ports/solver";
import { atMost, or, solverQuestion, variable } from "../../engine/solver";
import { bundleWorker, SOLVER_ENTRY } from "../../testing/test-ports";
import { startSolver } from ".";

/** A thread that ends when it is asked `crash`, never answers `spin`, and answers anything else. */
const BAD_WORKER = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", ({ id, text }) => {
    if (text === "crash") process.exit(3);
    if (text === "throw") throw new Error("no memory");
    if (text === "spin") for (;;) {}
    parentPort.postMessage({ kind: "answer", id, elapsedMs: 1, answer: { answer: "sat", values: {}, core: [], reason: null } });
  });`;

let folder: string;
let worker: Awaited<ReturnType<typeof bundleWorker>>;
let badWorker: string;
let solver: Solver;

beforeAll(async () => {
  worker = await bundleWorker(SOLVER_ENTRY);
  folder = await mkdtemp(join(tmpdir(), "umbra-solver-"));
  badWorker = join(folder, "bad.mjs");
  await writeFile(badWorker, BAD_WORKER);
});
afterEach(() => solver.close());
afterAll(async () => {
  await worker.remove();
  await rm(folder, { recursive: true, force: true });
});

const easy = solverQuestion("easy", [{ formula: variable("a") }]);
const unsatisfiable = solverQuestion("none", [
  { formula: variable("a"), label: "a holds" },
  { formula: atMost(0, [variable("a")]), label: "nothing holds" },
]);

/** Pigeons in one hole less than there are of them: more work than any time limit here. */
function hard(count = 16) {
  const holes = Array.from({ length: count - 1 }, (_, hole) => hole);
  const pigeons = Array.from({ length: count }, (_, pigeon) => pigeon);
  const sits = (pigeon: number, hole: number) => variable(`${pigeon} in ${hole}`);
  return solverQuestion("pigeons", [
    ...pigeons.map((pigeon) => ({ formula: or(holes.map((hole) => sits(pigeon, hole))) })),
    ...holes.map((hole) => ({
      formula: atMost(
        1,
        pigeons.map((pigeon) => sits(pigeon, hole)),
      ),
    })),
  ]);
}

describe("the solver's thread", () => {
  it("answers in the order of the questions, with the time it took", async () => {
    solver = startSolver({ workerFile: worker.file });
    const [first, second] = await Promise.all([solver.solve(easy), solver.solve(unsatisfiable)]);
    expect(first).toMatchObject({ answer: "sat", reason: null });
    expect(second).toMatchObject({ answer: "unsat" });
    expect(second.core).toHaveLength(2);
    expect(first.elapsedMs).toBeGreaterThan(0);
  });

  it("says that it does not know when the time limit passes, and answers the next", async () => {
    solver = startSolver({ workerFile: worker.file });
    expect(await solver.solve(hard(), { timeLimitMs: 200 })).toMatchObject({
      answer: "unknown",
      reason: "the time limit passed",
    });
    expect(await solver.solve(easy)).toMatchObject({ answer: "sat" });
  });

  it("gives a cancelled question back at once, and a fresh thread answers the next", async () => {
    solver = startSolver({ workerFile: worker.file });
    await solver.solve(easy);
    const stop = new AbortController();
    const stuck = solver.solve(hard(), { signal: stop.signal, timeLimitMs: 60_000 });
    const waiting = solver.solve(hard(), { signal: stop.signal });
    const behind = solver.solve(easy);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const cancelledAt = performance.now();
    stop.abort();
    await expect(stuck).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
    expect(performance.now() - cancelledAt).toBeLessThan(2_000);
    expect(await behind).toMatchObject({ answer: "sat" });
    await expect(solver.solve(easy, { signal: stop.signal })).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("a thread that fails", () => {
  it.each(["crash", "throw"])("leaves its own question undecided, and no other: %s", async (text) => {
    solver = startSolver({ workerFile: badWorker });
    const [bad, good] = await Promise.all([solver.solve({ text }), solver.solve({ text: "fine" })]);
    expect(bad).toMatchObject({
      answer: "unknown",
      reason: "the solver's thread ended before it had an answer",
    });
    expect(good).toMatchObject({ answer: "sat" });
  });

  it("is ended when it outlasts the time limit", async () => {
    solver = startSolver({ workerFile: badWorker, graceMs: 100 });
    const stuck = await solver.solve({ text: "spin" }, { timeLimitMs: 200 });
    expect(stuck).toMatchObject({
      answer: "unknown",
      reason: "the time limit passed, and the solver's thread was ended",
    });
    expect(await solver.solve({ text: "fine" })).toMatchObject({ answer: "sat" });
  });

  it("cannot even be started: undecided with the reason", async () => {
    solver = startSolver({ workerFile: join(folder, "missing.mjs") });
    expect(await solver.solve(easy)).toMatchObject({ answer: "unknown" });
    expect(await solver.solve(easy)).toMatchObject({ answer: "unknown" });
  });

  it("lets nobody wait when it closes", async () => {
    solver = startSolver({ workerFile: badWorker });
    const stuck = Promise.allSettled([solver.solve({ text: "spin" }), solver.solve({ text: "fine" })]);
    await solver.close();
    for (const each of await stuck) expect(each).toMatchObject({ reason: { code: "CANCELLED" } });
    await expect(solver.solve(easy)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
