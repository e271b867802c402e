import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../server/testing/free-port";
import { type Moto, startMoto } from "../server/testing/moto";
import { type MotoProxy, startMotoProxy } from "../server/testing/moto-proxy";
import { mutate, query, send, startUmbra, type UmbraProcess } from "./process/umbra-process";
import { eventually, startProgram, type UmbraProgram } from "./process/umbra-program";

/** Everything that runs beside the browser while a rule acts: the provider, Umbra, its agent, and an executor. */
export interface ActingWorld<T> {
  /** What stands at the provider. */
  readonly made: T;
  readonly url: string;
  readonly moto: Moto;
  /** What the agent asked the provider. */
  readonly seenByAgent: MotoProxy;
  /** What executors asked the provider. */
  readonly seenByExecutor: MotoProxy;
  /** The estate that the agent mirrors into. */
  readonly estateId: string;
  readonly startExecutor: (token: string, allows: readonly string[]) => void;
  /** Exports the audit as anybody may, and has the command line check it. */
  readonly verifyAudit: () => Promise<{ readonly code: unknown; readonly output: string }>;
  readonly stop: () => Promise<void>;
}

const REGION = "us-east-1";
/** The agent polls each second; this is for the first poll to come, on a busy machine. */
const FIRST_SWEEP_MS = 60_000;
const KEYS = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };

/**
 * Starts all of it but executors, and waits for the first sweep of the agent.
 *
 * @param make  makes the customer's network at moto before anything is mirrored
 * @param settings  `corrections`: what the proxies put right of moto's answers
 */
export async function startActingWorld<T>(
  motoProgram: string,
  make: (motoUrl: string) => Promise<T>,
  settings: { readonly corrections?: (made: T) => Readonly<Record<string, string>> } = {},
): Promise<ActingWorld<T>> {
  const moto = await startMoto(motoProgram);
  const seenByAgent = await startMotoProxy(moto.url);
  const seenByExecutor = await startMotoProxy(moto.url);
  const made = await make(moto.url);
  for (const proxy of [seenByAgent, seenByExecutor]) proxy.setCorrections(settings.corrections?.(made) ?? {});
  const folder = mkdtempSync(join(tmpdir(), "umbra-acting-"));
  const env = {
    PORT: String(await freePort()),
    UMBRA_DATA_DIR: join(folder, "data"),
    UMBRA_SECRET_KEY: Buffer.alloc(32, 9).toString("base64"),
  };
  const web: UmbraProcess = startUmbra(env, ["--empty"]);
  const url = await web.ready;
  const programs: UmbraProgram[] = [];
  const start = (args: readonly string[], more: Record<string, string>) => {
    programs.push(startProgram(args, { ...KEYS, ...more }));
  };
  const { token } = (await mutate(url, "source.createAgent", {
    name: "shop",
    target: { kind: "new-estate", name: "Shop" },
  })) as { token: string };
  start(["agent", "--server", url, "--region", REGION, "--interval", "1"], {
    UMBRA_AGENT_TOKEN: token,
    UMBRA_AWS_ENDPOINT: seenByAgent.url,
  });
  const estateId = await eventually(
    "the agent's first sweep makes an estate",
    async () => (await query<{ id: string }[]>(url, "estate.list"))[0]?.id,
    FIRST_SWEEP_MS,
  );
  return {
    made,
    url,
    moto,
    seenByAgent,
    seenByExecutor,
    estateId,
    startExecutor: (executorToken, allows) =>
      start(
        ["executor", "--server", url, "--region", REGION, ...allows.flatMap((kind) => ["--allow", kind])],
        { UMBRA_EXECUTOR_TOKEN: executorToken, UMBRA_AWS_ENDPOINT: seenByExecutor.url },
      ),
    verifyAudit: async () => {
      const file = join(folder, "audit.jsonl");
      writeFileSync(file, (await send(`${url}/api/audit`)).body);
      const program = startProgram(["audit", "verify", file], {});
      return { code: await program.ended, output: program.output() };
    },
    stop: async () => {
      for (const program of programs) await program.kill("SIGTERM");
      web.child.kill("SIGTERM");
      await web.ended;
      await Promise.all([seenByAgent.stop(), seenByExecutor.stop()]);
      await moto.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
