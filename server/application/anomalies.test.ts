import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Configuration } from "../engine/configuration";
import { buildFleet } from "../testing/fleet";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but } from "../testing/network-builder-change";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts, readAlert, reopenAlert } from "./alerts";
import { runAnalysis } from "./analyses";
import { listAnomalies, readCompared } from "./anomalies";
import { listAudit } from "./audit";
import { approveBaseline, withdrawBaseline } from "./baselines";
import { endLearning } from "./end-learning";
import { endExceptions } from "./exceptions";
import { importConfiguration } from "./imports";
import { answerIntended, retractIntended } from "./intended";
import { readOverview } from "./overview";
import type { Solver } from "./ports/solver";

/** Baseline, drift, peers, answers and learning over real databases. */

const actor = LOCAL_ACTOR;
const { workspaceId } = actor;
const day = (date: number) => new Date(Date.UTC(2026, 0, date, 12));
const PLAIN = buildConfiguration(b1());
/** A group of the web hosts lets everyone in to SSH, and the database's group takes one more port from inside. */
const OPENED = buildConfiguration(
  but(b1(), {
    groups: {
      "sg-web": { in: and("tcp 22 from 0.0.0.0/0") },
      "sg-db": { in: and("tcp 5433 from 10.0.0.0/16") },
    },
  }),
);

/** What a solver says of other alerts is not looked at here, and takes most of the time. */
function silent(solver: Solver): Solver {
  const answer = { answer: "unknown", values: {}, core: [], reason: "not asked", elapsedMs: 1 } as const;
  return { ...solver, solve: async () => answer };
}

