import {
  aclEntryText,
  type Change,
  type ConfigurationIndex,
  groupRuleText,
  routeText,
} from "../../configuration";

/** Changes in words, one line each, in the words of hops, rule lists and alerts. */
export function changeTexts(index: ConfigurationIndex, changes: readonly Change[]): string[] {
  // What a change makes is called by the name it will have.
  const made = new Map(
    changes.flatMap((each) => ("name" in each && "id" in each ? [[each.id, each.name] as const] : [])),
  );
  return changes.map((change) => changeText(change, (id) => index.find(id)?.name ?? made.get(id)));
}

/** One change in words. `nameOf` gives the name of a resource where it has one. */
export function changeText(change: Change, nameOf: (id: string) => string | undefined): string {
  const named = (id: string) => (nameOf(id) === undefined ? `\`${id}\`` : `\`${id}\` (${nameOf(id)})`);
  const inText = (id: string) => (nameOf(id) === undefined ? id : `${nameOf(id)} (${id})`);
  switch (change.kind) {
    case "remove-group-rule":
      return `in security group ${named(change.securityGroupId)}, remove "${groupRuleText(change.rule, change.direction, inText)}"`;
    case "add-group-rule":
      return `in security group ${named(change.securityGroupId)}, add "${groupRuleText(change.rule, change.direction, inText)}"`;
    case "replace-group-rule": {
      const by = change.by.map((rule) => `"${groupRuleText(rule, change.direction, inText)}"`).join(" and ");
      return `in security group ${named(change.securityGroupId)}, replace "${groupRuleText(change.rule, change.direction, inText)}" by ${by}`;
    }
    case "remove-route":
      return `in route table ${named(change.routeTableId)}, remove the route ${routeText(change, inText)}`;
    case "add-route":
      return `in route table ${named(change.routeTableId)}, add the route ${routeText(change, inText)}`;
    case "retarget-route": {
      const to = "id" in change.to ? named(change.to.id) : change.to.kind;
      return `in route table ${named(change.routeTableId)}, point the route ${routeText({ ...change, target: change.from }, inText)} to ${to}`;
    }
    case "add-nat-gateway":
      return `create a public NAT gateway ${named(change.id)} in subnet ${named(change.subnetId)}, with a new Elastic IP`;
    case "add-nat-address":
      return `give NAT gateway ${named(change.natGatewayId)} a further Elastic IP`;
    case "add-route-table":
      return `create a route table ${named(change.id)} with the routes of ${named(change.copyOf)}`;
    case "associate-route-table":
      return `let subnet ${named(change.subnetId)} use route table ${named(change.to)} instead of ${named(change.from.routeTableId)}`;
    case "patch-host":
      return `on instance ${named(change.instanceId)}, install a version without ${change.name}${change.fixedIn.length === 0 ? "" : `: ${change.fixedIn.join(" or ")}`}`;
    case "patch-everything":
      return `on instance ${named(change.instanceId)}, install versions without any of the ${change.count} vulnerabilities that are known of it`;
    case "require-metadata-token":
      return `on instance ${named(change.instanceId)}, require a token for the metadata service (IMDSv2)`;
    case "resize-instance":
      return `change the type of instance ${named(change.instanceId)} from ${change.from} to ${change.to}`;
    case "add-instance":
      return `start an instance ${named(change.id)} like ${named(change.copyOf)} in subnet ${named(change.subnetId)}`;
    case "set-desired-capacity":
      return `let scaling group ${named(change.autoScalingGroupId)} keep ${change.to} members instead of ${change.from}`;
    case "register-target":
      return `register ${named(change.target)}${change.port === undefined ? "" : ` on port ${change.port}`} with target group ${named(change.targetGroupId)}`;
    case "set-cross-zone":
      return `on ${named(change.holderId)}, turn on balancing across zones`;
    case "add-acl-entry":
    case "remove-acl-entry": {
      const { ruleNumber, action } = change.entry;
      const verb = change.kind === "add-acl-entry" ? "add" : "remove";
      return `in network ACL ${named(change.networkAclId)}, ${verb} entry ${ruleNumber}: ${action} ${aclEntryText(change.entry)}`;
    }
  }
}
