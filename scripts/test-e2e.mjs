// `npm run test:e2e`: the tests that need the finished build, after building it.
import { findBrowser } from "./steps/browser.mjs";
import { buildChecks } from "./steps/checks.mjs";
import { findPeers } from "./steps/peers.mjs";
import { runChecks } from "./steps/run-checks.mjs";

const peers = { ...findPeers(), browser: await findBrowser() };
process.exit((await runChecks(buildChecks, { peers })) ? 0 : 1);
