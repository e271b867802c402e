import { readAgentEnvironment, UnusableSetting } from "../env";
import { wireAgent } from "../wiring-agent";
import { AGENT_HELP, readAgentOptions } from "./agent-options";
import { runAgent } from "./run-agent";

/** The entry of `umbra agent`. Exit codes: 0 stopped or done, 1 could not start, or `--once` was not taken in. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readAgentOptions(args, readAgentEnvironment());
    if (options === "help") {
      process.stdout.write(AGENT_HELP);
      return 0;
    }
    const stopping = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
    const { ports, close } = wireAgent(options);
    const say = (text: string) => process.stdout.write(`umbra agent: ${text}\n`);
    say(`mirrors ${options.regions.join(", ")} to ${options.server}`);
    try {
      const isTaken = await runAgent(ports, options, say, stopping.signal);
      if (stopping.signal.aborted) say("stopped");
      return isTaken || stopping.signal.aborted ? 0 : 1;
    } finally {
      close();
    }
  } catch (error) {
    if (!(error instanceof UnusableSetting)) throw error;
    process.stderr.write(`umbra agent: ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(3));
