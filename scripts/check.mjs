// `npm run check`: all that can be known in a minute. Needs neither build nor browser.
import { generate, prepareDatabase } from "./steps/build.mjs";
import { quickChecks } from "./steps/checks.mjs";
import { main } from "./steps/run.mjs";
import { runChecks } from "./steps/run-checks.mjs";

await main(async () => {
  await generate();
  await prepareDatabase();
  if (!(await runChecks(quickChecks))) process.exitCode = 1;
});
