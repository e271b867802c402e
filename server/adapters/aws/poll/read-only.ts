import { AutoScalingClient, type AutoScalingClientConfig } from "@aws-sdk/client-auto-scaling";
import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import {
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { BALANCING_ACTIONS, EC2_ACTIONS, SCALING_ACTIONS, STS_ACTIONS } from "../reader-policy";

/** A call that is not on the list. It was refused here, before it was signed or sent. */
export class NotReadOnlyError extends Error {
  override readonly name = "NotReadOnlyError";
}

/** The first step of all: what is refused there is neither signed nor sent. */
const FIRST = { step: "initialize", priority: "high", name: "umbraReadOnly" } as const;

/** A client that refuses every command that is not on the read-only list. */
export function readOnlyEc2(config: EC2ClientConfig): EC2Client {
  const client = new EC2Client(config);
  client.middlewareStack.add(refuseOthers(EC2_ACTIONS), FIRST);
  return client;
}

/** As `readOnlyEc2`, for the service that says whose keys these are. */
export function readOnlySts(config: STSClientConfig): STSClient {
  const client = new STSClient(config);
  client.middlewareStack.add(refuseOthers(STS_ACTIONS), FIRST);
  return client;
}

/** As `readOnlyEc2`, for what keeps groups of instances at their size. */
export function readOnlyAutoScaling(config: AutoScalingClientConfig): AutoScalingClient {
  const client = new AutoScalingClient(config);
  client.middlewareStack.add(refuseOthers(SCALING_ACTIONS), FIRST);
  return client;
}

/** As `readOnlyEc2`, for what spreads load. */
export function readOnlyBalancing(config: ElasticLoadBalancingV2ClientConfig): ElasticLoadBalancingV2Client {
  const client = new ElasticLoadBalancingV2Client(config);
  client.middlewareStack.add(refuseOthers(BALANCING_ACTIONS), FIRST);
  return client;
}

function refuseOthers(actions: readonly string[]) {
  const allowed: ReadonlySet<string> = new Set(actions);
  return <A, R>(next: (args: A) => R, context: { readonly commandName?: string }) =>
    (args: A): R => {
      const action = (context.commandName ?? "").replace(/Command$/, "");
      if (!allowed.has(action)) {
        throw new NotReadOnlyError(`\`${action}\` is not on the list of reading calls and was not sent`);
      }
      return next(args);
    };
}
