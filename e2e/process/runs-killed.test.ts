import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { exportConfiguration } from "../../server/engine/configuration";
import { largeEstate } from "../../server/testing/large-estate";
import { emptyPostgres, testDatabases } from "../../server/testing/test-databases";
import {
  dataFolders,
  importFile,
  mutate,
  query,
  startUmbra,
  startWorker,
  type UmbraProcess,
} from "./umbra-process";

/** A run outlives whoever works on it, is finished once, and a schedule goes on. */

const folders = dataFolders();
const running: UmbraProcess[] = [];
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map(({ ended }) => ended));
});
afterAll(() => folders.remove());

/** Large enough that a what-if is caught in the middle. */
const network = (instanceCount: number) => ({
  name: "network.json",
  text: exportConfiguration(largeEstate(instanceCount)),
});
const LARGE = 6_000;
/** Large enough that an attack is caught in the middle: what stops it is tried on copies of the network. */
const ATTACKED = 1_000;

interface Run {
  readonly id: string;
  readonly state: string;
  readonly attemptCount: number;
  readonly snapshotId: string;
  readonly verdict: { readonly sentence: string } | null;
  readonly result: { readonly sentence: string } | null;
}

interface AttackRun extends Run {
  readonly result: {
    readonly sentence: string;
    readonly blastRadius: { readonly hostCount: number };
    readonly chokePoints: object | null;
  } | null;
}

const readRun = (url: string, runId: string) => query(url, "run.read", { runId }) as Promise<Run>;
const zoneLoss = { failures: [{ kind: "zone", id: "euc1-az1", mode: "down" }] };
const startRun = async (url: string, estateId: string) =>
  ((await mutate(url, "run.start", { estateId, kind: "what-if", request: zoneLoss })) as { runId: string })
    .runId;

async function killed({ child, ended }: UmbraProcess): Promise<void> {
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
}

function start(process: UmbraProcess): UmbraProcess {
  running.push(process);
  return process;
}

const isRunning = (url: string, runId: string) =>
  vi.waitFor(async () => expect((await readRun(url, runId)).state).toBe("running"), {
    timeout: 60_000,
    interval: 20,
  });
const isDone = (url: string, runId: string, timeout: number) =>
  vi.waitFor(async () => expect((await readRun(url, runId)).state).toBe("done"), { timeout, interval: 100 });

it("is finished once by the next start, and its schedule fires on a later snapshot", async () => {
  const env = { UMBRA_DATA_DIR: folders.make() };
  const first = start(startUmbra(env, ["--empty"]));
  const before = await first.ready;
  const { estateId } = await importFile(before, network(LARGE), { name: "large" });
  const scenario = { estateId, name: "zone loss", kind: "what-if", request: zoneLoss };
  const { scenarioId } = (await mutate(before, "scenario.create", scenario)) as { scenarioId: string };
  const terms = { scenarioId, cron: "* * * * *", timeZone: "Europe/Berlin", skipIfRunning: false };
  const { scheduleId } = (await mutate(before, "schedule.create", terms)) as { scheduleId: string };
  const runId = await startRun(before, estateId);
  await isRunning(before, runId);
  await killed(first);

  const second = start(startUmbra(env));
  const url = await second.ready;
  const later = await importFile(url, network(40), { estateId });
  await isDone(url, runId, 90_000);
  const run = await readRun(url, runId);
  expect(run.attemptCount).toBe(2);
  expect(run.result?.sentence).toBe(run.verdict?.sentence);

  const scheduled = async () => (await query(url, "run.list", { scheduleId })) as Run[];
  await vi.waitFor(
    async () =>
      expect(await scheduled()).toContainEqual(
        expect.objectContaining({ snapshotId: later.snapshotId, state: "done" }),
      ),
    { timeout: 90_000, interval: 500 },
  );
  // One for each minute that came since, and one at most for those that passed while nobody ran.
  const minutes = (await scheduled()).length;
  expect(minutes).toBeLessThanOrEqual(4);
  expect(await readRun(url, runId)).toEqual(run);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

it("an attack is followed once more by the next start, and comes to what it would have come to", async () => {
  const env = { UMBRA_DATA_DIR: folders.make() };
  const first = start(startUmbra(env, ["--empty"]));
  const before = await first.ready;
  const estate = largeEstate(ATTACKED);
  const { estateId } = await importFile(before, network(ATTACKED), { name: "attacked" });
  const [insider, ...others] = estate.resources.instance.map(({ id }) => id);
  const request = {
    starts: [{ from: insider }],
    bugs: others.slice(0, 3).map((id) => `${id}=tcp/443`),
  };
  const { runId } = (await mutate(before, "run.start", { estateId, kind: "breach", request })) as {
    runId: string;
  };
  await isRunning(before, runId);
  await killed(first);

  const second = start(startUmbra(env));
  const url = await second.ready;
  await isDone(url, runId, 110_000);
  const run = (await readRun(url, runId)) as AttackRun;
  expect(run.attemptCount).toBe(2);
  // All three are reached from the start, which is not counted itself.
  expect(run.result?.blastRadius.hostCount).toBe(3);
  expect(run.result?.chokePoints).not.toBeNull();
  expect(run.verdict).toMatchObject({ kind: "affected", sentence: run.result?.sentence });
  const again = (await mutate(url, "run.start", { estateId, kind: "breach", request })) as { runId: string };
  await isDone(url, again.runId, 110_000);
  const undisturbed = (await readRun(url, again.runId)) as AttackRun;
  expect([undisturbed.attemptCount, undisturbed.result]).toEqual([1, run.result]);
  expect(await readRun(url, runId)).toEqual(run);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

describe.each(testDatabases().filter(({ name }) => name === "PostgreSQL"))("with workers on $name", () => {
  it("is taken over by another worker within 15 s, and finished once", async () => {
    const { databaseUrl, drop } = await emptyPostgres();
    const env = { DATABASE_URL: databaseUrl, UMBRA_DATA_DIR: folders.make() };
    const web = start(startUmbra({ ...env, UMBRA_JOBS: "off" }, ["--empty"]));
    const url = await web.ready;
    const { estateId } = await importFile(url, network(LARGE), { name: "large" });
    const runId = await startRun(url, estateId);
    expect((await readRun(url, runId)).state).toBe("queued");
    const worker = start(startWorker(env));
    await isRunning(url, runId);
    const other = start(startWorker(env));
    await other.ready;
    expect(await readRun(url, runId)).toMatchObject({ state: "running", attemptCount: 1 });
    await killed(worker);
    const lost = performance.now();
    await vi.waitFor(async () => expect((await readRun(url, runId)).attemptCount).toBe(2), {
      timeout: 30_000,
      interval: 50,
    });
    expect(performance.now() - lost).toBeLessThan(15_000);
    await isDone(url, runId, 90_000);
    expect((await readRun(url, runId)).attemptCount).toBe(2);

    const cancelled = await startRun(url, estateId);
    await isRunning(url, cancelled);
    const asked = performance.now();
    await mutate(url, "run.cancel", { runId: cancelled });
    expect(await readRun(url, cancelled)).toMatchObject({ state: "cancelled", result: null });
    expect(performance.now() - asked).toBeLessThan(2_000);
    other.child.kill("SIGTERM");
    expect(await other.ended).toBe(0);
    web.child.kill("SIGTERM");
    expect(await web.ended).toBe(0);
    await drop();
  });
});

it("is refused as a worker where the database has one process", async () => {
  const worker = start(startWorker({ DATABASE_URL: "" }));
  expect(await worker.ended).toBe(1);
  expect(worker.output()).toContain("a worker needs DATABASE_URL");
});
