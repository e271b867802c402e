import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { EC2_ACTIONS, STS_ACTIONS } from "../reader-policy";

/** A call that is not on the list. It was refused here, before it was signed or sent. */
export class NotReadOnlyError extends Error {
  override readonly name = "NotReadOnlyError";
}

const ALLOWED: ReadonlySet<string> = new Set([...EC2_ACTIONS, ...STS_ACTIONS]);
/** The first step of all: what is refused there is neither signed nor sent. */
const FIRST = { step: "initialize", priority: "high", name: "umbraReadOnly" } as const;

/** A client that refuses every command that is not on the read-only list. */
export function readOnlyEc2(config: EC2ClientConfig): EC2Client {
  const client = new EC2Client(config);
  client.middlewareStack.add(refuseOthers, FIRST);
  return client;
}

/** As `readOnlyEc2`, for the service that says whose keys these are. */
export function readOnlySts(config: STSClientConfig): STSClient {
  const client = new STSClient(config);
  client.middlewareStack.add(refuseOthers, FIRST);
  return client;
}

function refuseOthers<A, R>(next: (args: A) => R, context: { readonly commandName?: string }) {
  return (args: A): R => {
    const action = (context.commandName ?? "").replace(/Command$/, "");
    if (!ALLOWED.has(action)) {
      throw new NotReadOnlyError(`\`${action}\` is not on the list of reading calls and was not sent`);
    }
    return next(args);
  };
}