describe.each(testDatabases())("anomalies over $name", { timeout: 120_000 }, ({ open }) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    const opened = await openTestPorts({ openStore: async () => database.store, works: false });
    test = { ...opened, ports: { ...opened.ports, solver: silent(opened.ports.solver) } };
    await test.ports.store.ensureWorkspace(workspaceId);
  }, 120_000);
  afterAll(async () => {
    await test.close();
    await drop().catch(() => undefined);
    expect(test.bugs).toEqual([]);
  });

  const analyse = async (estateId: string) => {
    const latest = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(estateId);
    const ref = { workspaceId, estateId, analysisId: latest?.id ?? "" };
    await runAnalysis(test.ports, ref, new AbortController().signal);
  };
  const read = async (configuration: Configuration, date: number, estateId?: string) => {
    test.setNow(day(date));
    const bytes = new TextEncoder().encode(JSON.stringify(configuration));
    const files = [{ name: "export.json", bytes }];
    const answer = await importConfiguration(test.ports, actor, {
      files,
      estateId,
      assumeDefaultRoutes: false,
    });
    await analyse(answer.estateId);
    return answer;
  };
  const anomalies = async (estateId: string) => listAnomalies(test.ports, actor, estateId);
  const openCount = async (estateId: string) => {
    const { openBySeverity } = await readOverview(test.ports, actor, estateId);
    return Object.values(openBySeverity).reduce((sum, count) => sum + count, 0);
  };
  const drifted = async (estateId: string) => {
    const { alerts } = await listAlerts(test.ports, actor, { estateId, family: ["anomaly"] });
    return alerts.map(({ subject, severity, state }) => `${state} ${severity} ${subject.id}`).sort();
  };

  it("is drift from the first day, below the exposure it opened, and over with the next baseline", async () => {
    const { estateId, snapshotId } = await read(PLAIN, 1);
    expect(await anomalies(estateId)).toMatchObject({ anomalies: [], baseline: null });
    await approveBaseline(test.ports, actor, { estateId, snapshotId, reason: "as designed" });
    await analyse(estateId);
    expect(await drifted(estateId)).toEqual([]);
    const before = await openCount(estateId);

    const opened = await read(OPENED, 2, estateId);
    expect(await drifted(estateId)).toEqual(["open high sg-web", "open low sg-db"]);
    // The exposure got worse and is an alert of its own; the drift that opened it is not counted beside it.
    expect(await openCount(estateId)).toBe(before + 1);
    const { alerts } = await listAlerts(test.ports, actor, { estateId, state: ["open"] });
    const exposure = alerts.find(({ family, severity }) => family === "exposure" && severity === "high");
    expect(exposure?.children.map(({ kind, subject }) => [kind, subject.id])).toEqual([["drift", "sg-web"]]);
    const child = exposure?.children[0]?.id ?? "";
    expect(await readAlert(test.ports, actor, { estateId, id: child })).toMatchObject({
      parentAlert: { id: exposure?.id },
      evidence: { at: { id: "sg-web", rule: "tcp 22 from 0.0.0.0/0" } },
    });
    const found = await anomalies(estateId);
    expect(found.baseline).toMatchObject({ snapshotId, number: 1, reason: "as designed", actorId: actor.id });
    expect(
      found.anomalies.map(({ anomaly, firstSnapshotId, alert }) => [
        anomaly.subject.id,
        anomaly.differs.literals,
        anomaly.snapshots,
        firstSnapshotId,
        alert?.severity,
      ]),
    ).toEqual([
      [
        "sg-web",
        ["inbound rule added: tcp 22 from 0.0.0.0/0"],
        { base: snapshotId, head: opened.snapshotId },
        opened.snapshotId,
        "high",
      ],
      [
        "sg-db",
        ["inbound rule added: tcp 5433 from 10.0.0.0/16"],
        { base: snapshotId, head: opened.snapshotId },
        opened.snapshotId,
        "low",
      ],
    ]);

    await approveBaseline(test.ports, actor, {
      estateId,
      snapshotId: opened.snapshotId,
      reason: "agreed",
    });
    await analyse(estateId);
    expect(await drifted(estateId)).toEqual(["resolved high sg-web", "resolved low sg-db"]);
    expect((await anomalies(estateId)).anomalies).toEqual([]);
  });

  it("is over when the network is back, and when there is nothing to differ from", async () => {
    const { estateId, snapshotId } = await read(PLAIN, 1);
    await approveBaseline(test.ports, actor, { estateId, snapshotId, reason: "as designed" });
    await read(OPENED, 2, estateId);
    await read(PLAIN, 3, estateId);
    expect(await drifted(estateId)).toEqual(["resolved high sg-web", "resolved low sg-db"]);
    await read(OPENED, 4, estateId);
    expect(await drifted(estateId)).toEqual(["open high sg-web", "open low sg-db"]);
    await withdrawBaseline(test.ports, actor, estateId);
    const { entries } = await listAudit(test.ports, actor, { limit: 100, subjectId: estateId });
    expect(entries.map(({ event }) => event)).toEqual(["baseline withdrawn", "baseline approved"]);
    await analyse(estateId);
    const { alerts } = await listAlerts(test.ports, actor, { estateId, family: ["anomaly"] });
    const { notes } = await readAlert(test.ports, actor, { estateId, id: alerts[0]?.id ?? "" });
    expect(notes.at(-1)).toMatchObject({ to: "resolved", reason: "no baseline is approved any more" });
  });

  it("is not raised while it is intended, and again when that is over or says nothing of what differs", async () => {
    const { estateId, snapshotId } = await read(PLAIN, 1);
    await approveBaseline(test.ports, actor, { estateId, snapshotId, reason: "as designed" });
    await read(OPENED, 2, estateId);
    const found = (await anomalies(estateId)).anomalies.find(({ anomaly }) => anomaly.subject.id === "sg-db");
    const anomalyId = found?.anomaly.id ?? "";
    const answer = { estateId, anomalyId, owner: "ann", reason: "a second database" };
    for (const expires of ["2026-01-01", "2028-01-01"])
      await expect(answerIntended(test.ports, actor, { ...answer, expires })).rejects.toMatchObject({
        code: "BAD_INPUT",
      });
    await answerIntended(test.ports, actor, { ...answer, expires: "2026-01-10" });
    expect(await drifted(estateId)).toEqual(["dismissed low sg-db", "open high sg-web"]);
    const after = await anomalies(estateId);
    expect(after.anomalies.map(({ anomaly }) => anomaly.subject.id)).toEqual(["sg-web"]);
    expect(after.answers).toMatchObject([{ owner: "ann", standing: "in force", expires: "2026-01-10" }]);

    // Its last day is over without a new reading.
    test.setNow(new Date(Date.UTC(2026, 0, 11)));
    await endExceptions(test.ports);
    expect(await drifted(estateId)).toEqual(["open high sg-web", "open low sg-db"]);
    expect((await anomalies(estateId)).answers).toMatchObject([{ standing: "over" }]);

    // One more rule: the answer was given to something else.
    await answerIntended(test.ports, actor, { ...answer, expires: "2026-01-20" });
    const more = but(b1(), {
      groups: { "sg-db": { in: and("tcp 5433 from 10.0.0.0/16", "tcp 22 from 10.0.0.0/16") } },
    });
    await read(buildConfiguration(more), 12, estateId);
    expect(await drifted(estateId)).toEqual(["open low sg-db", "resolved high sg-web"]);
    expect((await anomalies(estateId)).answers).toMatchObject([{ standing: "other" }]);

    await answerIntended(test.ports, actor, { ...answer, expires: "2026-01-20" });
    expect(await drifted(estateId)).toContain("dismissed low sg-db");
    await retractIntended(test.ports, actor, { estateId, anomalyId });
    expect(await drifted(estateId)).toContain("open low sg-db");
    await expect(retractIntended(test.ports, actor, { estateId, anomalyId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is left open when a person opened it again after the answer", async () => {
    const { estateId, snapshotId } = await read(PLAIN, 1);
    await approveBaseline(test.ports, actor, { estateId, snapshotId, reason: "as designed" });
    await read(OPENED, 2, estateId);
    const found = (await anomalies(estateId)).anomalies.find(({ anomaly }) => anomaly.subject.id === "sg-db");
    const anomalyId = found?.anomaly.id ?? "";
    await answerIntended(test.ports, actor, {
      estateId,
      anomalyId,
      owner: "ann",
      reason: "r",
      expires: "2026-01-20",
    });
    await reopenAlert(test.ports, actor, { estateId, id: found?.alert?.id ?? "" });
    await approveBaseline(test.ports, actor, { estateId, snapshotId, reason: "still" });
    await analyse(estateId);
    expect(await drifted(estateId)).toContain("open low sg-db");
  });

  it("is learned in silence: peers raise alerts after 14 days, are listed before, and resolve", async () => {
    const fleet = (faultCount: number) =>
      buildFleet({ roleCount: 2, faultCount, exceptionShare: 0, seed: 11 }).configuration;
    const { estateId } = await read(fleet(2), 1);
    const young = await anomalies(estateId);
    expect(young.learning).toMatchObject({ isOver: false, untilMs: day(15).getTime(), changeCount: 0 });
    expect(young.anomalies.map(({ anomaly, alert }) => [anomaly.detector, alert])).toEqual([
      ["peer-template", null],
      ["peer-template", null],
    ]);
    expect(await drifted(estateId)).toEqual([]);
    expect(await readCompared(test.ports, actor, estateId)).toMatchObject({
      compared: [{ name: "jobaa" }, { name: "jobba" }],
      notComparedCount: expect.any(Number),
    });

    // Nothing changes any more: on the last day it is still learned, and then what was listed raises its alerts.
    test.setNow(new Date(day(15).getTime() - 1));
    await endLearning(test.ports);
    await analyse(estateId);
    expect(await drifted(estateId)).toEqual([]);
    test.setNow(day(15));
    await endLearning(test.ports);
    await analyse(estateId);
    expect((await drifted(estateId)).map((each) => each.split(" ")[0])).toEqual(["open", "open"]);
    const { workspaceId: mine } = actor;
    const before = await test.ports.store.inWorkspace(mine).latestAnalysis(estateId);
    await endLearning(test.ports);
    expect((await test.ports.store.inWorkspace(mine).latestAnalysis(estateId))?.id).toBe(before?.id);

    await read(fleet(3), 16, estateId);
    const known = await anomalies(estateId);
    expect(known.learning.isOver).toBe(true);
    expect(known.anomalies.length).toBeGreaterThanOrEqual(3);
    expect(known.anomalies.every(({ alert }) => alert?.state === "open")).toBe(true);
    const old = known.anomalies.filter(({ firstSeenAt }) => firstSeenAt.getTime() === day(1).getTime());
    expect(old.map(({ anomaly }) => anomaly.id).sort()).toEqual(
      young.anomalies.map(({ anomaly }) => anomaly.id).sort(),
    );
    await read(fleet(0), 17, estateId);
    expect((await drifted(estateId)).every((each) => each.startsWith("resolved"))).toBe(true);
  });
});
