import type { ConfigurationIndex, Resource, ResourceOf } from "../configuration";
import { elementOf } from "../intent";
import { groupRefusalLabel, type Network } from "../semantics";
import { routeTableRules } from "./route-rows";
import type { RuleList, TracedList } from "./rule-list";
import { elementById, networkAclRows, securityGroupRows } from "./rule-rows";
import { transitRouteTableRules } from "./transit-route-rows";

/** Interfaces of one host whose rules are listed; a host with more is unheard of. */
const INTERFACE_LIMIT = 8;
const DIRECTIONS = ["ingress", "egress"] as const;

/**
 * The rules that decide about traffic of the resource, in the order in which they are tried: the security groups of
 * each interface united, the network ACL of its subnet, the route table of its subnet. For a rule set itself, its own
 * rules. Empty for what no rule is attached to.
 * Clauses: SG-1, SG-2, NACL-1, NACL-4, R-1, R-4, R-7, R-10.
 */
export function ruleListsOf(network: Network, resource: Resource): readonly RuleList[] {
  return tracedLists(network, resource).map(withoutNames);
}

/** A list as it is handed out. */
export function withoutNames({ at: _at, names: _names, ...list }: TracedList): RuleList {
  return list;
}

/** The same lists with what finds their rows in the hops of a trace. */
export function tracedLists(network: Network, resource: Resource): readonly TracedList[] {
  const { index } = network;
  switch (resource.kind) {
    case "instance":
      return index
        .interfacesOfInstance(resource.id)
        .slice(0, INTERFACE_LIMIT)
        .flatMap((nic, _, all) => interfaceRules(network, nic, all.length > 1 ? ` on ${nic.id}` : ""));
    case "networkInterface":
      return interfaceRules(network, resource, "");
    case "subnet":
      return subnetRules(network, resource.id, "");
    case "natGateway":
      return resource.subnetId === undefined ? [] : subnetRules(network, resource.subnetId, "");
    case "securityGroup":
      return ownGroupRules(index, resource.id);
    case "networkAcl":
      return aclRules(resource, "", undefined);
    case "routeTable":
      return [routeTableRules(network, resource, "")];
    case "transitGatewayRouteTable":
      return [transitRouteTableRules(network, resource)];
    case "internetGateway":
    case "vpnGateway": {
      const table = index.edgeTableOf(resource.id);
      return table ? [routeTableRules(network, table, " at the edge")] : [];
    }
    case "loadBalancer":
    case "classicLoadBalancer":
    case "vpcEndpoint":
    case "databaseInstance":
      return resource.securityGroupIds.length === 0
        ? []
        : DIRECTIONS.map((direction) => unitedRules(index, resource, direction, ""));
    default:
      return [];
  }
}

function interfaceRules(network: Network, nic: ResourceOf<"networkInterface">, where: string): TracedList[] {
  return [
    ...DIRECTIONS.map((direction) => ({
      ...unitedRules(network.index, nic, direction, where),
      at: nic.id,
    })),
    ...subnetRules(network, nic.subnetId, where),
  ];
}

type Guarded = Extract<Resource, { readonly securityGroupIds: readonly string[] }>;

/** The rules of all groups on one thing: any match admits, whichever group it is of (SG-2). */
function unitedRules(
  index: ConfigurationIndex,
  guarded: Guarded,
  direction: (typeof DIRECTIONS)[number],
  where: string,
): TracedList {
  const ids = guarded.securityGroupIds;
  const [only] = ids;
  const isSingle = ids.length === 1 && only !== undefined;
  const refusal = groupRefusalLabel(ids, direction);
  return {
    title: `Security ${isSingle ? "group" : "groups"}, ${inOrOut(direction)}${where}`,
    element: isSingle ? elementById(index, "securityGroup", only) : elementOf(guarded),
    direction: inOrOut(direction),
    match: "any",
    ...securityGroupRows(index, [...new Set(ids)].sort(), direction, refusal),
  };
}

function ownGroupRules(index: ConfigurationIndex, id: string): TracedList[] {
  return DIRECTIONS.map((direction) => ({
    title: `Security group, ${inOrOut(direction)}`,
    element: elementById(index, "securityGroup", id),
    direction: inOrOut(direction),
    match: "any",
    // A refusal names all groups of an interface: it is never this one's alone.
    ...securityGroupRows(index, [id], direction, null),
  }));
}

function subnetRules(network: Network, subnetId: string, where: string): TracedList[] {
  const { index } = network;
  const acl = index.networkAclOf(subnetId);
  const table = index.routeTableOf(subnetId);
  return [
    ...(acl ? aclRules(acl, where, subnetId) : []),
    ...(table ? [{ ...routeTableRules(network, table, where), at: subnetId }] : []),
  ];
}

function aclRules(acl: ResourceOf<"networkAcl">, where: string, subnetId: string | undefined): TracedList[] {
  return DIRECTIONS.map((direction) => ({
    title: `Network ACL, ${inOrOut(direction)}${where}`,
    element: elementOf(acl),
    direction: inOrOut(direction),
    match: "first",
    ...(subnetId === undefined ? {} : { at: subnetId }),
    ...networkAclRows(acl, direction),
  }));
}

function inOrOut(direction: (typeof DIRECTIONS)[number]): "inbound" | "outbound" {
  return direction === "ingress" ? "inbound" : "outbound";
}
