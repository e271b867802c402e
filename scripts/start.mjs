// `npm start`: everything from a fresh clone to a page that answers. Uses only Node's own modules
// until the packages are there. `--empty` starts without the sample, `--dev` from source with reload.
import { requireNode } from "./steps/node-version.mjs";

requireNode();

const { root, say } = await import("./steps/run.mjs");
const { readOptions } = await import("./steps/start-options.mjs");
const { prepare } = await import("./steps/prepare-to-serve.mjs");

try {
  const options = readOptions(process.argv.slice(2), process.env);
  process.chdir(root);
  const { serve } = await prepare(options);
  say("starting");
  const serving = await serve({ ...options, folder: root });
  stopOnSignal(serving);
  say(`ready at ${serving.url}`);
  say("Ctrl-C stops it");
} catch (error) {
  // These say what to do; anything else is a bug, and its stack helps to find it.
  const isExpected = ["StepError", "StartError", "Failure"].includes(error?.name);
  process.stderr.write(`umbra: ${isExpected ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

/** The first signal stops in order; a second one, or five seconds, does not wait any longer. */
function stopOnSignal(serving) {
  let isStopping = false;
  const stop = async (signal) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say(`${signal} received, stopping`);
    setTimeout(() => process.exit(1), 5_000).unref();
    await serving.stop();
    say("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      stop(signal).catch((error) => {
        console.error(error);
        process.exit(1);
      });
    });
  }
}
