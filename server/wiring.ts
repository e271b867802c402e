import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readDirectory } from "./adapters/aws";
import { startPool } from "./adapters/pool";
import { openPGliteStore, openPostgresStore } from "./adapters/store";
import { type Actor, LOCAL_ACTOR } from "./application/actor";
import { watchAnalyses } from "./application/analyses";
import { listEstates } from "./application/estates";
import { loadSample } from "./application/imports";
import type { Ports } from "./application/ports/ports";
import type { Store } from "./application/ports/store";
import { readSettings, type Settings } from "./env";

export { collectScript } from "./adapters/aws";

/** The application with everything it needs, open and ready. */
export interface Wired {
  readonly ports: Ports;
  /** On whose behalf requests run, while there are no accounts. */
  readonly actor: Actor;
  /** Stops the threads, then closes the database. */
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
 * Opens the database, the threads and what earlier processes left undone, and loads the sample into an empty
 * workspace. Fails CONFLICT when another process has the data folder, UNAVAILABLE without the database.
 */
export async function wire(settings: Settings): Promise<Wired> {
  const store = await openStore(settings);
  const pool = startPool({
    workerFile: join(settings.projectRoot, "dist", "worker.mjs"),
    threadCount: settings.threadCount,
  });
  const ports: Ports = {
    store,
    pool,
    sample: { read: () => readSample(settings.projectRoot) },
    clock: { now: () => new Date() },
    ids: { next: () => randomUUID() },
    reportBug: (error) => console.error("umbra: a fault in Umbra:", error),
  };
  const actor = LOCAL_ACTOR;
  try {
    await store.ensureWorkspace(actor.workspaceId);
    const stopWatching = await watchAnalyses(ports);
    if (settings.loadsSample && (await listEstates(ports, actor)).length === 0)
      await loadSample(ports, actor);
    const close = async () => {
      stopWatching();
      await pool.close();
      await store.close();
    };
    return { ports, actor, close };
  } catch (error) {
    await pool.close();
    await store.close();
    throw error;
  }
}

function openStore({ databaseUrl, dataFolder, projectRoot }: Settings): Promise<Store> {
  return databaseUrl === undefined
    ? openPGliteStore({ dataFolder, projectRoot })
    : openPostgresStore({ databaseUrl, projectRoot });
}

async function readSample(projectRoot: string) {
  const files = await readDirectory(join(projectRoot, "prisma", "sample"));
  return files.filter(({ path }) => path.endsWith(".json")).map(({ path, bytes }) => ({ name: path, bytes }));
}
