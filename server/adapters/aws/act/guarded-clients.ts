import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { EC2Client } from "@aws-sdk/client-ec2";
import { STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { StepKind } from "../../../engine/remediation/plan/plan.schema";
import { READING_ACTIONS, STEP_KIND_NEEDS } from "./step-kinds";

/** A call that this executor's operator did not allow. It was refused here, before it was signed or sent. */
export class NotAllowedError extends Error {
  override readonly name = "NotAllowedError";
}

/** How the provider is reached. Keys come from where the vendor's library looks for them. */
export interface ProviderAccess {
  /** A role to take on, in this account or another. */
  readonly role?: { readonly arn: string; readonly externalId: string | undefined } | undefined;
  /** Another address of the provider's API: a test double, a private endpoint. */
  readonly endpoint?: string | undefined;
}

/** One region's clients: `reading` ones may repeat a call, `changing` ones never do. */
export interface RegionClients {
  readonly reading: { readonly ec2: EC2Client; readonly scaling: AutoScalingClient };
  readonly changing: { readonly ec2: EC2Client; readonly scaling: AutoScalingClient };
}

const SESSION_NAME = "umbra-executor";
const READING_ATTEMPTS = 4;
const CONNECT_LIMIT_MS = 3_000;
const ANSWER_LIMIT_MS = 10_000;
/** The first step of all: what is refused there is neither signed nor sent. */
const FIRST = { step: "initialize", priority: "high", name: "umbraAllowed" } as const;

/** Clients of one region that refuse every command the allowed kinds of steps do not need. */
export function regionClients(
  access: ProviderAccess,
  region: string,
  allows: readonly StepKind[],
): RegionClients {
  const reads = new Set(READING_ACTIONS.map(commandOf));
  const changes = new Set(allows.flatMap((kind) => STEP_KIND_NEEDS[kind].actions.map(commandOf)));
  const clients = (maxAttempts: number, allowed: ReadonlySet<string>) => {
    const ec2 = new EC2Client(settings(access, region, maxAttempts));
    const scaling = new AutoScalingClient(settings(access, region, maxAttempts));
    ec2.middlewareStack.add(refuseOthers(allowed), FIRST);
    scaling.middlewareStack.add(refuseOthers(allowed), FIRST);
    return { ec2, scaling };
  };
  return { reading: clients(READING_ATTEMPTS, reads), changing: clients(1, changes) };
}

/** A client that says whose keys these are, and nothing else. */
export function identityClient(access: ProviderAccess, region: string): STSClient {
  const client = new STSClient(settings(access, region, READING_ATTEMPTS));
  client.middlewareStack.add(refuseOthers(new Set(["GetCallerIdentity"])), FIRST);
  return client;
}

function settings({ role, endpoint }: ProviderAccess, region: string, maxAttempts: number) {
  const there = endpoint === undefined ? {} : { endpoint };
  const shared = {
    region,
    maxAttempts,
    requestHandler: { connectionTimeout: CONNECT_LIMIT_MS, requestTimeout: ANSWER_LIMIT_MS },
    ...there,
  };
  if (role === undefined) return shared;
  const asked = role.externalId === undefined ? {} : { ExternalId: role.externalId };
  const credentials = fromTemporaryCredentials({
    params: { RoleArn: role.arn, RoleSessionName: SESSION_NAME, ...asked },
    clientConfig: { region, ...there },
  });
  return { ...shared, credentials };
}

/** `ec2:CreateRoute` -> `CreateRoute`. */
function commandOf(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}

function refuseOthers(allowed: ReadonlySet<string>) {
  return <A, R>(next: (args: A) => R, context: { readonly commandName?: string }) =>
    (args: A): R => {
      const action = (context.commandName ?? "").replace(/Command$/, "");
      if (!allowed.has(action)) {
        throw new NotAllowedError(`\`${action}\` is not among the allowed calls and was not sent`);
      }
      return next(args);
    };
}
