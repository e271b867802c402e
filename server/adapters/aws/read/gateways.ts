import { address, child, children, flag, type Item, prefix, text } from "../item";
import { base, type Reading, sortedBy } from "../reading";

/** Internet, egress-only and NAT gateways, peering connections, and the block of public access (M-3). */
export function readGateways(reading: Reading): void {
  for (const item of reading.items("InternetGateways")) {
    const ownerId = text(item, "OwnerId");
    const fields = base(item, "internetGateway", text(item, "InternetGatewayId"), { ownerId });
    reading.put(item, { ...fields, attachments: readAttachments(item, "Attachments") }, ownerId);
  }
  for (const item of reading.items("EgressOnlyInternetGateways")) {
    const fields = base(item, "egressOnlyInternetGateway", text(item, "EgressOnlyInternetGatewayId"));
    reading.put(item, { ...fields, attachments: readAttachments(item, "Attachments") });
  }
  for (const item of reading.items("NatGateways")) readNatGateway(reading, item);
  for (const item of reading.items("VpcPeeringConnections")) readPeering(reading, item);
  for (const item of reading.items("VpcBlockPublicAccessOptions")) readBlock(reading, item);
}

/** Attachments to VPCs, sorted by VPC; also of virtual private gateways. */
export function readAttachments(item: Item, key: string) {
  const found = children(item, key).flatMap((each) => {
    const vpcId = text(each, "VpcId");
    return vpcId === undefined ? [] : [{ vpcId, state: text(each, "State") ?? "available" }];
  });
  return sortedBy(found, (each) => `${each.vpcId} ${each.state}`);
}

function readNatGateway(reading: Reading, item: Item): void {
  const state = text(item, "State");
  const zoneMode = text(item, "AutoProvisionZones");
  const listed = children(item, "NatGatewayAddresses").map((each) => ({
    privateAddress: address(each, "PrivateIp"),
    publicAddress: address(each, "PublicIp"),
    networkInterfaceId: text(each, "NetworkInterfaceId"),
    primary: flag(each, "IsPrimary"),
    zoneId: text(each, "AvailabilityZoneId") ?? text(each, "AvailabilityZone"),
  }));
  const sorted = sortedBy(listed, (each) =>
    [each.primary ? 0 : 1, each.zoneId, each.privateAddress, each.publicAddress].join(" "),
  );
  // Old replies do not say which is the primary one: they have a single address.
  const addresses = sorted.map((each, index) => ({ ...each, primary: each.primary ?? index === 0 }));
  reading.put(item, {
    ...base(item, "natGateway", text(item, "NatGatewayId")),
    vpcId: text(item, "VpcId"),
    subnetId: text(item, "SubnetId"),
    state,
    // M-5: absent means public, and zonal.
    connectivityType: text(item, "ConnectivityType") === "private" ? "private" : "public",
    availabilityMode: text(item, "AvailabilityMode") === "regional" ? "regional" : "zonal",
    zoneMode: zoneMode === "enabled" ? "auto" : zoneMode === "disabled" ? "manual" : undefined,
    routeTableId: text(item, "RouteTableId"),
    addresses,
  });
}

function readPeering(reading: Reading, item: Item): void {
  const status = child(item, "Status");
  const fields = base(item, "vpcPeeringConnection", text(item, "VpcPeeringConnectionId"));
  const requester = child(item, "RequesterVpcInfo");
  const accepter = child(item, "AccepterVpcInfo");
  const ownerId = requester && text(requester, "OwnerId");
  reading.put(
    item,
    {
      ...fields,
      accountId: fields.accountId || ownerId || "",
      region: fields.region || (requester && text(requester, "Region")) || "",
      status: status && text(status, "Code"),
      requester: requester && readSide(requester),
      accepter: accepter && readSide(accepter),
    },
    ownerId,
  );
}

function readSide(item: Item) {
  const primary = prefix(item, "CidrBlock");
  const prefixes = [
    ...(primary === undefined ? [] : [primary]),
    ...children(item, "CidrBlockSet")
      .flatMap((each) => prefix(each, "CidrBlock") ?? [])
      .sort(),
    ...children(item, "Ipv6CidrBlockSet")
      .flatMap((each) => prefix(each, "Ipv6CidrBlock") ?? [])
      .sort(),
  ];
  return {
    vpcId: text(item, "VpcId") ?? "",
    ownerId: text(item, "OwnerId"),
    region: text(item, "Region"),
    prefixes: [...new Set(prefixes)],
  };
}

const BLOCK_MODES = ["off", "block-bidirectional", "block-ingress"] as const;

function readBlock(reading: Reading, item: Item): void {
  const accountId = item.source.accountId ?? text(item, "AwsAccountId") ?? "";
  const region = item.source.region ?? text(item, "AwsRegion") ?? "";
  const written = text(item, "InternetGatewayBlockMode") ?? "off";
  const exclusions = reading.items("VpcBlockPublicAccessExclusions").flatMap((each) => {
    const sameScope =
      each.source.accountId === item.source.accountId && each.source.region === item.source.region;
    const state = text(each, "State") ?? "create-complete";
    const active = state.startsWith("create-complete") || state.startsWith("update-complete");
    const resourceId = text(each, "ResourceArn")?.split("/").at(-1);
    if (!sameScope || !active || resourceId === undefined) return [];
    const both = text(each, "InternetGatewayExclusionMode") === "allow-bidirectional";
    return [{ resourceId, mode: both ? ("allow-bidirectional" as const) : ("allow-egress" as const) }];
  });
  reading.put(item, {
    ...base(item, "blockPublicAccess", `vpc-block-public-access:${accountId}:${region}`),
    accountId,
    region,
    mode: BLOCK_MODES.find((mode) => mode === written),
    exclusions: sortedBy(exclusions, (each) => `${each.resourceId} ${each.mode}`),
  });
}
