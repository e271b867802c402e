import { wireLocal } from "../wiring-local";
import { run } from "./run";

/** The entry of the `umbra` command. */
const ports = wireLocal();
process.exitCode = await run(process.argv.slice(2), ports, {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  isWatched: process.stderr.isTTY === true,
});
// A thread would keep the process, or end it in the middle of its own work.
await ports.solver.close();
