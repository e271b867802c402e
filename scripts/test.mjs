// `npm test`: every check there is, from a fresh clone. What the tests need from the machine is
// looked for here: a browser, a PostgreSQL server, the public data. With CI=true a missing one fails.
// `--long` repeats the randomized and crash tests at full count instead; a failure prints its seed.
import { requireNode } from "./steps/node-version.mjs";

requireNode();

const { existsSync } = await import("node:fs");
const { join } = await import("node:path");
const { install } = await import("./steps/install.mjs");
const { root, say } = await import("./steps/run.mjs");

process.chdir(root);
await install().catch(giveUp);

const { generate, prepareDatabase } = await import("./steps/build.mjs");
const { findBrowser } = await import("./steps/browser.mjs");
const { findPeers } = await import("./steps/peers.mjs");
const { startPostgres } = await import("./steps/postgres.mjs");
const { buildChecks, longChecks, quickChecks } = await import("./steps/checks.mjs");
const { runChecks } = await import("./steps/run-checks.mjs");

await generate().then(prepareDatabase).catch(giveUp);
const postgres = await startPostgres();
let isGood = false;
try {
  const peers = {
    postgres,
    ...findPeers(),
    browser: await findBrowser(),
    data: findData(),
  };
  const isLong = process.argv.includes("--long");
  if (isLong) process.env.UMBRA_LONG = "1";
  say(isLong ? "running the long tests (some hours)" : "running every check (some minutes)");
  const checks = isLong ? longChecks : [...quickChecks, ...buildChecks];
  isGood = await runChecks(checks, { peers, isStrict: process.env.CI === "true" });
} finally {
  await postgres.stop?.();
}
process.exit(isGood ? 0 : 1);

function findData() {
  const folder = process.env.UMBRA_TEST_DATA ?? join(root, "../shared/data");
  return existsSync(folder)
    ? { env: {} }
    : { missing: "the public inputs in ../shared/data: set UMBRA_TEST_DATA" };
}

function giveUp(error) {
  process.stderr.write(`umbra: ${error.message}\n\n0 passed, 1 failed\n`);
  process.exit(1);
}
