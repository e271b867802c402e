import type { ConfigurationIndex, ResourceOf, Route } from "../configuration";
import { type Family, parsePrefix } from "../net";

type RouteTable = ResourceOf<"routeTable">;

/** One destination of a table with the route that carries it. */
export interface WinningRoute {
  /** Prefix text. */
  readonly destination: string;
  readonly route: Route;
}

/**
 * For every destination prefix of a table the route that wins among those of equal length: local, static,
 * prefix list, propagated. Within one rank the first as written, for the published rules say no more.
 * Ranks only: whether the target works is the interpreter's to say. Prefix lists that are not in the input
 * give no destination. In the table's order.
 * Clauses.
 */
export function winningRoutes(index: ConfigurationIndex, table: RouteTable): readonly WinningRoute[] {
  const best = new Map<string, Route>();
  for (const route of table.routes)
    for (const destination of destinationsOf(index, route)) {
      const current = best.get(destination);
      if (!current || rankOf(route) < rankOf(current)) best.set(destination, route);
    }
  return [...best].map(([destination, route]) => ({ destination, route }));
}

/** The route that carries everything no other route of the subnet's table carries; absent when there is none. */
export function winningDefaultRoute(
  index: ConfigurationIndex,
  subnetId: string,
  family: Family,
): WinningRoute | undefined {
  const table = index.routeTableOf(subnetId);
  if (!table) return undefined;
  return winningRoutes(index, table).find(({ destination }) => {
    const prefix = parsePrefix(destination);
    return prefix?.family === family && prefix.length === 0;
  });
}

function destinationsOf(index: ConfigurationIndex, { destination }: Route): readonly string[] {
  if ("prefix" in destination) return [destination.prefix];
  return index.get("prefixList", destination.prefixListId)?.prefixes ?? [];
}

function rankOf(route: Route): number {
  if (route.target.kind === "local") return 0;
  if (route.origin === "EnableVgwRoutePropagation") return 3;
  return "prefix" in route.destination ? 1 : 2;
}
