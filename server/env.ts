import { availableParallelism, hostname } from "node:os";
import { join, resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import * as z from "zod";

const text = z.string().trim().optional();

const environmentSchema = z.object({
  /** Holds the embedded database. */
  UMBRA_DATA_DIR: text,
  /** A PostgreSQL to use instead of the embedded database. */
  DATABASE_URL: text.refine(
    (url) => !url || /^postgres(ql)?:\/\//.test(url),
    "is not a PostgreSQL address: write postgresql://user:password@host:5432/database, or leave it out",
  ),
  /** A folder whose files, or whose folders' files, may be watched. */
  UMBRA_WATCH: text,
  /** `none` starts without the sample estate. */
  UMBRA_SAMPLE: z.enum(["acme-shop", "none", ""]).optional(),
  /** `off` leaves analyses and runs to `umbra worker` processes. */
  UMBRA_JOBS: z.enum(["on", "off", ""]).optional(),
  /** Where the server listens; links in messages lead there unless UMBRA_URL says another place. */
  HOST: text,
  PORT: text,
  UMBRA_URL: text.refine(
    (url) => !url || /^https?:\/\/[^\s?#]+$/.test(url),
    "is not a web address: write https://umbra.example.org, as browsers reach it, or leave it out",
  ),
  /** Addresses besides the public internet that messages may be sent to. */
  UMBRA_OUTBOUND_ALLOW: text,
  /** Seals the secrets in the database. */
  UMBRA_SECRET_KEY: text.refine(
    (key) => !key || Buffer.from(key, "base64").length === 32,
    "is not a key: write 32 random bytes as base64, as `openssl rand -base64 32` prints them",
  ),
});

/** The settings of a process, parsed once. */
export interface Settings {
  /** Holds `prisma` and `dist`: the folder the process was started in. */
  readonly projectRoot: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** The one folder that may be watched, with those in it. */
  readonly watchFolder: string | undefined;
  readonly loadsSample: boolean;
  /** Whether this process works on what is queued, or only queues it. */
  readonly works: boolean;
  /** As browsers reach the pages, without the slash at the end; undefined where that is not known. */
  readonly publicUrl: string | undefined;
  /** `host:port, prefix:port, ...` as the operator wrote it. */
  readonly outboundAllow: string | undefined;
  /** 32 bytes, base64. */
  readonly secretKey: string | undefined;
  /** Threads that answer questions. */
  readonly threadCount: number;
}

/** Reads the settings. Throws with the setting's name and what to do when one is wrong. */
export function readSettings(env: NodeJS.ProcessEnv = process.env, projectRoot = process.cwd()): Settings {
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: "cannot be read" };
    throw new Error(`${path.join(".")} ${message}`);
  }
  const { UMBRA_DATA_DIR, DATABASE_URL, UMBRA_SAMPLE, UMBRA_JOBS } = parsed.data;
  const { UMBRA_OUTBOUND_ALLOW, UMBRA_SECRET_KEY } = parsed.data;
  return {
    projectRoot,
    dataFolder: UMBRA_DATA_DIR || join(projectRoot, ".umbra"),
    databaseUrl: DATABASE_URL || undefined,
    watchFolder: parsed.data.UMBRA_WATCH ? resolve(projectRoot, parsed.data.UMBRA_WATCH) : undefined,
    loadsSample: UMBRA_SAMPLE !== "none",
    works: UMBRA_JOBS !== "off",
    publicUrl: publicUrl(parsed.data),
    outboundAllow: UMBRA_OUTBOUND_ALLOW || undefined,
    secretKey: UMBRA_SECRET_KEY || undefined,
    threadCount: Math.min(4, Math.max(2, availableParallelism() - 1)),
  };
}

