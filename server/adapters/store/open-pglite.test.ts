import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkspaceId } from "../../application/ports/store";
import { bundleChild } from "../../testing/child-module";
import { PROJECT_ROOT } from "../../testing/test-databases";
import { openPGliteStore } from "./open-pglite";

const LOCAL = "local" as WorkspaceId;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "umbra-pglite-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (name: string) => openPGliteStore({ dataFolder: join(root, name), projectRoot: PROJECT_ROOT });

describe("a data folder", () => {
  it("is made on the first start, refused to a second one, and keeps what was stored", async () => {
    const first = await open("kept");
    await first.ensureWorkspace(LOCAL);
    await expect(open("kept")).rejects.toMatchObject({ name: "Failure", code: "CONFLICT" });
    await first.close();
    const second = await open("kept");
    expect(await second.inWorkspace(LOCAL).listEstates()).toEqual([]);
    await second.close();
    expect(await readdir(join(root, "kept"))).toEqual(["database"]);
  });

  it("is made anew over what a first start left when it was killed", async () => {
    const unfinished = join(root, "unfinished", "database.new");
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, "PG_VERSION"), "half");
    const store = await open("unfinished");
    await store.ensureWorkspace(LOCAL);
    await store.close();
    expect(await readdir(join(root, "unfinished"))).toEqual(["database"]);
  });

  it("is free again after a start that failed", async () => {
    const dataFolder = join(root, "failed");
    const elsewhere = { dataFolder, projectRoot: join(root, "no-such-project") };
    // There is neither a seed nor a migration: the database is made, then found to be of no use.
    await expect(openPGliteStore(elsewhere)).rejects.toThrow();
    await (await open("failed")).close();
  });
});

/** Stores imports for ever and prints each one's number once it was acknowledged, from the number it is told. */
const WRITER = `
  import { openPGliteStore } from ${JSON.stringify(join(import.meta.dirname, "open-pglite.ts"))};
  const [dataFolder = "", projectRoot = "", from = ""] = process.argv.slice(2);
  const store = await openPGliteStore({ dataFolder, projectRoot });
  await store.ensureWorkspace("local");
  for (let number = Number(from); ; number += 1) {
    await store.inWorkspace("local").addImport({
      importId: "i" + number, estateId: "e" + number, createEstate: { name: "n", sampleName: null },
      actorId: "local", takenAt: new Date(0), snapshotId: "aa", body: new Uint8Array(20_000).fill(number),
      counts: [], diagnostics: [], coverage: [], ignored: [], sourceName: null, changes: null, analysisId: "a" + number,
    });
    process.stdout.write(number + "\\n");
  }`;

/** Kills the process once it acknowledged `count` imports, in the middle of the next. Returns the acknowledged. */
function killWhileWriting(
  program: string,
  dataFolder: string,
  from: number,
  count: number,
): Promise<number[]> {
  const child = spawn(process.execPath, [program, dataFolder, PROJECT_ROOT, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: number[] = [];
  let printed = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const lines = printed.split("\n");
      printed = lines.pop() ?? "";
      acknowledged.push(...lines.map(Number));
      if (acknowledged.length >= count) child.kill("SIGKILL");
    });
    child.once("error", reject);
    child.once("close", () => resolve(acknowledged));
  });
}

describe("a process killed while it writes", () => {
  const roundCount = process.env.UMBRA_LONG === "1" ? 30 : 3;
  it(
    `loses nothing that was acknowledged, ${roundCount} times over`,
    async () => {
      const dataFolder = join(root, "killed");
      const program = await bundleChild(WRITER);
      const acknowledged: number[] = [];
      for (let round = 0; round < roundCount; round += 1) {
        // One that was stored but not acknowledged may be there: its number is not used again.
        const from = (acknowledged.at(-1) ?? 0) + 2;
        acknowledged.push(
          ...(await killWhileWriting(program.file, dataFolder, from, 2 + ((round * 7) % 13))),
        );
        const store = await openPGliteStore({ dataFolder, projectRoot: PROJECT_ROOT });
        const mine = store.inWorkspace(LOCAL);
        const ids = new Set((await mine.listEstates()).map(({ id }) => id));
        const last = acknowledged.at(-1) ?? 0;
        const body = await mine.snapshotBody(`e${last}`, "aa");
        await store.close();
        expect(acknowledged.length).toBeGreaterThan(round);
        expect(acknowledged.filter((number) => !ids.has(`e${number}`))).toEqual([]);
        expect(ids.size).toBeLessThanOrEqual(acknowledged.length + round + 1);
        expect(body).toEqual(new Uint8Array(20_000).fill(last));
      }
      await program.remove();
    },
    60_000 * roundCount,
  );
});
