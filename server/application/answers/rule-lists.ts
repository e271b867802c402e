import type { ConfigurationIndex, Resource, ResourceOf } from "../../engine/configuration";
import { elementOf } from "../../engine/intent";
import type { RuleList } from "../ports/question-pool";
import { routeTableRules, transitRouteTableRules } from "./route-rows";
import { networkAclRows, securityGroupRows } from "./rule-rows";

/** Interfaces of one host whose rules are listed; a host with more is unheard of. */
const INTERFACE_LIMIT = 8;

/**
 * The rules that decide about traffic of the resource, in the order in which they are tried: security groups
 * (all of them united), the network ACL of its subnet, the route table of its subnet. For a rule set itself,
 * its own rules. Empty for what no rule is attached to.
 * Clauses: SG-1, SG-2, NACL-1, NACL-4, R-1, R-4, R-7.
 */
export function ruleListsOf(index: ConfigurationIndex, resource: Resource): readonly RuleList[] {
  switch (resource.kind) {
    case "instance":
      return index
        .interfacesOfInstance(resource.id)
        .slice(0, INTERFACE_LIMIT)
        .flatMap((nic, _, all) => interfaceRules(index, nic, all.length > 1 ? ` on ${nic.id}` : ""));
    case "networkInterface":
      return interfaceRules(index, resource, "");
    case "subnet":
      return subnetRules(index, resource.id, "");
    case "natGateway":
      return resource.subnetId === undefined ? [] : subnetRules(index, resource.subnetId, "");
    case "securityGroup":
      return groupRules(index, [resource.id], "");
    case "networkAcl":
      return aclRules(resource, "");
    case "routeTable":
      return [routeTableRules(index, resource, "")];
    case "transitGatewayRouteTable":
      return [transitRouteTableRules(index, resource)];
    case "internetGateway":
    case "vpnGateway": {
      const table = index.edgeTableOf(resource.id);
      return table ? [routeTableRules(index, table, " at the edge")] : [];
    }
    case "loadBalancer":
    case "classicLoadBalancer":
    case "vpcEndpoint":
    case "databaseInstance":
      return groupRules(index, resource.securityGroupIds, "");
    default:
      return [];
  }
}

function interfaceRules(
  index: ConfigurationIndex,
  nic: ResourceOf<"networkInterface">,
  where: string,
): readonly RuleList[] {
  return [...groupRules(index, nic.securityGroupIds, where), ...subnetRules(index, nic.subnetId, where)];
}

/** One list per group and direction: rules only ever allow, so their order means nothing (SG-1). */
function groupRules(index: ConfigurationIndex, ids: readonly string[], where: string): readonly RuleList[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    ids.map((id): RuleList => {
      const group = index.get("securityGroup", id);
      const inbound = direction === "ingress";
      return {
        title: `Security group, ${inbound ? "inbound" : "outbound"}${where}`,
        element: group ? elementOf(group) : { kind: "securityGroup", id },
        direction: inbound ? "inbound" : "outbound",
        rows: group
          ? securityGroupRows(index, group, direction)
          : [
              {
                rule: `\`${id}\` is not in the input`,
                detail: "its rules are not known",
                verdict: "unknown",
              },
            ],
      };
    }),
  );
}

function subnetRules(index: ConfigurationIndex, subnetId: string, where: string): readonly RuleList[] {
  const acl = index.networkAclOf(subnetId);
  const table = index.routeTableOf(subnetId);
  return [...(acl ? aclRules(acl, where) : []), ...(table ? [routeTableRules(index, table, where)] : [])];
}

function aclRules(acl: ResourceOf<"networkAcl">, where: string): readonly RuleList[] {
  return (["ingress", "egress"] as const).map((direction) => ({
    title: `Network ACL, ${direction === "ingress" ? "inbound" : "outbound"}${where}`,
    element: elementOf(acl),
    direction: direction === "ingress" ? ("inbound" as const) : ("outbound" as const),
    rows: networkAclRows(acl, direction),
  }));
}
