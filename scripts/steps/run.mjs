// Runs child processes for the scripts beside this folder. Children die with us: a signal that
// reaches only this process (a supervisor's SIGTERM) is passed on to whatever still runs.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's folder, whatever the current folder is. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

const children = new Set();
let isInterrupted = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    isInterrupted = true;
    for (const child of children) child.kill(signal);
    // With no child to wait for there is nothing to clean up either.
    if (children.size === 0) process.exit(130);
  });
}

/** Whether a signal asked to stop: steps that follow should not begin. */
export const wasInterrupted = () => isInterrupted;

/** A step that did not work; its message is all the reader gets, so it says what to do. */
export class StepError extends Error {
  name = "StepError";
}

/**
 * Runs one command in the repository's folder.
 *
 * @param options.quiet  keep the output back and print it only when the command fails
 * @returns the exit code and the output (empty unless quiet); a missing program gives code 127
 */
export function run(command, args, { env = {}, quiet = false, cwd = root, uid, gid } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      ...(uid !== undefined && { uid, gid }),
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    children.add(child);
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    const end = (code) => {
      children.delete(child);
      resolve({ code, output: Buffer.concat(chunks).toString() });
    };
    child.once("error", (error) => {
      chunks.push(Buffer.from(String(error.message)));
      end(127);
    });
    child.once("close", (code, signal) => end(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

/** Runs a command that has to work; otherwise throws a `StepError` that carries its output. */
export async function must(what, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0)
    throw new StepError(`${what} failed (exit code ${code})${output && `\n${output.trimEnd()}`}`);
  return output;
}

/** The path of a program that an installed package ships. */
export const bin = (name) => `${root}/node_modules/.bin/${name}`;

/** Prints one line of progress. */
export const say = (line) => process.stdout.write(`umbra: ${line}\n`);

/** Runs a script's work; what it was told to say ends the process without a stack. */
export async function main(work) {
  try {
    process.chdir(root);
    await work();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    process.stderr.write(`umbra: ${error.message}\n`);
    process.exit(1);
  }
}
