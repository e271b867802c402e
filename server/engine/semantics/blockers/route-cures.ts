import type { ResourceOf, Route } from "../../configuration";
import {
  type AddressSet,
  addresses,
  type Family,
  formatAddressSet,
  formatPrefix,
  type Prefix,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  prefixesSet,
} from "../../net";
import type { Ended } from "../flow-state";
import { type Network, prefixesOf } from "../network";
import type { Cure, FarTarget } from "./cure";
import { everyone } from "./filter-cures";

type RouteTable = ResourceOf<"routeTable">;

/**
 * Other ways out of every subnet at which the branch was routed, and of the one that had no route: through each target
 * that is there and could lead to the destination. Whether it does is for the replay to say.
 */
export function routeCures(network: Network, { state, end }: Ended): Cure[] {
  const routed = [...state.forward, ...state.return].filter(
    ({ action, element }) => element.kind === "subnet" && action === "route",
  );
  const places = routed.map(({ element, header }) => ({ subnetId: element.id, header }));
  if (end.reason === "NO_ROUTE" && end.at?.kind === "subnet")
    places.unshift({ subnetId: end.at.id, header: state.header });
  return places.flatMap(({ subnetId, header }) => {
    const table = network.index.routeTableOf(subnetId);
    const set = state.addressSets[header.destination] ?? [];
    return table ? otherWays(network, table, set, header.family) : [];
  });
}

function otherWays(network: Network, table: RouteTable, set: AddressSet, family: Family): Cure[] {
  const place = whereIs(network, table.vpcId, set, family);
  if (place === undefined) return [];
  const deciding = decidingRoute(network, table, set, family);
  // A route that is at least as narrow decides whatever else is added, so it is the one to point elsewhere.
  const isNarrower = deciding !== undefined && deciding.length >= Number(place.prefix.split("/")[1]);
  if (isNarrower && deciding.route.origin === "EnableVgwRoutePropagation") return [];
  const destination = isNarrower ? deciding.route.destination : { prefix: place.prefix };
  const now = deciding?.route.target;
  return targetsTo(network, table.vpcId, place, family)
    .filter((target) => !(now !== undefined && "id" in now && now.id === target.id))
    .map((target) => ({ kind: "route", id: table.id, destination, target }));
}

type Place =
  | { readonly kind: "vpc"; readonly vpcId: string; readonly prefix: string }
  | { readonly kind: "internet" | "elsewhere"; readonly prefix: string };

/** Where all of the destinations are, seen from a VPC; `undefined` for its own and for mixed ones. */
function whereIs(network: Network, vpcId: string, set: AddressSet, family: Family): Place | undefined {
  const holds = (prefix: Prefix) => addresses.covers(prefixesSet([prefix]), set);
  const { vpc, vpcPeeringConnection } = network.index.configuration.resources;
  const prefixesIn = (texts: readonly string[]) => prefixesOf(network, texts, family);
  if (prefixesIn(network.index.get("vpc", vpcId)?.prefixes ?? []).some(holds)) return undefined;
  const sides = [
    ...vpc.map(({ id, prefixes }) => ({ vpcId: id, prefixes })),
    ...vpcPeeringConnection.flatMap(({ requester, accepter }) => [requester, accepter]),
  ];
  for (const side of sides) {
    const prefix = side.vpcId === vpcId ? undefined : prefixesIn(side.prefixes).find(holds);
    if (prefix) return { kind: "vpc", vpcId: side.vpcId, prefix: formatPrefix(prefix) };
  }
  if (addresses.covers(family === 4 ? PUBLIC_IPV4 : PUBLIC_IPV6, set))
    return { kind: "internet", prefix: everyone(family) };
  const [prefix, ...more] = formatAddressSet(set, family);
  return prefix === undefined || more.length > 0 ? undefined : { kind: "elsewhere", prefix };
}

/** The narrowest route of the table that holds all of the destinations; a local one never does, or nobody would ask. */
function decidingRoute(network: Network, table: RouteTable, set: AddressSet, family: Family) {
  const holding = table.routes.flatMap((route: Route) => {
    if (route.target.kind === "local") return [];
    const texts =
      "prefix" in route.destination
        ? [route.destination.prefix]
        : (network.index.get("prefixList", route.destination.prefixListId)?.prefixes ?? []);
    return prefixesOf(network, texts, family)
      .filter((prefix) => addresses.covers(prefixesSet([prefix]), set))
      .map(({ length }) => ({ route, length }));
  });
  return holding.sort((a, b) => b.length - a.length)[0];
}

function targetsTo(network: Network, vpcId: string, place: Place, family: Family): FarTarget[] {
  const { resources } = network.index.configuration;
  const attached = (gatewayId: string, id: string) =>
    resources.transitGatewayAttachment.some(
      ({ transitGatewayId, resourceId }) => transitGatewayId === gatewayId && resourceId === id,
    );
  const transit = resources.transitGateway
    .filter(({ id }) => attached(id, vpcId))
    .map(({ id }): FarTarget => ({ kind: "transitGateway", id }));
  const nats = resources.natGateway
    .filter((nat) => nat.vpcId === vpcId && ["available", "pending"].includes(nat.state))
    .map(({ id }): FarTarget => ({ kind: "natGateway", id }));
  const toInternet = [
    ...gatewaysOf(network, "internetGateway", vpcId),
    ...(family === 6 ? gatewaysOf(network, "egressOnlyInternetGateway", vpcId) : []),
  ];
  switch (place.kind) {
    case "vpc": {
      const peerings = resources.vpcPeeringConnection.filter(({ requester, accepter }) =>
        [requester, accepter].every((side) => side.vpcId === vpcId || side.vpcId === place.vpcId),
      );
      return [
        ...peerings.map(({ id }): FarTarget => ({ kind: "vpcPeeringConnection", id })),
        ...transit,
        ...nats,
        // An IPv6 address of another VPC is public, too.
        ...(family === 6 ? toInternet : []),
      ];
    }
    case "internet":
      return [...toInternet, ...nats, ...transit];
    case "elsewhere":
      return [...gatewaysOf(network, "vpnGateway", vpcId), ...transit, ...nats];
  }
}

/** Gateways of a VPC; where it has none, those of its account and region that stand free. */
export function gatewaysOf(
  network: Network,
  kind: "internetGateway" | "egressOnlyInternetGateway" | "vpnGateway",
  vpcId: string,
): FarTarget[] {
  const vpc = network.index.get("vpc", vpcId);
  const all = network.index.configuration.resources[kind];
  const own = all.filter(({ attachments }) => attachments.some((each) => each.vpcId === vpcId));
  const free = all.filter(
    ({ attachments, accountId, region }) =>
      attachments.length === 0 && accountId === vpc?.accountId && region === vpc.region,
  );
  return (own.length > 0 ? own : free).map(({ id }) => ({ kind, id }));
}
