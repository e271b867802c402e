import {
  balancersOf,
  type ConfigurationIndex,
  type Resource,
  type ResourceKind,
  type ResourceOf,
} from "../../configuration";
import { elementOf, tiersOf } from "../../intent";
import { parseAddress } from "../../net";
import { type Failure, regionsOf } from "../../semantics";
import { withdrawableOf } from "../outage/single-failures";
import { applicationMembers } from "./application-members";
import { matchResources, nearResources } from "./match";
import type { BadReference } from "./reference";

export type ResolvedFailures =
  | { readonly kind: "failures"; readonly failures: readonly Failure[] }
  | BadReference;

/** Kinds whose failure the interpreter can suppose (semantics section 17), each as `down`. */
const FAILING_KINDS: readonly ResourceKind[] = [
  "zone",
  "subnet",
  "instance",
  "networkInterface",
  "natGateway",
  "internetGateway",
  "egressOnlyInternetGateway",
  "vpcPeeringConnection",
  "transitGateway",
  "transitGatewayAttachment",
  "loadBalancer",
  "classicLoadBalancer",
  "vpcEndpoint",
  "firewall",
  "databaseInstance",
  "vpnConnection",
  "customerGateway",
  "directConnectConnection",
  "virtualInterface",
];
const BLOCKED_KINDS: readonly ResourceKind[] = ["securityGroup", "networkAcl"];

/**
 * Turns a reference into what fails: a resource that stops working, or with `mode` "blocked" a security group
 * or network ACL that denies everything. `region:<name>` is a region, `az:<zone name or id>` a zone, `<load balancer>#<zone>` its node there, `app:<name>` every host of it, an
 * address its interface. What names nothing, several things, or something whose failure is not built yet comes
 * back with a message and candidates.
 */
export function resolveFailures(
  index: ConfigurationIndex,
  text: string,
  mode: "down" | "blocked" = "down",
): ResolvedFailures {
  const wanted = text.trim();
  const scheme = /^(region|az|app):(.*)$/.exec(wanted);
  if (scheme?.[1] === "region") return regionFailure(index, scheme[2] ?? "", mode);
  if (scheme?.[1] === "az") return zoneFailures(index, scheme[2] ?? "", mode);
  if (scheme?.[1] === "app") {
    const members = applicationMembers(tiersOf(index), index, scheme[2] ?? "");
    if (members.length > 0)
      return { kind: "failures", failures: members.map(({ kind, id }) => ({ kind, id, mode: "down" })) };
    return {
      kind: "nothing",
      message: `no application is called \`${scheme[2]}\`: list them with \`umbra intents\``,
      candidates: [],
    };
  }
  const tunnel = tunnelFailure(index, wanted);
  if (tunnel && mode === "down") return { kind: "failures", failures: [tunnel] };
  const node = /^(.+)#([^#]+)$/.exec(wanted);
  if (node?.[1] !== undefined && node[2] !== undefined) return nodeFailure(index, node[1], node[2], mode);
  const matches = parseAddress(wanted) ? ownersOf(index, wanted) : matchResources(index, wanted);
  const [only] = matches;
  if (!only) {
    const candidates = nearResources(index, wanted);
    return { kind: "nothing", message: `nothing in the configuration is called \`${wanted}\``, candidates };
  }
  if (matches.length > 1)
    return {
      kind: "ambiguous",
      message: `\`${wanted}\` names ${matches.length} resources: write the id of one of them`,
      candidates: matches.map(elementOf),
    };
  return resourceFailure(only, mode);
}

/** One tunnel of a VPN connection: `VPN-ID#1`, or its outside address. */
function tunnelFailure(index: ConfigurationIndex, wanted: string): Failure | undefined {
  for (const { id, tunnels } of index.configuration.resources.vpnConnection) {
    const place = tunnels.findIndex(
      ({ outsideAddress }, at) => wanted === outsideAddress || wanted === `${id}#${at + 1}`,
    );
    if (place >= 0) return { kind: "vpnTunnel", id: `${id}#${place + 1}`, mode: "down" };
  }
  return undefined;
}

/** An attachment's association with its table of the transit gateway taken away (F-23). It must have one. */
export function resolveDetachment(index: ConfigurationIndex, text: string): ResolvedFailures {
  const matches = matchResources(index, text.trim());
  const associated = matches.filter(
    (each) => each.kind === "transitGatewayAttachment" && each.association !== undefined,
  );
  const [only] = associated;
  if (only && associated.length === 1)
    return { kind: "failures", failures: [{ kind: only.kind, id: only.id, mode: "detached" }] };
  const { transitGatewayAttachment } = index.configuration.resources;
  const all = transitGatewayAttachment.filter(({ association }) => association !== undefined);
  return {
    kind: associated.length > 1 ? "ambiguous" : "nothing",
    message: `\`${text}\` names ${associated.length === 0 ? "no" : associated.length} transit gateway attachments that are associated with a route table: write the id of one`,
    candidates: (associated.length > 0 ? associated : all).slice(0, 8).map(elementOf),
  };
}

/**
 * One route taken out of one table: `rtb-1=0.0.0.0/0`. Out of a transit gateway's table also what an attachment
 * propagates: `tgw-rtb-1=tgw-attach-1` (F-23). It must be there.
 */
