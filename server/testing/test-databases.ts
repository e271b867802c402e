import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { type OpenQueue, openQueue } from "../adapters/queue";
import { openMemoryStore, openPostgresStore } from "../adapters/store";
import type { Store } from "../application/ports/store";

/** The repository: tests run anywhere in it. */
export const PROJECT_ROOT = join(import.meta.dirname, "../..");

/** A kind of database that every test of the store runs on. */
export interface TestDatabase {
  readonly name: string;
  /** An empty database, and the function that removes it. */
  readonly open: () => Promise<OpenTestDatabase>;
}

export interface OpenTestDatabase {
  readonly store: Store;
  /** A queue over it, as a process has one; closed by whoever opens it. */
  readonly openQueue: (reportBug: (error: unknown) => void) => Promise<OpenQueue>;
  /** Runs SQL as the owner of the tables: what a test does behind the store's back. */
  readonly execute: (sql: string) => Promise<void>;
  readonly drop: () => Promise<void>;
}

const pglite: TestDatabase = {
  name: "PGlite",
  open: async () => {
    const store = await openMemoryStore(PROJECT_ROOT);
    return {
      store,
      openQueue: (reportBug) => openQueue({ embedded: store.embedded }, reportBug),
      execute: async (sql) => {
        await store.embedded.exec(sql);
      },
      drop: () => store.close(),
    };
  },
};

/**
 * PGlite, and PostgreSQL where UMBRA_TEST_DATABASE_URL names a server on which databases may be made. In CI its
 * absence is a failure; elsewhere its tests are left out, and `npm test` says so.
 */
export function testDatabases(env = process.env): readonly TestDatabase[] {
  const url = env.UMBRA_TEST_DATABASE_URL;
  if (url) return [pglite, { name: "PostgreSQL", open: () => openPostgres(url) }];
  if (env.CI === "true")
    throw new Error("UMBRA_TEST_DATABASE_URL is not set: run `npm test`, which starts a server");
  console.info("left out: the store on PostgreSQL, for UMBRA_TEST_DATABASE_URL is not set");
  return [pglite];
}

async function openPostgres(serverUrl: string) {
  const { databaseUrl, drop } = await emptyPostgres(serverUrl);
  const store = await openPostgresStore({ databaseUrl, projectRoot: PROJECT_ROOT });
  return {
    store,
    openQueue: (reportBug: (error: unknown) => void) => openQueue({ url: databaseUrl }, reportBug),
    execute: (sql: string) => onServer(databaseUrl, sql),
    drop: async () => {
      await store.close();
      await drop();
    },
  };
}

/** A database of its own on the test server, with nothing in it. */
export async function emptyPostgres(serverUrl = process.env.UMBRA_TEST_DATABASE_URL ?? "") {
  const name = `umbra_test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const databaseUrl = new URL(serverUrl);
  databaseUrl.pathname = `/${name}`;
  const drop = () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  return { databaseUrl: databaseUrl.href, drop };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
