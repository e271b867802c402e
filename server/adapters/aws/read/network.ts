import type { ResourceOf } from "../../../engine/configuration";
import {
  address,
  amount,
  child,
  children,
  flag,
  type Item,
  number,
  prefix,
  text,
  textsOf,
  words,
} from "../item";
import { regionOfZone } from "../location";
import { base, type Reading, sortedBy } from "../reading";

type InstanceFigures = NonNullable<ResourceOf<"instance">["typeFigures"]>;

/** Zones, VPCs, subnets, instances, interfaces and Elastic IP addresses (M-3). */
export function readNetwork(reading: Reading): void {
  for (const item of reading.items("AvailabilityZones")) readZone(reading, item);
  for (const item of reading.items("Vpcs")) readVpc(reading, item);
  for (const item of reading.items("Subnets")) readSubnet(reading, item);
  const figures = figuresByType(reading);
  for (const reservation of reading.items("Reservations"))
    for (const item of children(reservation, "Instances"))
      readInstance(reading, item, text(reservation, "OwnerId"), figures);
  for (const item of reading.items("Instances")) readInstance(reading, item, text(item, "OwnerId"), figures);
  for (const item of reading.items("NetworkInterfaces")) readInterface(reading, item, undefined);
  for (const item of reading.items("Addresses")) readAddress(reading, item);
}

function readZone(reading: Reading, item: Item): void {
  const zoneName = text(item, "ZoneName");
  const fields = base(item, "zone", text(item, "ZoneId") ?? zoneName);
  const region = fields.region || text(item, "RegionName") || regionOfZone(zoneName) || "";
  reading.put(item, {
    ...fields,
    region,
    name: zoneName,
    zoneName,
    state: text(item, "State") ?? "available",
  });
}

function readVpc(reading: Reading, item: Item): void {
  const ownerId = text(item, "OwnerId");
  const primary = prefix(item, "CidrBlock");
  const others = children(item, "CidrBlockAssociationSet").filter((each) =>
    isAssociated(each, "CidrBlockState"),
  );
  const v4 = others.flatMap((each) => prefix(each, "CidrBlock") ?? []).sort();
  const first = primary === undefined ? [] : [primary];
  reading.put(
    item,
    {
      ...base(item, "vpc", text(item, "VpcId"), { ownerId }),
      prefixes: [...new Set([...first, ...v4, ...ipv6Prefixes(item)])],
      isDefault: flag(item, "IsDefault") ?? false,
      ownerId,
    },
    ownerId,
  );
}

function readSubnet(reading: Reading, item: Item): void {
  const ownerId = text(item, "OwnerId");
  const v4 = prefix(item, "CidrBlock");
  reading.put(
    item,
    {
      ...base(item, "subnet", text(item, "SubnetId"), { ownerId, arn: text(item, "SubnetArn") }),
      vpcId: text(item, "VpcId"),
      prefixes: [...(v4 === undefined ? [] : [v4]), ...ipv6Prefixes(item)],
      zoneId: text(item, "AvailabilityZoneId"),
      zoneName: text(item, "AvailabilityZone"),
      mapPublicIpOnLaunch: flag(item, "MapPublicIpOnLaunch") ?? false,
      availableIpAddressCount: number(item, "AvailableIpAddressCount"),
      ownerId,
    },
    ownerId,
  );
}

function ipv6Prefixes(item: Item): string[] {
  const associated = children(item, "Ipv6CidrBlockAssociationSet").filter((each) =>
    isAssociated(each, "Ipv6CidrBlockState"),
  );
  return associated.flatMap((each) => prefix(each, "Ipv6CidrBlock") ?? []).sort();
}

/** An association on its way in counts, one on its way out or failed does not. */
function isAssociated(item: Item, stateKey: string): boolean {
  const stateItem = child(item, stateKey);
  const state = stateItem ? text(stateItem, "State") : undefined;
  return state === undefined || state === "associated" || state === "associating";
}

/** The strategy of a placement group; none where groups of one name in several places differ. */
function strategyOf(reading: Reading, groupName: string | undefined): string | undefined {
  if (groupName === undefined || groupName === "") return undefined;
  const named = reading.items("PlacementGroups").filter((each) => text(each, "GroupName") === groupName);
  const [strategy, ...others] = new Set(named.map((each) => text(each, "Strategy")));
  return others.length === 0 ? strategy : undefined;
}

/** What the provider tells of each type, summed over its network cards; of a type with gaps nothing. */
function figuresByType(reading: Reading): ReadonlyMap<string, InstanceFigures> {
  const figures = new Map<string, InstanceFigures>();
  for (const item of reading.items("InstanceTypes")) {
    const type = text(item, "InstanceType");
    const processors = child(item, "VCpuInfo");
    const network = child(item, "NetworkInfo");
    const vcpuCount = processors && number(processors, "DefaultVCpus");
    const cards = network ? children(network, "NetworkCards") : [];
    const baselineGbps = sumOf(cards.map((card) => amount(card, "BaselineBandwidthInGbps")));
    const burstGbps = sumOf(cards.map((card) => amount(card, "PeakBandwidthInGbps")));
    if (type === undefined || vcpuCount === undefined) continue;
    if (baselineGbps === undefined || burstGbps === undefined) continue;
    figures.set(type, { baselineGbps, burstGbps, vcpuCount });
  }
  return figures;
}

