import type { Resource, ResourceOf } from "../engine/configuration";
import { elasticIps, networkOwner, owned } from "./network-builder-owner";
import type { Named, NetworkSpec } from "./network-builder-spec";

export interface BalancerSpec {
  readonly type: "application" | "network" | "classic";
  /** Internal when absent. */
  readonly public?: boolean | undefined;
  /** One per zone: subnet to the node's private address, and its public one: `10.0.0.20 198.51.100.20`. */
  readonly nodes: Named<string>;
  readonly groups?: readonly string[] | undefined;
  /** `HTTPS 443 -> tg-app tg-b`, `HTTP 80 -> redirect`; of a classic one `TCP 80 -> 8080`. */
  readonly listeners: readonly string[];
  /** Of a listener's port: rules by path, `/a -> tg-a`. */
  readonly rules?: Named<readonly string[]> | undefined;
  /** Classic: its instances; a recorded state may follow: `app-a OutOfService`. */
  readonly vms?: readonly string[] | undefined;
  readonly crossZone?: boolean | undefined;
  /** Whether its groups are asked for what comes by endpoints of others. */
  readonly enforced?: boolean | undefined;
  readonly state?: string | undefined;
  /** `false`: the snapshot does not hold the interfaces of its nodes. */
  readonly interfaces?: boolean | undefined;
}

export interface TargetGroupSpec {
  readonly vpc: string;
  readonly type?: "instance" | "ip" | "lambda" | "alb" | undefined;
  readonly protocol?: string | undefined;
  readonly port: number;
  /** Instances, addresses, functions or balancers; a recorded state may follow: `app-a unhealthy`. */
  readonly targets: readonly string[];
  readonly healthPort?: string | undefined;
  readonly isChecked?: boolean | undefined;
  readonly attributes?: Named<string> | undefined;
}

export interface ScalingGroupSpec {
  readonly vms: readonly string[];
  readonly subnets: readonly string[];
  readonly desired: number;
  /** As many as are desired when absent. */
  readonly most?: number | undefined;
  readonly targetGroups?: readonly string[] | undefined;
  readonly balancers?: readonly string[] | undefined;
  readonly healthCheck?: "EC2" | "ELB" | undefined;
  readonly suspended?: readonly string[] | undefined;
}

/** Load balancers with the interfaces of their nodes, listeners and target groups; scaling groups. */
export function balancerResources(spec: NetworkSpec): Resource[] {
  return [
    ...Object.entries(spec.balancers).flatMap(([id, balancer]) => [
      balancer.type === "classic" ? classic(spec, id, balancer) : secondGeneration(spec, id, balancer),
      ...(balancer.type === "classic" ? [] : listeners(spec, id, balancer)),
      ...(balancer.interfaces === false ? [] : nodeInterfaces(spec, id, balancer)),
    ]),
    ...Object.entries(spec.targetGroups).map(([id, group]) => targetGroup(spec, id, group)),
    ...Object.entries(spec.scalingGroups).map(([id, group]) => scalingGroup(spec, id, group)),
  ];
}

function placeOf(spec: NetworkSpec, balancer: BalancerSpec) {
  const vpcId = spec.subnets[Object.keys(balancer.nodes)[0] ?? ""]?.vpc ?? "";
  return { vpcId, owner: networkOwner(spec, vpcId) };
}

function arnOf(id: string, { type }: BalancerSpec): string {
  return `arn:aws:elasticloadbalancing:::loadbalancer/${type === "network" ? "net" : "app"}/${id}/0`;
}

function secondGeneration(spec: NetworkSpec, id: string, balancer: BalancerSpec): Resource {
  const { vpcId, owner } = placeOf(spec, balancer);
  return {
    kind: "loadBalancer",
    ...owned(id, owner),
    arn: arnOf(id, balancer),
    name: id,
    type: balancer.type === "network" ? "network" : "application",
    scheme: balancer.public === true ? "internet-facing" : "internal",
    state: balancer.state ?? "active",
    vpcId,
    zones: Object.keys(balancer.nodes).map((subnetId) => ({
      zoneName: spec.subnets[subnetId]?.zone ?? "",
      subnetId,
    })),
    securityGroupIds: [...(balancer.groups ?? [])],
    ...(balancer.enforced === undefined ? {} : { enforceInboundRulesOnPrivateLink: balancer.enforced }),
    attributes: crossZone(balancer.crossZone),
  };
}

function classic(spec: NetworkSpec, id: string, balancer: BalancerSpec): Resource {
  const { vpcId, owner } = placeOf(spec, balancer);
  return {
    kind: "classicLoadBalancer",
    ...owned(id, owner),
    name: id,
    scheme: balancer.public === true ? "internet-facing" : "internal",
    vpcId,
    subnetIds: Object.keys(balancer.nodes),
    securityGroupIds: [...(balancer.groups ?? [])],
    instanceIds: (balancer.vms ?? []).map((text) => text.split(" ")[0] ?? ""),
    ...recordedStates(balancer.vms ?? []),
    listeners: balancer.listeners.map((text) => {
      const { protocol, port, ways } = parseListener(text);
      return { protocol, port, instancePort: Number(ways[0]) };
    }),
    ...(balancer.crossZone === undefined ? {} : { crossZone: balancer.crossZone }),
  };
}

