import { type Prefix, parsePrefix, prefixCovers } from "../net";
import type { Configuration, Diagnostic, ResourceOf } from "./configuration.schema";
import { type ConfigurationIndex, indexConfiguration } from "./configuration-index";
import type { Route } from "./network.schema";
import { routeText } from "./rule-text";

type RouteTable = ResourceOf<"routeTable">;

/**
 * Static routes inside the VPC that the provider does not take: narrower than the local route but for no whole subnet, or
 * to something that is no interface, NAT gateway or inspecting endpoint. They are followed as they stand and said.
 */
export function narrowRoutes(configuration: Configuration): Diagnostic[] {
  const index = indexConfiguration(configuration);
  return configuration.resources.routeTable.flatMap((table) =>
    table.routes.flatMap((route): Diagnostic[] => {
      const faults = faultsOf(index, table, route);
      if (faults.length === 0) return [];
      const text = routeText(route);
      return [
        {
          severity: "warning",
          code: "route-not-legal",
          resource: { kind: table.kind, id: table.id },
          message: `the route \`${text}\` of \`${table.id}\` lies inside the VPC and ${faults.join(" and ")}, which the provider does not take; it is followed as it stands, record the table again`,
          weakens: `answers that use the route \`${text}\` of \`${table.id}\``,
        },
      ];
    }),
  );
}

function faultsOf(index: ConfigurationIndex, table: RouteTable, route: Route): readonly string[] {
  if (route.target.kind === "local" || route.origin === "EnableVgwRoutePropagation") return [];
  const local = parsed(index.get("vpc", table.vpcId)?.prefixes ?? []);
  const inside = destinationsOf(index, route).filter((prefix) =>
    local.some((own) => prefixCovers(own, prefix)),
  );
  if (inside.length === 0) return [];
  const allowed = [...local, ...parsed(index.subnetsOf(table.vpcId).flatMap(({ prefixes }) => prefixes))];
  // Without a subnet of the VPC in the input nobody knows which prefixes are whole ones.
  const isWhole =
    allowed.length === local.length || inside.every((prefix) => allowed.some((each) => isSame(each, prefix)));
  return [
    ...(isWhole ? [] : ["is for no whole subnet"]),
    ...(mayHold(index, route.target) ? [] : ["leads to no interface, NAT gateway or inspecting endpoint"]),
  ];
}

function destinationsOf(index: ConfigurationIndex, { destination }: Route): Prefix[] {
  return parsed(
    "prefix" in destination
      ? [destination.prefix]
      : (index.get("prefixList", destination.prefixListId)?.prefixes ?? []),
  );
}

/** An interface, by itself or as an instance's, a NAT gateway, an endpoint that inspects; what is not known may be one. */
function mayHold(index: ConfigurationIndex, target: Exclude<Route["target"], { kind: "local" }>): boolean {
  switch (target.kind) {
    case "networkInterface":
    case "instance":
    case "natGateway":
    case "unknown":
      return true;
    case "vpcEndpoint": {
      const type = index.get("vpcEndpoint", target.id)?.endpointType.toLowerCase();
      return type === undefined || type === "gatewayloadbalancer" || isOfFirewall(index, target.id);
    }
    default:
      return false;
  }
}

function isOfFirewall({ configuration }: ConfigurationIndex, endpointId: string): boolean {
  return configuration.resources.firewall.some(({ endpoints }) =>
    endpoints.some((each) => each.endpointId === endpointId),
  );
}

function parsed(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

function isSame(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.base === b.base && a.length === b.length;
}
