import { createHash } from "node:crypto";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { applyMigrations, openSchemaEngine, readMigrations, type SchemaFolder } from "./schema-engine";

/** Times another process may be waited for, each up to the engine's own limit of ten seconds. */
const WAIT_LIMIT = 12;

/**
 * Brings the database to the schema of this code; does nothing quickly when it is there already. Safe to run in
 * several processes at once. Fails when the database was made by a newer Umbra.
 *
 * @returns the names of the migrations applied now
 */
export async function migrate(
  factory: SqlMigrationAwareDriverAdapterFactory,
  folder: SchemaFolder,
): Promise<readonly string[]> {
  for (let waitCount = 0; ; waitCount += 1) {
    // The engine costs a second and 50 MB: most starts do without.
    if (await isCurrent(factory, folder)) return [];
    try {
      return await applyMissing(factory, folder);
    } catch (error) {
      // Another process is at it, and slower than the engine waits for.
      if (!isLockTimeout(error) || waitCount === WAIT_LIMIT) throw error;
    }
  }
}

async function isCurrent(
  factory: SqlMigrationAwareDriverAdapterFactory,
  folder: SchemaFolder,
): Promise<boolean> {
  const applied = await readApplied(factory);
  const { migrationDirectories } = await readMigrations(folder);
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Error(
      `the database was made by a newer Umbra (migration ${unknown}): start that one, or use another UMBRA_DATA_DIR`,
    );
  }
  return (
    applied.size === migrationDirectories.length &&
    migrationDirectories.every(({ path, migrationFile: { content } }) => {
      return content.tag === "ok" && applied.get(path) === checksum(content.value);
    })
  );
}

async function applyMissing(
  factory: SqlMigrationAwareDriverAdapterFactory,
  folder: SchemaFolder,
): Promise<readonly string[]> {
  const connections: SqlDriverAdapter[] = [];
  const { provider, adapterName } = factory;
  const engine = await openSchemaEngine(folder, {
    provider,
    adapterName,
    connect: async () => {
      const connection = await factory.connect();
      connections.push(connection);
      return connection;
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
  });
  try {
    return await applyMigrations(engine, folder);
  } finally {
    engine.free();
    // The engine leaves its connections open, and with them its lock against other processes.
    for (const connection of connections) await connection.dispose();
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P1002";
}

/** Finished migrations by name, with the checksum the engine stored. Empty on an empty database. */
async function readApplied(
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<ReadonlyMap<string, string>> {
  const adapter = await factory.connect();
  try {
    const query = (sql: string) => adapter.queryRaw({ sql, args: [], argTypes: [] });
    const table = await query("SELECT to_regclass('_prisma_migrations')::text");
    if (table.rows[0]?.[0] === null) return new Map();
    const { rows } = await query(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    return new Map(rows.map(([name, sum]) => [String(name), String(sum)]));
  } finally {
    await adapter.dispose();
  }
}

function checksum(script: string): string {
  return createHash("sha256").update(script).digest("hex");
}
