// Bundles what runs outside Next: one file each, so that starting costs one read instead of hundreds.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { unlessDone } from "./steps/fingerprint.mjs";
import { root } from "./steps/run.mjs";

const entries = {
  umbra: "server/cli/main.ts",
  agent: "server/agent/main.ts",
  executor: "server/executor/main.ts",
  worker: "server/worker.ts",
  solver: "server/solver-worker.ts",
  serve: "server/web/serve.ts",
  jobs: "server/jobs/main.ts",
  audit: "server/cli/audit.ts",
};

/** Writes `dist/*.mjs` unless they are up to date. Returns whether there was something to do. */
export function bundle() {
  const outputs = Object.keys(entries).map((name) => `dist/${name}.mjs`);
  const inputs = ["server", "scripts/bundle.mjs", "package-lock.json", "tsconfig.json"];
  return unlessDone({ stamp: "dist/bundle.stamp", inputs, outputs }, () => write(entries));
}

/** Bundles the named entries into `dist`. Packages that load files beside their code stay outside. */
export async function write(named) {
  const { build, stop } = await import("esbuild");
  const banner =
    'import { createRequire as umbraRequire } from "node:module"; const require = umbraRequire(import.meta.url);';
  await build({
    absWorkingDir: root,
    entryPoints: named,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    // Some packages are CommonJS and ask for Node's modules with `require`.
    banner: { js: banner },
    external: [
      "next",
      "@playwright/test",
      "@aws-sdk/*",
      "@electric-sql/pglite",
      "@prisma/*",
      "pg",
      "pg-native",
      "pg-boss",
      "pglite-prisma-adapter",
      "undici",
      "z3-solver",
    ],
    logLevel: "warning",
  });
  // Its process would otherwise live as long as the server that was started.
  await stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  rmSync(join(root, "dist/bundle.stamp"), { force: true });
  await bundle();
}
