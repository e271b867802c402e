import { createHash } from "node:crypto";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { applyMigrations, openSchemaEngine, readMigrations, type SchemaFolder } from "./schema-engine";

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
  const applied = await readApplied(factory);
  const { migrationDirectories } = await readMigrations(folder);
  const isCurrent =
    applied.size === migrationDirectories.length &&
    migrationDirectories.every(({ path, migrationFile: { content } }) => {
      return content.tag === "ok" && applied.get(path) === checksum(content.value);
    });
  // The engine costs a second and 50 MB: most starts do without.
  if (isCurrent) return [];
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `the database was made by a newer Umbra (migration ${unknown[0]}): start that one, or use another UMBRA_DATA_DIR`,
    );
  }
  const engine = await openSchemaEngine(folder, factory);
  try {
    return await applyMigrations(engine, folder);
  } finally {
    engine.free();
  }
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
