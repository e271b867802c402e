import type { Configuration, ResourceKind, Route } from "../../configuration";
import { withChanged } from "./edit";

/**
 * A setting of what leads out to a site, by what shall be there.
 * - `tunnelUp`: of a VPN connection, the tunnel with this number.
 * - `available`: of a VPN or Direct Connect connection.
 * - `bgpUp`: of a virtual interface, which then carries.
 * - `staticRoute`: of a static VPN connection.
 * - `advertise`: the site tells the gateway of the prefix over this link, as the gateway's tables then show.
 * - `allowedPrefix`: of a Direct Connect association: the site is told of it.
 * - `propagation`: of a route table: it takes what the gateway is told of, which is `prefixes`.
 */
export type HybridSetting =
  | { readonly kind: "tunnelUp"; readonly number: number }
  | { readonly kind: "available" }
  | { readonly kind: "bgpUp" }
  | { readonly kind: "staticRoute"; readonly prefix: string }
  | { readonly kind: "advertise"; readonly gatewayId: string; readonly prefix: string }
  | { readonly kind: "allowedPrefix"; readonly prefix: string }
  | { readonly kind: "propagation"; readonly gatewayId: string; readonly prefixes: readonly string[] };

/** Kinds of resources that change with the setting. */
export function hybridKinds({ kind }: HybridSetting): readonly ResourceKind[] {
  switch (kind) {
    case "tunnelUp":
    case "staticRoute":
      return ["vpnConnection"];
    case "available":
      return ["vpnConnection", "directConnectConnection"];
    case "bgpUp":
      return ["virtualInterface"];
    case "advertise":
    case "propagation":
      return ["routeTable"];
    case "allowedPrefix":
      return ["directConnectAssociation"];
  }
}

/** The setting made on a copy. */
export function withHybridSetting(
  configuration: Configuration,
  id: string,
  setting: HybridSetting,
): Configuration {
  const available = <T extends { state: string }>(each: T): T => ({ ...each, state: "available" });
  switch (setting.kind) {
    case "tunnelUp":
      return withChanged(configuration, "vpnConnection", id, (connection) => ({
        ...connection,
        tunnels: connection.tunnels.map((tunnel, index) =>
          index + 1 === setting.number ? { ...tunnel, status: "UP" } : tunnel,
        ),
      }));
    case "available":
      return withChanged(
        withChanged(configuration, "vpnConnection", id, available),
        "directConnectConnection",
        id,
        available,
      );
    case "bgpUp":
      return withChanged(configuration, "virtualInterface", id, (each) => ({
        ...each,
        state: "available",
        bgpStatuses: ["up"],
      }));
    case "staticRoute":
      return withChanged(configuration, "vpnConnection", id, (connection) => ({
        ...connection,
        routes: [...connection.routes, { prefix: setting.prefix, state: "available" }],
      }));
    case "advertise":
      return advertised(configuration, setting.gatewayId, setting.prefix);
    case "allowedPrefix":
      return withChanged(configuration, "directConnectAssociation", id, (association) => ({
        ...association,
        allowedPrefixes: [...association.allowedPrefixes, setting.prefix].sort(),
      }));
    case "propagation":
      return withChanged(configuration, "routeTable", id, (table) => ({
        ...table,
        propagatingVgwIds: [...new Set([...table.propagatingVgwIds, setting.gatewayId])].sort(),
        routes: [
          ...table.routes,
          ...setting.prefixes.map((prefix) => propagatedRoute(prefix, setting.gatewayId)),
        ],
      }));
  }
}

/** A gateway's prefixes show in its VPC's tables: in those that propagate, else in one that does not use it. */
function advertised(configuration: Configuration, gatewayId: string, prefix: string): Configuration {
  const gateway = configuration.resources.vpnGateway.find(({ id }) => id === gatewayId);
  const vpcIds = (gateway?.attachments ?? []).map(({ vpcId }) => vpcId);
  const tables = configuration.resources.routeTable.filter(({ vpcId }) => vpcIds.includes(vpcId));
  const propagating = tables.filter((table) => table.propagatingVgwIds.includes(gatewayId));
  return (propagating.length > 0 ? propagating : tables.slice(0, 1)).reduce(
    (before, { id }) =>
      withChanged(before, "routeTable", id, (table) => ({
        ...table,
        routes: [...table.routes, propagatedRoute(prefix, gatewayId)],
      })),
    configuration,
  );
}

function propagatedRoute(prefix: string, gatewayId: string): Route {
  return {
    destination: { prefix },
    target: { kind: "vpnGateway", id: gatewayId },
    origin: "EnableVgwRoutePropagation",
    state: "active",
  };
}

/** The setting in words. `it` and `named` write an id with the name beside it. */
export function hybridText(it: string, setting: HybridSetting, named: (id: string) => string): string {
  switch (setting.kind) {
    case "tunnelUp":
      return `bring tunnel ${setting.number} of VPN connection ${it} up`;
    case "available":
      return `bring connection ${it} to the state available`;
    case "bgpUp":
      return `bring virtual interface ${it} and its BGP session up`;
    case "staticRoute":
      return `add static route ${setting.prefix} to VPN connection ${it}`;
    case "advertise":
      return `have the site advertise ${setting.prefix} over ${it}`;
    case "allowedPrefix":
      return `add allowed prefix ${setting.prefix} to Direct Connect association ${it}`;
    case "propagation":
      return `turn on route propagation from ${named(setting.gatewayId)} in route table ${it}`;
  }
}
