import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unpackTar } from "./unpack-tar";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "umbra-tar-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A header of one entry, as the format has it. */
function entry(name: string, content: string, type = "0"): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(Buffer.byteLength(content).toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

it("unpacks what the system's tar packs", async () => {
  const source = join(folder, "source");
  await mkdir(join(source, "deep", "empty"), { recursive: true });
  const content = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
  await writeFile(join(source, "deep", "file"), content);
  await writeFile(join(source, "none"), "");
  const archive = execFileSync("tar", ["--format=ustar", "-cf", "-", "-C", source, "."]);
  const target = join(folder, "target");
  await unpackTar(archive, target);
  expect(await readFile(join(target, "deep", "file"))).toEqual(content);
  expect((await stat(join(target, "none"))).size).toBe(0);
  expect(await readdir(join(target, "deep"))).toEqual(["empty", "file"]);
});

it("keeps inside a path that leads out", async () => {
  const target = join(folder, "inside");
  await unpackTar(Buffer.concat([entry("../../escaped", "x"), entry("/etc/escaped", "y")]), target);
  expect(await readdir(target)).toEqual(["escaped", "etc"]);
  expect(await readdir(folder)).not.toContain("escaped");
});

it.each([
  { name: "a link", archive: entry("link", "", "2"), message: /type 2/ },
  {
    name: "an archive that is cut off",
    archive: entry("file", "x".repeat(600)).subarray(0, 900),
    message: /cut off/,
  },
  { name: "a size that is none", archive: entry("file", "x").fill("z", 124, 135), message: /cut off/ },
])("refuses $name", async ({ archive, message }) => {
  await expect(unpackTar(archive, join(folder, "refused"))).rejects.toThrow(message);
});
