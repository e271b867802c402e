#!/usr/bin/env node
// Starts the bundled command line, or one of the processes that are called like commands. Uses Node's own modules
// only, so that it can say what is missing.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Commands that are processes of their own, and the bundles they are in; all others are questions to files. */
const processes = { agent: "agent", worker: "jobs", executor: "executor", audit: "audit" };
const name = process.argv[2] ?? "";
const bundleName = Object.hasOwn(processes, name) ? processes[name] : "umbra";
const bundle = new URL(`../dist/${bundleName}.mjs`, import.meta.url);
if (existsSync(fileURLToPath(bundle))) await import(bundle.href);
else {
  process.stderr.write("umbra: the command is not built yet: run npm ci in the folder of Umbra\n");
  process.exitCode = 1;
}
