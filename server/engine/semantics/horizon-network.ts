import type { Configuration } from "../configuration";
import type { Failure } from "./failure";
import {
  buildNetwork as buildAsFailed,
  withFailures as failedFrom,
  type Network,
  type NetworkOptions,
} from "./network";
import { withReplacements } from "./replacement";
import { judgeFlow } from "./trace";

/** Applies `failures` to the configuration (F-1) as they are at the horizon, at T2 with what replaces dead members (F-30). */
export function buildNetwork(configuration: Configuration, options: NetworkOptions = {}): Network {
  return settled(buildAsFailed(configuration, options));
}

/**
 * The same network with `failures` applied; equal to `buildNetwork` on its configuration, and cheaper where it can be.
 *
 * @param network  one in which nothing has failed
 */
export function withFailures(network: Network, failures: readonly Failure[]): Network {
  return settled(failedFrom(network, failures));
}

function settled(network: Network): Network {
  return network.horizon === "T2" ? withReplacements(network, judgeFlow) : network;
}
