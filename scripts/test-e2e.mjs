// `npm run test:e2e`: the tests that need the finished build, after building it.
import { findBrowser } from "./steps/browser.mjs";
import { buildChecks } from "./steps/checks.mjs";
import { findPeers } from "./steps/peers.mjs";
import { freePort } from "./steps/postgres.mjs";
import { runChecks } from "./steps/run-checks.mjs";

const port = { env: { UMBRA_E2E_PORT: String(await freePort()) } };
const peers = { ...findPeers(), browser: await findBrowser(), port };
process.exit((await runChecks(buildChecks, { peers })) ? 0 : 1);
