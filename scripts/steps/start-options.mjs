import { StepError } from "./run.mjs";

const USAGE = "npm start -- [--empty] [--dev]; settings: PORT, HOST, UMBRA_DATA_DIR, DATABASE_URL";

/** Reads what `npm start` was told; throws what is wrong with it. */
export function readOptions(args, env) {
  const unknown = args.find((arg) => arg !== "--empty" && arg !== "--dev");
  if (unknown !== undefined) throw new StepError(`unknown option \`${unknown}\`: ${USAGE}`);
  const port = env.PORT ? Number(env.PORT) : 3000;
  if (!/^\d*$/.test(env.PORT ?? "") || port > 65_535) {
    throw new StepError(`PORT is \`${env.PORT}\`: give a number from 0 (any free port) to 65535`);
  }
  return {
    host: env.HOST || "127.0.0.1",
    port,
    isDev: args.includes("--dev"),
    isEmpty: args.includes("--empty"),
  };
}
