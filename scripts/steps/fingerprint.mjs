// Content hashes decide whether a step has to run again: dates lie after a checkout or a copy.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.mjs";

/** Never an input of a build: what builds write, and what only tests read. */
const SKIPPED = /(^|\/)(node_modules|[.]next|generated|testing|conformance)$|[.]test[.]tsx?$|[.]DS_Store$/;

/** Hash over names and contents of files and folders below the repository, plus the Node version. */
export function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  const visit = (path) => {
    if (SKIPPED.test(path)) return;
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    } else {
      hash.update(`\0${path}\0${stat.size}\0`).update(readFileSync(join(root, path)));
    }
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

/**
 * Runs `work` unless its stamp says that it was done with the same inputs. The stamp is written
 * last, so work that was interrupted is done again.
 */
export async function unlessDone({ stamp, inputs, outputs = [] }, work) {
  const wanted = fingerprint(inputs);
  const file = join(root, stamp);
  const isThere = outputs.every((path) => statSync(join(root, path), { throwIfNoEntry: false }));
  if (isThere && readStamp(file) === wanted) return false;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wanted);
  return true;
}

function readStamp(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
