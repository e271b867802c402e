import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { DiffTarget, MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Where the schema and the migrations are: the folder `prisma` of the project. */
export interface SchemaFolder {
  readonly projectRoot: string;
}

/**
 * Prisma's own schema engine, compiled to wasm, on one database. It has no documented interface: the package is
 * pinned to the engine's commit and every call used is covered by a test. One at a time per process.
 */
export async function openSchemaEngine(
  folder: SchemaFolder,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  bindings ??= loadBindings(folder);
  const { SchemaEngine } = await bindings;
  const datamodel = await readSchema(folder);
  return SchemaEngine.new(
    { datamodels: [[datamodel.path, datamodel.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

type Bindings = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

/** The bindings keep views of the first instance's memory, so there is one instance per process. */
let bindings: Promise<Bindings> | undefined;

async function loadBindings({ projectRoot }: SchemaFolder): Promise<Bindings> {
  const loaded = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const require = createRequire(join(projectRoot, "package.json"));
  const path = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(join(dirname(path), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": loaded as unknown as WebAssembly.ModuleImports,
  });
  loaded.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return loaded;
}

/** Applies what is missing, in order; several processes may do so at once. Returns the names applied. */
export async function applyMigrations(
  engine: SchemaEngine,
  folder: SchemaFolder,
): Promise<readonly string[]> {
  const migrationsList = await readMigrations(folder);
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
  return appliedMigrationNames;
}

/**
 * SQL that leads from the migrations to the schema, empty when they agree. Only ever call it on an engine over a
 * database in memory: it runs all migrations on a shadow database.
 */
export async function diffMigrationsToSchema(engine: SchemaEngine, folder: SchemaFolder): Promise<string> {
  const from: DiffTarget = { tag: "migrations", ...(await readMigrations(folder)) };
  const to: DiffTarget = { tag: "schemaDatamodel", files: [await readSchema(folder)] };
  const { exitCode, stdout } = await engine.diff({
    from,
    to,
    script: true,
    exitCode: true,
    filters: NO_FILTERS,
  });
  return exitCode === 0 ? "" : (stdout ?? "");
}

/** The migrations on disk, oldest first. */
export async function readMigrations({ projectRoot }: SchemaFolder): Promise<MigrationList> {
  const baseDir = join(projectRoot, "prisma", "migrations");
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.toSorted().map(async (path) => {
      const value = await readFile(join(baseDir, path, "migration.sql"), "utf8");
      return { path, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

async function readSchema({ projectRoot }: SchemaFolder) {
  const path = join(projectRoot, "prisma", "schema.prisma");
  return { path, content: await readFile(path, "utf8") };
}
