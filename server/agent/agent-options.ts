import {
  type AgentEnvironment,
  checkAccount,
  checkRegions,
  checkServer,
  readOptions,
  UnusableSetting,
} from "../env";

/** How an agent runs. */
export interface AgentOptions {
  readonly server: string;
  readonly token: string;
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
  readonly role: { readonly arn: string; readonly externalId: string | undefined } | undefined;
  readonly endpoint: string | undefined;
  readonly intervalSeconds: number;
  /** One sweep, then the end. */
  readonly isOnce: boolean;
}

export const AGENT_HELP = `umbra agent [options]

Mirrors one AWS account, read-only, into Umbra: reads it again and again and pushes what it found.
It keeps nothing on this machine and may be stopped at any moment.

  --server URL         Umbra's address: https, or on this machine   (UMBRA_SERVER_URL, http://127.0.0.1:3000)
  --region NAME        a region to read; repeat it for several      (UMBRA_AGENT_REGIONS, AWS_REGION)
  --account ID         refuse any other account than this one       (UMBRA_AGENT_ACCOUNT)
  --role-arn ARN       take this role on first                      (UMBRA_AGENT_ROLE_ARN)
  --external-id ID     what the role asks for                       (UMBRA_AGENT_EXTERNAL_ID)
  --interval SECONDS   time from one sweep to the next              (UMBRA_AGENT_INTERVAL, 120)
  --endpoint URL       another address of the provider's API        (UMBRA_AWS_ENDPOINT)
  --once               one sweep, then stop
  --help               this text

The token comes from UMBRA_AGENT_TOKEN, never from the command line, where other users could read it.
Keys for AWS come from where the AWS tools look for them. The rights they need are shown under Sources in Umbra.
`;

const OPTIONS = {
  server: { type: "string" },
  region: { type: "string", multiple: true },
  account: { type: "string" },
  "role-arn": { type: "string" },
  "external-id": { type: "string" },
  interval: { type: "string" },
  endpoint: { type: "string" },
  once: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const TOKEN = /^umbra_agent_[\w-]{43}$/;
const DEFAULT_INTERVAL_SECONDS = 120;

/**
 * Reads the command line over the environment.
 *
 * @returns "help" when that is what was asked for
 * @throws UnusableSetting
 */
export function readAgentOptions(args: readonly string[], env: AgentEnvironment): AgentOptions | "help" {
  const values = readOptions("agent", args, OPTIONS);
  if (values.help === true) return "help";
  const server = checkServer(values.server ?? env.server ?? "http://127.0.0.1:3000", "push to");
  if (env.token === undefined) {
    throw new UnusableSetting(
      "there is no token: create a source under Sources in Umbra, then set UMBRA_AGENT_TOKEN",
    );
  }
  if (!TOKEN.test(env.token)) {
    throw new UnusableSetting(
      "UMBRA_AGENT_TOKEN is not a token of an agent: copy it again, it begins with umbra_agent_",
    );
  }
  const regions = checkRegions(values.region ?? env.regions);
  if (regions.length === 0)
    throw new UnusableSetting("no region is named: write --region eu-central-1, once for each");
  const roleArn = values["role-arn"] ?? env.roleArn;
  return {
    server,
    token: env.token,
    regions,
    accountId: checkAccount(values.account ?? env.accountId),
    role:
      roleArn === undefined
        ? undefined
        : { arn: roleArn, externalId: values["external-id"] ?? env.externalId },
    endpoint: values.endpoint ?? env.endpoint,
    intervalSeconds: checkInterval(values.interval ?? env.interval),
    isOnce: values.once === true,
  };
}

function checkInterval(text: string | undefined): number {
  if (text === undefined) return DEFAULT_INTERVAL_SECONDS;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new UnusableSetting(`\`${text}\` is no interval: write a number of seconds, at most a day`);
}
