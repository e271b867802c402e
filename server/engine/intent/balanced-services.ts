import { balancersOf, type ConfigurationIndex, type ResourceOf } from "../configuration";

type NetworkInterface = ResourceOf<"networkInterface">;

/** A listener of a balancer as far as it names a flow: what callers ask for, and what it asks its targets. */
export interface Front {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  /** None where the balancer answers by itself, with a redirect or a fixed response. */
  readonly backs: readonly Back[];
}

/** The targets behind a listener. `key` outlives any single target. */
export interface Back {
  readonly key: string;
  /** Ids of instances or interfaces, sorted. */
  readonly members: readonly string[];
  readonly port: number;
}

/** A load balancer of either generation, reduced to what an intent is made of. */
export interface BalancedService {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string | undefined;
  readonly isPublic: boolean;
  /** A balancer that opens connections of its own to its targets; the others hand the caller's on. */
  readonly isProxy: boolean;
  readonly securityGroupIds: readonly string[];
  readonly tags: ResourceOf<"loadBalancer">["tags"];
  readonly fronts: readonly Front[];
  /** Interfaces of its nodes, sorted by id. */
  readonly nodes: readonly NetworkInterface[];
}

/** Every balancer that forwards to hosts; gateway load balancers do not. Sorted by id. */
export function balancedServices(index: ConfigurationIndex): readonly BalancedService[] {
  const { loadBalancer, classicLoadBalancer } = index.configuration.resources;
  return [
    ...loadBalancer.filter(({ type }) => type !== "gateway").map((each) => secondGeneration(index, each)),
    ...classicLoadBalancer.map((each) => classic(index, each)),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function secondGeneration(index: ConfigurationIndex, balancer: ResourceOf<"loadBalancer">): BalancedService {
  const { resources } = index.configuration;
  const names = new Set([balancer.id, balancer.arn]);
  const fronts = resources.listener
    .filter(({ loadBalancerArn }) => names.has(loadBalancerArn))
    .flatMap((listener): Front[] => {
      const actions = [...listener.defaultActions, ...listener.rules.flatMap((rule) => rule.actions)];
      const arns = actions.flatMap(({ targetGroups }) =>
        targetGroups.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn),
      );
      const backs = [...new Set(arns)].sort().flatMap((arn) => backOf(index, arn));
      const protocol = listener.protocol === "UDP" ? "udp" : "tcp";
      const isAnswered = actions.some(({ type }) => type === "redirect" || type === "fixed-response");
      return listener.port === undefined || (backs.length === 0 && !isAnswered)
        ? []
        : [{ protocol, port: listener.port, backs }];
    });
  return {
    id: balancer.id,
    name: balancer.name ?? balancer.id,
    vpcId: balancer.vpcId,
    isPublic: balancer.scheme === "internet-facing",
    isProxy: balancer.type === "application",
    securityGroupIds: balancer.securityGroupIds,
    tags: balancer.tags,
    fronts,
    nodes: nodesOf(index, balancer.id),
  };
}

function backOf(index: ConfigurationIndex, arn: string): readonly Back[] {
  const group = index.configuration.resources.targetGroup.find((each) => each.id === arn || each.arn === arn);
  if (!group || (group.targetType !== "instance" && group.targetType !== "ip")) return [];
  const members = group.targets.flatMap(({ id }) =>
    group.targetType === "instance" ? runningInstance(index, id) : hostAt(index, group.vpcId, id),
  );
  const port = group.port ?? group.targets[0]?.port;
  if (members.length === 0 || port === undefined) return [];
  return [{ key: `targets:${group.id}`, members: [...new Set(members)].sort(), port }];
}

function classic(index: ConfigurationIndex, balancer: ResourceOf<"classicLoadBalancer">): BalancedService {
  const members = balancer.instanceIds.flatMap((id) => runningInstance(index, id)).sort();
  const fronts = balancer.listeners.map(
    ({ port, instancePort }): Front => ({
      protocol: "tcp",
      port,
      backs: [{ key: `targets:${balancer.id}`, members, port: instancePort }],
    }),
  );
  return {
    id: balancer.id,
    name: balancer.name ?? balancer.id,
    vpcId: balancer.vpcId,
    isPublic: balancer.scheme === "internet-facing",
    isProxy: true,
    securityGroupIds: balancer.securityGroupIds,
    tags: balancer.tags,
    fronts: members.length === 0 ? [] : fronts,
    nodes: nodesOf(index, balancer.id),
  };
}

function runningInstance(index: ConfigurationIndex, id: string): readonly string[] {
  return index.get("instance", id)?.state === "running" ? [id] : [];
}

function hostAt(index: ConfigurationIndex, vpcId: string | undefined, address: string): readonly string[] {
  const nics = vpcId === undefined ? [] : index.interfacesOfVpc(vpcId);
  const nic = nics.find((each) => each.privateAddresses.some((entry) => entry.address === address));
  return nic ? [nic.attachment?.instanceId ?? nic.id] : [];
}

function nodesOf(index: ConfigurationIndex, id: string): readonly NetworkInterface[] {
  const nodes = balancersOf(index).of(id)?.nodes ?? [];
  return nodes.flatMap(({ interfaces }) => interfaces).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
