import type { ChangeOf } from "./change.schema";
import { absent, withResource, withResources } from "./changed-lists";
import type { Configuration } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";

type MemberChange = ChangeOf<"resize-instance" | "add-instance" | "register-target">;

/** Changes of who serves, and of how large they are. */
export function changeMember(configuration: Configuration, change: MemberChange): Configuration | string {
  switch (change.kind) {
    case "resize-instance":
      return resize(configuration, change);
    case "add-instance":
      return addInstance(configuration, change);
    case "register-target":
      return register(configuration, change);
  }
}

function resize(
  configuration: Configuration,
  { instanceId, from, to }: ChangeOf<"resize-instance">,
): Configuration | string {
  const instance = configuration.resources.instance.find(({ id }) => id === instanceId);
  if (!instance) return absent("instance", instanceId);
  if (instance.instanceType !== from) return `instance \`${instanceId}\` is no ${from}: it was changed since`;
  return withResource(configuration, { ...instance, instanceType: to });
}

/** An instance like another: its type, groups and tags, one interface with one address, none that is public. */
function addInstance(configuration: Configuration, change: ChangeOf<"add-instance">): Configuration | string {
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
