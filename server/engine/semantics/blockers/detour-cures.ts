import type { ResourceOf, Route } from "../../configuration";
import { type AddressSet, addresses, formatPrefix, type Prefix, prefixesSet } from "../../net";
import type { Ended, FlowState, Step } from "../flow-state";
import { type Network, prefixesOf } from "../network";
import { localPrefixes } from "../route-lookup";
import type { Cure } from "./cure";

type RouteTable = ResourceOf<"routeTable">;
type Middlebox = { readonly kind: "networkInterface" | "vpcEndpoint"; readonly id: string };

/**
 * Ways round a middlebox, and ways to one: what diverts packets inside their VPC is taken out of the tables that were asked,
 * those of gateways among them; and a flow of which a middlebox sees one direction only is led to it in the other as well.
 * Clauses: R-1, R-14, R-15, MBX-5, GW-3.
 */
export function detourCures(network: Network, ended: Ended): Cure[] {
  const boxes = middleboxesOf(network, ended);
  return placesOf(network, ended).flatMap(({ table, set, family }) => {
    const local = localPrefixes(network, table.vpcId, family).some((prefix) => covers(prefix, set));
    const deciding = decidingRoute(network, table, set, family);
    const now = deciding?.route.target;
    const around: Cure[] =
      local && deciding ? [{ kind: "dropRoute", id: table.id, destination: deciding.route.destination }] : [];
    const destination = local ? subnetPrefix(network, table.vpcId, set, family) : deciding?.route.destination;
    return [
      ...around,
      ...boxes
        .filter(
          (box) => destination !== undefined && !(now !== undefined && "id" in now && now.id === box.id),
        )
        .filter((box) => vpcOf(network, box) === table.vpcId)
        .flatMap((target): Cure[] =>
          destination === undefined ? [] : [{ kind: "route", id: table.id, destination, target }],
        ),
    ];
  });
}

function covers(prefix: Prefix, set: AddressSet): boolean {
  return set.length > 0 && addresses.covers(prefixesSet([prefix]), set);
}

/** A table that was asked, or would have been, and for which destinations. */
interface Place {
  readonly table: RouteTable;
  readonly set: AddressSet;
  readonly family: 4 | 6;
}

/** Tables of the subnets that routed the packet, of the gateways by which it came in, and of the one that it stands at. */
function placesOf(network: Network, { state, end }: Ended): Place[] {
  const asked = (step: Step): Place[] => {
    const { element, action, header } = step;
    const isGateway = element.kind === "internetGateway" || element.kind === "vpnGateway";
    const table = isGateway
      ? network.index.edgeTableOf(element.id)
      : element.kind === "subnet" && action === "route"
        ? network.index.routeTableOf(element.id)
        : undefined;
    const set = state.addressSets[header.destination] ?? [];
    return table ? [{ table, set, family: header.family }] : [];
  };
  const places = [...state.forward, ...state.return].flatMap(asked);
  // A redirected subnet's traffic is refused for what the gateway's table says of its own addresses (R-15).
  const edge = end.reason === "INGRESS_REDIRECT" ? network.index.edgeTableOf(end.at?.id ?? "") : undefined;
  const source = state.addressSets[state.header.source] ?? [];
  const behind = edge ? [{ table: edge, set: source, family: state.header.family }] : [];
  return distinct([...places, ...behind]);
}

function distinct(places: readonly Place[]): Place[] {
  const keyOf = ({ table, set }: Place) => `${table.id} ${set.map(([lo, hi]) => `${lo}-${hi}`).join()}`;
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}

/** The middleboxes that see one direction of the flow only. */
function middleboxesOf(network: Network, { state, end }: Ended): Middlebox[] {
  const missed = end.reason === "ASYMMETRIC" || end.reason === "INGRESS_REDIRECT";
  if (!missed) return [];
  const met = [...state.middleboxes.map(({ at }) => at), ...(end.at ? [end.at] : [])].flatMap(
    ({ kind, id }): Middlebox[] =>
      kind === "networkInterface" || kind === "vpcEndpoint" ? [{ kind, id }] : [],
  );
  const redirecting = (network.index.edgeTableOf(end.at?.id ?? "")?.routes ?? []).flatMap(
    ({ target }): Middlebox[] =>
      target.kind === "networkInterface" || target.kind === "vpcEndpoint"
        ? [{ kind: target.kind, id: target.id }]
        : [],
  );
  return [...new Map([...met, ...redirecting].map((box) => [box.id, box])).values()];
}

function vpcOf({ index }: Network, { kind, id }: Middlebox): string | undefined {
  return index.get(kind, id)?.vpcId;
}

/** The narrowest route to somewhere else that holds all of the destinations. */
function decidingRoute(network: Network, table: RouteTable, set: AddressSet, family: 4 | 6) {
  const holding = table.routes.flatMap((route: Route) => {
    const { destination, target } = route;
    if (target.kind === "local" || !("prefix" in destination)) return [];
    return prefixesOf(network, [destination.prefix], family)
      .filter((prefix) => covers(prefix, set))
      .map(({ length }) => ({ route, length }));
  });
  return holding.sort((a, b) => b.length - a.length)[0];
}

/** The prefix of the subnet that has all of the addresses: as narrow as a route inside a VPC can be (R-3). */
function subnetPrefix(
  network: Network,
  vpcId: string,
  set: AddressSet,
  family: 4 | 6,
): Route["destination"] | undefined {
  const prefix = network.index
    .subnetsOf(vpcId)
    .flatMap(({ prefixes }) => prefixesOf(network, prefixes, family))
    .find((each) => covers(each, set));
  return prefix && { prefix: formatPrefix(prefix) };
}

/** An address of a regional NAT gateway in the zone of the subnet that hands it the packet (NAT-8). */
export function natZoneCures(network: Network, state: FlowState, natId: string): Cure[] {
  const subnet = state.forward.findLast(({ element }) => element.kind === "subnet")?.element.id ?? "";
  const zoneId = network.index.get("subnet", subnet)?.zoneId;
  return zoneId === undefined ? [] : [{ kind: "natZone", id: natId, zoneId }];
}
