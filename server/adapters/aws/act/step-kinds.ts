import type { StepKind } from "../../../engine/remediation/plan/plan.schema";

/** What carrying out one kind of step takes. */
interface StepKindNeeds {
  /** Changing calls, as in a policy. */
  readonly actions: readonly string[];
  /** What they change, as the end of an ARN, after service, region and account. */
  readonly resources: readonly string[];
}

/** The only changing calls of the whole product, by the kind of step that makes them. */
export const STEP_KIND_NEEDS = {
  "revoke-group-rule": {
    actions: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"],
    resources: ["security-group/*", "security-group-rule/*"],
  },
  "authorize-group-rule": {
    actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress"],
    resources: ["security-group/*", "security-group-rule/*"],
  },
  "create-route": { actions: ["ec2:CreateRoute"], resources: ["route-table/*"] },
  "replace-route": { actions: ["ec2:ReplaceRoute"], resources: ["route-table/*"] },
  "delete-route": { actions: ["ec2:DeleteRoute"], resources: ["route-table/*"] },
  "set-desired-capacity": {
    actions: ["autoscaling:SetDesiredCapacity"],
    resources: ["autoScalingGroup:*:autoScalingGroupName/*"],
  },
  "set-instance-type": { actions: ["ec2:ModifyInstanceAttribute"], resources: ["instance/*"] },
  /** Somebody else makes the changes. */
  webhook: { actions: [], resources: [] },
} as const satisfies Record<StepKind, StepKindNeeds>;

/** What an executor reads, whatever it may change: what a plan touches, and what a route would lead to. */
export const READING_ACTIONS = [
  "ec2:DescribeInstances",
  "ec2:DescribeNatGateways",
  "ec2:DescribeNetworkAcls",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "autoscaling:DescribeAutoScalingGroups",
  "sts:GetCallerIdentity",
] as const;
