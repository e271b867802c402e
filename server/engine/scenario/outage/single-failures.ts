import type { ConfigurationIndex } from "../../configuration";
import { balancersOf, partsOf } from "../../configuration";
import type { Failure } from "../../semantics";

/**
 * Every single failure of the kinds that are built (issue kinds: instance, interface, subnet, zone, NAT, internet
 * and egress-only gateway, peering, transit gateway attachment, load balancer and its node in one zone, endpoint,
 * network firewall, VPN connection and its tunnels, Direct Connect connection and virtual interface, rule sets that
 * block, routes withdrawn), in the order of kinds, then ids. Only what works now can fail: stopped instances, deleted
 * gateways, tunnels that are not up and interfaces that are attached to nothing are left out, and so is a local route,
 * which no one can withdraw.
 */
export function singleFailures(index: ConfigurationIndex): readonly Failure[] {
  const { resources } = index.configuration;
  const down = (kind: string, list: readonly { readonly id: string }[]): Failure[] =>
    list.map(({ id }) => ({ kind, id, mode: "down" }));
  const blocked = (kind: string, list: readonly { readonly id: string }[]): Failure[] =>
    list.map(({ id }) => ({ kind, id, mode: "blocked" }));
  const isAttached = ({ attachments }: { readonly attachments: readonly { readonly state: string }[] }) =>
    attachments.some(({ state }) => state === "available" || state === "attached");
  return [
    ...down(
      "zone",
      zoneIds(index).map((id) => ({ id })),
    ),
    ...down("subnet", resources.subnet),
    ...down(
      "instance",
      resources.instance.filter(({ state }) => state === "running"),
    ),
    ...down(
      "networkInterface",
      resources.networkInterface.filter(({ status }) => status === "in-use"),
    ),
    ...down(
      "natGateway",
      resources.natGateway.filter(({ state }) => state === "available"),
    ),
    ...down("internetGateway", resources.internetGateway.filter(isAttached)),
    ...down("egressOnlyInternetGateway", resources.egressOnlyInternetGateway.filter(isAttached)),
    ...down(
      "vpcPeeringConnection",
      resources.vpcPeeringConnection.filter(({ status }) => status === "active"),
    ),
    ...down(
      "transitGatewayAttachment",
      resources.transitGatewayAttachment.filter(({ state }) => state === "available"),
    ),
    ...balancerFailures(index),
    ...down(
      "vpcEndpoint",
      resources.vpcEndpoint.filter(({ state }) => state.toLowerCase() === "available"),
    ),
    ...down("firewall", resources.firewall),
    ...down(
      "vpnConnection",
      resources.vpnConnection.filter(({ state }) => state === "available"),
    ),
    ...tunnelFailures(index),
    ...down(
      "directConnectConnection",
      resources.directConnectConnection.filter(({ state }) => state === "available"),
    ),
    ...down(
      "virtualInterface",
      resources.virtualInterface.filter(({ state }) => state === "available"),
    ),
    ...blocked("securityGroup", resources.securityGroup),
    ...blocked("networkAcl", resources.networkAcl),
    ...withdrawals(index),
  ];
}

/** Zones that hold a subnet; the others hold nothing that could be lost. */
function zoneIds(index: ConfigurationIndex): readonly string[] {
  return [...new Set(index.configuration.resources.subnet.flatMap(({ zoneId }) => zoneId ?? []))].sort();
}

/** Load balancers that work as a whole, and each node of those that have several; the only one is the whole. */
function balancerFailures(index: ConfigurationIndex): readonly Failure[] {
  const { loadBalancer, classicLoadBalancer } = index.configuration.resources;
  const working = loadBalancer.filter(({ state }) => state.startsWith("active"));
  const all = [...working, ...classicLoadBalancer].flatMap(({ id }) => balancersOf(index).of(id) ?? []);
  const nodes = all.flatMap((each) => (each.nodes.length > 1 ? each.nodes : []));
  return [
    ...all.map(({ resource: { kind, id } }): Failure => ({ kind, id, mode: "down" })),
    ...nodes.map(({ id }): Failure => ({ kind: "loadBalancerNode", id, mode: "down" })),
  ];
}

/** Tunnels that are up; the only one that a connection has is the connection. */
function tunnelFailures(index: ConfigurationIndex): readonly Failure[] {
  return index.configuration.resources.vpnConnection.flatMap((connection) => {
    const { state, tunnels } = connection;
    if (state !== "available" || tunnels.length < 2) return [];
    const up = partsOf(index, connection).filter((_, place) => tunnels[place]?.status.toUpperCase() === "UP");
    return up.map(({ element }): Failure => ({ kind: element.kind, id: element.id, mode: "down" }));
  });
}

function withdrawals(index: ConfigurationIndex): readonly Failure[] {
  return index.configuration.resources.routeTable.flatMap(({ id, routes }) => {
    const destinations = routes
      .filter(({ target }) => target.kind !== "local")
      .map(({ destination }) => ("prefix" in destination ? destination.prefix : destination.prefixListId));
    return [...new Set(destinations)]
      .sort()
      .map((route): Failure => ({ kind: "routeTable", id, mode: "withdrawn", route }));
  });
}
