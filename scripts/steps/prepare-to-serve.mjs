import { bundle } from "../bundle.mjs";
import { buildPages, generate, offline, prepareDatabase } from "./build.mjs";
import { install } from "./install.mjs";
import { StepError } from "./run.mjs";

/**
 * Brings the repository to where it can serve. Each step does nothing when its result is there.
 *
 * @returns the bundled server, which may be imported only now
 */
export async function prepare({ host, isDev, isEmpty }) {
  await install();
  await generate();
  await bundle();
  // React and Next choose their build by this when they are imported.
  Object.assign(process.env, offline, { NODE_ENV: isDev ? "development" : "production" });
  if (isEmpty) process.env.UMBRA_SAMPLE = "none";
  const server = await import("../../dist/serve.mjs");
  // Asked before the minute that the pages take.
  const refusal = server.refuseBind(host);
  if (refusal !== undefined) throw new StepError(refusal);
  await prepareDatabase();
  if (!isDev) await buildPages();
  return server;
}
