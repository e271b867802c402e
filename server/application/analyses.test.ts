import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { runAnalysis, startAnalysis, watchAnalyses } from "./analyses";
import { importConfiguration } from "./imports";
import { readOverview } from "./overview";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AskOptions, QuestionPool } from "./ports/question-pool";

/** An analysis outlives its request, its thread and its process; whatever happens to it is stored. */

const { workspaceId } = LOCAL_ACTOR;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
let test: TestPorts;

beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(workspaceId);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(at(0)));

type Analyze = (options: AskOptions) => Promise<unknown>;

/** The same ports with another way to analyze. */
function portsThat(analyze: Analyze, more: Partial<Ports> = {}): Ports {
  const pool: QuestionPool = {
    ...test.ports.pool,
    ask: (question, snapshot, ask, options = {}) =>
      question === "analyze"
        ? (analyze(options) as Promise<never>)
        : test.ports.pool.ask(question, snapshot, ask, options),
  };
  return { ...test.ports, pool, ...more };
}

const nothing = { alerts: [], checks: [] };
const never: Analyze = () => new Promise(() => undefined);
let cidr = 0;

/** Imports a network unlike all others, whose analysis is never done. Returns its estate and analysis. */
async function importUnfinished(estateId?: string) {
  cidr += 1;
  const vpc = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: `10.${cidr}.0.0/16` }] };
  const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode(JSON.stringify(vpc)) }];
  const answer = await importConfiguration(portsThat(never), LOCAL_ACTOR, {
    files,
    estateId,
    assumeDefaultRoutes: false,
  });
  const analysis = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(answer.estateId);
  if (!analysis) throw new Error("no analysis was queued");
  return { workspaceId, estateId: answer.estateId, analysisId: analysis.id };
}

const stateOf = async (estateId: string) => {
  const { state, error, finishedAt } = (await readOverview(test.ports, LOCAL_ACTOR, estateId)).analysis;
  return { state, error, finishedAt };
};
const ignoringLease = { ignoreLease: true };

describe("an analysis", () => {
  it("is run by the next process when the one that ran it died", async () => {
    const { estateId } = await importUnfinished();
    expect(await stateOf(estateId)).toMatchObject({ state: "running" });
    const stop = await watchAnalyses(portsThat(async () => nothing));
    await vi.waitFor(async () => expect(await stateOf(estateId)).toMatchObject({ state: "done" }));
    stop();
  });

  it("is left to its holder by processes that share the database, until the lease is over", async () => {
    const { estateId, analysisId } = await importUnfinished();
    const shared = { ...test.ports.store, isExclusive: false };
    await vi.waitFor(async () => {
      const latest = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(estateId);
      expect(latest?.state).toBe("running");
    });
    const asked: string[] = [];
    const ports = portsThat(
      async () => {
        asked.push(analysisId);
        return nothing;
      },
      { store: shared },
    );
    (await watchAnalyses(ports))();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toEqual([]);
    test.setNow(at(120));
    (await watchAnalyses(ports))();
    await vi.waitFor(async () => expect(await stateOf(estateId)).toMatchObject({ state: "done" }));
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
    await runAnalysis(ports, ref, ignoringLease);
    expect(await stateOf(ref.estateId)).toEqual({ state: "failed", error: message, finishedAt: at(0) });
    expect(bugs).toHaveLength(bugCount);
  });

  it("is left unfinished by a server that stops, for the next one to run", async () => {
    const ref = await importUnfinished();
    await runAnalysis(
      portsThat(() => Promise.reject(new Failure("CANCELLED", "the server is stopping"))),
      ref,
      ignoringLease,
    );
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "running" });
    await runAnalysis(
      portsThat(async () => nothing),
      ref,
      ignoringLease,
    );
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "done" });
  });

  it("is given up when it took the process down again and again", async () => {
    const ref = await importUnfinished();
    for (const _ of [1, 2, 3]) {
      await runAnalysis(
        portsThat(() => Promise.reject(new Failure("CANCELLED", "gone"))),
        ref,
        ignoringLease,
      );
    }
    expect(await stateOf(ref.estateId)).toMatchObject({ state: "failed" });
  });

  it("stops within seconds when a newer snapshot makes it pointless", async () => {
    const ref = await importUnfinished();
    const stopped = vi.fn();
    const ports = portsThat(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => {
            stopped();
            reject(new Failure("CANCELLED", "taken back"));
          });
        }),
    );
    const running = runAnalysis(ports, ref, ignoringLease);
    await importUnfinished(ref.estateId);
    await running;
    expect(stopped).toHaveBeenCalledOnce();
    const latest = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(ref.estateId);
    expect(latest?.id).not.toBe(ref.analysisId);
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
    const running = runAnalysis(ports, ref, ignoringLease);
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

  it("reports what cannot be stored instead of losing it", async () => {
    const ref = await importUnfinished();
    const bugs: unknown[] = [];
    const broken = () => {
      throw new Error("the database is gone");
    };
    const store = { ...test.ports.store, inWorkspace: broken };
    startAnalysis(portsThat(never, { store, reportBug: (bug) => bugs.push(bug) }), ref);
    await vi.waitFor(() =>
      expect(bugs).toEqual([expect.objectContaining({ message: "the database is gone" })]),
    );
  });
});
