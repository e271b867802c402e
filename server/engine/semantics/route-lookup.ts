import type { ResourceOf, Route, RouteTarget } from "../configuration";
import {
  type AddressSet,
  addresses,
  bitsOf,
  byPrecedence,
  type Family,
  formatPrefix,
  type Prefix,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  prefixCovers,
  prefixesSet,
  prefixRange,
} from "../net";
import { carriedByLinks, linksOfVpnGateway } from "./hybrid-links";
import { isBelieved } from "./hybrid-state";
import { type Network, prefixesOf } from "./network";
import { routeLabel } from "./rule-labels";
import { isAttached } from "./target-state";

/** One way a destination may be routed. `label` names prefix, target and table. */
export interface RouteChoice {
  readonly target: RouteTarget;
  readonly recordedState: string;
  readonly label: string;
}

/** A part of the destinations with the routes that win for it: none, one, or several in an unspecified tie. */
export interface RoutedPart {
  readonly destinations: AddressSet;
  readonly choices: readonly RouteChoice[];
  /** Length of the deciding prefix; 0 for the unrouted rest. */
  readonly prefixLength: number;
}

interface Candidate {
  readonly prefix: Prefix;
  /** 0 local, 1 static, 2 prefix list, 3 propagated. */
  readonly rank: number;
  readonly route: Route;
}

/**
 * Looks destinations up in a VPC route table: longest prefix first, ties by origin. A blackholed winner still wins.
 * Clauses.
 *
 * @returns parts in order of the deciding prefix, the unrouted rest last with no choice
 */
export function lookUpRoutes(
  network: Network,
  table: ResourceOf<"routeTable">,
  destinations: AddressSet,
  family: Family,
): RoutedPart[] {
  const parts: RoutedPart[] = [];
  let open = destinations;
  for (const group of byPrecedence(candidatesOf(network, table, family))) {
    if (open.length === 0) break;
    const first = group[0];
    if (!first) continue;
    const inside = addresses.intersect(open, prefixesSet([first.prefix]));
    if (inside.length === 0) continue;
    parts.push({
      destinations: inside,
      choices: winners(group).map((candidate) => choiceOf(candidate, table.id)),
      prefixLength: first.prefix.length,
    });
    open = addresses.subtract(open, [prefixRange(first.prefix)]);
  }
  if (open.length > 0) parts.push({ destinations: open, choices: [], prefixLength: 0 });
  return parts;
}

function candidatesOf(network: Network, table: ResourceOf<"routeTable">, family: Family): Candidate[] {
  const locals = localPrefixes(network, table.vpcId, family);
  const candidates: Candidate[] = [];
  for (const route of table.routes) {
    const propagated = route.origin === "EnableVgwRoutePropagation";
    if (propagated && !isPropagating(network, table, route)) continue;
    const isList = "prefixListId" in route.destination;
    for (const prefix of destinationPrefixes(network, route, family)) {
      // a propagated route inside a local prefix is ignored.
      if (propagated && locals.some((local) => prefixCovers(local, prefix))) continue;
      const rank = route.target.kind === "local" ? 0 : propagated ? 3 : isList ? 2 : 1;
      candidates.push({ prefix, rank, route });
    }
  }
  // every VPC prefix has a local route, also where the table does not list it. One whose target was
  // replaced is listed with that target and stays the only one for its prefix.
  for (const prefix of locals) {
    const listed = candidates.some(({ prefix: other }) => formatPrefix(other) === formatPrefix(prefix));
    if (!listed) candidates.push({ prefix, rank: 0, route: localRoute(prefix) });
  }
  return candidates;
}

function destinationPrefixes(network: Network, route: Route, family: Family): Prefix[] {
  if ("prefix" in route.destination) return prefixesOf(network, [route.destination.prefix], family);
  const list = network.index.get("prefixList", route.destination.prefixListId);
  return prefixesOf(network, list?.prefixes ?? [], family);
}

/**
 * Destinations of a part that a route to a prefix list could win, if only the list were in the input (UNK-1). A list
 * routed to a gateway endpoint holds public service addresses; others may hold anything. Local routes stay.
 */
export function clouded(
  network: Network,
  table: ResourceOf<"routeTable">,
  part: RoutedPart,
  family: Family,
): { readonly listIds: readonly string[]; readonly destinations: AddressSet } {
  const none = { listIds: [], destinations: [] };
  if (part.prefixLength === bitsOf(family) || part.choices.some(({ target }) => target.kind === "local"))
    return none;
  const missing = table.routes.flatMap(({ destination, target }) =>
    "prefixListId" in destination && !network.index.get("prefixList", destination.prefixListId)
      ? [{ listId: destination.prefixListId, isService: target.kind === "vpcEndpoint" }]
      : [],
  );
  if (missing.length === 0) return none;
  const isServiceOnly = missing.every(({ isService }) => isService);
  const servicesLive = family === 4 ? PUBLIC_IPV4 : PUBLIC_IPV6;
  const destinations = isServiceOnly
    ? addresses.intersect(part.destinations, servicesLive)
    : part.destinations;
  return { listIds: [...new Set(missing.map(({ listId }) => listId))].sort(), destinations };
}

/** a propagated route exists only while its gateway is listed as propagating, is attached, and is told of the prefix. */
function isPropagating(network: Network, table: ResourceOf<"routeTable">, route: Route): boolean {
  const { target } = route;
  if (target.kind !== "vpnGateway") return true;
  if (!table.propagatingVgwIds.includes(target.id)) return false;
  const isRead = network.index.get("vpnGateway", target.id) !== undefined;
  if (!isRead) return true;
  if (!isAttached(network, "vpnGateway", target.id, table.vpcId)) return false;
  return !("prefix" in route.destination) || isCarried(network, target.id, route.destination.prefix);
}

/** Whether some link of the gateway still brings the prefix: a static one always, a BGP one while it is up (VPN-5). */
function isCarried(network: Network, gatewayId: string, text: string): boolean {
  const links = linksOfVpnGateway(network, gatewayId);
  const lost = links.filter((link) => link.staticPrefixes === undefined && !isBelieved(network, link));
  if (lost.length === 0) return true;
  const prefix = network.prefix(text);
  return carriedByLinks(network, gatewayId, links, prefix.family).some(
    (carried) => !lost.includes(carried.link) && prefixCovers(carried.prefix, prefix),
  );
}

/** The prefixes of a VPC in one family. */
export function localPrefixes(network: Network, vpcId: string, family: Family): Prefix[] {
  return prefixesOf(network, network.index.get("vpc", vpcId)?.prefixes ?? [], family);
}

/** The best origin wins; several prefix-list routes with different targets stay undecided. */
function winners(group: readonly Candidate[]): Candidate[] {
  const best = Math.min(...group.map((candidate) => candidate.rank));
  const byTarget = new Map<string, Candidate>();
  for (const candidate of group) {
    const key = JSON.stringify(candidate.route.target);
    if (candidate.rank === best && !byTarget.has(key)) byTarget.set(key, candidate);
  }
  return [...byTarget.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, candidate]) => candidate);
}

function choiceOf({ prefix, route }: Candidate, tableId: string): RouteChoice {
  return {
    target: route.target,
    recordedState: route.state,
    label: routeLabel(prefix, route, tableId),
  };
}

function localRoute(prefix: Prefix): Route {
  return {
    destination: { prefix: formatPrefix(prefix) },
    target: { kind: "local" },
    origin: "CreateRouteTable",
    state: "active",
  };
}
