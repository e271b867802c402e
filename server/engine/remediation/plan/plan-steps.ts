import type { Change, ChangeOf, ConfigurationIndex, Resource } from "../../configuration";
import type { PlanStep } from "./plan.schema";
import { groupRuleForm } from "./touched-form";

/** Steps that carry changes out at the provider, or why there are none, as a sentence without a full stop. */
export type Steps =
  | { readonly kind: "steps"; readonly steps: readonly PlanStep[] }
  | { readonly kind: "impossible"; readonly reason: string };

/**
 * The calls that make changes at the provider. What lets in comes before what shuts out, over all changes, so that
 * there is never a gap in between; else in the order of the changes.
 */
export function providerSteps(index: ConfigurationIndex, changes: readonly Change[]): Steps {
  const steps: PlanStep[] = [];
  for (const change of changes) {
    const made = stepsOf(index, change);
    if (typeof made === "string") return { kind: "impossible", reason: made };
    steps.push(...made);
  }
  const isGranting = ({ kind }: PlanStep) => kind === "authorize-group-rule" || kind === "create-route";
  return {
    kind: "steps",
    steps: [...steps.filter(isGranting), ...steps.filter((step) => !isGranting(step))],
  };
}

function stepsOf(index: ConfigurationIndex, change: Change): readonly PlanStep[] | string {
  switch (change.kind) {
    case "remove-group-rule":
    case "add-group-rule":
    case "replace-group-rule":
      return groupSteps(index, change);
    case "add-route":
    case "retarget-route":
      return routeSteps(index, change);
    case "resize-instance":
      return resizeSteps(index, change);
    case "set-desired-capacity":
      return capacitySteps(index, change);
    case "remove-route":
      return "removing a route is not carried out at the provider";
    case "add-nat-gateway":
    case "add-nat-address":
      return "creating NAT gateways and Elastic IPs is not carried out at the provider";
    case "add-route-table":
    case "associate-route-table":
      return "creating route tables and choosing which one a subnet uses is not carried out at the provider";
    case "add-instance":
    case "register-target":
      return "starting instances and registering them with target groups is not carried out at the provider";
    case "set-cross-zone":
      return "turning on balancing across zones is not carried out at the provider";
    case "add-acl-entry":
    case "remove-acl-entry":
      return "changing network ACLs is not carried out at the provider";
    case "patch-host":
    case "patch-everything":
      return "installing software on an instance is not carried out at the provider";
    case "require-metadata-token":
      return "changing the metadata options of an instance is not carried out at the provider";
  }
}

function groupSteps(
  index: ConfigurationIndex,
  change: ChangeOf<"remove-group-rule" | "add-group-rule" | "replace-group-rule">,
): readonly PlanStep[] | string {
  const { securityGroupId, direction, rule } = change;
  const group = index.get("securityGroup", securityGroupId);
  if (!group) return `security group \`${securityGroupId}\` is not in the configuration`;
  const step = (kind: "authorize-group-rule" | "revoke-group-rule", each: typeof rule): PlanStep => ({
    kind,
    place: placeOf(group),
    securityGroupId,
    direction,
    rule: each,
  });
  const known = new Set(group[direction].map(groupRuleForm));
  const added =
    change.kind === "add-group-rule" ? [rule] : change.kind === "replace-group-rule" ? change.by : [];
  const isKept = added.some((each) => groupRuleForm(each) === groupRuleForm(rule));
  return [
    ...added
      .filter((each) => !known.has(groupRuleForm(each)))
      .map((each) => step("authorize-group-rule", each)),
    ...(change.kind === "add-group-rule" || isKept ? [] : [step("revoke-group-rule", rule)]),
  ];
}

function routeSteps(
  index: ConfigurationIndex,
  change: ChangeOf<"add-route" | "retarget-route">,
): readonly PlanStep[] | string {
  const { routeTableId, destination } = change;
  const table = index.get("routeTable", routeTableId);
  if (!table) return `route table \`${routeTableId}\` is not in the configuration`;
  const base = { place: placeOf(table), routeTableId, destination };
  const target = change.kind === "add-route" ? change.target : change.to;
  if (target.kind === "local" || target.kind === "unknown")
    return `a route of \`${routeTableId}\` to ${target.kind === "local" ? "the VPC itself" : target.name} cannot be made`;
  return [
    change.kind === "add-route"
      ? { kind: "create-route", ...base, target }
      : { kind: "replace-route", ...base, from: change.from, to: target },
  ];
}

function resizeSteps(
  index: ConfigurationIndex,
  { instanceId, from, to }: ChangeOf<"resize-instance">,
): readonly PlanStep[] | string {
  const instance = index.get("instance", instanceId);
  if (!instance) return `instance \`${instanceId}\` is not in the configuration`;
  if (instance.state !== "stopped")
    return `instance \`${instanceId}\` is ${instance.state}: its type can be changed only while it is stopped, and nothing here stops one`;
  return [{ kind: "set-instance-type", place: placeOf(instance), instanceId, from, to }];
}

function capacitySteps(
  index: ConfigurationIndex,
  { autoScalingGroupId, from, to, members }: ChangeOf<"set-desired-capacity">,
): readonly PlanStep[] | string {
  const group = index.get("autoScalingGroup", autoScalingGroupId);
  if (!group) return `scaling group \`${autoScalingGroupId}\` is not in the configuration`;
  const autoScalingGroupName = group.name ?? group.id;
  return [
    {
      kind: "set-desired-capacity",
      place: placeOf(group),
      autoScalingGroupId,
      autoScalingGroupName,
      from,
      to,
      members,
    },
  ];
}

/** Steps as changes of a configuration, in the same order: what they come to can be told by making these. */
export function stepChanges(steps: readonly PlanStep[]): readonly Change[] {
  return steps.flatMap(stepChange);
}

function stepChange(step: PlanStep): readonly Change[] {
  switch (step.kind) {
    case "revoke-group-rule":
    case "authorize-group-rule": {
      const { securityGroupId, direction, rule } = step;
      const kind = step.kind === "revoke-group-rule" ? "remove-group-rule" : "add-group-rule";
      return [{ kind, securityGroupId, direction, rule }];
    }
    case "create-route":
    case "delete-route": {
      const { routeTableId, destination, target } = step;
      const kind = step.kind === "create-route" ? "add-route" : "remove-route";
      return [{ kind, routeTableId, destination, target }];
    }
    case "replace-route": {
      const { routeTableId, destination, from, to } = step;
      return [{ kind: "retarget-route", routeTableId, destination, from, to }];
    }
    case "set-instance-type": {
      const { instanceId, from, to } = step;
      return [{ kind: "resize-instance", instanceId, from, to }];
    }
    case "set-desired-capacity": {
      const { autoScalingGroupId, from, to, members } = step;
      return [{ kind: "set-desired-capacity", autoScalingGroupId, from, to, members }];
    }
    case "webhook":
      return step.changes;
  }
}

/** Where a resource is, as a step says it. */
export function placeOf({ accountId, region }: Resource): { accountId: string; region: string } {
  return { accountId, region };
}
