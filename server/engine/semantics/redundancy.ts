import { type BalancerFigures, balancerFigures } from "./balancer-members";
import { linkState, tunnelsOf } from "./hybrid-state";
import type { Network } from "./network";
import { judgeFlow } from "./trace";

/** How much of a VPN connection works. */
export interface TunnelFigures {
  /** Tunnels that are up. */
  readonly tunnels: number;
}

/**
 * How much of a load balancer or of a VPN connection works on this network (F-33); `undefined` for other ids, and where the
 * input does not hold the load balancer or the tunnels.
 */
export function redundancyOf(network: Network, id: string): BalancerFigures | TunnelFigures | undefined {
  const connection = network.index.get("vpnConnection", id);
  if (!connection) return balancerFigures(network, id, judgeFlow);
  if (connection.tunnels.length === 0) return undefined;
  const gateway = { kind: "vpnGateway", id: connection.vpnGatewayId ?? "" } as const;
  const link = { kind: "vpnConnection", id, gateway, allowedPrefixes: [], names: [] } as const;
  if (linkState(network, link).kind === "down") return { tunnels: 0 };
  return { tunnels: tunnelsOf(network, connection).filter(({ isUp }) => isUp).length };
}
