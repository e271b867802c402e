import {
  type ConfigurationIndex,
  type ResourceOf,
  type Route,
  type RouteTarget,
  routeText,
} from "../../configuration";
import { type Family, formatPrefix, type Prefix, prefixCovers, prefixRange } from "../../net";
import { and, type Formula, not, or } from "../formula";
import type { Encoding } from "./encoding";
import { type AddressField, isIn, parsed } from "./packet";

type RouteTable = ResourceOf<"routeTable">;

/** A route as one prefix of a table, for look-ups by longest prefix. */
export interface PrefixRoute {
  readonly prefix: Prefix;
  /** Among equal prefixes the lowest wins: local, static, prefix list, propagated. */
  readonly rank: number;
  readonly target: RouteTarget;
  /** As the table writes it; undefined for a local route that nobody can withdraw. */
  readonly destination: string | undefined;
}

/** Everything a table may route a destination by. `unreadLists`: prefix lists that the input does not hold. */
export interface PrefixRoutes {
  readonly routes: readonly PrefixRoute[];
  readonly unreadLists: readonly string[];
}

/** Reads a table: its routes, and the local route of each prefix of its VPC. Clauses. */
export function prefixRoutes(index: ConfigurationIndex, table: RouteTable, family: Family): PrefixRoutes {
  const own = index.get("vpc", table.vpcId)?.prefixes ?? [];
  const locals = own.flatMap((text) => parsed(text, family));
  const unreadLists: string[] = [];
  const listed = table.routes.flatMap((route): PrefixRoute[] => {
    const { destination, target } = route;
    const isPropagated = route.origin === "EnableVgwRoutePropagation";
    const list =
      "prefixListId" in destination ? index.get("prefixList", destination.prefixListId) : undefined;
    if ("prefixListId" in destination && !list) unreadLists.push(destination.prefixListId);
    const texts = "prefix" in destination ? [destination.prefix] : (list?.prefixes ?? []);
    const rank = target.kind === "local" ? 0 : isPropagated ? 3 : list ? 2 : 1;
    return texts
      .flatMap((text) => parsed(text, family))
      .filter((prefix) => !(isPropagated && locals.some((local) => prefixCovers(local, prefix))))
      .map((prefix) => ({ prefix, rank, target, destination: withdrawable(route) }));
  });
  const missing = locals.filter(
    (local) => !listed.some(({ prefix }) => formatPrefix(prefix) === formatPrefix(local)),
  );
  return {
    routes: [
      ...listed,
      ...missing.map(
        (prefix): PrefixRoute => ({ prefix, rank: 0, target: { kind: "local" }, destination: undefined }),
      ),
    ],
    unreadLists,
  };
}

function withdrawable({ destination, target }: Route): string | undefined {
  if (target.kind === "local") return undefined;
  return "prefix" in destination ? destination.prefix : destination.prefixListId;
}

/**
 * Says of each route when a packet may take it: its prefix holds the destination, and no route that is there and goes
 * before it does. Of equal routes each may be taken.
 *
 * @returns each route with its place; the packet at `at` takes one of them, or one of `others`
 */
export function takeRoute(
  encoding: Encoding,
  at: Formula,
  table: RouteTable,
  routes: readonly PrefixRoute[],
  { destination, others }: { readonly destination: AddressField; readonly others: readonly Formula[] },
): readonly { readonly route: PrefixRoute; readonly at: Formula }[] {
  const inside = ({ prefix }: PrefixRoute) => isIn(destination, [prefixRange(prefix)]);
  const isThere = (route: PrefixRoute) =>
    route.destination === undefined ? [] : [encoding.isThere(table.id, route.destination)];
  const taken = routes
    .filter((route) => !isElsewhere(routes, route, destination.only))
    .map((route) => {
      const text = `${textOf(route)} in ${table.id}`;
      const here = encoding.step(text);
      encoding.require(here, inside(route), text);
      for (const there of isThere(route)) encoding.require(here, there, `the route is there: ${text}`);
      for (const other of routes)
        if (goesBefore(other, route))
          encoding.require(
            here,
            not(and([inside(other), ...isThere(other)])),
            `goes before: ${textOf(other)} in ${table.id}`,
          );
      return { route, at: here };
    });
  const all = [...taken.map((each) => each.at), ...others];
  encoding.require(at, or(all), `${table.id} has no other route for the destination`);
  return taken;
}

function textOf({ prefix, target }: PrefixRoute): string {
  return routeText({ destination: { prefix: formatPrefix(prefix) }, target });
}

/** Whether the other route takes packets away from this one. A propagated one need not be there, so it does not. */
function goesBefore(other: PrefixRoute, route: PrefixRoute): boolean {
  if (other === route || other.rank === 3 || !prefixCovers(route.prefix, other.prefix)) return false;
  return other.prefix.length > route.prefix.length || other.rank < route.rank;
}

/** A single destination is known to lie outside the prefix, or in a longer one that nobody can withdraw. */
function isElsewhere(routes: readonly PrefixRoute[], route: PrefixRoute, only: bigint | undefined): boolean {
  if (only === undefined) return false;
  const isShadowed = (other: PrefixRoute) =>
    other.destination === undefined && holds(other.prefix, only) && goesBefore(other, route);
  return !holds(route.prefix, only) || routes.some(isShadowed);
}

function holds(prefix: Prefix, value: bigint): boolean {
  const [lo, hi] = prefixRange(prefix);
  return lo <= value && value <= hi;
}

/** The id of a route's target, or `local`. */
export function targetId(target: RouteTarget): string {
  return target.kind === "local" ? "local" : target.id;
}
