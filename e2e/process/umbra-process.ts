import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The application in a process of its own, seen as its user sees it. */
export type UmbraProcess = {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
  /** Its address, once it says that it is ready. Rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
};

/** Runs `npm start` without npm, on any free port unless `env` says another. */
export function startUmbra(env: Record<string, string>, args: readonly string[] = []): UmbraProcess {
  const child = spawn(process.execPath, ["scripts/start.mjs", ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /ready at (http:\S+)/.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    ended.then((code) => reject(new Error(`ended with ${code}:\n${printed}`)));
  });
  // A test that expects the end does not wait for this one.
  ready.catch(() => undefined);
  return { child, output: () => printed, ready, ended };
}

/** Empty folders for databases; `remove` deletes them all. */
export function dataFolders(): { readonly make: () => string; readonly remove: () => void } {
  const made: string[] = [];
  const make = () => {
    const folder = mkdtempSync(join(tmpdir(), "umbra-process-"));
    made.push(folder);
    return join(folder, "data");
  };
  const remove = () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  };
  return { make, remove };
}

/** What a server answered. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** Sends one request with exactly these headers, which `fetch` would not let us choose. */
export function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Calls a tRPC query that takes no input; answers its data as superjson wrote it. */
export async function query(url: string, procedure: string): Promise<unknown> {
  const { status, body } = await send(`${url}/api/trpc/${procedure}`);
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body}`);
  return (JSON.parse(body) as { result: { data: { json: unknown } } }).result.data.json;
}
