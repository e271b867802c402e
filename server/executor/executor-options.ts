import { type StepKind, stepKindSchema } from "../engine/remediation/plan/plan.schema";
import {
  checkAccount,
  checkRegions,
  checkServer,
  type ExecutorEnvironment,
  listed,
  readOptions,
  UnusableSetting,
} from "../env";

/** How an executor runs. */
export interface ExecutorOptions {
  readonly name: string;
  readonly server: string;
  readonly token: string;
  readonly allows: readonly StepKind[];
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
  readonly role: { readonly arn: string; readonly externalId: string | undefined } | undefined;
  readonly endpoint: string | undefined;
  readonly endpoints: readonly { readonly name: string; readonly address: string; readonly secret: string }[];
  readonly outboundAllow: string | undefined;
  /** What there is to do now, then the end. */
  readonly isOnce: boolean;
}

/** What the printed policy is for. */
export interface PolicyOptions {
  readonly kind: "policy";
  readonly allows: readonly StepKind[];
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
}

export const EXECUTOR_HELP = `umbra executor --allow KIND [--allow KIND ...] [options]

Carries out what was approved in Umbra, in one AWS account, and nothing else. It takes its work from the server,
reads production before every step, and keeps nothing on this machine: it may be stopped at any moment.

  --allow KIND         a kind of step it may carry out; repeat it for several; without one it does not start:
                       ${stepKindSchema.options.slice(0, 4).join(", ")},
                       ${stepKindSchema.options.slice(4).join(", ")}
                                                                     (UMBRA_EXECUTOR_ALLOW, with commas)
  --server URL         Umbra's address: https, or on this machine   (UMBRA_SERVER_URL, http://127.0.0.1:3000)
  --region NAME        a region it may act in; repeat it             (UMBRA_EXECUTOR_REGIONS, AWS_REGION)
  --account ID         refuse any other account than this one       (UMBRA_EXECUTOR_ACCOUNT)
  --role-arn ARN       take this role on first                      (UMBRA_EXECUTOR_ROLE_ARN)
  --external-id ID     what the role asks for                       (UMBRA_EXECUTOR_EXTERNAL_ID)
  --endpoint URL       another address of the provider's API        (UMBRA_AWS_ENDPOINT)
  --webhook NAME=URL   an endpoint that rules may name; repeat it. The secret that messages to it are signed with
                       comes from UMBRA_EXECUTOR_WEBHOOK_SECRET_NAME, the name in capitals, - as _
  --name NAME          how it is called in Umbra and in the audit   (UMBRA_EXECUTOR_NAME)
  --once               what there is to do now, then stop
  --policy             print the rights that a role needs for what is allowed, then stop
  --help               this text

The token comes from UMBRA_EXECUTOR_TOKEN, never from the command line, where other users could read it.
Keys for AWS come from where the AWS tools look for them. Give it a role of its own, not the agent's.
Endpoints must be public and https; others are opened by UMBRA_OUTBOUND_ALLOW.
`;

