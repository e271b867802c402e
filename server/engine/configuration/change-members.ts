import type { ChangeOf } from "./change.schema";
import { absent, inserted, withResource, withResources } from "./changed-lists";
import type { Configuration } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";

type MemberChange = ChangeOf<"resize-instance" | "add-instance" | "register-target" | "set-cross-zone">;

/** Changes of who serves, and of how large they are. */
export function changeMember(configuration: Configuration, change: MemberChange): Configuration | string {
  switch (change.kind) {
    case "resize-instance":
      return resize(configuration, change);
    case "add-instance":
      return addInstance(configuration, change);
    case "register-target":
      return register(configuration, change);
    case "set-cross-zone":
      return setCrossZone(configuration, change);
  }
}

function resize(
  configuration: Configuration,
  { instanceId, from, to }: ChangeOf<"resize-instance">,
): Configuration | string {
  const instance = configuration.resources.instance.find(({ id }) => id === instanceId);
  if (!instance) return absent("instance", instanceId);
  if (instance.instanceType !== from) return `instance \`${instanceId}\` is no ${from}: it was changed since`;
  // What was read is about the type it had.
  const { typeFigures: _old, ...kept } = instance;
  return withResource(configuration, { ...kept, instanceType: to });
}

/** An instance like another: its type, groups and tags, one interface with one address, none that is public. */
export function addInstance(
  configuration: Configuration,
  change: Omit<ChangeOf<"add-instance">, "kind">,
): Configuration | string {
  const { id, name, copyOf, subnetId, networkInterfaceId, privateAddress } = change;
  const index = indexConfiguration(configuration);
  const model = index.get("instance", copyOf);
  const nic = index.interfacesOfInstance(copyOf)[0];
  const subnet = index.get("subnet", subnetId);
  if (!model || !nic) return absent("instance", copyOf);
  if (!subnet) return absent("subnet", subnetId);
  const taken = [id, networkInterfaceId].find((each) => index.find(each));
  if (taken !== undefined) return `\`${taken}\` is there already`;
  const tags = [...model.tags.filter(({ key }) => key !== "Name"), { key: "Name", value: name }].sort(
    (a, b) => (a.key < b.key ? -1 : 1),
  );
  const { accountId, region, vpcId } = subnet;
  const { placementGroup: _group, placementStrategy: _strategy, zoneName: _zone, ...like } = model;
  return withResources(configuration, [
    {
      ...like,
      id,
      name,
      tags,
      accountId,
      region,
      state: "running",
      networkInterfaceIds: [networkInterfaceId],
      ...(subnet.zoneName === undefined ? {} : { zoneName: subnet.zoneName }),
    },
    {
      ...nic,
      id: networkInterfaceId,
      name,
      tags: [],
      accountId,
      region,
      vpcId,
      subnetId,
      status: "in-use",
      attachment: { instanceId: id, deviceIndex: 0, status: "attached" },
      privateAddresses: [{ address: privateAddress, primary: true }],
      ipv6Addresses: [],
      delegatedPrefixes: [],
    },
  ]);
}

function register(
  configuration: Configuration,
  { targetGroupId, target, port }: ChangeOf<"register-target">,
): Configuration | string {
  const group = configuration.resources.targetGroup.find(({ id }) => id === targetGroupId);
  if (!group) return absent("target group", targetGroupId);
  if (group.targets.some((each) => each.id === target && each.port === port))
    return `target group \`${targetGroupId}\` has \`${target}\` already`;
  const added = { id: target, ...(port === undefined ? {} : { port }), state: "healthy" };
  return withResource(configuration, { ...group, targets: [...group.targets, added] });
}

const CROSS_ZONE = "load_balancing.cross_zone.enabled";

function setCrossZone(
  configuration: Configuration,
  { holderId, from }: ChangeOf<"set-cross-zone">,
): Configuration | string {
  const { targetGroup, loadBalancer, classicLoadBalancer } = configuration.resources;
  const changed = `what \`${holderId}\` says of balancing across zones was changed since`;
  const classic = classicLoadBalancer.find(({ id }) => id === holderId);
  if (classic) {
    if (String(classic.crossZone ?? null) !== String(from)) return changed;
    return withResource(configuration, { ...classic, crossZone: true });
  }
  const holder =
    targetGroup.find(({ id }) => id === holderId) ?? loadBalancer.find(({ id }) => id === holderId);
  if (!holder) return absent("target group or load balancer", holderId);
  const known = holder.attributes.find(({ key }) => key === CROSS_ZONE);
  if ((known?.value ?? null) !== from) return changed;
  const rest = holder.attributes.filter((each) => each !== known);
  const attributes = inserted(rest, { key: CROSS_ZONE, value: "true" }, ({ key }) => key);
  return withResource(configuration, { ...holder, attributes });
}
