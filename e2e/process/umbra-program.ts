import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import superjson from "superjson";
import { send } from "./umbra-process";

const root = join(import.meta.dirname, "../..");
const LOOK_EVERY_MS = 50;

/** `umbra agent` or `umbra worker` in a process of its own. */
export interface UmbraProgram {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
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
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    child,
    output: () => printed,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Calls a tRPC query of a running server. */
export async function callQuery<T>(url: string, procedure: string, input: unknown): Promise<T> {
  const text = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
  return answerOf<T>(procedure, await send(`${url}/api/trpc/${procedure}?input=${text}`));
}

/** Calls a tRPC mutation of a running server, as a page of it would. */
export async function callMutation<T>(url: string, procedure: string, input: unknown): Promise<T> {
  const body = JSON.stringify(superjson.serialize(input));
  const headers = {
    origin: url,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
  };
  return answerOf<T>(
    procedure,
    await send(`${url}/api/trpc/${procedure}`, { method: "POST", headers, body }),
  );
}

function answerOf<T>(procedure: string, { status, body }: { status: number; body: string }): T {
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body}`);
  return superjson.deserialize<T>(JSON.parse(body).result.data);
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
