import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleChild } from "../../testing/child-module";
import { emptyPostgres, PROJECT_ROOT, testDatabases } from "../../testing/test-databases";
import { openPostgresStore } from "./open-postgres";

it("says what to check when the database cannot be reached, and does not print the password", async () => {
  const databaseUrl = "postgresql://umbra:secret@127.0.0.1:1/none";
  const error = await openPostgresStore({ databaseUrl, projectRoot: PROJECT_ROOT }).catch((reason) => reason);
  expect(error).toMatchObject({ name: "Failure", code: "UNAVAILABLE" });
  expect(error.message).toContain("DATABASE_URL");
  expect(error.message).not.toContain("secret");
});

/** Opens the database it is told, says so, and ends. */
const OPENER = `
  import { openPostgresStore } from ${JSON.stringify(join(import.meta.dirname, "open-postgres.ts"))};
  const [databaseUrl = "", projectRoot = ""] = process.argv.slice(2);
  const store = await openPostgresStore({ databaseUrl, projectRoot });
  await store.ensureWorkspace("local");
  console.log("opened");
  await store.close();
  // A timer of the schema engine would keep the process for ten seconds.
  process.exit();`;

function openInProcess(program: string, databaseUrl: string): Promise<string> {
  const child = spawn(process.execPath, [program, databaseUrl, PROJECT_ROOT], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once("close", () => resolve(printed.trim())));
}

describe.each(testDatabases().filter(({ name }) => name === "PostgreSQL"))("an empty $name", () => {
  it("is migrated once by several processes that start together", async () => {
    const { databaseUrl, drop } = await emptyPostgres();
    const program = await bundleChild(OPENER);
    const outcomes = await Promise.all([1, 2, 3].map(() => openInProcess(program.file, databaseUrl)));
    await drop();
    await program.remove();
    expect(outcomes).toEqual(["opened", "opened", "opened"]);
  }, 120_000);
});
