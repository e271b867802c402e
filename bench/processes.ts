import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Measurement, medianMs, ms, within } from "./measure";

const START_LIMIT_MS = 5_000;
const MEMORY_LIMIT_MB = 600;
const CLI_LIMIT_MS = 1_000;
/** How long the server is left alone before its memory is read. */
const IDLE_MS = 5_000;

/** A running server: `millisecondsToPage` from spawn to the first page that was answered whole. */
export type Running = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly millisecondsToPage: number;
};

/** Starts the built application as `npm start` does, on any free port. */
export async function startServer(root: string, dataFolder: string): Promise<Running> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: { ...process.env, PORT: "0", UMBRA_DATA_DIR: dataFolder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /ready at (http:\S+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("close", (code) => reject(new Error(`the server ended with ${code}:\n${printed}`)));
  });
  await (await fetch(`${url}/`)).text();
  return { child, url, millisecondsToPage: performance.now() - begun };
}

/** Ends a server and waits until it is gone. */
export async function stopServer({ child }: Running): Promise<void> {
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** First start, warm start and idle memory, with the sample loaded. */
export async function measureServer(root: string): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "umbra-bench-"));
  try {
    const first = await startServer(root, join(folder, "data"));
    await stopServer(first);
    const warm = await startServer(root, join(folder, "data"));
    await wait(IDLE_MS);
    const memoryMb = residentMb(warm.child.pid);
    await stopServer(warm);
    const memory: Measurement = {
      what: "memory of the idle server",
      value: memoryMb === undefined ? "not readable on this system" : `${memoryMb} MB`,
      limit: `< ${MEMORY_LIMIT_MB} MB`,
      ...(memoryMb !== undefined && { isWithin: memoryMb < MEMORY_LIMIT_MB }),
    };
    return [
      { what: "first start on a new data folder to page, built", value: ms(first.millisecondsToPage) },
      within("warm start to page", warm.millisecondsToPage, START_LIMIT_MS),
      memory,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function residentMb(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}

/** The command from nothing to its answer on a small input, against a Node that does nothing. */
export function measureCommand(root: string, smallInput: string): Measurement[] {
  const command = [join(root, "bin/umbra.mjs"), "import", smallInput];
  const answerMs = medianMs(5, () => execFileSync(process.execPath, command, { stdio: "pipe" }));
  const nodeMs = medianMs(5, () => execFileSync(process.execPath, ["-e", "0"], { stdio: "pipe" }));
  const ratio = `${(answerMs / nodeMs).toFixed(1)} x an empty Node`;
  return [within("command line to its answer, small input", answerMs, CLI_LIMIT_MS, ratio)];
}
