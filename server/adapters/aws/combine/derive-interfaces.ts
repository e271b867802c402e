import type { ResourceOf } from "../../../engine/configuration";
import { address, children, type Item, note, text, textsOf } from "../item";
import { readInterface } from "../read/network";
import { base, type Found, type Reading } from "../reading";

/**
 * Takes interfaces out of the instances that carry them, where DescribeNetworkInterfaces does not have them. An
 * old recording without any interface list gets one interface per instance, made of its address and subnet.
 */
export function deriveInterfaces(reading: Reading, found: readonly Found[]): void {
  const known = new Set(
    found.flatMap(({ resource }) => (resource.kind === "networkInterface" ? resource.id : [])),
  );
  for (const { resource, item } of [...found]) {
    if (resource.kind !== "instance") continue;
    const carried = children(item, "NetworkInterfaces");
    for (const each of carried) {
      const id = text(each, "NetworkInterfaceId");
      if (id !== undefined && !known.has(id)) readInterface(reading, each, resource.id);
    }
    if (carried.length === 0 && text(item, "SubnetId") !== undefined)
      putOnlyInterface(reading, item, resource);
  }
}

function putOnlyInterface(reading: Reading, item: Item, instance: ResourceOf<"instance">): void {
  const own = address(item, "PrivateIpAddress");
  if (own === undefined) return;
  const publicAddress = address(item, "PublicIpAddress");
  note(item, {
    severity: "info",
    code: "interface-derived",
    resource: { kind: "instance", id: instance.id },
    message: "the input has no interface of this instance; one was made of its address and subnet",
  });
  reading.put(item, {
    ...base(item, "networkInterface", `${instance.id}/primary-interface`),
    name: undefined,
    tags: [],
    accountId: instance.accountId,
    region: instance.region,
    interfaceType: "interface",
    subnetId: text(item, "SubnetId"),
    vpcId: text(item, "VpcId"),
    status: "in-use",
    attachment: { instanceId: instance.id, deviceIndex: 0, status: "attached" },
    privateAddresses: [{ address: own, primary: true, publicAddress }],
    ipv6Addresses: [],
    delegatedPrefixes: [],
    securityGroupIds: textsOf(item, "SecurityGroups", "GroupId"),
    sourceDestCheck: item.value.SourceDestCheck !== false,
    requesterManaged: false,
    description: undefined,
    ownerId: undefined,
  });
}
