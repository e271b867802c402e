// `npm run bench`: builds what is measured, then bench/main.ts as one bundled program.
import { bundle, write } from "./bundle.mjs";
import { findBrowser } from "./steps/browser.mjs";
import { buildPages, generate, prepareDatabase } from "./steps/build.mjs";
import { main, run } from "./steps/run.mjs";

await main(async () => {
  await generate();
  await bundle();
  await prepareDatabase();
  await buildPages();
  await write({ bench: "bench/main.ts" });
  const { env } = await findBrowser();
  const { code } = await run(process.execPath, ["dist/bench.mjs"], { env });
  process.exitCode = code;
});
