import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import type { Store } from "../../application/ports/store";
import { type FolderLock, lockFolder } from "./folder-lock";
import { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";
import { RepairedPGlite } from "./pglite-adapter";
import { prismaStore } from "./prisma-store";
import { unpackTar } from "./unpack-tar";

export interface PGliteSettings {
  /** Holds the database and its lock; made when missing. */
  readonly dataFolder: string;
  /** Holds the folder `prisma`. */
  readonly projectRoot: string;
}

/** The store, and the database itself for whatever else lives in it. */
export type PGliteStore = Store & { readonly embedded: PGlite };

/** The database's own cache is small: below it lies the system's, and memory is what the server has to save. */
const START_PARAMS = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

/** A prepared database, so that a first start need not make one: see `prisma/seed-dump.ts`. */
export const SEED_FILE = join("dist", "database-seed.tar.gz");

/**
 * Opens the embedded database in a folder, making it on the first start, and applies missing migrations. Fails
 * CONFLICT when another process has the folder. What was acknowledged survives the process being killed.
 */
export async function openPGliteStore({ dataFolder, projectRoot }: PGliteSettings): Promise<PGliteStore> {
  const folder = resolve(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  try {
    const database = join(folder, "database");
    if (!existsSync(database)) await createDatabase(database, join(projectRoot, SEED_FILE));
    const client = await PGlite.create({ dataDir: database, startParams: START_PARAMS });
    return await storeOver(client, projectRoot, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A database in memory, for tests and tools. */
export async function openMemoryStore(projectRoot: string): Promise<PGliteStore> {
  const seedFile = join(projectRoot, SEED_FILE);
  const seed = existsSync(seedFile) ? { loadDataDir: new Blob([await readFile(seedFile)]) } : {};
  const client = await PGlite.create({ startParams: START_PARAMS, ...seed });
  return storeOver(client, projectRoot, { release: async () => undefined });
}

async function storeOver(client: PGlite, projectRoot: string, lock: FolderLock): Promise<PGliteStore> {
  const adapter = new RepairedPGlite(client);
  const close = async () => {
    await client.close();
    await lock.release();
  };
  try {
    await migrate(adapter, { projectRoot });
  } catch (error) {
    await client.close();
    throw error;
  }
  return { ...prismaStore(new PrismaClient({ adapter }), { isExclusive: true, close }), embedded: client };
}

/**
 * Makes the database beside its place and moves it there when it is whole: a start that is killed leaves
 * nothing that the next one would take for a database.
 */
async function createDatabase(database: string, seedFile: string): Promise<void> {
  const unfinished = `${database}.new`;
  await rm(unfinished, { recursive: true, force: true });
  if (existsSync(seedFile)) {
    // Unpacked as files: loading it into a database only to write it out would take twice the memory.
    await unpackTar(gunzipSync(await readFile(seedFile)), unfinished);
  } else {
    // Without a seed the database is made from nothing, which takes longer.
    await (await PGlite.create({ dataDir: unfinished })).close();
  }
  await rename(unfinished, database);
}