export function resolveWithdrawal(index: ConfigurationIndex, text: string): ResolvedFailures {
  const separator = text.lastIndexOf("=");
  if (separator < 0)
    return {
      kind: "unsupported",
      message: `\`${text}\` is not a route: write TABLE=DESTINATION`,
      candidates: [],
    };
  const [name, route] = [text.slice(0, separator).trim(), text.slice(separator + 1).trim()];
  const tables = matchResources(index, name).filter(isTable);
  const table = tables.length === 1 ? tables[0] : undefined;
  if (!table)
    return {
      kind: tables.length > 1 ? "ambiguous" : "nothing",
      message: `\`${name}\` names ${tables.length === 0 ? "no" : tables.length} route tables: write the id of one`,
      candidates: (tables.length > 0 ? tables : index.configuration.resources.routeTable)
        .slice(0, 8)
        .map(elementOf),
    };
  const routes = withdrawableOf(table);
  if (!routes.includes(route))
    return {
      kind: "nothing",
      message: `\`${table.id}\` has no route to \`${route}\` that could be withdrawn: it has ${routes.join(", ") || "none"}`,
      candidates: [],
    };
  return { kind: "failures", failures: [{ kind: table.kind, id: table.id, mode: "withdrawn", route }] };
}

function isTable(
  resource: Resource,
): resource is ResourceOf<"routeTable"> | ResourceOf<"transitGatewayRouteTable"> {
  return resource.kind === "routeTable" || resource.kind === "transitGatewayRouteTable";
}

function resourceFailure(resource: Resource, mode: "down" | "blocked"): ResolvedFailures {
  const kinds = mode === "down" ? FAILING_KINDS : BLOCKED_KINDS;
  if (kinds.includes(resource.kind))
    return { kind: "failures", failures: [{ kind: resource.kind, id: resource.id, mode }] };
  const advice = BLOCKED_KINDS.includes(resource.kind)
    ? "a rule set does not fail: block it with `--block`"
    : `what ${mode === "down" ? "fails" : "is blocked"} must be one of ${kinds.join(", ")}`;
  return {
    kind: "unsupported",
    message: `\`${resource.id}\` is a ${resource.kind}, whose failure cannot be supposed yet: ${advice}`,
    candidates: [],
  };
}

/** One node of a load balancer: `web-lb#use1-az1`, the balancer by id, ARN or name, the zone by id or name. */
function nodeFailure(
  index: ConfigurationIndex,
  name: string,
  zone: string,
  mode: "down" | "blocked",
): ResolvedFailures {
  const nodes = matchResources(index, name).flatMap(({ id }) => balancersOf(index).of(id)?.nodes ?? []);
  const found = nodes.filter(
    ({ zoneId, subnetId }) =>
      zoneId === zone || subnetId === zone || index.get("subnet", subnetId)?.zoneName === zone,
  );
  const [only] = found;
  if (only && found.length === 1 && mode === "down")
    return { kind: "failures", failures: [{ kind: "loadBalancerNode", id: only.id, mode }] };
  return {
    kind: "nothing",
    message: `no load balancer \`${name}\` has one node in zone \`${zone}\` that could fail`,
    candidates: nodes.map(({ id }) => ({ kind: "loadBalancerNode", id })),
  };
}

function regionFailure(index: ConfigurationIndex, name: string, mode: "down" | "blocked"): ResolvedFailures {
  const regions = regionsOf(index.configuration);
  if (regions.includes(name) && mode === "down")
    return { kind: "failures", failures: [{ kind: "region", id: name, mode }] };
  const candidates = regions.map((id) => ({ kind: "region", id }));
  return { kind: "nothing", message: `no region with a subnet is called \`${name}\``, candidates };
}

/** Zones by id or name. A zone that no record lists still fails, where subnets name it. */
function zoneFailures(index: ConfigurationIndex, name: string, mode: "down" | "blocked"): ResolvedFailures {
  const { zone, subnet } = index.configuration.resources;
  const places = [
    ...zone.map(({ id, zoneName }) => ({ id, zoneName })),
    ...subnet.flatMap(({ zoneId, zoneName }) => (zoneId === undefined ? [] : [{ id: zoneId, zoneName }])),
  ];
  const ids = [
    ...new Set(places.filter((each) => each.id === name || each.zoneName === name).map(({ id }) => id)),
  ].sort();
  const candidates = [...new Set(places.map(({ id }) => id))].sort().map((id) => ({ kind: "zone", id }));
  if (ids.length === 1 && ids[0] !== undefined && mode === "down")
    return { kind: "failures", failures: [{ kind: "zone", id: ids[0], mode }] };
  return {
    kind: ids.length > 1 ? "ambiguous" : "nothing",
    message:
      ids.length > 1
        ? `zone name \`${name}\` stands for different zones in different accounts: write a zone id`
        : `no zone is called \`${name}\``,
    candidates,
  };
}

function ownersOf(index: ConfigurationIndex, address: string): readonly Resource[] {
  return index.configuration.resources.networkInterface.filter(
    (nic) =>
      nic.ipv6Addresses.includes(address) ||
      nic.privateAddresses.some((each) => each.address === address || each.publicAddress === address),
  );
}
