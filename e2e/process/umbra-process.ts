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
  return startProcess(["scripts/start.mjs", ...args], env, /ready at (http:\S+)/);
}

/** Runs `umbra worker`, a process that works and serves nothing. */
export function startWorker(env: Record<string, string>): UmbraProcess {
  return startProcess(["bin/umbra.mjs", "worker"], env, /(worker ready)/);
}

function startProcess(args: readonly string[], env: Record<string, string>, sign: RegExp): UmbraProcess {
  const child = spawn(process.execPath, args, {
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
      const url = sign.exec(printed)?.[1];
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

/** Calls a tRPC query; answers its data as superjson wrote it. */
export async function query<T = unknown>(url: string, procedure: string, input?: unknown): Promise<T> {
  const asked = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  return answered(procedure, await send(`${url}/api/trpc/${procedure}${asked}`));
}

/** Calls a tRPC mutation in the same way. */
export async function mutate<T = unknown>(url: string, procedure: string, input: unknown): Promise<T> {
  const body = Buffer.from(JSON.stringify({ json: input }));
  const headers = {
    origin: url,
    "content-type": "application/json",
    "content-length": String(body.byteLength),
  };
  return answered(procedure, await send(`${url}/api/trpc/${procedure}`, { method: "POST", headers, body }));
}

/** Imports one file, into an estate or as a new one, and answers what the server says once it is stored. */
export async function importFile(
  url: string,
  file: { readonly name: string; readonly text: string },
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly estateId: string; readonly snapshotId: string }> {
  const parts = [
    ...Object.entries(fields).map(
      ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
    ),
    `Content-Disposition: form-data; name="files"; filename="${file.name}"\r\nContent-Type: application/json\r\n\r\n${file.text}`,
  ];
  const body = Buffer.from(`${parts.map((part) => `--cut\r\n${part}\r\n`).join("")}--cut--\r\n`);
  const headers = {
    origin: url,
    "content-type": "multipart/form-data; boundary=cut",
    "content-length": String(body.byteLength),
  };
  const answer = await send(`${url}/api/import`, { method: "POST", headers, body });
  if (answer.status !== 200) throw new Error(`the import answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body) as { estateId: string; snapshotId: string };
}

function answered<T>(procedure: string, { status, body }: Answer): T {
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body}`);
  return (JSON.parse(body) as { result: { data: { json: T } } }).result.data.json;
}
