import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { loadSample } from "./imports";
import { RUN_KINDS } from "./run-kinds";
import { cancelRun, isOver, readRun, startRun } from "./runs";

const actor = LOCAL_ACTOR;
let test: TestPorts;
let estateId: string;
beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(actor.workspaceId);
  estateId = (await loadSample(test.ports, actor)).estateId;
});
afterAll(() => test.close());

async function start(name: string, more = {}): Promise<string> {
  const request = { target: { kind: "application", name }, ...more };
  return (await startRun(test.ports, actor, { estateId, kind: "cuts", request })).runId;
}

async function over(runId: string) {
  for (let round = 0; round < 600; round++) {
    const run = await readRun(test.ports, actor, runId);
    if (isOver(run.state)) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the run does not end");
}

describe("a run that looks for smallest breaking sets", () => {
  it("alternates between the interpreter's thread and the solver's until it is proved", async () => {
    const run = await over(await start("shop"));
    expect(run).toMatchObject({ state: "done", title: "What would it take to break shop?" });
    const result = RUN_KINDS.cuts.resultSchema.parse(run.result);
    expect(result).toMatchObject({
      outcome: "found",
      smallest: { size: 1, hasMore: false },
      proof: { result: "proved", answer: "unsat" },
    });
    expect(result.smallest?.sets).toHaveLength(9);
  });

  it("fails with the reason when there is no such application", async () => {
    const run = await over(await start("no such shop"));
    expect(run.state).toBe("failed");
    expect(run.error).toContain("there is no application `no such shop`");
  });

  it("is taken back within 2 s, and the next one is answered", async () => {
    const runId = await start("shop", { maxFailures: 5, kinds: ["instance"] });
    const cancelledAt = performance.now();
    await cancelRun(test.ports, actor, runId);
    expect((await over(runId)).state).toBe("cancelled");
    expect(performance.now() - cancelledAt).toBeLessThan(2_000);
    expect((await over(await start("batch"))).state).toBe("done");
  });
});
