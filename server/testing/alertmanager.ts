import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { freePort } from "./free-port";

const START_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** One alert as Alertmanager answers it; what tests ask about. */
const activeAlertSchema = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  fingerprint: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  status: z.object({ state: z.string() }),
});
export type ActiveAlert = z.infer<typeof activeAlertSchema>;

/** A running Prometheus Alertmanager. */
export interface Alertmanager {
  /** What a sink is given: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** `127.0.0.1:PORT`, as the allow-list names it. */
  readonly place: string;
  /** Alerts that fire now, by Alertmanager's fingerprint; resolved ones are not among them. */
  readonly firing: () => Promise<readonly ActiveAlert[]>;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port; it has forgotten its alerts, but not whom it notified. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts Alertmanager on free loopback ports with a folder of its own.
 *
 * @param program  its path, from `testPeer("UMBRA_TEST_ALERTMANAGER")`
 * @param notifyUrl  a webhook that it notifies within a second of each change, one alert per group
 * @param wantedPort  where it listens; any free port without it
 */
export async function startAlertmanager(
  program: string,
  notifyUrl?: string,
  wantedPort?: number,
): Promise<Alertmanager> {
  const folder = await mkdtemp(join(tmpdir(), "umbra-alertmanager-"));
  const port = wantedPort ?? (await freePort());
  await writeFile(join(folder, "alertmanager.yml"), configuration(notifyUrl));
  const url = `http://127.0.0.1:${port}`;
  let child = await launch(program, folder, port);
  const kill = () => end(child, "SIGKILL");
  return {
    url,
    place: `127.0.0.1:${port}`,
    firing: () => firingAt(url),
    kill,
    restart: async () => {
      await kill();
      child = await launch(program, folder, port);
    },
    stop: async () => {
      await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(notifyUrl: string | undefined): string {
  const receiver =
    notifyUrl === undefined
      ? "  - name: test\n"
      : `  - name: test\n    webhook_configs:\n      - url: ${JSON.stringify(notifyUrl)}\n        send_resolved: true\n`;
  return `route:\n  receiver: test\n  group_by: ["..."]\n  group_wait: 0s\n  group_interval: 1s\n  repeat_interval: 4h\nreceivers:\n${receiver}`;
}

async function launch(program: string, folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(
    program,
    [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
      "--log.level=warn",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let printed = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
    if (answer?.ok) return child;
    await wait(LOOK_EVERY_MS);
  }
  await end(child, "SIGKILL");
  throw new Error(`Alertmanager did not start:\n${printed}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

async function firingAt(url: string): Promise<readonly ActiveAlert[]> {
  const answer = await fetch(`${url}/api/v2/alerts`);
  const alerts = z.array(activeAlertSchema).parse(await answer.json());
  return alerts.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}
