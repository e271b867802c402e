import type { Resource, ResourceOf } from "../../../engine/configuration";

/**
 * Gives zones, subnets and addresses zone ids (M-2): what the subnet says, else what DescribeAvailabilityZones or
 * another subnet of the same account says about the zone's name, else the name qualified by the account, which
 * stays comparable inside that account and never across. Zones of subnets that no list has are added.
 */
export function settleZones(resources: readonly Resource[]): Resource[] {
  const idOfName = zoneIds(resources);
  const idFor = (accountId: string, zoneName: string) =>
    idOfName.get(`${accountId}:${zoneName}`) ?? `${accountId}:${zoneName}`;
  const settled = resources.map((resource): Resource => {
    if (resource.kind === "zone" && resource.id === resource.zoneName)
      return { ...resource, id: idFor(resource.accountId, resource.zoneName) };
    if (resource.kind === "subnet" && resource.zoneId === undefined && resource.zoneName !== undefined)
      return { ...resource, zoneId: idFor(resource.accountId, resource.zoneName) };
    if (resource.kind === "natGateway")
      return {
        ...resource,
        addresses: resource.addresses.map((each) => withZone(each, resource.accountId, idFor)),
      };
    return resource;
  });
  return [...settled, ...missingZones(settled)];
}

type NatAddress = ResourceOf<"natGateway">["addresses"][number];

function withZone(
  each: NatAddress,
  accountId: string,
  idFor: (accountId: string, name: string) => string,
): NatAddress {
  if (each.zoneId === undefined || !/\d[a-z]$/.test(each.zoneId)) return each;
  return { ...each, zoneId: idFor(accountId, each.zoneId) };
}

/** Zone ids by account and name. Where the input contradicts itself the smallest id stays, whatever the order. */
function zoneIds(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const listed = new Map<string, string>();
  const ofSubnets = new Map<string, string>();
  for (const resource of resources) {
    if (resource.kind === "zone" && resource.id !== resource.zoneName)
      keepSmallest(listed, `${resource.accountId}:${resource.zoneName}`, resource.id);
    if (resource.kind === "subnet" && resource.zoneId !== undefined && resource.zoneName !== undefined)
      keepSmallest(ofSubnets, `${resource.accountId}:${resource.zoneName}`, resource.zoneId);
  }
  return new Map([...ofSubnets, ...listed]);
}

function keepSmallest(map: Map<string, string>, key: string, value: string): void {
  const before = map.get(key);
  if (before === undefined || value < before) map.set(key, value);
}

function missingZones(resources: readonly Resource[]): Resource[] {
  const known = new Set(resources.flatMap((each) => (each.kind === "zone" ? each.id : [])));
  const added = new Map<string, Resource>();
  for (const subnet of resources) {
    if (subnet.kind !== "subnet" || subnet.zoneId === undefined || known.has(subnet.zoneId)) continue;
    const zoneName = subnet.zoneName ?? subnet.zoneId;
    const earlier = added.get(subnet.zoneId);
    // Several accounts may call the zone by different names; the smallest account's name stays.
    if (earlier !== undefined && rank(earlier) <= rank({ ...subnet, name: zoneName })) continue;
    added.set(subnet.zoneId, {
      kind: "zone",
      id: subnet.zoneId,
      name: zoneName,
      accountId: subnet.accountId,
      region: subnet.region,
      tags: [],
      zoneName,
      state: "available",
    });
  }
  return [...added.values()];
}

function rank(zone: {
  readonly accountId: string;
  readonly name?: string | undefined;
  readonly region: string;
}): string {
  return [zone.accountId, zone.name, zone.region].join("\u0000");
}
