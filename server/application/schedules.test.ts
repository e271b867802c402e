import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memoryQueue } from "../testing/memory-queue";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { importConfiguration } from "./imports";
import type { Ports } from "./ports/ports";
import type { ScheduleTerms } from "./ports/scenario-store";
import { listRuns } from "./runs";
import { createScenario, removeScenario } from "./scenarios";
import { createSchedule, fireSchedules, listSchedules, pauseSchedule, previewSchedule } from "./schedules";

/** A schedule starts its run once for each time and each change, however often and by however many it is looked at. */

const { workspaceId } = LOCAL_ACTOR;
const at = (time: string) => new Date(`2026-03-01T${time}Z`);
const hourly: ScheduleTerms = {
  cron: "0 * * * *",
  timeZone: "UTC",
  onChange: false,
  minGapMinutes: 5,
  skipIfRunning: false,
};
const onChange = { ...hourly, cron: null, onChange: true };

describe.each(testDatabases())("a schedule on $name", (database) => {
  let test: TestPorts;
  let drop: () => Promise<void>;
  let estateId: string;
  let cidr = 0;

  beforeAll(async () => {
    const opened = await database.open();
    drop = opened.drop;
    test = await openTestPorts({
      works: false,
      openStore: async () => ({ ...opened.store, close: async () => undefined }),
    });
    await test.ports.store.ensureWorkspace(workspaceId);
  });
  afterAll(async () => {
    expect(test.bugs).toEqual([]);
    await test.close();
    await drop();
  });
  beforeEach(async () => {
    test.setNow(at("10:30:00"));
    estateId = "";
    estateId = await push();
  });

  /** Imports a network unlike all others. */
  async function push(): Promise<string> {
    cidr += 1;
    const vpc = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: `10.${cidr}.0.0/16` }] };
    const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode(JSON.stringify(vpc)) }];
    const target = estateId === "" ? {} : { estateId };
    return (
      await importConfiguration(test.ports, LOCAL_ACTOR, { files, assumeDefaultRoutes: false, ...target })
    ).estateId;
  }

  async function schedule(terms: ScheduleTerms): Promise<string> {
    const scenario = { estateId, name: "all checks", kind: "suite" as const, request: {} };
    const { scenarioId } = await createScenario(test.ports, LOCAL_ACTOR, scenario);
    return (await createSchedule(test.ports, LOCAL_ACTOR, { scenarioId, ...terms })).scheduleId;
  }

  const runs = (scheduleId: string) => listRuns(test.ports, LOCAL_ACTOR, { scheduleId, limit: 100 });
  const tick = async (time: string | Date, ports: Ports = test.ports) => {
    test.setNow(typeof time === "string" ? at(time) : time);
    await fireSchedules(ports);
  };
  const nextOf = async () => (await listSchedules(test.ports, LOCAL_ACTOR, { estateId }))[0]?.nextAt;

  it("waits for its time, runs once, and waits for the next", async () => {
    const id = await schedule(hourly);
    expect(await nextOf()).toEqual(at("11:00:00"));
    await tick("10:59:59");
    expect(await runs(id)).toEqual([]);
    await tick("11:00:00");
    await tick("11:00:01");
    expect(await runs(id)).toEqual([expect.objectContaining({ state: "queued", title: "all checks" })]);
    expect(await nextOf()).toEqual(at("12:00:00"));
    await tick("12:00:02");
    expect(await runs(id)).toHaveLength(2);
  });

  it("runs on the snapshot that is the latest when its time comes", async () => {
    const id = await schedule(hourly);
    await push();
    const latest = await test.ports.store.inWorkspace(workspaceId).findImport(estateId);
    await tick("11:00:00");
    expect((await runs(id))[0]?.snapshotId).toBe(latest?.snapshotId);
  });

  it("is never started twice by processes that look at the same time", async () => {
    const id = await schedule(hourly);
    test.setNow(at("11:00:00"));
    const others = Array.from({ length: 5 }, () => ({
      ...test.ports,
      queue: memoryQueue(test.ports.reportBug),
    }));
    await Promise.all(others.map((ports) => fireSchedules(ports)));
    expect(await runs(id)).toHaveLength(1);
  });

  it("makes up for one of the times that passed while nobody looked", async () => {
    const id = await schedule(hourly);
    await tick("18:30:00");
    await tick("18:30:01");
    expect(await runs(id)).toHaveLength(1);
    expect(await nextOf()).toEqual(at("19:00:00"));
  });

  it("neither doubles nor loses a time when the clock jumps a day ahead and back", async () => {
    const id = await schedule(hourly);
    await tick("11:00:00");
    await tick(new Date("2026-03-02T11:00:05Z"));
    expect(await runs(id)).toHaveLength(2);
    await tick("11:00:30");
    expect(await nextOf()).toEqual(at("12:00:00"));
    expect(await runs(id)).toHaveLength(2);
    await tick("12:00:00");
    expect(await runs(id)).toHaveLength(2);
    await tick("13:00:00");
    expect(await runs(id)).toHaveLength(3);
  });

  it("leaves out a time at which its run before is not over, if it says so", async () => {
    const id = await schedule({ ...hourly, skipIfRunning: true });
    await tick("11:00:00");
    await tick("12:00:00");
    expect(await runs(id)).toHaveLength(1);
    const [row] = await listSchedules(test.ports, LOCAL_ACTOR, { estateId });
    expect(row).toMatchObject({ lastSkippedAt: at("12:00:00"), lastFiredAt: at("11:00:00") });
    await test.ports.store.inWorkspace(workspaceId).cancelRun((await runs(id))[0]?.id ?? "", at("12:30:00"));
    await tick("13:00:00");
    expect(await runs(id)).toHaveLength(2);
  });

  it("does nothing while it is paused, and makes up for nothing afterwards", async () => {
    const id = await schedule(hourly);
    await pauseSchedule(test.ports, LOCAL_ACTOR, { scheduleId: id, isPaused: true });
    await tick("15:00:00");
    expect(await runs(id)).toEqual([]);
    await pauseSchedule(test.ports, LOCAL_ACTOR, { scheduleId: id, isPaused: false });
    await tick("15:00:01");
    expect(await runs(id)).toEqual([]);
    await tick("16:00:00");
    expect(await runs(id)).toHaveLength(1);
  });

  it("runs on every change but the one it began with, at most so often", async () => {
    const id = await schedule(onChange);
    await tick("10:30:01");
    expect(await runs(id)).toEqual([]);
    await push();
    await tick("10:31:00");
    await tick("10:31:01");
    expect(await runs(id)).toHaveLength(1);
    await push();
    await tick("10:35:59");
    expect(await runs(id)).toHaveLength(1);
    await tick("10:36:00");
    expect(await runs(id)).toHaveLength(2);
    await tick("10:50:00");
    expect(await runs(id)).toHaveLength(2);
  });

  it("goes with its scenario, and its runs stay", async () => {
    const id = await schedule(hourly);
    await tick("11:00:00");
    const [row] = await listSchedules(test.ports, LOCAL_ACTOR, { estateId });
    await removeScenario(test.ports, LOCAL_ACTOR, row?.scenarioId ?? "");
    await tick("12:00:00");
    expect(await listSchedules(test.ports, LOCAL_ACTOR, { estateId })).toEqual([]);
    expect(await runs(id)).toHaveLength(1);
  });

  it("is told beforehand what it comes to, and refused when it would never run", () => {
    expect(previewSchedule(test.ports, hourly)).toEqual({
      words: "every hour at minute 0, UTC",
      timeZone: "UTC",
      nextTimes: ["11", "12", "13", "14", "15"].map((hour) => at(`${hour}:00:00`)),
    });
    expect(() => previewSchedule(test.ports, { ...onChange, onChange: false })).toThrow(/choose one/);
    expect(() => previewSchedule(test.ports, { ...hourly, cron: "* * *" })).toThrow(/five fields/);
  });
});
