import type { Configuration, ConfigurationIndex, ResourceKind, ResourceOf } from "../../configuration";
import { freePrivateAddress, freePublicAddress, withAdded, withChanged } from "./edit";

/**
 * A setting of a load balancer, one of its listeners or a target group, by what shall be there.
 * - `listener`: listens on this port too; of a classic one, `groupId` is the port of its instances.
 * - `bothProtocols`: the listener takes TCP and UDP.
 * - `target`: registered, or registered anew where it is being taken out. Of a group or a classic load balancer.
 * - `health`: the target answers health checks that are recorded as failing.
 * - `attribute`: of a load balancer or a target group.
 * - `crossZone`: of a classic load balancer.
 * - `zone`: a node in this subnet.
 * - `internetFacing`: with public addresses.
 * - `enforcementOff`: its groups are not asked for what comes by endpoints of others (VPCE-3).
 * - `active`: the state in which it takes requests.
 */
export type BalancerSetting =
  | { readonly kind: "listener"; readonly protocol: string; readonly port: number; readonly groupId: string }
  | { readonly kind: "bothProtocols" }
  | { readonly kind: "target"; readonly targetId: string }
  | { readonly kind: "health"; readonly targetId: string }
  | { readonly kind: "attribute"; readonly key: BalancerAttribute; readonly value: "true" | "false" }
  | { readonly kind: "crossZone" }
  | { readonly kind: "zone"; readonly subnetId: string }
  | { readonly kind: "internetFacing" }
  | { readonly kind: "enforcementOff" }
  | { readonly kind: "active" };

/** Attributes that decide who gets what arrives, and from whom. */
export type BalancerAttribute = "load_balancing.cross_zone.enabled" | "preserve_client_ip.enabled";
export const CROSS_ZONE: BalancerAttribute = "load_balancing.cross_zone.enabled";
export const PRESERVE_CLIENT: BalancerAttribute = "preserve_client_ip.enabled";

/** Kinds of resources that change with the setting. */
export function balancerKinds({ kind }: BalancerSetting): readonly ResourceKind[] {
  switch (kind) {
    case "listener":
      return ["listener", "classicLoadBalancer"];
    case "bothProtocols":
      return ["listener"];
    case "target":
      return ["targetGroup", "classicLoadBalancer"];
    case "health":
      return ["targetGroup", "classicLoadBalancer"];
    case "attribute":
      return ["targetGroup", "loadBalancer"];
    case "crossZone":
      return ["classicLoadBalancer"];
    case "zone":
      return ["loadBalancer", "classicLoadBalancer", "networkInterface"];
    case "internetFacing":
      return ["loadBalancer", "classicLoadBalancer", "networkInterface"];
    case "enforcementOff":
    case "active":
      return ["loadBalancer"];
  }
}

/** The setting made on a copy. */
export function withBalancerSetting(
  configuration: Configuration,
  id: string,
  setting: BalancerSetting,
): Configuration {
  switch (setting.kind) {
    case "listener":
      return withListener(configuration, id, setting);
    case "bothProtocols":
      return withChanged(configuration, "listener", id, (each) => ({ ...each, protocol: "TCP_UDP" }));
    case "target":
      return withTarget(configuration, id, setting.targetId);
    case "health":
      return withHealth(configuration, id, setting.targetId);
    case "attribute":
      return withAttribute(configuration, id, setting);
    case "crossZone":
      return withChanged(configuration, "classicLoadBalancer", id, (each) => ({ ...each, crossZone: true }));
    case "zone":
      return withZone(configuration, id, setting.subnetId);
    case "internetFacing":
      return facingTheInternet(configuration, id);
    case "enforcementOff":
      return withChanged(configuration, "loadBalancer", id, (each) => ({
        ...each,
        enforceInboundRulesOnPrivateLink: false,
      }));
    case "active":
      return withChanged(configuration, "loadBalancer", id, (each) => ({ ...each, state: "active" }));
  }
}

function withListener(
  configuration: Configuration,
  id: string,
  { protocol, port, groupId }: Extract<BalancerSetting, { kind: "listener" }>,
): Configuration {
  const balancer = configuration.resources.loadBalancer.find((each) => each.id === id);
  if (!balancer)
    return withChanged(configuration, "classicLoadBalancer", id, (each) => ({
      ...each,
      listeners: [...each.listeners, { protocol, port, instancePort: Number(groupId) }],
    }));
  return withAdded(configuration, {
    kind: "listener",
    id: `${id}/${protocol}:${port}`,
    accountId: balancer.accountId,
    region: balancer.region,
    tags: [],
    loadBalancerArn: id,
    port,
    protocol,
    defaultActions: [{ type: "forward", targetGroups: [{ targetGroupArn: groupId, weight: 1 }] }],
    rules: [],
  });
}

function withTarget(configuration: Configuration, id: string, targetId: string): Configuration {
  const registered = withChanged(configuration, "targetGroup", id, (group) => ({
    ...group,
    targets: [...group.targets.filter((each) => each.id !== targetId), { id: targetId, state: "initial" }],
  }));
  return withChanged(registered, "classicLoadBalancer", id, (each) => ({
    ...each,
    instanceIds: [...new Set([...each.instanceIds, targetId])].sort(),
  }));
}

