import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const projectRoot = join(import.meta.dirname, "../..");

/**
 * Bundles TypeScript text that a test wants to run in a process of its own. Imports are written as absolute
 * paths; packages are found in the project, so the file lies inside it.
 */
export async function bundleChild(source: string) {
  const folder = join(projectRoot, "node_modules", ".cache", "umbra-tests");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${randomBytes(8).toString("hex")}.mjs`);
  await build({
    stdin: { contents: source, loader: "ts", resolveDir: projectRoot },
    outfile: file,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "warning",
  });
  return { file, remove: () => rm(file, { force: true }) };
}
