import { type ConfigurationIndex, type ResourceOf, type Route, routeText } from "../../engine/configuration";
import { elementOf, winningRoutes } from "../../engine/intent";
import { parsePrefix, prefixCovers } from "../../engine/net";
import type { RuleList } from "../ports/question-pool";
import { routeWhatIfs } from "./rule-changes";
import { nameOf } from "./rule-rows";

type Row = RuleList["rows"][number];

/**
 * A route table in the order routes are tried: the longest prefix first, at equal length local, static,
 * prefix list, propagated, IPv4 before IPv6, for the families never meet. A route that takes no part
 * says why. Whether a target works is the interpreter's to say; the recorded state is shown as recorded.
 * Clauses.
 */
export function routeTableRules(
  index: ConfigurationIndex,
  table: ResourceOf<"routeTable">,
  where: string,
): RuleList {
  const winners = new Map(winningRoutes(index, table).map((each) => [each.destination, each.route]));
  const rows = table.routes.flatMap((route) =>
    destinationsOf(index, route).map((destination) => {
      const unused =
        ignoredBecause(index, table, destination, route) ?? beatenBy(index, route, winners.get(destination));
      return {
        destination,
        isUsed: unused === undefined,
        row: rowOf(index, table, { destination, route, unused }),
      };
    }),
  );
  return {
    title: `Route table${where}`,
    element: elementOf(table),
    direction: "route",
    rows: rows
      .toSorted(
        (a, b) => compareDestinations(a.destination, b.destination) || Number(b.isUsed) - Number(a.isUsed),
      )
      .map(({ row }) => row),
  };
}

/** Why a propagated route takes no part at all, whatever else is in the table. */
function ignoredBecause(
  index: ConfigurationIndex,
  table: ResourceOf<"routeTable">,
  destination: string,
  { origin, target }: Route,
): string | undefined {
  if (origin !== PROPAGATED) return undefined;
  if (target.kind === "vpnGateway" && !table.propagatingVgwIds.includes(target.id)) {
    return `${target.id} does not propagate into this table`;
  }
  const prefix = parsePrefix(destination);
  const locals = (index.get("vpc", table.vpcId)?.prefixes ?? []).flatMap((text) => parsePrefix(text) ?? []);
  const isInside = prefix && locals.some((local) => prefixCovers(local, prefix));
  return isInside ? "it lies inside the VPC, whose local route comes first" : undefined;
}

function beatenBy(index: ConfigurationIndex, route: Route, winner: Route | undefined): string | undefined {
  if (winner === undefined || winner === route) return undefined;
  return `the route to ${winner.target.kind === "local" ? "local" : nameOf(index, winner.target.id)} comes first`;
}

/** A transit gateway's table, the longest prefix first (TGW-4). */
export function transitRouteTableRules(
  index: ConfigurationIndex,
  table: ResourceOf<"transitGatewayRouteTable">,
): RuleList {
  const rows = table.routes
    .map(({ destination, type, state, attachments }) => ({
      destination: "prefix" in destination ? destination.prefix : destination.prefixListId,
      detail: `${type}, recorded as ${state}`,
      targets: attachments.map(({ attachmentId }) => nameOf(index, attachmentId)).join(", "),
      state,
    }))
    .toSorted((a, b) => compareDestinations(a.destination, b.destination));
  return {
    title: "Transit gateway route table",
    element: elementOf(table),
    direction: "route",
    rows: rows.map(({ destination, detail, targets, state }) => ({
      rule: `${destination} → ${targets || "nowhere"}`,
      detail,
      verdict: state === "blackhole" ? "drop" : "route",
    })),
  };
}

function rowOf(
  index: ConfigurationIndex,
  table: ResourceOf<"routeTable">,
  {
    destination,
    route,
    unused,
  }: { readonly destination: string; readonly route: Route; readonly unused: string | undefined },
): Row {
  const { target } = route;
  const list = "prefixListId" in route.destination ? ` of ${route.destination.prefixListId}` : "";
  const detail = `${ORIGINS[route.origin] ?? route.origin}${list}, recorded as ${route.state}`;
  const rule = routeText({ destination: { prefix: destination }, target }, (id) => nameOf(index, id));
  if (unused !== undefined) return { rule, detail: `${detail}; not used: ${unused}`, verdict: "not used" };
  const row = { rule, detail, verdict: route.state === "blackhole" ? "drop" : "route" };
  if (target.kind === "local") return row;
  const { destination: written } = route;
  return {
    ...row,
    withdrawable: "prefix" in written ? written.prefix : written.prefixListId,
    whatIfs: routeWhatIfs(index, table, route),
  };
}

const PROPAGATED = "EnableVgwRoutePropagation";
const ORIGINS: Readonly<Record<string, string>> = {
  CreateRouteTable: "made with the table",
  CreateRoute: "static",
  [PROPAGATED]: "propagated",
};

/** A prefix list that the input does not have stands for itself: what it holds is not known. */
function destinationsOf(index: ConfigurationIndex, { destination }: Route): readonly string[] {
  if ("prefix" in destination) return [destination.prefix];
  const prefixes = index.get("prefixList", destination.prefixListId)?.prefixes ?? [];
  return prefixes.length > 0 ? prefixes : [destination.prefixListId];
}

function compareDestinations(a: string, b: string): number {
  const [left, right] = [parsePrefix(a), parsePrefix(b)];
  const family = (left?.family ?? 9) - (right?.family ?? 9);
  return family || (right?.length ?? 0) - (left?.length ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
}
