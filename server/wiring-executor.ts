import { setTimeout as wait } from "node:timers/promises";
import { awsHand, type HandSettings } from "./adapters/aws/act/aws-hand";
import { type Endpoint, openEndpoints } from "./adapters/notify";
import { openOutbound, readAllowList } from "./adapters/outbound";
import { httpExecutorClient } from "./adapters/outbound/executor-client";
import type { ExecutorPorts } from "./application/executor/executor-ports";

export { executorPolicy } from "./adapters/aws/act/executor-policy";

interface ExecutorSettings extends HandSettings {
  readonly server: string;
  readonly token: string;
  readonly endpoints: readonly Endpoint[];
  readonly outboundAllow: string | undefined;
}

/**
 * What the executor is wired to: the server, the provider and the operator's endpoints. No database, no thread, no
 * file. Throws where the list of what may be sent to cannot be read.
 */
export function wireExecutor(settings: ExecutorSettings): {
  readonly ports: ExecutorPorts;
  readonly close: () => void;
} {
  const outbound = openOutbound({ allowList: readAllowList(settings.outboundAllow) });
  const hand = awsHand(settings);
  const ports: ExecutorPorts = {
    server: httpExecutorClient(settings.server, settings.token),
    hand,
    endpoints: openEndpoints({ outbound, clock: { now: () => new Date() } }, settings.endpoints),
    elapsedMs: () => performance.now(),
    wait: (delayMs, signal) => wait(delayMs, undefined, { signal }),
  };
  return { ports, close: () => hand.close() };
}