function withHealth(configuration: Configuration, id: string, targetId: string): Configuration {
  const inGroup = withChanged(configuration, "targetGroup", id, (group) => ({
    ...group,
    targets: group.targets.map((each) => (each.id === targetId ? { ...each, state: "healthy" } : each)),
  }));
  return withChanged(inGroup, "classicLoadBalancer", id, (balancer) => ({
    ...balancer,
    instanceStates: [
      ...(balancer.instanceStates ?? []).filter(({ instanceId }) => instanceId !== targetId),
      { instanceId: targetId, state: "InService" },
    ],
  }));
}

function withAttribute(
  configuration: Configuration,
  id: string,
  { key, value }: { readonly key: string; readonly value: string },
): Configuration {
  const change = <T extends { attributes: { key: string; value: string }[] }>(resource: T): T => ({
    ...resource,
    attributes: [...resource.attributes.filter((each) => each.key !== key), { key, value }],
  });
  const inGroup = withChanged(configuration, "targetGroup", id, change);
  return withChanged(inGroup, "loadBalancer", id, change);
}

/** A node more: in the list of zones, and its interface like those of the others. */
function withZone(configuration: Configuration, id: string, subnetId: string): Configuration {
  const { resources } = configuration;
  const subnet = resources.subnet.find((each) => each.id === subnetId);
  const address = freePrivateAddress(configuration, subnetId);
  const sibling = resources.networkInterface.find((nic) => isNodeOf(configuration, id, nic));
  if (!subnet || !sibling || address === undefined) return configuration;
  const isPublic = sibling.privateAddresses.some((each) => each.publicAddress !== undefined);
  const publicAddress = isPublic ? { publicAddress: freePublicAddress(configuration) } : {};
  const enabled = withChanged(configuration, "loadBalancer", id, (each) => ({
    ...each,
    zones: [...each.zones, { zoneName: subnet.zoneName ?? "", subnetId }],
  }));
  const both = withChanged(enabled, "classicLoadBalancer", id, (each) => ({
    ...each,
    subnetIds: [...each.subnetIds, subnetId].sort(),
  }));
  return withAdded(both, {
    ...sibling,
    id: `${sibling.id} in ${subnetId}`,
    subnetId,
    privateAddresses: [{ address, primary: true, ...publicAddress }],
    ipv6Addresses: [],
  });
}

function facingTheInternet(configuration: Configuration, id: string): Configuration {
  const scheme = "internet-facing";
  const second = withChanged(configuration, "loadBalancer", id, (each) => ({ ...each, scheme }));
  const facing = withChanged(second, "classicLoadBalancer", id, (each) => ({ ...each, scheme }));
  const nodes = configuration.resources.networkInterface.filter((nic) => isNodeOf(configuration, id, nic));
  return nodes.reduce((before, node) => {
    const publicAddress = freePublicAddress(before);
    return withChanged(before, "networkInterface", node.id, (nic) => ({
      ...nic,
      privateAddresses: nic.privateAddresses.map((entry, index) =>
        index === 0 ? { ...entry, publicAddress } : entry,
      ),
    }));
  }, facing);
}

/** Whether an interface is a node's of the load balancer, as `balancersOf` tells. */
function isNodeOf(
  { resources }: Configuration,
  id: string,
  { description, accountId, region }: ResourceOf<"networkInterface">,
): boolean {
  const balancer =
    resources.loadBalancer.find((each) => each.id === id) ??
    resources.classicLoadBalancer.find((each) => each.id === id);
  if (balancer?.accountId !== accountId || balancer.region !== region) return false;
  const label =
    balancer.kind === "loadBalancer"
      ? /:loadbalancer\/(.+)$/.exec(balancer.arn ?? balancer.id)?.[1]
      : (balancer.name ?? balancer.id);
  return description === `ELB ${label}`;
}

/** The setting in words. `named` writes an id with the name beside it. */
export function balancerText(
  index: ConfigurationIndex,
  id: string,
  setting: BalancerSetting,
  named: (id: string) => string,
): string {
  const it = named(id);
  const isClassic = index.get("classicLoadBalancer", id) !== undefined;
  const group = isClassic ? "classic load balancer" : "target group";
  switch (setting.kind) {
    case "listener": {
      const target = isClassic
        ? `port ${setting.groupId} of its instances`
        : `target group ${named(setting.groupId)}`;
      return `add a listener ${setting.protocol}:${setting.port} to load balancer ${it} that forwards to ${target}`;
    }
    case "bothProtocols":
      return `make listener ${it} take TCP and UDP (protocol TCP_UDP)`;
    case "target":
      return `register ${named(setting.targetId)} with ${group} ${it}`;
    case "health":
      return `make ${named(setting.targetId)} answer the health checks of ${group} ${it}, which has recorded that it does not`;
    case "attribute":
      return setting.key === CROSS_ZONE
        ? `switch cross-zone load balancing of ${index.get("targetGroup", id) ? "target group" : "load balancer"} ${it} on`
        : `switch client address preservation of target group ${it} off`;
    case "crossZone":
      return `switch cross-zone load balancing of classic load balancer ${it} on`;
    case "zone":
      return `enable a further zone of load balancer ${it} in subnet ${named(setting.subnetId)}`;
    case "internetFacing":
      return `replace the internal load balancer ${it} by an internet-facing one, as a scheme cannot be changed`;
    case "enforcementOff":
      return `stop enforcing inbound rules of load balancer ${it} on traffic from endpoints`;
    case "active":
      return `bring load balancer ${it} to the state active`;
  }
}
