import { type BalancerFigures, balancerFigures } from "./balancer-members";
import type { Network } from "./network";
import { judgeFlow } from "./trace";

/** How much of a load balancer works on this network (F-33); `undefined` when the input does not hold it. */
export function redundancyOf(network: Network, balancerId: string): BalancerFigures | undefined {
  return balancerFigures(network, balancerId, judgeFlow);
}
