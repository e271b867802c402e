// `npm run db:new -- NAME`: writes the migration that leads from the existing ones to the schema.
// It never touches a real database: the difference is computed on PGlite in memory.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { RepairedPGlite } from "../server/adapters/store/pglite-adapter";
import { diffMigrationsToSchema, openSchemaEngine } from "../server/adapters/store/schema-engine";

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const name = (process.argv[2] ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
if (name === "") {
  console.error("a migration needs a name: npm run db:new -- add_something");
  process.exit(1);
}

const client = await PGlite.create("memory://");
const engine = await openSchemaEngine({ projectRoot }, new RepairedPGlite(client));
const script = await diffMigrationsToSchema(engine, { projectRoot });
if (script === "") {
  console.log("the migrations already lead to the schema: nothing to write");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(projectRoot, "prisma", "migrations", `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), script);
  console.log(`wrote ${folder}/migration.sql: read it before you commit it`);
}
await client.close();
