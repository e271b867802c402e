import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { readDirectory, watchedFolders } from "../adapters/aws";
import { cronCalendar } from "../adapters/calendar";
import { readDemandFile } from "../adapters/demands";
import { openNotifier } from "../adapters/notify";
import { openOutbound } from "../adapters/outbound";
import { startPool } from "../adapters/pool";
import { openEvents } from "../adapters/queue";
import { openSealer } from "../adapters/secrets";
import { startSolver } from "../adapters/solver";
import { openMemoryStore } from "../adapters/store";
import type { Ports } from "../application/ports/ports";
import type { Store } from "../application/ports/store";
import { startJobs } from "../jobs/start-jobs";
import { memoryQueue } from "./memory-queue";
import { LOOPBACK, TEST_PUBLIC_URL, TEST_SECRET_KEY } from "./sending-ports";

const projectRoot = join(import.meta.dirname, "../..");

const Z3_FILE = join(projectRoot, "node_modules/z3-solver/build/node.js");
/** The entry of the solver's thread. */
export const SOLVER_ENTRY = join(projectRoot, "server", "solver-worker.ts");

/** Ports over a database in memory and real threads, with a clock that the test moves. */
export interface TestPorts {
  readonly ports: Ports;
  /** Bugs reported so far; a test that expects none asserts that it is empty. */
  readonly bugs: readonly unknown[];
  readonly setNow: (now: Date) => void;
  readonly close: () => Promise<void>;
}

interface TestPortsOptions {
  readonly openStore?: () => Promise<Store>;
  /** Whether queued work is done, as in the server; otherwise the test does it. */
  readonly works?: boolean;
  /** The folder that may be watched. */
  readonly watchFolder?: string;
}

export async function openTestPorts({
  openStore = () => openMemoryStore(projectRoot),
  works = true,
  watchFolder,
}: TestPortsOptions = {}) {
  const worker = await bundleWorker();
  const store = await openStore();
  const pool = startPool({ workerFile: worker.file, threadCount: 2 });
  const solverWorker = await bundleWorker(SOLVER_ENTRY);
  const solver = startSolver({ workerFile: solverWorker.file });
  const bugs: unknown[] = [];
  const reportBug = (error: unknown) => bugs.push(error);
  let now = new Date(Date.UTC(2026, 0, 1, 12));
  const clock = { now: () => now };
  const outbound = openOutbound({ allowList: LOOPBACK });
  const ports: Ports = {
    store,
    pool,
    queue: memoryQueue(reportBug),
    events: await openEvents(undefined, reportBug),
    solver,
    calendar: cronCalendar,
    outbound,
    notifier: openNotifier({ outbound, clock, publicUrl: TEST_PUBLIC_URL }),
    sealer: openSealer(TEST_SECRET_KEY),
    folders: watchedFolders(watchFolder),
    demandFiles: { read: readDemandFile },
    sample: { read: () => filesIn(join(projectRoot, "prisma", "sample")) },
    clock,
    ids: { next: () => randomUUID() },
    secrets: { next: () => randomBytes(32).toString("base64url") },
    reportBug,
  };
  const stopJobs = works ? await startJobs(ports) : async () => undefined;
  const close = async () => {
    ports.events.end();
    await stopJobs();
    await Promise.all([pool.close(), solver.close()]);
    await store.close();
    await Promise.all([worker.remove(), solverWorker.remove()]);
  };
  return {
    ports,
    bugs,
    setNow: (next: Date) => {
      now = next;
    },
    close,
  } satisfies TestPorts;
}

/** The files below a folder as an upload would carry them. */
export async function filesIn(folder: string) {
  const files = await readDirectory(folder);
  return files.filter(({ path }) => path.endsWith(".json")).map(({ path, bytes }) => ({ name: path, bytes }));
}

/** Bundles an entry for a worker thread as the build does, by default the product's own. */
export async function bundleWorker(entry = join(projectRoot, "server", "worker.ts")) {
  const folder = await mkdtemp(join(tmpdir(), "umbra-worker-"));
  const file = join(folder, "worker.mjs");
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "warning",
    // It loads files beside its code, so it stays where it is.
    alias: { "z3-solver": Z3_FILE },
    external: [Z3_FILE],
    banner: {
      js: 'import { createRequire as umbraRequire } from "node:module"; const require = umbraRequire(import.meta.url);',
    },
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
