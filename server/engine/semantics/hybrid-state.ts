import type { ResourceOf } from "../configuration";
import type { Link } from "./hybrid-links";
import type { Network } from "./network";

/** Whether a link works. */
export type LinkState =
  | { readonly kind: "up" }
  | { readonly kind: "down"; readonly why: string }
  | { readonly kind: "unknown"; readonly missing: string };

/** One tunnel of a VPN connection, `vpn-1#1` or `vpn-1#2`. */
export interface Tunnel {
  readonly id: string;
  readonly outsideAddress: string;
  /** As recorded, or taken as up in the view as configured. */
  readonly wasUp: boolean;
  /** Nor has it failed. */
  readonly isUp: boolean;
}

const UP: LinkState = { kind: "up" };
const NOTHING_FAILED: ReadonlySet<string> = new Set();

/** The link as it works under the supposed failures. Clauses: VPN-1, VPN-2, F-24 to F-26. */
export function linkState(network: Network, link: Link): LinkState {
  return stateOf(network, link, network.down);
}

/** The link as it worked before anything was supposed to fail: what routing still believes at T0. */
export function linkStateBefore(network: Network, link: Link): LinkState {
  return stateOf(network, link, NOTHING_FAILED);
}

/** Whether routing still holds on to the link: at T0 as before the failure, later as it is. Unknown counts as held. */
export function isBelieved(network: Network, link: Link): boolean {
  const state = network.horizon === "T0" ? linkStateBefore(network, link) : linkState(network, link);
  return state.kind !== "down";
}

/** The tunnels of a connection in the provider's order. */
export function tunnelsOf(network: Network, connection: ResourceOf<"vpnConnection">): Tunnel[] {
  return connection.tunnels.map(({ outsideAddress, status }, index) => {
    const id = `${connection.id}#${index + 1}`;
    const wasUp = network.view === "configured" || status.toUpperCase() === "UP";
    const hasFailed = network.down.has(id) || network.down.has(outsideAddress);
    return { id, outsideAddress, wasUp, isUp: wasUp && !hasFailed };
  });
}

function stateOf(network: Network, link: Link, failed: ReadonlySet<string>): LinkState {
  if (failed.has(link.id)) return down(`${link.id} is down`);
  switch (link.kind) {
    case "vpnConnection":
      return connectionState(network, link.id, failed);
    case "virtualInterface":
      return interfaceState(network, link.id, failed);
    case "directConnectAssociation":
      return { kind: "unknown", missing: `the virtual interfaces of ${link.names[1]} are not in the input` };
    case "transitGatewayAttachment": {
      const attachment = network.index.get("transitGatewayAttachment", link.id);
      // A Connect attachment runs over another one, its transport.
      return attachment && failed.has(attachment.resourceId) ? down(`${attachment.resourceId} is down`) : UP;
    }
  }
}

function connectionState(network: Network, id: string, failed: ReadonlySet<string>): LinkState {
  const connection = network.index.get("vpnConnection", id);
  if (!connection) return { kind: "unknown", missing: `VPN connection \`${id}\` is not in the input` };
  const { state, customerGatewayId } = connection;
  if (state !== "available") return down(`${id} is ${state}, not available`);
  if (customerGatewayId !== undefined && failed.has(customerGatewayId))
    return down(`${customerGatewayId} is down`);
  const tunnels = tunnelsOf(network, connection);
  if (tunnels.length === 0)
    return network.view === "configured"
      ? UP
      : { kind: "unknown", missing: `the state of the tunnels of ${id} is not in the input` };
  const isUp = tunnels.some(
    ({ id: tunnel, outsideAddress, wasUp }) => wasUp && !failed.has(tunnel) && !failed.has(outsideAddress),
  );
  return isUp ? UP : down(`no tunnel of ${id} is up`);
}

/** A virtual interface carries while its BGP session is up and its connection works; as configured, while both exist. */
function interfaceState(network: Network, id: string, failed: ReadonlySet<string>): LinkState {
  const vif = network.index.get("virtualInterface", id);
  if (!vif) return { kind: "unknown", missing: `virtual interface \`${id}\` is not in the input` };
  const connection = network.index.get("directConnectConnection", vif.connectionId ?? "");
  const lost = [vif.connectionId, vif.directConnectGatewayId].find(
    (each) => each !== undefined && failed.has(each),
  );
  if (lost !== undefined) return down(`${lost} is down`);
  const working = network.view === "configured" ? ["available", "down"] : ["available"];
  if (!working.includes(vif.state)) return down(`${id} is ${vif.state}`);
  if (connection && !working.includes(connection.state))
    return down(`${connection.id} is ${connection.state}`);
  if (network.view === "configured" || vif.bgpStatuses.includes("up")) return UP;
  return vif.bgpStatuses.length === 0
    ? { kind: "unknown", missing: `the BGP state of ${id} is not in the input` }
    : down(`BGP of ${id} is ${vif.bgpStatuses.join(", ")}`);
}

function down(why: string): LinkState {
  return { kind: "down", why };
}
