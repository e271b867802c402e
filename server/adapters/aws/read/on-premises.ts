import { address, child, children, flag, type Item, number, prefix, text } from "../item";
import { base, ownName, type Reading, sortedBy } from "../reading";
import { readAttachments } from "./gateways";

/**
 * Virtual private gateways, VPN connections and Direct Connect (M-3). Of a VPN connection only states, routes
 * and outside addresses are read: `CustomerGatewayConfiguration` and `PreSharedKey` are never asked for.
 */
export function readOnPremises(reading: Reading): void {
  for (const item of reading.items("VpnGateways")) {
    reading.put(item, {
      ...base(item, "vpnGateway", text(item, "VpnGatewayId")),
      state: text(item, "State"),
      attachments: readAttachments(item, "VpcAttachments"),
    });
  }
  for (const item of reading.items("CustomerGateways")) {
    reading.put(item, {
      ...base(item, "customerGateway", text(item, "CustomerGatewayId")),
      state: text(item, "State") ?? "available",
      address: address(item, "IpAddress"),
      bgpAsn: text(item, "BgpAsn"),
    });
  }
  for (const item of reading.items("VpnConnections")) readVpnConnection(reading, item);
  readDirectConnect(reading);
}

function readVpnConnection(reading: Reading, item: Item): void {
  const options = child(item, "Options");
  const routes = children(item, "Routes").flatMap((each) => {
    const found = prefix(each, "DestinationCidrBlock");
    return found === undefined ? [] : [{ prefix: found, state: text(each, "State") ?? "available" }];
  });
  reading.put(item, {
    ...base(item, "vpnConnection", text(item, "VpnConnectionId")),
    state: text(item, "State"),
    vpnGatewayId: text(item, "VpnGatewayId"),
    transitGatewayId: text(item, "TransitGatewayId"),
    customerGatewayId: text(item, "CustomerGatewayId"),
    staticRoutesOnly: (options && flag(options, "StaticRoutesOnly")) ?? false,
    routes: sortedBy(routes, (each) => `${each.prefix} ${each.state}`),
    tunnels: readTunnels(item, options),
  });
}

/** The tunnel options give the provider's order; telemetry gives what is known about each. */
function readTunnels(item: Item, options: Item | undefined) {
  const telemetry = children(item, "VgwTelemetry").flatMap((each) => {
    const outsideAddress = address(each, "OutsideIpAddress");
    if (outsideAddress === undefined) return [];
    const status = text(each, "Status") ?? "UNKNOWN";
    return [{ outsideAddress, status, acceptedRouteCount: number(each, "AcceptedRouteCount") }];
  });
  const order = (options ? children(options, "TunnelOptions") : []).flatMap(
    (each) => address(each, "OutsideIpAddress") ?? [],
  );
  const listed = order.map(
    (outsideAddress) =>
      telemetry.find((each) => each.outsideAddress === outsideAddress) ?? {
        outsideAddress,
        status: "UNKNOWN",
      },
  );
  return [...listed, ...telemetry.filter((each) => !order.includes(each.outsideAddress))];
}

function readDirectConnect(reading: Reading): void {
  for (const item of reading.items("Connections")) {
    reading.put(item, {
      ...base(item, "directConnectConnection", text(item, "ConnectionId"), {
        name: ownName(item, "ConnectionName"),
      }),
      state: text(item, "ConnectionState"),
      bandwidth: text(item, "Bandwidth"),
    });
  }
  for (const item of reading.items("VirtualInterfaces")) {
    reading.put(item, {
      ...base(item, "virtualInterface", text(item, "VirtualInterfaceId"), {
        name: ownName(item, "VirtualInterfaceName"),
        ownerId: text(item, "OwnerAccount"),
      }),
      state: text(item, "VirtualInterfaceState"),
      connectionId: text(item, "ConnectionId"),
      directConnectGatewayId: text(item, "DirectConnectGatewayId"),
      vpnGatewayId: text(item, "VirtualGatewayId"),
      bgpStatuses: children(item, "BgpPeers")
        .map((each) => text(each, "BgpStatus") ?? "unknown")
        .sort(),
    });
  }
  for (const item of reading.items("DirectConnectGatewayAssociations")) {
    const gateway = child(item, "AssociatedGateway");
    const allowed = children(item, "AllowedPrefixesToDirectConnectGateway");
    reading.put(item, {
      ...base(item, "directConnectAssociation", text(item, "AssociationId"), {
        ownerId: text(item, "DirectConnectGatewayOwnerAccount"),
      }),
      state: text(item, "AssociationState"),
      directConnectGatewayId: text(item, "DirectConnectGatewayId"),
      associatedGatewayId: (gateway && text(gateway, "Id")) ?? text(item, "VirtualGatewayId"),
      allowedPrefixes: allowed.flatMap((each) => prefix(each, "Cidr") ?? []).sort(),
    });
  }
}