const OPTIONS = {
  allow: { type: "string", multiple: true },
  server: { type: "string" },
  region: { type: "string", multiple: true },
  account: { type: "string" },
  "role-arn": { type: "string" },
  "external-id": { type: "string" },
  endpoint: { type: "string" },
  webhook: { type: "string", multiple: true },
  name: { type: "string" },
  once: { type: "boolean" },
  policy: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const TOKEN = /^umbra_executor_[\w-]{43}$/;
/** `whsec_` and 24 to 64 bytes as base64, as Standard Webhooks has it. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/**
 * Reads the command line over the environment.
 *
 * @returns "help" when that is what was asked for
 * @throws UnusableSetting
 */
export function readExecutorOptions(
  args: readonly string[],
  env: ExecutorEnvironment,
): ExecutorOptions | PolicyOptions | "help" {
  const values = readOptions("executor", args, OPTIONS);
  if (values.help === true) return "help";
  const allows = checkKinds(values.allow ?? env.allows);
  const regions = checkRegions(values.region ?? env.regions);
  const accountId = checkAccount(values.account ?? env.accountId);
  if (values.policy === true) return { kind: "policy", allows, regions, accountId };
  if (regions.length === 0)
    throw new UnusableSetting("no region is named: write --region eu-central-1, once for each");
  const server = checkServer(values.server ?? env.server ?? "http://127.0.0.1:3000", "take work from");
  const roleArn = values["role-arn"] ?? env.roleArn;
  const endpoints = checkEndpoints(values.webhook ?? [], env.webhookSecrets);
  if (allows.includes("webhook") && endpoints.length === 0)
    throw new UnusableSetting("webhooks are allowed, but none is named: write --webhook NAME=URL");
  return {
    name: checkName(values.name ?? env.name),
    server,
    token: checkToken(env.token),
    allows,
    regions,
    accountId,
    role:
      roleArn === undefined
        ? undefined
        : { arn: roleArn, externalId: values["external-id"] ?? env.externalId },
    endpoint: values.endpoint ?? env.endpoint,
    endpoints,
    outboundAllow: env.outboundAllow,
    isOnce: values.once === true,
  };
}

/** Without a list it would have to be allowed everything or nothing, and neither is for us to choose. */
function checkKinds(texts: readonly string[]): readonly StepKind[] {
  const kinds = stepKindSchema.options.join(", ");
  const named = listed(texts);
  if (named.length === 0)
    throw new UnusableSetting(
      `nothing is allowed, so there is nothing to do: write --allow with one of ${kinds}`,
    );
  return named.map((each) => {
    const kind = stepKindSchema.safeParse(each);
    if (kind.success) return kind.data;
    throw new UnusableSetting(`\`${each}\` is nothing that can be allowed: write one of ${kinds}`);
  });
}

function checkToken(token: string | undefined): string {
  if (token === undefined) {
    throw new UnusableSetting(
      "there is no token: create an executor under Settings in Umbra, then set UMBRA_EXECUTOR_TOKEN",
    );
  }
  if (TOKEN.test(token)) return token;
  throw new UnusableSetting(
    "UMBRA_EXECUTOR_TOKEN is not a token of an executor: copy it again, it begins with umbra_executor_",
  );
}

function checkName(name: string): string {
  const trimmed = name.trim().slice(0, 100);
  return trimmed === "" ? "executor" : trimmed;
}

function checkEndpoints(
  texts: readonly string[],
  secrets: ReadonlyMap<string, string>,
): ExecutorOptions["endpoints"] {
  const endpoints = texts.map((text) => {
    const [, name = "", address = ""] = /^([a-z0-9][a-z0-9-]{0,63})=(\S+)$/.exec(text) ?? [];
    if (!URL.canParse(address))
      throw new UnusableSetting(
        `\`${text.split("=")[0]}\` is no endpoint: write NAME=URL, the name in small letters, digits and -`,
      );
    return { name, address, secret: secretOf(name, secrets) };
  });
  const names = endpoints.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return endpoints;
  throw new UnusableSetting(`the endpoint \`${twice}\` is named twice`);
}

function secretOf(name: string, secrets: ReadonlyMap<string, string>): string {
  const suffix = name.toUpperCase().replaceAll("-", "_");
  const variable = `UMBRA_EXECUTOR_WEBHOOK_SECRET_${suffix}`;
  const secret = secrets.get(suffix);
  if (secret === undefined)
    throw new UnusableSetting(
      `messages to \`${name}\` cannot be signed: set ${variable} to its whsec_ secret`,
    );
  const bytes = Buffer.from(SECRET.exec(secret)?.[1] ?? "", "base64").length;
  if (bytes >= 24 && bytes <= 64) return secret;
  throw new UnusableSetting(`${variable} is no secret: write whsec_ and 24 to 64 random bytes as base64`);
}
