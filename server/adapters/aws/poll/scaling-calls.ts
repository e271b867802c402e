import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { attribute, type ListCall, pick, type ReadCall } from "./read-call";

const GROUPS: ListCall = {
  key: "AutoScalingGroups",
  action: "DescribeAutoScalingGroups",
  pageSize: 100,
  ask: async ({ autoScaling }, { size, token }, abortSignal) => {
    const page = {
      ...(size === undefined ? {} : { MaxRecords: size }),
      ...(token === undefined ? {} : { NextToken: token }),
    };
    const reply = await autoScaling.send(new DescribeAutoScalingGroupsCommand(page), { abortSignal });
    return { items: reply.AutoScalingGroups, nextToken: reply.NextToken || undefined };
  },
  idsOf: (item) => [attribute(item, "AutoScalingGroupARN") ?? attribute(item, "AutoScalingGroupName")],
};

/** What is kept of a group: as the collection script asks, without launch settings. */
const KEPT = [
  "AutoScalingGroupName",
  "AutoScalingGroupARN",
  "MinSize",
  "DesiredCapacity",
  "MaxSize",
  "VPCZoneIdentifier",
  "TargetGroupARNs",
  "LoadBalancerNames",
  "HealthCheckType",
  "Instances",
  "SuspendedProcesses",
  "Tags",
];

/** Scaling groups, as the service of that name tells them. */
export const SCALING_CALLS: readonly ReadCall[] = [
  {
    kind: "autoScalingGroup",
    key: GROUPS.key,
    read: async (list) => {
      const { items, ids } = await list(GROUPS);
      return { lists: { [GROUPS.key]: items.map((each) => pick(each, KEPT)) }, ids };
    },
  },
];
