import { wireLocal } from "../wiring-local";
import { run } from "./run";

/** The entry of the `umbra` command. */
process.exitCode = await run(process.argv.slice(2), wireLocal(), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  isWatched: process.stderr.isTTY === true,
});
