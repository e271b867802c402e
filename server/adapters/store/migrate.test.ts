import { appendFile, cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../testing/test-databases";
import { migrate } from "./migrate";
import { RepairedPGlite } from "./pglite-adapter";
import { diffMigrationsToSchema, openSchemaEngine, readMigrations } from "./schema-engine";

const folder = { projectRoot: PROJECT_ROOT };
let client: PGlite;
let copy: string;

beforeAll(async () => {
  client = await PGlite.create();
  copy = await mkdtemp(join(tmpdir(), "umbra-migrations-"));
  await cp(join(PROJECT_ROOT, "prisma"), join(copy, "prisma"), { recursive: true });
  // The engine is found among the packages of the project the schema belongs to.
  await symlink(join(PROJECT_ROOT, "node_modules"), join(copy, "node_modules"));
});
afterAll(async () => {
  await client.close();
  await rm(copy, { recursive: true, force: true });
});

it("applies every migration in order, and nothing the second time", async () => {
  const factory = new RepairedPGlite(client);
  const { migrationDirectories } = await readMigrations(folder);
  expect(migrationDirectories.length).toBeGreaterThan(0);
  expect(await migrate(factory, folder)).toEqual(migrationDirectories.map(({ path }) => path));
  expect(await migrate(factory, folder)).toEqual([]);
});

it("finds the migrations to lead to the schema exactly", async () => {
  const memory = await PGlite.create();
  const engine = await openSchemaEngine(folder, new RepairedPGlite(memory));
  expect(await diffMigrationsToSchema(engine, folder)).toBe("");
  engine.free();
  await memory.close();
});

it("sees a table that no migration makes", async () => {
  await appendFile(join(copy, "prisma", "schema.prisma"), "\nmodel Drift {\n  id String @id\n}\n");
  const memory = await PGlite.create();
  const engine = await openSchemaEngine({ projectRoot: copy }, new RepairedPGlite(memory));
  expect(await diffMigrationsToSchema(engine, { projectRoot: copy })).toContain('CREATE TABLE "Drift"');
  engine.free();
  await memory.close();
});

it("refuses a database that a newer Umbra has migrated", async () => {
  await client.exec(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_future', now())",
  );
  await expect(migrate(new RepairedPGlite(client), folder)).rejects.toThrow(
    /newer Umbra.*29990101000000_future/,
  );
});
