import {
  aclEntryText,
  groupRuleText,
  type NetworkAclEntry,
  type Route,
  type RuleDirection,
  routeText,
  type SecurityGroupRule,
} from "../configuration";
import { formatPrefix, type Prefix } from "../net";

/** How a hop names the security group rule that admitted its packet. */
export function groupRuleLabel(groupId: string, direction: RuleDirection, rule: SecurityGroupRule): string {
  return `${groupId} ${direction} ${groupRuleText(rule, direction)}`;
}

/** How a hop names the refusal of an interface's groups (SG-1). */
export function groupRefusalLabel(groupIds: readonly string[], direction: RuleDirection): string {
  if (groupIds.length === 0) return "the interface has no security group, so nothing is allowed";
  return `no ${direction} rule of ${groupIds.join(", ")} matches`;
}

/** How a hop names the network ACL entry that decided. */
export function aclEntryLabel(aclId: string, direction: RuleDirection, entry: NetworkAclEntry): string {
  return `${aclId} ${direction} rule ${entry.ruleNumber}: ${entry.action} ${aclEntryText(entry)}`;
}

/** How a hop names the refusal by no entry (NACL-1). */
export function aclDefaultLabel(aclId: string, direction: RuleDirection): string {
  return `${aclId} ${direction}: no entry matches, denied by default`;
}

/** How a hop names the route that won: of a prefix list, with the prefix that matched. */
export function routeLabel(prefix: Prefix, { destination, target }: Route, tableId: string): string {
  const list = "prefixListId" in destination ? ` (${destination.prefixListId})` : "";
  return `${routeText({ destination: { prefix: `${formatPrefix(prefix)}${list}` }, target })} in ${tableId}`;
}
