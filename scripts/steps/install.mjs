import { readFileSync } from "node:fs";
import { join } from "node:path";
import { must, root, say } from "./run.mjs";

/**
 * Installs the packages unless `node_modules` already is what package-lock.json asks for. npm notes
 * what it has installed in `node_modules/.package-lock.json`, so that is compared, not a date.
 */
export async function install() {
  if (isInstalled()) return;
  say("installing packages (about a minute the first time)");
  // NODE_ENV=production in the environment must not leave out the tools that build.
  await must("npm ci", "npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  if (wanted === undefined) throw new Error("package-lock.json is missing: clone the repository again");
  if (present === undefined) return false;
  return Object.entries(wanted).every(
    // Optional ones are for other platforms; npm decides about those.
    ([path, { version, optional }]) => path === "" || optional || present[path]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
