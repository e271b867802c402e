import { createHash } from "node:crypto";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Failure } from "../../application/ports/failure";
import type { WatchedFolders } from "../../application/ports/watched-folders";
import { readDirectory } from "./directory";

const FOLDER_LIMIT = 1_000;

/** The folders in `root` and itself; none without a root. A name is only ever compared, never made into a path. */
export function watchedFolders(root: string | undefined): WatchedFolders {
  const list = async () => {
    if (root === undefined) return [];
    const found = await readdir(root, { withFileTypes: true }).catch(() => []);
    const inside = found.filter((each) => each.isDirectory() && !each.name.startsWith("."));
    const names = inside.map(({ name }) => name).sort();
    return ["", ...names.slice(0, FOLDER_LIMIT)];
  };
  const pathOf = async (folder: string) => {
    if (root === undefined || !(await list()).includes(folder)) {
      throw new Failure("NOT_FOUND", "this folder is not there, or is not one that may be watched");
    }
    return join(root, folder);
  };
  return {
    list,
    signature: async (folder) => {
      const hash = createHash("sha256");
      await walk(await pathOf(folder), "", (line) => hash.update(line));
      return hash.digest("hex");
    },
    read: async (folder) => {
      const files = await readDirectory(await pathOf(folder));
      return files
        .filter(({ path }) => /\.json$/i.test(path))
        .map(({ path, bytes }) => ({
          path,
          packed: gzipSync(bytes),
          hash: createHash("sha256").update(bytes).digest("hex"),
        }));
    },
  };
}

/** Passes over what `readDirectory` passes over. */
async function walk(root: string, folder: string, note: (line: string) => void): Promise<void> {
  for (const name of (await readdir(join(root, folder))).sort()) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = folder === "" ? name : `${folder}/${name}`;
    const found = await lstat(join(root, path));
    if (found.isDirectory()) await walk(root, path, note);
    else if (found.isFile()) note(`${path}\u0000${found.size}\u0000${found.mtimeMs}\u0000`);
  }
}
