import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { readDirectory, watchedFolders } from "./adapters/aws";
import { cronCalendar } from "./adapters/calendar";
import { readDemandFile } from "./adapters/demands";
import { openNotifier } from "./adapters/notify";
import { openOutbound, readAllowList } from "./adapters/outbound";
import { startPool } from "./adapters/pool";
import { type OpenQueue, openQueue } from "./adapters/queue";
import { openSealer, readKeyFile } from "./adapters/secrets";
import { startSolver } from "./adapters/solver";
import { openPGliteStore, openPostgresStore } from "./adapters/store";
import { type Actor, LOCAL_ACTOR } from "./application/actor";
import { listEstates } from "./application/estates";
import { loadSample } from "./application/imports";
import type { Ports } from "./application/ports/ports";
import type { Store } from "./application/ports/store";
import { readSettings, type Settings } from "./env";

export { collectScript, readerPolicy } from "./adapters/aws";

/** The application with everything it needs, open and ready. */
export interface Wired {
  readonly ports: Ports;
  /** On whose behalf requests run, while there are no accounts. */
  readonly actor: Actor;
  readonly settings: Settings;
  /** Ends the queue and the threads, then closes the database. */
  readonly close: () => Promise<void>;
}

declare global {
  var umbraWired: Promise<Wired> | undefined;
}

/**
 * The one application of this process; opened by the first call. It is kept on `globalThis` because a reload in
 * development and each bundle have modules of their own, and two of them must not open one database.
 */
export function wired(): Promise<Wired> {
  globalThis.umbraWired ??= wire(readSettings());
  return globalThis.umbraWired;
}

/**
 * Opens the database, the queue and the threads, and loads the sample into an empty workspace. Fails CONFLICT when
 * another process has the data folder, UNAVAILABLE without the database.
 */
export async function wire(settings: Settings): Promise<Wired> {
  const allowList = readAllowList(settings.outboundAllow);
  const { store, openQueueIn } = await openStore(settings);
  const courier = await openQueueIn(reportBug).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const pool = startPool({
    workerFile: join(settings.projectRoot, "dist", "worker.mjs"),
    threadCount: settings.threadCount,
  });
  const solver = startSolver({ workerFile: join(settings.projectRoot, "dist", "solver.mjs") });
  const sealer = openSealer(await secretKey(settings));
  const clock = { now: () => new Date() };
  const outbound = openOutbound({ allowList });
  const ports: Ports = {
    store,
    pool,
    queue: courier.queue,
    events: courier.events,
    solver,
    calendar: cronCalendar,
    outbound,
    notifier: openNotifier({ outbound, clock, publicUrl: settings.publicUrl }),
    sealer,
    folders: watchedFolders(settings.watchFolder),
    demandFiles: { read: readDemandFile },
    sample: { read: () => readSample(settings.projectRoot) },
    clock,
    ids: { next: () => randomUUID() },
    secrets: { next: () => randomBytes(32).toString("base64url") },
    reportBug,
  };
  const actor = LOCAL_ACTOR;
  const close = async () => {
    await courier.close();
    await Promise.all([pool.close(), solver.close()]);
    await store.close();
  };
  try {
    await store.ensureWorkspace(actor.workspaceId);
    if (settings.loadsSample && (await listEstates(ports, actor)).length === 0)
      await loadSample(ports, actor);
    return { ports, actor, settings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The store alone, for whoever asks it something and ends. */
export async function wireStore(settings: Settings): Promise<Store> {
  return (await openStore(settings)).store;
}

function reportBug(error: unknown): void {
  console.error("umbra: a fault in Umbra:", error);
}

/** The queue lives in the store's database: on PGlite in the one there is, on PostgreSQL over connections of its own. */
async function openStore({ databaseUrl, dataFolder, projectRoot }: Settings): Promise<{
  readonly store: Store;
  readonly openQueueIn: (report: (error: unknown) => void) => Promise<OpenQueue>;
}> {
  if (databaseUrl !== undefined) {
    const store = await openPostgresStore({ databaseUrl, projectRoot });
    return { store, openQueueIn: (report) => openQueue({ url: databaseUrl }, report) };
  }
  const store = await openPGliteStore({ dataFolder, projectRoot });
  return { store, openQueueIn: (report) => openQueue({ embedded: store.embedded }, report) };
}

/** The embedded database has a key beside it; processes that share a PostgreSQL have to be given one. */
async function secretKey(settings: Settings): Promise<string | undefined> {
  return (
    settings.secretKey ??
    (settings.databaseUrl === undefined ? await readKeyFile(settings.dataFolder) : undefined)
  );
}

async function readSample(projectRoot: string) {
  const files = await readDirectory(join(projectRoot, "prisma", "sample"));
  return files
    .filter(({ path }) => path === "umbra.json" || (path.startsWith("accounts/") && path.endsWith(".json")))
    .map(({ path, bytes }) => ({ name: path, bytes }));
}