function recordedStates(vms: readonly string[]) {
  const states = vms.flatMap((text) => {
    const [instanceId = "", state] = text.split(" ");
    return state === undefined ? [] : [{ instanceId, state }];
  });
  return states.length === 0 ? {} : { instanceStates: states };
}

function crossZone(value: boolean | undefined) {
  return value === undefined ? [] : [{ key: "load_balancing.cross_zone.enabled", value: String(value) }];
}

function parseListener(text: string) {
  const [left = "", right = ""] = text.split(" -> ");
  const [protocol = "", port] = left.split(" ");
  return { protocol, port: Number(port), ways: right.split(" ") };
}

function listeners(spec: NetworkSpec, id: string, balancer: BalancerSpec): Resource[] {
  return balancer.listeners.map((text): Resource => {
    const { protocol, port, ways } = parseListener(text);
    return {
      kind: "listener",
      ...owned(`${id}-${protocol}-${port}`, placeOf(spec, balancer).owner),
      loadBalancerArn: id,
      port,
      protocol,
      defaultActions: [action(ways)],
      rules: (balancer.rules?.[String(port)] ?? []).map((rule, index) => {
        const [path = "", right = ""] = rule.split(" -> ");
        return { priority: String(index + 1), hosts: [], paths: [path], actions: [action(right.split(" "))] };
      }),
    };
  });
}

/** `redirect` and `fixed-response`, or the groups to forward to, each with a weight: `tg-a tg-b=0`. */
function action(ways: readonly string[]) {
  const [first = ""] = ways;
  if (first === "redirect" || first === "fixed-response") return { type: first, targetGroups: [] };
  const targetGroups = ways.map((way) => {
    const [targetGroupArn = "", weight = "1"] = way.split("=");
    return { targetGroupArn, weight: Number(weight) };
  });
  return { type: "forward", targetGroups };
}

function nodeInterfaces(spec: NetworkSpec, id: string, balancer: BalancerSpec): Resource[] {
  const { vpcId, owner } = placeOf(spec, balancer);
  const label = { application: `app/${id}/0`, network: `net/${id}/0`, classic: id }[balancer.type];
  return Object.entries(balancer.nodes).flatMap(([subnetId, text]): Resource[] => {
    const [address = "", publicAddress] = text.split(" ");
    const nic: ResourceOf<"networkInterface"> = {
      kind: "networkInterface",
      ...owned(`eni-${id}-${subnetId}`, owner),
      description: `ELB ${label}`,
      interfaceType: balancer.type === "network" ? "network_load_balancer" : "interface",
      subnetId,
      vpcId,
      status: "in-use",
      attachment: { status: "attached" },
      privateAddresses: [
        { address, primary: true, ...(publicAddress === undefined ? {} : { publicAddress }) },
      ],
      ipv6Addresses: [],
      delegatedPrefixes: [],
      securityGroupIds: [...(balancer.groups ?? [])],
      sourceDestCheck: balancer.type !== "network",
      requesterManaged: true,
    };
    return [nic, ...elasticIps(nic, owner)];
  });
}

function targetGroup(spec: NetworkSpec, id: string, group: TargetGroupSpec): Resource {
  return {
    kind: "targetGroup",
    ...owned(id, networkOwner(spec, group.vpc)),
    targetType: group.type ?? "instance",
    protocol: group.protocol ?? "HTTP",
    port: group.port,
    vpcId: group.vpc,
    loadBalancerArns: [],
    healthCheck: {
      protocol: "HTTP",
      port: group.healthPort ?? "traffic-port",
      enabled: group.isChecked ?? true,
    },
    targets: group.targets.map((text) => {
      const [target = "", state = "healthy"] = text.split(" ");
      return { id: target, state };
    }),
    attributes: Object.entries(group.attributes ?? {}).map(([key, value]) => ({ key, value })),
  };
}

function scalingGroup(spec: NetworkSpec, id: string, group: ScalingGroupSpec): Resource {
  return {
    kind: "autoScalingGroup",
    ...owned(id, networkOwner(spec, spec.subnets[group.subnets[0] ?? ""]?.vpc)),
    minSize: 0,
    desiredCapacity: group.desired,
    maxSize: group.most ?? group.desired,
    subnetIds: [...group.subnets],
    targetGroupArns: [...(group.targetGroups ?? [])],
    loadBalancerNames: [...(group.balancers ?? [])],
    healthCheckType: group.healthCheck ?? "EC2",
    instances: group.vms.map((instanceId) => ({
      instanceId,
      healthStatus: "Healthy",
      lifecycleState: "InService",
    })),
    suspendedProcesses: [...(group.suspended ?? [])],
  };
}
