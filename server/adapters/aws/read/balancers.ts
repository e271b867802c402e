import { child, children, flag, type Item, note, number, text, texts, textsOf, words } from "../item";
import { base, ownName, type Reading, sortedBy } from "../reading";

/** Load balancers of both generations, listeners, target groups and scaling groups (M-3). */
export function readBalancers(reading: Reading): void {
  for (const item of reading.items("LoadBalancers")) readLoadBalancer(reading, item);
  for (const item of reading.items("Listeners")) readListener(reading, item);
  for (const wrapper of reading.items("LoadBalancerListeners"))
    for (const item of children(wrapper, "Listeners")) readListener(reading, item);
  for (const item of reading.items("TargetGroups")) readTargetGroup(reading, item);
  for (const item of reading.items("LoadBalancerDescriptions")) readClassic(reading, item);
  for (const item of reading.items("AutoScalingGroups")) readScalingGroup(reading, item);
}

function readLoadBalancer(reading: Reading, item: Item): void {
  const arn = text(item, "LoadBalancerArn");
  const state = child(item, "State");
  const type = text(item, "Type") ?? "application";
  const enforced = text(item, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
  reading.put(item, {
    ...base(item, "loadBalancer", arn, { arn, name: ownName(item, "LoadBalancerName") }),
    type: type === "network" || type === "gateway" || type === "application" ? type : undefined,
    // Gateway load balancers have no scheme.
    scheme: text(item, "Scheme") ?? "internal",
    state: (state && text(state, "Code")) ?? "active",
    dnsName: text(item, "DNSName"),
    vpcId: text(item, "VpcId"),
    ipAddressType: text(item, "IpAddressType"),
    zones: sortedBy(
      children(item, "AvailabilityZones").map((each) => ({
        zoneName: text(each, "ZoneName") ?? "",
        subnetId: text(each, "SubnetId"),
      })),
      (each) => `${each.zoneName} ${each.subnetId}`,
    ),
    securityGroupIds: texts(item, "SecurityGroups"),
    enforceInboundRulesOnPrivateLink: enforced === undefined ? undefined : enforced === "on",
    attributes: attributesOf(reading.items("LoadBalancerAttributes"), "LoadBalancerArn", arn),
  });
}

/** Attributes recorded for one thing, sorted by key; those of target groups may stand among the balancers'. */
function attributesOf(wrappers: readonly Item[], idKey: string, id: string | undefined) {
  const own = wrappers.filter((each) => id !== undefined && text(each, idKey) === id);
  const pairs = own
    .flatMap((each) => children(each, "Attributes"))
    .flatMap((each) => {
      const key = text(each, "Key");
      // Where access logs go is nothing the network depends on.
      if (key === undefined || key.startsWith("access_logs.") || key.startsWith("connection_logs."))
        return [];
      return [{ key, value: words(each, "Value") ?? "" }];
    });
  return sortedBy([...new Map(pairs.map((pair) => [pair.key, pair])).values()], (each) => each.key);
}

function readListener(reading: Reading, item: Item): void {
  const arn = text(item, "ListenerArn");
  const rules = reading.items("Rules").filter((each) => {
    const ruleArn = text(each, "RuleArn");
    const listenerArn = ruleArn?.replace(":listener-rule/", ":listener/").split("/").slice(0, -1).join("/");
    return listenerArn !== undefined && listenerArn === arn && flag(each, "IsDefault") !== true;
  });
  reading.put(item, {
    ...base(item, "listener", arn, { arn }),
    loadBalancerArn: text(item, "LoadBalancerArn"),
    port: number(item, "Port"),
    protocol: text(item, "Protocol"),
    defaultActions: children(item, "DefaultActions").map(readAction),
    rules: sortedBy(rules.map(readRule), (each) => each.priority.padStart(8, "0")),
  });
}

function readRule(item: Item) {
  const values = (field: string, config: string) =>
    children(item, "Conditions")
      .filter((each) => text(each, "Field") === field)
      .flatMap((each) => {
        const inside = child(each, config);
        return inside ? texts(inside, "Values") : texts(each, "Values");
      })
      .sort();
  return {
    priority: text(item, "Priority") ?? "",
    hosts: values("host-header", "HostHeaderConfig"),
    paths: values("path-pattern", "PathPatternConfig"),
    actions: children(item, "Actions").map(readAction),
  };
}

function readAction(item: Item) {
  const forward = child(item, "ForwardConfig");
  const weighted = (forward ? children(forward, "TargetGroups") : []).flatMap((each) => {
    const targetGroupArn = text(each, "TargetGroupArn");
    return targetGroupArn === undefined ? [] : [{ targetGroupArn, weight: number(each, "Weight") ?? 1 }];
  });
  const single = text(item, "TargetGroupArn");
  const targetGroups =
    weighted.length > 0 || single === undefined ? weighted : [{ targetGroupArn: single, weight: 1 }];
  return {
    type: text(item, "Type") ?? "",
    targetGroups: sortedBy(targetGroups, (each) => each.targetGroupArn),
  };
}

function readTargetGroup(reading: Reading, item: Item): void {
  const arn = text(item, "TargetGroupArn");
  const health = reading
    .items("LoadBalancerTargetHealth")
    .filter((each) => text(each, "TargetGroupArn") === arn);
  if (health.length === 0 && arn !== undefined) {
    // Taken over without its targets it would look like a group that has none.
    note(item, {
      severity: "warning",
      code: "targets-missing",
      resource: { kind: "targetGroup", id: arn },
      message: "its targets are not in the input, so the group was left out; add describe-target-health",
      weakens: "answers through this target group",
    });
    return;
  }
  const targets = health.flatMap((each) => children(each, "TargetHealthDescriptions")).flatMap(readTarget);
  reading.put(item, {
    ...base(item, "targetGroup", arn, { arn, name: ownName(item, "TargetGroupName") }),
    targetType: text(item, "TargetType") ?? "instance",
    protocol: text(item, "Protocol"),
    port: number(item, "Port"),
    vpcId: text(item, "VpcId"),
    loadBalancerArns: texts(item, "LoadBalancerArns"),
    healthCheck: {
      protocol: text(item, "HealthCheckProtocol"),
      port: text(item, "HealthCheckPort"),
      enabled: flag(item, "HealthCheckEnabled") ?? true,
    },
    targets: sortedBy(targets, (each) =>
      [each.id, each.port, each.zoneName, each.state, each.reason].join(" "),
    ),
    attributes: attributesOf(
      [
        ...reading.items("TargetGroupAttributes"),
        ...reading.items("LoadBalancerAttributes").map(asTargetGroup),
      ],
      "TargetGroupArn",
      arn,
    ),
  });
}

function asTargetGroup(item: Item): Item {
  return { ...item, value: { ...item.value, TargetGroupArn: item.value.LoadBalancerArn } };
}

function readTarget(item: Item) {
  const target = child(item, "Target");
  const health = child(item, "TargetHealth");
  const id = target && text(target, "Id");
  if (target === undefined || id === undefined) return [];
  return [
    {
      id,
      port: number(target, "Port"),
      zoneName: text(target, "AvailabilityZone"),
      state: (health && text(health, "State")) ?? "unknown",
      reason: health && text(health, "Reason"),
    },
  ];
}

function readClassic(reading: Reading, item: Item): void {
  const name = text(item, "LoadBalancerName");
  const check = child(item, "HealthCheck");
  const attributes = reading
    .items("LoadBalancerAttributes")
    .find((each) => name !== undefined && text(each, "LoadBalancerName") === name);
  const crossZone =
    attributes && child(child(attributes, "LoadBalancerAttributes") ?? attributes, "CrossZoneLoadBalancing");
  const listeners = children(item, "ListenerDescriptions").flatMap((each) => {
    const listener = child(each, "Listener");
    const port = listener && number(listener, "LoadBalancerPort");
    const instancePort = listener && number(listener, "InstancePort");
    if (listener === undefined || port === undefined || instancePort === undefined) return [];
    const protocol = text(listener, "Protocol") ?? "TCP";
    return [{ protocol, port, instanceProtocol: text(listener, "InstanceProtocol"), instancePort }];
  });
  const fields = base(item, "classicLoadBalancer", name, { name });
  reading.put(item, {
    ...fields,
    scheme: text(item, "Scheme") ?? "internet-facing",
    dnsName: text(item, "DNSName"),
    vpcId: text(item, "VPCId"),
    subnetIds: texts(item, "Subnets"),
    securityGroupIds: texts(item, "SecurityGroups"),
    instanceIds: textsOf(item, "Instances", "InstanceId"),
    instanceStates: instanceStatesOf(reading, item, name),
    listeners: sortedBy(listeners, (each) => `${String(each.port).padStart(5, "0")} ${each.protocol}`),
    healthCheckTarget: check && text(check, "Target"),
    crossZone: crossZone && flag(crossZone, "Enabled"),
  });
}

/** What is recorded of the health of a classic load balancer's instances; names are unique in an account's region. */
function instanceStatesOf(reading: Reading, { source }: Item, name: string | undefined) {
  const replies = reading
    .items("LoadBalancerInstanceHealth")
    .filter(
      (each) =>
        name !== undefined &&
        text(each, "LoadBalancerName") === name &&
        each.source.region === source.region &&
        each.source.accountId === source.accountId,
    );
  if (replies.length === 0) return undefined;
  const states = replies
    .flatMap((each) => children(each, "InstanceStates"))
    .flatMap((each) => {
      const instanceId = text(each, "InstanceId");
      const state = text(each, "State") ?? "Unknown";
      const reason = text(each, "ReasonCode");
      // The provider writes N/A where there is nothing to say.
      const told = reason === undefined || reason === "N/A" ? {} : { reason };
      return instanceId === undefined ? [] : [{ instanceId, state, ...told }];
    });
  return sortedBy(states, (each) => `${each.instanceId} ${each.state}`);
}

function readScalingGroup(reading: Reading, item: Item): void {
  const name = ownName(item, "AutoScalingGroupName");
  const arn = text(item, "AutoScalingGroupARN");
  const instances = children(item, "Instances").flatMap((each) => {
    const instanceId = text(each, "InstanceId");
    if (instanceId === undefined) return [];
    const healthStatus = text(each, "HealthStatus") ?? "Healthy";
    return [{ instanceId, healthStatus, lifecycleState: text(each, "LifecycleState") ?? "InService" }];
  });
  const subnets =
    text(item, "VPCZoneIdentifier")
      ?.split(",")
      .map((each) => each.trim())
      .filter(Boolean) ?? [];
  reading.put(item, {
    ...base(item, "autoScalingGroup", arn ?? name, { arn, name }),
    name,
    minSize: number(item, "MinSize"),
    desiredCapacity: number(item, "DesiredCapacity"),
    maxSize: number(item, "MaxSize"),
    subnetIds: [...new Set(subnets)].sort(),
    targetGroupArns: texts(item, "TargetGroupARNs"),
    loadBalancerNames: texts(item, "LoadBalancerNames"),
    healthCheckType: text(item, "HealthCheckType") ?? "EC2",
    instances: sortedBy(instances, (each) => each.instanceId),
    suspendedProcesses: textsOf(item, "SuspendedProcesses", "ProcessName"),
  });
}
