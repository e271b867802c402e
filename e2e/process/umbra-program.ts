import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const LOOK_EVERY_MS = 50;

/** `umbra agent` or `umbra worker` in a process of its own. */
export interface UmbraProgram {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

/** Starts one of Umbra's processes besides the server. */
export function startProgram(args: readonly string[], env: Record<string, string>): UmbraProgram {
  const child = spawn(process.execPath, ["bin/umbra.mjs", ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const read = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return {
    child,
    output: () => printed,
    ended,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Waits until `look` answers something; fails with `what` after `limitMs`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs: number,
): Promise<T> {
  const until = Date.now() + limitMs;
  let lastError: unknown;
  while (Date.now() < until) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      lastError = error;
    }
    await wait(LOOK_EVERY_MS);
  }
  throw new Error(`waited ${limitMs} ms in vain: ${what}`, { cause: lastError });
}
