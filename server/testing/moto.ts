import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** A running moto server: the provider's API over HTTP on this machine, played by a program nobody here wrote. */
export interface Moto {
  readonly url: string;
  /** Forgets everything that was made in it, in all accounts and regions. */
  readonly reset: () => Promise<void>;
  /** Ends this one process, by its id. */
  readonly stop: () => Promise<void>;
}

const START_LIMIT_MS = 60_000;
/** Ids that begin at different places would only hide faults of ours. */
const SEED = "42";

/**
 * Starts moto on a free loopback port. It holds its state in memory and knows the account 123456789012; roles
 * assumed in other accounts lead to networks of their own.
 *
 * @param program  what `testPeer("UMBRA_TEST_MOTO")` names
 */
export async function startMoto(program: string): Promise<Moto> {
  const child = spawn(program, ["-H", "127.0.0.1", "-p", "0"], {
    env: { ...process.env, PYTHONHASHSEED: SEED, PYTHONUNBUFFERED: "1", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  let printed = "";
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-10_000);
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    ended.then(() => reject(new Error(`moto ended before it was ready:\n${printed}`)));
    wait(START_LIMIT_MS, undefined, { ref: false }).then(() =>
      reject(new Error(`moto is not ready:\n${printed}`)),
    );
  });
  try {
    const address = await url;
    return { url: address, stop, reset: () => resetMoto(address) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function resetMoto(url: string): Promise<void> {
  const answer = await fetch(`${url}/moto-api/reset`, { method: "POST" });
  if (!answer.ok) throw new Error(`moto could not be reset: ${answer.status}`);
}
