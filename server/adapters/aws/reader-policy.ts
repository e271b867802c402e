/** What the agent asks EC2: nothing else is ever sent, and the role needs no other right. */
export const EC2_ACTIONS = [
  "DescribeAddresses",
  "DescribeAvailabilityZones",
  "DescribeEgressOnlyInternetGateways",
  "DescribeInstances",
  "DescribeInstanceTypes",
  "DescribeInternetGateways",
  "DescribeNatGateways",
  "DescribeNetworkAcls",
  "DescribeNetworkInterfaces",
  "DescribeRouteTables",
  "DescribeSecurityGroups",
  "DescribeSubnets",
  "DescribeVpcPeeringConnections",
  "DescribeVpcs",
] as const;

/** What the agent asks of what spreads load. */
export const BALANCING_ACTIONS = [
  "DescribeListeners",
  "DescribeLoadBalancerAttributes",
  "DescribeLoadBalancers",
  "DescribeRules",
  "DescribeTargetGroupAttributes",
  "DescribeTargetGroups",
  "DescribeTargetHealth",
] as const;

/** What the agent asks of what keeps groups of instances at their size. */
export const SCALING_ACTIONS = ["DescribeAutoScalingGroups"] as const;

/** Whose account the keys belong to. */
export const STS_ACTIONS = ["GetCallerIdentity"] as const;

/** Rights that a reading role must not have even by another policy: they show secrets. */
const DENIED = [
  "ec2:DescribeInstanceAttribute",
  "ec2:DescribeLaunchTemplateVersions",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetPasswordData",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter*",
] as const;

/** The least a role needs for the agent to read all it can, as the provider's policy JSON, to be copied. */
export function readerPolicy(): string {
  const allowed = [
    ...EC2_ACTIONS.map((action) => `ec2:${action}`),
    ...BALANCING_ACTIONS.map((action) => `elasticloadbalancing:${action}`),
    ...SCALING_ACTIONS.map((action) => `autoscaling:${action}`),
    ...STS_ACTIONS.map((action) => `sts:${action}`),
  ];
  const policy = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "UmbraReads", Effect: "Allow", Action: allowed, Resource: "*" },
      { Sid: "UmbraNeverReadsSecrets", Effect: "Deny", Action: [...DENIED], Resource: "*" },
    ],
  };
  return JSON.stringify(policy, null, 2);
}
