import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../application/ports/failure";

const KEY_BYTES = 32;

/**
 * The key in a data folder, as base64; made on the first call, readable by its owner alone. The folder's database
 * is worth nothing to whoever has it without this file. Fails UNAVAILABLE when the file is not a key.
 */
export async function readKeyFile(dataFolder: string): Promise<string> {
  const path = join(dataFolder, "secret.key");
  const key = (await readIfThere(path)) ?? (await makeKeyFile(dataFolder, path));
  if (Buffer.from(key, "base64").length !== KEY_BYTES) {
    throw new Failure(
      "UNAVAILABLE",
      `\`${path}\` holds no key: put the right file back from a copy, or remove it and enter the secrets again`,
    );
  }
  return key;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written beside its place, flushed, then linked there: a process that is killed leaves a whole key or none. */
async function makeKeyFile(dataFolder: string, path: string): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString("base64");
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomBytes(6).toString("hex")}.new`;
  const file = await open(unfinished, "w", 0o600);
  try {
    await file.writeFile(`${key}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(unfinished, path);
  } catch (error) {
    // Another process made it first: its key counts.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return (await readIfThere(path)) ?? "";
  } finally {
    await rm(unfinished, { force: true });
  }
  return key;
}
