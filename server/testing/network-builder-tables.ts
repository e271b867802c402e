import type { Resource, Route, RouteTarget } from "../engine/configuration";
import { networkOwner, owned } from "./network-builder-owner";
import type { Named, NetworkSpec, TableSpec } from "./network-builder-spec";
import { parseRoute } from "./network-builder-text";

/** Route tables and prefix lists, with the local routes and the main tables that a VPC always has. */
export function tableResources(spec: NetworkSpec): Resource[] {
  const withMain = new Set(
    Object.values(spec.tables)
      .filter((table) => table.main)
      .map((table) => table.vpc),
  );
  const main = Object.keys(spec.vpcs)
    .filter((vpc) => !withMain.has(vpc))
    .map((vpc) => tableResource(spec, `rt-main-${vpc}`, { vpc, main: true, routes: [] }));
  const drawn = Object.entries(spec.tables).map(([id, table]) => tableResource(spec, id, table));
  const lists = Object.entries(spec.prefixLists).map(
    ([id, list]): Resource => ({
      kind: "prefixList",
      ...owned(id, networkOwner(spec, undefined)),
      addressFamily: list.prefixes.some((prefix) => prefix.includes(":")) ? "6" : "4",
      prefixes: [...list.prefixes],
    }),
  );
  return [...main, ...drawn, ...lists];
}

function tableResource(spec: NetworkSpec, id: string, table: TableSpec): Resource {
  const texts = table.routes.map(parseRoute);
  // A local route whose target was replaced by an interface, NAT gateway or endpoint is listed with that target.
  const replaced = texts.flatMap(({ destination, target }) =>
    "prefix" in destination && /^(eni|nat|vpce)-/.test(target) ? destination.prefix : [],
  );
  const own = (spec.vpcs[table.vpc]?.prefixes ?? []).filter((prefix) => !replaced.includes(prefix));
  const local = own.map(
    (prefix): Route => ({
      destination: { prefix },
      target: { kind: "local" },
      origin: "CreateRouteTable",
      state: "active",
    }),
  );
  const associated = "associated";
  return {
    kind: "routeTable",
    ...owned(id, networkOwner(spec, table.vpc)),
    vpcId: table.vpc,
    associations: [
      ...(table.main ? [{ main: true, state: associated }] : []),
      ...(table.subnets ?? []).map((subnetId) => ({ main: false, subnetId, state: associated })),
      ...(table.gateways ?? []).map((gatewayId) => ({ main: false, gatewayId, state: associated })),
    ],
    propagatingVgwIds: [
      ...(table.propagating ??
        new Set(texts.filter((route) => route.propagated).map((route) => route.target))),
    ],
    routes: [
      ...local,
      ...texts.map(
        ({ destination, target, propagated, recordedState }): Route => ({
          destination,
          target: targetOf(spec, target),
          origin: propagated ? "EnableVgwRoutePropagation" : "CreateRoute",
          state: recordedState,
        }),
      ),
    ],
  };
}

function targetOf(spec: NetworkSpec, id: string): RouteTarget {
  if (id === "local") return { kind: "local" };
  if (id in spec.igws) return { kind: "internetGateway", id };
  if (id in spec.eigws) return { kind: "egressOnlyInternetGateway", id };
  if (id in spec.vgws) return { kind: "vpnGateway", id };
  if (id in spec.nats) return { kind: "natGateway", id };
  if (id in spec.tgws) return { kind: "transitGateway", id };
  if (id in spec.peerings) return { kind: "vpcPeeringConnection", id };
  if (id in spec.interfaces || id.startsWith("eni-")) return { kind: "networkInterface", id };
  const kind = KIND_BY_NAME[id.split("-")[0] ?? ""];
  if (kind === undefined) throw new Error(`no such route target: ${id}`);
  return { kind, id };
}

/** What a target that is not drawn (any more) must have been. */
const KIND_BY_NAME: Named<Exclude<RouteTarget["kind"], "local" | "unknown">> = {
  igw: "internetGateway",
  eigw: "egressOnlyInternetGateway",
  vgw: "vpnGateway",
  nat: "natGateway",
  tgw: "transitGateway",
  pcx: "vpcPeeringConnection",
  vpce: "vpcEndpoint",
};