/** Undefined for no numbers at all, and where one is missing. Kept free of the dust of adding fractions. */
function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
  const sum = numbers.reduce<number>((total, each) => total + (each ?? 0), 0);
  return Math.round(sum * 1_000) / 1_000;
}

function readInstance(
  reading: Reading,
  item: Item,
  ownerId: string | undefined,
  figures: ReadonlyMap<string, InstanceFigures>,
): void {
  const id = text(item, "InstanceId");
  const type = text(item, "InstanceType");
  const placement = child(item, "Placement");
  const state = child(item, "State");
  const profile = child(item, "IamInstanceProfile");
  const metadata = child(item, "MetadataOptions");
  const zoneName = placement && text(placement, "AvailabilityZone");
  const placementGroup = placement && text(placement, "GroupName");
  const fields = base(item, "instance", id, { ownerId });
  reading.put(
    item,
    {
      ...fields,
      region: fields.region || regionOfZone(zoneName) || "",
      state: state && text(state, "Name"),
      instanceType: type,
      typeFigures: type === undefined ? undefined : figures.get(type),
      platform: text(item, "Platform"),
      zoneName,
      placementGroup,
      placementStrategy: strategyOf(reading, placementGroup),
      networkInterfaceIds: textsOf(item, "NetworkInterfaces", "NetworkInterfaceId"),
      instanceProfileArn: profile && text(profile, "Arn"),
      metadataOptions: metadata && {
        httpEndpoint: text(metadata, "HttpEndpoint"),
        httpTokens: text(metadata, "HttpTokens"),
        hopLimit: number(metadata, "HttpPutResponseHopLimit"),
      },
    },
    ownerId,
  );
}

/**
 * Reads an interface, as DescribeNetworkInterfaces has it or as it stands inside an instance; the latter
 * leaves out which instance it is attached to.
 */
export function readInterface(reading: Reading, item: Item, instanceId: string | undefined): void {
  const ownerId = text(item, "OwnerId");
  const attachment = child(item, "Attachment");
  reading.put(
    item,
    {
      ...base(item, "networkInterface", text(item, "NetworkInterfaceId"), { ownerId }),
      interfaceType: text(item, "InterfaceType") ?? "interface",
      subnetId: text(item, "SubnetId"),
      vpcId: text(item, "VpcId"),
      status: text(item, "Status") ?? "in-use",
      attachment: attachment && {
        instanceId: text(attachment, "InstanceId") ?? instanceId,
        deviceIndex: number(attachment, "DeviceIndex"),
        status: text(attachment, "Status"),
      },
      privateAddresses: privateAddresses(item),
      ipv6Addresses: children(item, "Ipv6Addresses")
        .flatMap((each) => address(each, "Ipv6Address") ?? [])
        .sort(),
      delegatedPrefixes: [
        ...children(item, "Ipv4Prefixes").flatMap((each) => prefix(each, "Ipv4Prefix") ?? []),
        ...children(item, "Ipv6Prefixes").flatMap((each) => prefix(each, "Ipv6Prefix") ?? []),
      ].sort(),
      securityGroupIds: textsOf(item, "Groups", "GroupId"),
      // M-5: absent means on.
      sourceDestCheck: flag(item, "SourceDestCheck") ?? true,
      requesterManaged: flag(item, "RequesterManaged") ?? false,
      description: words(item, "Description"),
      ownerId,
    },
    ownerId,
  );
}

/** The primary first, then by address. */
function privateAddresses(item: Item) {
  const primary = address(item, "PrivateIpAddress");
  // The interface's own association is that of its primary address, which need not repeat it.
  const own = child(item, "Association");
  const listed = children(item, "PrivateIpAddresses").flatMap((each) => {
    const text = address(each, "PrivateIpAddress");
    if (text === undefined) return [];
    const isPrimary = flag(each, "Primary") ?? text === primary;
    const association = child(each, "Association") ?? (isPrimary ? own : undefined);
    const publicAddress = association && address(association, "PublicIp");
    return [{ address: text, primary: isPrimary, publicAddress }];
  });
  if (listed.length === 0 && primary !== undefined) {
    const publicAddress = own && address(own, "PublicIp");
    return [{ address: primary, primary: true, publicAddress }];
  }
  return sortedBy(listed, (each) => `${each.primary ? 0 : 1}${each.address}`);
}

function readAddress(reading: Reading, item: Item): void {
  const publicAddress = address(item, "PublicIp");
  reading.put(item, {
    ...base(item, "publicAddress", text(item, "AllocationId") ?? publicAddress),
    publicAddress,
    networkInterfaceId: text(item, "NetworkInterfaceId"),
    privateAddress: address(item, "PrivateIpAddress"),
    associationId: text(item, "AssociationId"),
  });
}
