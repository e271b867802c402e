import type { PlanStep, StepKind } from "../../server/engine/remediation/plan/plan.schema";

type GroupStep = Extract<PlanStep, { readonly kind: "revoke-group-rule" }>;
type RouteStep = Extract<PlanStep, { readonly kind: "create-route" }>;

/** What a kind of step is called where an executor says what it may do. */
export const STEP_WORDS: Readonly<Record<StepKind, string>> = {
  "revoke-group-rule": "revoke rules of security groups",
  "authorize-group-rule": "add rules to security groups",
  "create-route": "add routes",
  "replace-route": "re-target routes",
  "delete-route": "take back routes it added",
  "set-desired-capacity": "resize scaling groups",
  "set-instance-type": "change the type of stopped instances",
  webhook: "send signed webhooks",
};

const PROTOCOLS: Readonly<Record<number, string>> = { 1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6" };

/** One step in words: what is called, and what it expects to find. Ids stand in backticks. */
export function stepText(step: PlanStep): string {
  switch (step.kind) {
    case "revoke-group-rule":
      return `Revoke ${ruleText(step)} of \`${step.securityGroupId}\`; expects to find it.`;
    case "authorize-group-rule":
      return `Add ${ruleText(step)} to \`${step.securityGroupId}\`; expects no such rule.`;
    case "create-route":
      return `Add a route from \`${step.routeTableId}\` to ${destinationText(step)} by \`${targetText(step.target)}\`; expects none to there.`;
    case "delete-route":
      return `Delete the route of \`${step.routeTableId}\` to ${destinationText(step)} by \`${targetText(step.target)}\`; expects to find it.`;
    case "replace-route":
      return `Point the route of \`${step.routeTableId}\` to ${destinationText(step)} at \`${targetText(step.to)}\`; expects it to point at \`${targetText(step.from)}\`.`;
    case "set-desired-capacity":
      return `Set the desired size of \`${step.autoScalingGroupName}\` to ${step.to}; expects ${step.from}.`;
    case "set-instance-type":
      return `Change the type of \`${step.instanceId}\` to \`${step.to}\`; expects \`${step.from}\`, and the instance stopped.`;
    case "webhook":
      return `Send the changes to \`${step.name}\`, signed: whoever answers there makes them.`;
  }
}

function ruleText({ direction, rule }: Pick<GroupStep, "direction" | "rule">): string {
  const { protocol, fromPort, toPort, peer } = rule;
  const name = protocol === -1 ? "every protocol" : (PROTOCOLS[protocol] ?? `protocol ${protocol}`);
  const ports =
    fromPort === undefined || protocol === -1
      ? ""
      : fromPort === toPort || toPort === undefined
        ? ` ${fromPort}`
        : ` ${fromPort}-${toPort}`;
  const other =
    peer.kind === "prefix"
      ? peer.prefix
      : peer.kind === "prefixList"
        ? peer.prefixListId
        : peer.securityGroupId;
  return `"${name}${ports} ${direction === "ingress" ? "from" : "to"} ${other}"`;
}

function destinationText({ destination }: Pick<RouteStep, "destination">): string {
  return `\`${"prefix" in destination ? destination.prefix : destination.prefixListId}\``;
}

function targetText(target: RouteStep["target"]): string {
  return target.kind === "local" ? "local" : target.id;
}
