import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { CONFIRMED_ALERT_LIMIT, confirmAlerts } from "./confirmations";
import { snapshotOf } from "./estates";
import { loadSample } from "./imports";
import { Failure } from "./ports/failure";
import type { DecidedSnapshot, SuiteAnswer } from "./ports/question-pool";
import type { Solver, TimedAnswer } from "./ports/solver";

let test: TestPorts;
let snapshot: DecidedSnapshot;
let suite: SuiteAnswer;
beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  const { estateId } = await loadSample(test.ports, LOCAL_ACTOR);
  snapshot = await snapshotOf(test.ports, LOCAL_ACTOR, { estateId });
  suite = await test.ports.pool.ask("analyze", snapshot, {});
});
afterAll(() => test.close());

/** A solver that answers as it is told, and counts. */
function fakeSolver(solve: (text: string) => Promise<TimedAnswer>) {
  const asked: string[] = [];
  const solver: Solver = {
    solve: ({ text }) => {
      asked.push(text);
      return solve(text);
    },
    close: async () => undefined,
  };
  return { pool: test.ports.pool, solver, asked };
}

const dead: TimedAnswer = {
  answer: "unknown",
  values: {},
  core: [],
  reason: "the solver's thread ended before it had an answer",
  elapsedMs: 0,
};
const recordsOf = ({ alerts }: SuiteAnswer) => alerts.map(({ evidence }) => evidence.solver);
const withoutRecords = ({ alerts }: SuiteAnswer) =>
  alerts.map((alert) => ({ ...alert, evidence: { ...alert.evidence, solver: null } }));

describe("alerts and the solver", () => {
  it("every alert of the sample that speaks of packets is confirmed, and is otherwise as it was", async () => {
    const confirmed = await confirmAlerts(test.ports, snapshot, suite);
    const recordsOfFamily = (isMeant: (family: string) => boolean) =>
      confirmed.alerts.filter(({ family }) => isMeant(family)).map(({ evidence }) => evidence.solver);
    const sums = recordsOfFamily((family) => family === "load");
    const packets = recordsOfFamily((family) => family !== "load" && family !== "breach");
    // An attack is more than packets: whatever is said of it, it is said.
    expect(recordsOfFamily((family) => family === "breach")).toEqual([expect.anything()]);
    expect(sums).toMatchObject([{ result: "undecided", reason: expect.stringContaining("load is a sum") }]);
    for (const record of packets)
      expect(record).toMatchObject({
        result: "confirmed",
        questionHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    expect(packets.every((record) => (record?.elapsedMs ?? 0) > 0)).toBe(true);
    expect(withoutRecords(confirmed)).toEqual(withoutRecords(suite));
    expect(confirmed.checks).toEqual(suite.checks);
  });

  it("with the solver killed every alert stands, undecided with the reason, and nobody keeps asking", async () => {
    const ports = fakeSolver(async () => dead);
    const confirmed = await confirmAlerts(ports, snapshot, suite);
    expect(withoutRecords(confirmed)).toEqual(withoutRecords(suite));
    expect(new Set(recordsOf(confirmed).map((record) => record?.result))).toEqual(new Set(["undecided"]));
    expect(recordsOf(confirmed)[0]?.reason).toBe(dead.reason);
    expect(recordsOf(confirmed).at(-1)?.reason).toBe("not asked: the solver does not answer");
    expect(ports.asked).toHaveLength(3);
  });

  it("asks an equal question once, about the worst alerts only, and says so of the rest", async () => {
    const [first] = suite.alerts;
    if (!first) throw new Error("no alert");
    const many = Array.from({ length: CONFIRMED_ALERT_LIMIT + 5 }, (_, number) => ({
      ...first,
      fingerprint: String(number),
    }));
    const ports = fakeSolver((text) => test.ports.solver.solve({ text }));
    const confirmed = await confirmAlerts(ports, snapshot, { ...suite, alerts: many });
    expect(ports.asked).toHaveLength(1);
    const records = recordsOf(confirmed);
    expect(records.filter((record) => record?.result === "confirmed")).toHaveLength(CONFIRMED_ALERT_LIMIT);
    expect(records.slice(CONFIRMED_ALERT_LIMIT).map((record) => record?.reason)).toEqual(
      Array.from({ length: 5 }, () => `not asked: only the worst ${CONFIRMED_ALERT_LIMIT} alerts are`),
    );
  });

  it("stops asking when the time for all is used up", async () => {
    const slow: TimedAnswer = { ...dead, reason: "the time limit passed", elapsedMs: 40_000 };
    const confirmed = await confirmAlerts(
      fakeSolver(async () => slow),
      snapshot,
      suite,
    );
    expect(
      recordsOf(confirmed)
        .map((record) => record?.reason)
        .slice(0, 3),
    ).toEqual([
      "the time limit passed",
      "the time limit passed",
      "not asked: the time for all alerts together is used up",
    ]);
  });

  it("is taken back with the analysis", async () => {
    const ports = fakeSolver(() => Promise.reject(new Failure("CANCELLED", "taken back")));
    await expect(confirmAlerts(ports, snapshot, suite)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
