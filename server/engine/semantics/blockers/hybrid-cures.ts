import { addresses, formatAddressSet, formatPrefix, type Prefix, prefixesSet } from "../../net";
import { destinationOf, type FlowState } from "../flow-state";
import { carriedByLinks, linksOfVpnGateway } from "../hybrid-links";
import { isBelieved, tunnelsOf } from "../hybrid-state";
import type { Network } from "../network";
import { localPrefixes } from "../route-lookup";
import { isAttached } from "../target-state";
import type { Cure } from "./cure";
import type { HybridSetting } from "./hybrid-settings";

const hybridCure = (id: string, setting: HybridSetting): Cure => ({ kind: "hybrid", id, setting });

/** States from which a connection or an interface may yet become available. */
const COMING = new Set(["pending", "modifying", "ordering", "requested", "down", "confirming", "verifying"]);

/** What brings a link to a site up: any of its tunnels, its BGP session, what it runs over (VPN-2). */
export function linkCures(network: Network, id: string): Cure[] {
  const { index } = network;
  const connection = index.get("vpnConnection", id);
  if (connection) {
    if (connection.state !== "available")
      return COMING.has(connection.state) ? [hybridCure(id, { kind: "available" })] : [];
    return tunnelsOf(network, connection).flatMap(({ wasUp }, at) =>
      wasUp ? [] : [hybridCure(id, { kind: "tunnelUp", number: at + 1 })],
    );
  }
  const vif = index.get("virtualInterface", id);
  const line = index.get("directConnectConnection", vif?.connectionId ?? "");
  if (line && COMING.has(line.state)) return [hybridCure(line.id, { kind: "available" })];
  const isUp = vif?.state === "available" && vif.bgpStatuses.includes("up");
  return vif && !isUp && (vif.state === "available" || COMING.has(vif.state))
    ? [hybridCure(id, { kind: "bgpUp" })]
    : [];
}

/** The destination carried: by a static route of each static connection, else by what its site advertises (VPN-3). */
export function carryCures(network: Network, state: FlowState, gatewayId: string): Cure[] {
  const { family } = state.header;
  const [prefix, ...more] = formatAddressSet(destinationOf(state), family);
  if (prefix === undefined || more.length > 0) return [];
  return linksOfVpnGateway(network, gatewayId)
    .filter(({ kind }) => family === 4 || kind !== "vpnConnection")
    .map((link) =>
      hybridCure(
        link.id,
        link.staticPrefixes ? { kind: "staticRoute", prefix } : { kind: "advertise", gatewayId, prefix },
      ),
    );
}

/** The site told of the destination: by the prefixes of the VPC that has it (VPN-4). */
export function allowedPrefixCures(network: Network, state: FlowState, linkId: string): Cure[] {
  const { directConnectAssociation, virtualInterface, vpc } = network.index.configuration.resources;
  const gatewayId = virtualInterface.find(({ id }) => id === linkId)?.directConnectGatewayId;
  const { family } = state.header;
  const prefix = vpc
    .flatMap(({ id }) => localPrefixes(network, id, family))
    .find((each) => holds(each, state));
  return directConnectAssociation
    .filter((each) => each.id === linkId || each.directConnectGatewayId === gatewayId)
    .filter(({ allowedPrefixes }) => allowedPrefixes.length > 0)
    .flatMap(({ id }) =>
      prefix ? [hybridCure(id, { kind: "allowedPrefix", prefix: formatPrefix(prefix) })] : [],
    );
}

/**
 * Routes that a table would have from its VPC's gateway: by propagation, where a link carries the destination, and by the
 * links that are down, whose routes were withdrawn (R-17, VPN-5).
 */
export function propagationCures(network: Network, state: FlowState, subnetId: string): Cure[] {
  const table = network.index.routeTableOf(subnetId);
  const { family } = state.header;
  if (!table) return [];
  return network.index.configuration.resources.vpnGateway
    .filter(({ id }) => isAttached(network, "vpnGateway", id, table.vpcId))
    .flatMap(({ id: gatewayId }) => {
      const links = linksOfVpnGateway(network, gatewayId);
      const carried = carriedByLinks(network, gatewayId, links, family).filter(
        ({ prefix }) => prefix.length > 0,
      );
      const holding = carried.filter(({ prefix }) => holds(prefix, state));
      if (holding.length === 0) return [];
      if (table.propagatingVgwIds.includes(gatewayId))
        return holding
          .filter(({ link }) => !isBelieved(network, link))
          .flatMap(({ link }) => linkCures(network, link.id));
      const prefixes = [...new Set(carried.map(({ prefix }) => formatPrefix(prefix)))].sort();
      return [hybridCure(table.id, { kind: "propagation", gatewayId, prefixes })];
    });
}

/** Whether all of the packet's destinations are in the prefix. */
export function holds(prefix: Prefix, state: FlowState): boolean {
  const set = destinationOf(state);
  return set.length > 0 && addresses.covers(prefixesSet([prefix]), set);
}
