import { byEdgeTable } from "./edge-table";
import { type FlowState, fail, hop, splitAddresses } from "./flow-state";
import type { GatewaySource } from "./gateway-ends";
import { tunnelsOf } from "./hybrid-state";
import { elementOf, type Network } from "./network";
import { fromLinks } from "./site-edge";
import { isAttached } from "./target-state";
import { fromTransitGateway } from "./transit-gateway";
import type { Next, Walk } from "./walk";

/** Packets that come from outside, through a gateway, or from a VPC's router. Clauses, VPN-1, VPN-4. */
export function startGateway(
  walk: Walk,
  state: FlowState,
  source: Exclude<GatewaySource, { kind: "none" | "unknown" }>,
): Next[] {
  const { network } = walk;
  switch (source.kind) {
    case "internet":
      return source.gatewayId === undefined
        ? [
            {
              state: hop({ ...state, arrivedBy: "outside" }, { kind: "internet", id: "internet" }, "emit"),
              place: { kind: "fromInternet" },
            },
          ]
        : throughNamedGateway(network, state, source.gatewayId);
    case "vpcRouter":
      return [
        {
          state: hop({ ...state, arrivedBy: "outside" }, elementOf(network, "vpc", source.vpcId), "emit"),
          place: { kind: "local", vpcId: source.vpcId, fromSubnetId: null },
        },
      ];
    case "vpnGateway": {
      const at = elementOf(network, "vpnGateway", source.id);
      if (source.vpcId === undefined || !isAttached(network, "vpnGateway", source.id, source.vpcId)) {
        return [fail(state, "VGW_STATE", at, "the gateway is not attached to a VPC")];
      }
      return byEdgeTable(walk, hop({ ...state, arrivedBy: "outside" }, at, "enter"), source.id, source.vpcId);
    }
    case "transitGateway":
      return fromTransitGateway(walk, { ...state, arrivedBy: "outside" }, source.id);
    case "site":
      return fromSite(walk, state, source);
  }
}

/** A site's packet; one that is said to come by a tunnel needs that tunnel. */
function fromSite(
  walk: Walk,
  state: FlowState,
  { links, tunnelId }: Extract<GatewaySource, { kind: "site" }>,
): Next[] {
  const { network } = walk;
  const connection = network.index.get("vpnConnection", tunnelId?.split("#")[0] ?? "");
  const tunnel = connection && tunnelsOf(network, connection).find(({ id }) => id === tunnelId);
  if (connection && tunnel && !tunnel.isUp)
    return [
      fail(state, "VPN_DOWN", elementOf(network, connection.kind, connection.id), `${tunnel.id} is down`),
    ];
  return fromLinks(walk, state, links);
}

/** Through one internet gateway only: the destination must be a public address of its VPC. */
function throughNamedGateway(network: Network, state: FlowState, gatewayId: string): Next[] {
  const at = elementOf(network, "internetGateway", gatewayId);
  const gateway = network.index.get("internetGateway", gatewayId);
  const vpcIds = (gateway?.attachments ?? []).map((attachment) => attachment.vpcId);
  if (vpcIds.length === 0 || network.down.has(gatewayId))
    return [fail(state, "IGW_DETACHED", at, "the gateway is not attached to a VPC")];
  const own = network.addresses.publicAddressesOf(vpcIds, state.header.family);
  const { inside, outside } = splitAddresses(state, state.header.destination, own);
  const results: Next[] = [];
  if (inside)
    results.push({
      state: hop({ ...inside, arrivedBy: "outside" }, at, "enter"),
      place: { kind: "fromInternet" },
    });
  if (outside)
    results.push(
      fail(outside, "NO_PUBLIC_IP", at, "the destination is not a public address of the gateway's VPC"),
    );
  return results;
}
