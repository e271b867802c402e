import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readSettings } from "../env";
import { wire } from "../wiring";
import { startJobs } from "./start-jobs";

// The entry of `umbra worker`: a process that works on what is queued, and serves nothing.

const HELP = `umbra worker

Works on analyses, runs and schedules of the PostgreSQL that DATABASE_URL names. Start as many as you like,
beside the server; UMBRA_JOBS=off makes the server itself leave the work to them. The embedded database has
one process only, which is the server: it needs no worker.

  -h, --help    this text`;

/** Longer than any work takes to let go. */
const STOP_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const settings = readSettings(undefined, fileURLToPath(new URL("..", import.meta.url)));
  if (settings.databaseUrl === undefined)
    throw new Error(
      "a worker needs DATABASE_URL: the embedded database belongs to the server's process, which does the work itself",
    );
  const { ports, close } = await wire({ ...settings, loadsSample: false });
  const stopJobs = await startJobs(ports);
  console.log("umbra: worker ready");
  const stop = (signal: string) => {
    console.log(`umbra: ${signal} received, stopping`);
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    stopJobs()
      .then(close)
      .then(
        () => {
          console.log("umbra: stopped");
          process.exit(0);
        },
        (error: unknown) => fail(error),
      );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Threads and timers do not hold a process; a worker lives until it is told to stop.
  setInterval(() => undefined, 60_000);
}

function fail(error: unknown): void {
  console.error(`umbra: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

await main().catch(fail);
