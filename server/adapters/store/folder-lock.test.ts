import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleChild } from "../../testing/child-module";
import { lockByProcessId, lockFolder } from "./folder-lock";

let root: string;
let count = 0;
let program: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "umbra-lock-"));
  program = await bundleChild(HOLDER);
});
afterAll(async () => {
  await program.remove();
  await rm(root, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  count += 1;
  const folder = join(root, String(count));
  await mkdir(folder);
  return folder;
}

/** Takes the lock of the folder it is told, says how that went, and stays; `busy` never to yield again. */
const HOLDER = `
  import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, "folder-lock.ts"))};
  const [folder = "", how] = process.argv.slice(2);
  const stay = () => {
    while (how === "busy") {}
    setInterval(() => {}, 1e6);
  };
  lockFolder(folder).then(
    () => process.stdout.write("held\\n", stay),
    (error) => process.stdout.write(error.code + "\\n"),
  );`;

function holder(folder: string, busy = false): { child: ChildProcess; said: Promise<string> } {
  const child = spawn(process.execPath, [program.file, folder, busy ? "busy" : "idle"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { child, said };
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

const CONFLICT = expect.objectContaining({ name: "Failure", code: "CONFLICT" });

it("is held once, released, and held again", async () => {
  const folder = await newFolder();
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toEqual(CONFLICT);
  await expect(lockFolder(folder)).rejects.toThrow(folder);
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  await (await lockFolder(folder)).release();
});

it.each([
  { name: "idle", busy: false },
  { name: "too busy to answer", busy: true },
])("is respected while another process is $name, and free once that one is killed", async ({ busy }) => {
  const folder = await newFolder();
  const { child, said } = holder(folder, busy);
  expect(await said).toBe("held");
  await expect(lockFolder(folder)).rejects.toEqual(CONFLICT);
  await killed(child);
  expect(await readdir(folder)).toHaveLength(1);
  const lock = await lockFolder(folder);
  expect(await readdir(folder)).toHaveLength(1);
  await lock.release();
});

const roundCount = process.env.UMBRA_LONG === "1" ? 100 : 10;
it(
  "goes to one at most of several that start together on what a killed one left",
  async () => {
    for (let round = 0; round < roundCount; round += 1) {
      const folder = await newFolder();
      // What a killed process leaves: a file that nobody listens on.
      await writeFile(join(folder, "lock-1-00000000000a.sock"), "");
      const results = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)));
      const locks = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(locks.length).toBeLessThanOrEqual(1);
      for (const result of results) {
        if (result.status === "rejected") expect(result.reason).toEqual(CONFLICT);
      }
      for (const lock of locks) await lock.release();
      expect(await readdir(folder)).toEqual([]);
    }
  },
  6_000 * roundCount,
);

it("leaves other files alone", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "lock-notes.txt"), "mine");
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual(["lock-notes.txt"]);
});

it("is one lock by whatever name the folder is called, however long", async () => {
  const folder = join(await newFolder(), "a".repeat(60), "b".repeat(60));
  await mkdir(folder, { recursive: true });
  const alias = join(root, "alias");
  await symlink(folder, alias);
  const lock = await lockFolder(folder);
  await expect(lockFolder(alias)).rejects.toEqual(CONFLICT);
  await expect(lockFolder(folder)).rejects.toEqual(CONFLICT);
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

it("by process id is held once, and taken over from a process that is gone", async () => {
  const folder = await newFolder();
  const lock = await lockByProcessId(folder);
  await expect(lockByProcessId(folder)).rejects.toEqual(CONFLICT);
  await lock.release();
  const { child } = holder(await newFolder());
  await killed(child);
  await writeFile(join(folder, "lock.pid"), String(child.pid));
  await (await lockByProcessId(folder)).release();
});
