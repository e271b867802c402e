import { type ConfigurationIndex, type ResourceOf, type Route, routeText } from "../configuration";
import { elementOf, winningRoutes } from "../intent";
import { parsePrefix, prefixCovers } from "../net";
import { type Network, routeLabel, targetState } from "../semantics";
import { routeWhatIfs } from "./rule-changes";
import type { HopName, RuleRow, TracedList } from "./rule-list";
import { nameOf } from "./rule-rows";

/** One destination of a table: who carries it, and why not where nobody does. */
interface Line {
  readonly destination: string;
  readonly isUsed: boolean;
  readonly row: RuleRow;
  readonly name: HopName | null;
}

/**
 * A route table in the order routes are tried: the longest prefix first, at equal length local, static,
 * prefix list, propagated, IPv4 before IPv6, for the families never meet. A route that takes no part
 * says why; the state of the others is worked out from their targets, for the recorded one is never trusted.
 * Clauses.
 */
export function routeTableRules(
  network: Network,
  table: ResourceOf<"routeTable">,
  where: string,
): TracedList {
  const { index } = network;
  const winners = new Map(winningRoutes(index, table).map((each) => [each.destination, each.route]));
  const lines = table.routes.flatMap((route) =>
    destinationsOf(index, route).map((destination): Line => {
      const unused =
        ignoredBecause(index, table, destination, route) ?? beatenBy(index, route, winners.get(destination));
      const prefix = parsePrefix(destination);
      return {
        destination,
        isUsed: unused === undefined,
        row: rowOf(network, table, { destination, route, unused }),
        name: prefix && unused === undefined ? routeLabel(prefix, route, table.id) : null,
      };
    }),
  );
  const sorted = [...lines, ...impliedLocals(index, table, winners)].toSorted(
    (a, b) => compareDestinations(a.destination, b.destination) || Number(b.isUsed) - Number(a.isUsed),
  );
  return {
    title: `Route table${where}`,
    element: elementOf(table),
    direction: "route",
    match: "first",
    rows: [...sorted.map(({ row }) => row), lastRow(index, table)],
    names: [...sorted.map(({ name }) => name), `${table.id} has no route for the destination`],
  };
}

/** What no route matches is dropped; where a prefix list is not in the input, one may match after all (UNK-1). */
function lastRow(index: ConfigurationIndex, table: ResourceOf<"routeTable">): RuleRow {
  const rule = "every other destination";
  const missing = table.routes.flatMap(({ destination }) =>
    "prefixListId" in destination && !index.get("prefixList", destination.prefixListId)
      ? [destination.prefixListId]
      : [],
  );
  if (missing.length === 0) return { rule, detail: "no route matches", verdict: "drop" };
  return { rule, detail: `what ${missing.join(", ")} holds is not in the input`, verdict: "unknown" };
}

/** Every prefix of the VPC has a local route, also where the table does not list it. */
function impliedLocals(
  index: ConfigurationIndex,
  table: ResourceOf<"routeTable">,
  winners: ReadonlyMap<string, Route>,
): Line[] {
  const prefixes = index.get("vpc", table.vpcId)?.prefixes ?? [];
  return prefixes
    .filter((text) => !winners.has(text))
    .flatMap((text) => {
      const prefix = parsePrefix(text);
      if (!prefix) return [];
      const route: Route = {
        destination: { prefix: text },
        target: { kind: "local" },
        origin: "CreateRouteTable",
        state: "active",
      };
      const row = { rule: routeText(route), detail: "implied: not listed in the input", verdict: "route" };
      return [{ destination: text, isUsed: true, row, name: routeLabel(prefix, route, table.id) }];
    });
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

interface RouteUse {
  readonly destination: string;
  readonly route: Route;
  readonly unused: string | undefined;
}

function rowOf(
  network: Network,
  table: ResourceOf<"routeTable">,
  { destination, route, unused }: RouteUse,
): RuleRow {
  const { index } = network;
  const { target } = route;
  const list = "prefixListId" in route.destination ? ` of ${route.destination.prefixListId}` : "";
  const origin = `${ORIGINS[route.origin] ?? route.origin}${list}`;
  const rule = routeText({ destination: { prefix: destination }, target }, (id) => nameOf(index, id));
  if (unused !== undefined)
    return { rule, detail: origin, verdict: "not used", idle: `never decides: ${unused}` };
  if (target.kind === "local") return { rule, detail: origin, verdict: "route" };
  const { verdict, why } = fateOf(network, table, route);
  const { destination: written } = route;
  return {
    rule,
    detail: [origin, why].filter((part) => part !== "").join("; "),
    verdict,
    withdrawable: "prefix" in written ? written.prefix : written.prefixListId,
    whatIfs: routeWhatIfs(index, table, route),
  };
}

/** What becomes of a packet that the route takes, and why where it is lost; a record that says otherwise is named. */
function fateOf(network: Network, table: ResourceOf<"routeTable">, route: Route) {
  if (route.target.kind === "local") return { verdict: "route", why: "" };
  const state = targetState(network, route.target, table.vpcId, route.state);
  const recorded = (isBlackhole: boolean) =>
    (route.state === "blackhole") === isBlackhole ? "" : `, though recorded as ${route.state}`;
  switch (state.kind) {
    case "usable":
      return { verdict: "route", why: recorded(false) === "" ? "" : `its target works${recorded(false)}` };
    case "blackhole":
      return { verdict: "drop", why: `${state.why}${recorded(true)}` };
    case "unknown":
      return { verdict: "unknown", why: state.missing };
  }
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

/** IPv4 before IPv6, the longest prefix first, then by address text; what is no prefix last. */
export function compareDestinations(a: string, b: string): number {
  const [left, right] = [parsePrefix(a), parsePrefix(b)];
  const family = (left?.family ?? 9) - (right?.family ?? 9);
  return family || (right?.length ?? 0) - (left?.length ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
}