/** The server's own address is the best guess, unless it takes any free port. */
function publicUrl({ UMBRA_URL, HOST, PORT }: z.infer<typeof environmentSchema>): string | undefined {
  if (UMBRA_URL) return UMBRA_URL.replace(/\/+$/, "");
  const host = HOST || "127.0.0.1";
  const port = PORT || "3000";
  return port === "0" ? undefined : `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const agentSchema = z.object({
  UMBRA_SERVER_URL: text,
  UMBRA_AGENT_TOKEN: text,
  UMBRA_AGENT_REGIONS: text,
  AWS_REGION: text,
  UMBRA_AGENT_ACCOUNT: text,
  UMBRA_AGENT_ROLE_ARN: text,
  UMBRA_AGENT_EXTERNAL_ID: text,
  UMBRA_AGENT_INTERVAL: text,
  UMBRA_AWS_ENDPOINT: text,
});

/** What the environment says to the mirroring agent; its command line says more. */
export interface AgentEnvironment {
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
  readonly roleArn: string | undefined;
  readonly externalId: string | undefined;
  readonly interval: string | undefined;
  readonly endpoint: string | undefined;
}

/** Reads the agent's settings; an empty one counts as not set. */
export function readAgentEnvironment(env: NodeJS.ProcessEnv = process.env): AgentEnvironment {
  const found = agentSchema.parse(env);
  return {
    server: found.UMBRA_SERVER_URL || undefined,
    token: found.UMBRA_AGENT_TOKEN || undefined,
    regions: [found.UMBRA_AGENT_REGIONS || found.AWS_REGION || ""],
    accountId: found.UMBRA_AGENT_ACCOUNT || undefined,
    roleArn: found.UMBRA_AGENT_ROLE_ARN || undefined,
    externalId: found.UMBRA_AGENT_EXTERNAL_ID || undefined,
    interval: found.UMBRA_AGENT_INTERVAL || undefined,
    endpoint: found.UMBRA_AWS_ENDPOINT || undefined,
  };
}

const executorSchema = z.object({
  UMBRA_SERVER_URL: text,
  UMBRA_EXECUTOR_TOKEN: text,
  UMBRA_EXECUTOR_NAME: text,
  UMBRA_EXECUTOR_ALLOW: text,
  UMBRA_EXECUTOR_REGIONS: text,
  AWS_REGION: text,
  UMBRA_EXECUTOR_ACCOUNT: text,
  UMBRA_EXECUTOR_ROLE_ARN: text,
  UMBRA_EXECUTOR_EXTERNAL_ID: text,
  UMBRA_AWS_ENDPOINT: text,
  UMBRA_OUTBOUND_ALLOW: text,
});

const WEBHOOK_SECRET = "UMBRA_EXECUTOR_WEBHOOK_SECRET_";

/** What the environment says to the executor; its command line says more. */
export interface ExecutorEnvironment {
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly name: string;
  readonly allows: readonly string[];
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
  readonly roleArn: string | undefined;
  readonly externalId: string | undefined;
  readonly endpoint: string | undefined;
  readonly outboundAllow: string | undefined;
  /** By the name of the endpoint as it stands in the variable's name. */
  readonly webhookSecrets: ReadonlyMap<string, string>;
}

/** Reads the executor's settings; an empty one counts as not set. */
export function readExecutorEnvironment(env: NodeJS.ProcessEnv = process.env): ExecutorEnvironment {
  const found = executorSchema.parse(env);
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(WEBHOOK_SECRET) && value?.trim()
      ? [[name.slice(WEBHOOK_SECRET.length), value.trim()] as const]
      : [],
  );
  return {
    server: found.UMBRA_SERVER_URL || undefined,
    token: found.UMBRA_EXECUTOR_TOKEN || undefined,
    name: found.UMBRA_EXECUTOR_NAME || hostname(),
    allows: [found.UMBRA_EXECUTOR_ALLOW || ""],
    regions: [found.UMBRA_EXECUTOR_REGIONS || found.AWS_REGION || ""],
    accountId: found.UMBRA_EXECUTOR_ACCOUNT || undefined,
    roleArn: found.UMBRA_EXECUTOR_ROLE_ARN || undefined,
    externalId: found.UMBRA_EXECUTOR_EXTERNAL_ID || undefined,
    endpoint: found.UMBRA_AWS_ENDPOINT || undefined,
    outboundAllow: found.UMBRA_OUTBOUND_ALLOW || undefined,
    webhookSecrets: new Map(secrets),
  };
}

/** An option or setting of a process that cannot be used; the message says what to write. */
export class UnusableSetting extends Error {
  override readonly name = "UnusableSetting";
}

/**
 * The options of `umbra COMMAND`, all of them known.
 *
 * @throws UnusableSetting
 */
export function readOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    // `parseArgs` explains itself; its first sentence is enough.
    const message =
      error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : "not understood";
    throw new UnusableSetting(`${message}; see umbra ${command} --help`);
  }
}

/** What is separated by commas, each once. */
export function listed(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((each) => each.split(",")).map((each) => each.trim()))].filter(Boolean);
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The address of a server that may be sent a token: over plain http that is this machine alone.
 *
 * @param purpose  what would be done there, for the refusal
 * @throws UnusableSetting
 */
export function checkServer(text: string, purpose: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") {
    throw new UnusableSetting(
      `\`${text}\` is not an address of a server: write one like https://umbra.example.org`,
    );
  }
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.includes(url.hostname));
  if (isSafe) return url.origin;
  throw new UnusableSetting(
    `refusing to ${purpose} \`${text}\`: over plain http only this machine is reached, use https for another one`,
  );
}

/** Regions of the provider, with commas or one by one. @throws UnusableSetting */
export function checkRegions(texts: readonly string[]): readonly string[] {
  const named = listed(texts);
  const odd = named.find((each) => !/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(each));
  if (odd === undefined) return named;
  throw new UnusableSetting(`\`${odd}\` is not a region: write one like eu-central-1`);
}

/** The one account that may be reached; undefined: any. @throws UnusableSetting */
export function checkAccount(account: string | undefined): string | undefined {
  if (account === undefined || /^\d{12}$/.test(account)) return account;
  throw new UnusableSetting(`\`${account}\` is not an account: write its 12 digits`);
}
