import {
  balancersOf,
  type ConfigurationIndex,
  partsOf,
  type ResourceOf,
  type Route,
} from "../../configuration";
import { type Failure, regionsOf } from "../../semantics";

/**
 * Every single failure of the kinds that are built (issue kinds: region where there are several, instance, interface, subnet, zone, NAT, internet
 * and egress-only gateway, peering, transit gateway attachment, load balancer and its node in one zone, endpoint,
 * network firewall, VPN connection and its tunnels, Direct Connect connection and virtual interface, managed database, rule sets that
 * block, routes withdrawn, what a transit gateway's tables hold), in the order of kinds, then ids. Only what works now can fail: stopped instances, deleted
 * gateways, tunnels that are not up and interfaces that are attached to nothing are left out, and so is a local route,
 * which no one can withdraw.
 */
export function singleFailures(index: ConfigurationIndex): readonly Failure[] {
  const { resources } = index.configuration;
  const blocked = (kind: string, list: readonly { readonly id: string }[]): Failure[] =>
    list.map(({ id }) => ({ kind, id, mode: "blocked" }));
  const isAttached = ({ attachments }: { readonly attachments: readonly { readonly state: string }[] }) =>
    attachments.some(({ state }) => state === "available" || state === "attached");
  const regions = regionsOf(index.configuration);
  return [
    // The only region is all there is.
    ...down("region", regions.length > 1 ? regions.map((id) => ({ id })) : []),
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
    ...lineFailures(index),
    ...down(
      "databaseInstance",
      resources.databaseInstance.filter(({ state }) => state === "available"),
    ),
    ...blocked("securityGroup", resources.securityGroup),
    ...blocked("networkAcl", resources.networkAcl),
    ...withdrawals(index),
    ...transitFailures(index),
  ];
}

function down(kind: string, list: readonly { readonly id: string }[]): Failure[] {
  return list.map(({ id }) => ({ kind, id, mode: "down" }));
}

/** What leads out of the provider's network. */
function lineFailures(index: ConfigurationIndex): readonly Failure[] {
  const { vpnConnection, directConnectConnection, virtualInterface } = index.configuration.resources;
  const isAvailable = ({ state }: { readonly state: string }) => state === "available";
  return [
    ...down("vpnConnection", vpnConnection.filter(isAvailable)),
    ...tunnelFailures(index),
    ...down("directConnectConnection", directConnectConnection.filter(isAvailable)),
    ...down("virtualInterface", virtualInterface.filter(isAvailable)),
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
  return index.configuration.resources.routeTable.flatMap((table) =>
    withdrawableOf(table).map(
      (route): Failure => ({ kind: table.kind, id: table.id, mode: "withdrawn", route }),
    ),
  );
}

/** F-23: each association, propagation and static route of transit gateways. */
function transitFailures(index: ConfigurationIndex): readonly Failure[] {
  const { transitGatewayAttachment, transitGatewayRouteTable } = index.configuration.resources;
  return [
    ...transitGatewayAttachment
      .filter(({ state, association }) => state === "available" && association?.state === "associated")
      .map(({ kind, id }): Failure => ({ kind, id, mode: "detached" })),
    ...transitGatewayRouteTable.flatMap((table) =>
      withdrawableOf(table).map(
        (route): Failure => ({ kind: table.kind, id: table.id, mode: "withdrawn", route }),
      ),
    ),
  ];
}

/** What can be withdrawn of a table (F-14, F-23): destinations of routes; of a transit gateway's table those of static routes, and propagating attachments. */
export function withdrawableOf(
  table: ResourceOf<"routeTable"> | ResourceOf<"transitGatewayRouteTable">,
): readonly string[] {
  const texts =
    table.kind === "routeTable"
      ? table.routes.filter(({ target }) => target.kind !== "local").map(destinationText)
      : [
          ...table.routes.filter(({ type }) => type === "static").map(destinationText),
          ...table.propagations.map(({ attachmentId }) => attachmentId),
          ...table.routes
            .filter(({ type }) => type === "propagated")
            .flatMap(({ attachments }) => attachments.map(({ attachmentId }) => attachmentId)),
        ];
  return [...new Set(texts)].sort();
}

function destinationText({ destination }: Pick<Route, "destination">): string {
  return "prefix" in destination ? destination.prefix : destination.prefixListId;
}
