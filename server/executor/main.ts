import { Failure } from "../application/ports/failure";
import { readExecutorEnvironment, UnusableSetting } from "../env";
import { executorPolicy, wireExecutor } from "../wiring-executor";
import { EXECUTOR_HELP, type ExecutorOptions, readExecutorOptions } from "./executor-options";
import { runExecutor } from "./run-executor";

/** The entry of `umbra executor`. Exit codes: 0 stopped or done, 1 could not start, or `--once` got no answer. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readExecutorOptions(args, readExecutorEnvironment());
    if (options === "help") process.stdout.write(EXECUTOR_HELP);
    else if ("kind" in options) process.stdout.write(`${executorPolicy(options.allows, options)}\n`);
    else return await run(options);
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableSetting || error instanceof Failure)) throw error;
    process.stderr.write(`umbra executor: ${error.message}\n`);
    return 1;
  }
}

async function run(options: ExecutorOptions): Promise<number> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  const say = (text: string) => process.stdout.write(`umbra executor: ${text}\n`);
  const { ports, close } = wireExecutor(options);
  try {
    // Before anything else: whose account this is.
    const { accountId } = await ports.hand.identify(stopping.signal);
    if (options.accountId !== undefined && options.accountId !== accountId) {
      throw new UnusableSetting(
        `the keys belong to the account \`${accountId}\`, not to \`${options.accountId}\`: nothing was done`,
      );
    }
    const { name, server, allows, regions } = options;
    say(`${name} takes work from ${server} for the account ${accountId} in ${regions.join(", ")}`);
    say(`it may ${allows.join(", ")}, and nothing else`);
    const isAnswered = await runExecutor(ports, { ...options, accountId }, say, stopping.signal);
    if (stopping.signal.aborted) say("stopped");
    return isAnswered || stopping.signal.aborted ? 0 : 1;
  } finally {
    close();
  }
}

process.exitCode = await main(process.argv.slice(3));
