// `npm run check`: all that can be known in a minute. Needs neither build nor browser.
import { generate } from "./steps/build.mjs";
import { quickChecks } from "./steps/checks.mjs";
import { runChecks } from "./steps/run-checks.mjs";

await generate();
process.exit((await runChecks(quickChecks)) ? 0 : 1);
