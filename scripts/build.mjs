// `npm run build`: what `npm start` would build, without serving it.
import { bundle } from "./bundle.mjs";
import { buildPages, generate, prepareDatabase } from "./steps/build.mjs";
import { main } from "./steps/run.mjs";

await main(async () => {
  await generate();
  await bundle();
  await prepareDatabase();
  await buildPages();
});
