import type { Resource, ResourceOf } from "../engine/configuration";
import { ACCOUNT, elasticIps, networkOwner, owned, REGION } from "./network-builder-owner";
import type { AttachmentSpec, NatSpec, NetworkSpec, VpcGatewaySpec } from "./network-builder-spec";
import { parseRoute } from "./network-builder-text";

/** Everything that leads out of a VPC. */
export function gatewayResources(spec: NetworkSpec): Resource[] {
  return [
    ...vpcGatewayResources(spec),
    ...Object.entries(spec.nats).flatMap(([id, nat]) =>
      nat.regional ? [regionalNat(spec, id, nat.regional, nat.state)] : zonalNat(spec, id, nat),
    ),
    ...vpnResources(spec),
    ...peeringResources(spec),
    ...transitGatewayResources(spec),
    ...Object.entries(spec.blockPublicAccess).map(
      ([id, { mode, exclusions }]): Resource => ({
        kind: "blockPublicAccess",
        ...owned(id, networkOwner(spec, undefined)),
        mode,
        exclusions: Object.entries(exclusions ?? {}).map(([resourceId, lifted]) => ({
          resourceId,
          mode: lifted,
        })),
      }),
    ),
  ];
}

function vpcGatewayResources(spec: NetworkSpec): Resource[] {
  const fields = (id: string, gateway: VpcGatewaySpec, state: string) => ({
    ...owned(id, networkOwner(spec, gateway.vpc)),
    attachments: gateway.vpc === undefined ? [] : [{ vpcId: gateway.vpc, state: gateway.state ?? state }],
  });
  const resources: Resource[] = [];
  for (const [id, gateway] of Object.entries(spec.igws))
    resources.push({ kind: "internetGateway", ...fields(id, gateway, "available") });
  for (const [id, gateway] of Object.entries(spec.eigws))
    resources.push({ kind: "egressOnlyInternetGateway", ...fields(id, gateway, "attached") });
  for (const [id, gateway] of Object.entries(spec.vgws))
    resources.push({ kind: "vpnGateway", state: "available", ...fields(id, gateway, "attached") });
  return resources;
}

function vpnResources(spec: NetworkSpec): Resource[] {
  return Object.entries(spec.vpns).flatMap(([id, vpn]): Resource[] => {
    const owner = networkOwner(spec, spec.vgws[vpn.vgw ?? ""]?.vpc);
    const gateway: Resource = { kind: "customerGateway", ...owned(`cgw-${id}`, owner), state: "available" };
    const connection: Resource = {
      kind: "vpnConnection",
      ...owned(id, owner),
      state: "available",
      ...(vpn.vgw === undefined ? {} : { vpnGatewayId: vpn.vgw }),
      ...(vpn.tgw === undefined ? {} : { transitGatewayId: vpn.tgw }),
      customerGatewayId: gateway.id,
      staticRoutesOnly: vpn.staticRoutes !== undefined,
      routes: (vpn.staticRoutes ?? []).map((prefix) => ({ prefix, state: "available" })),
      tunnels: vpn.tunnels.map((status, index) => ({ outsideAddress: `192.0.2.${index + 1}`, status })),
    };
    return [gateway, connection];
  });
}

function zonalNat(spec: NetworkSpec, id: string, nat: NatSpec): Resource[] {
  const vpcId = spec.subnets[nat.subnet ?? ""]?.vpc;
  if (nat.subnet === undefined || nat.address === undefined || vpcId === undefined)
    throw new Error(`${id} needs a subnet and an address`);
  const owner = networkOwner(spec, vpcId);
  const publicAddress = nat.publicAddress === undefined ? {} : { publicAddress: nat.publicAddress };
  const more = (nat.moreAddresses ?? []).map((text) => {
    const [address = "", other = ""] = text.split(" ");
    return [address, other] as const;
  });
  const nic: ResourceOf<"networkInterface"> = {
    kind: "networkInterface",
    ...owned(`eni-${id}`, owner),
    interfaceType: "nat_gateway",
    subnetId: nat.subnet,
    vpcId,
    status: "in-use",
    attachment: { status: "attached" },
    privateAddresses: [
      { address: nat.address, primary: true, ...publicAddress },
      ...more.map(([address, other]) => ({ address, primary: false, publicAddress: other })),
    ],
    ipv6Addresses: [],
    delegatedPrefixes: [],
    securityGroupIds: [],
    sourceDestCheck: false,
    requesterManaged: true,
  };
  const gateway: Resource = {
    kind: "natGateway",
    ...owned(id, owner),
    vpcId,
    subnetId: nat.subnet,
    state: nat.state ?? "available",
    connectivityType: nat.publicAddress === undefined ? "private" : "public",
    availabilityMode: "zonal",
    addresses: [
      { privateAddress: nat.address, ...publicAddress, networkInterfaceId: nic.id, primary: true },
      ...more.map(([privateAddress, other]) => ({
        privateAddress,
        publicAddress: other,
        networkInterfaceId: nic.id,
        primary: false,
      })),
    ],
  };
  return [gateway, nic, ...elasticIps(nic, owner)];
}

function regionalNat(
  spec: NetworkSpec,
  id: string,
  regional: NonNullable<NatSpec["regional"]>,
  state = "available",
): Resource {
  return {
    kind: "natGateway",
    ...owned(id, networkOwner(spec, regional.vpc)),
    vpcId: regional.vpc,
    state,
    connectivityType: "public",
    availabilityMode: "regional",
    zoneMode: regional.mode,
    routeTableId: regional.table,
    addresses: Object.entries(regional.zones).map(([zoneId, publicAddress], index) => ({
      publicAddress,
      zoneId,
      primary: index === 0,
    })),
  };
}

function peeringResources(spec: NetworkSpec): Resource[] {
  const side = (vpcId: string) => {
    const { accountId: ownerId, region } = networkOwner(spec, vpcId);
    return { vpcId, ownerId, region, prefixes: [...(spec.vpcs[vpcId]?.prefixes ?? [])] };
  };
  return Object.entries(spec.peerings).map(
    ([id, peering]): Resource => ({
      kind: "vpcPeeringConnection",
      ...owned(id, networkOwner(spec, peering.requester)),
      status: peering.status ?? "active",
      requester: side(peering.requester),
      accepter: side(peering.accepter),
    }),
  );
}

function transitGatewayResources(spec: NetworkSpec): Resource[] {
  const ownerOf = (id: string) => ({
    accountId: spec.tgws[id]?.account ?? ACCOUNT,
    region: spec.tgws[id]?.region ?? REGION,
  });
  const gateways = Object.entries(spec.tgws).map(
    ([id, tgw]): Resource => ({
      kind: "transitGateway",
      ...owned(id, ownerOf(id)),
      state: tgw.state ?? "available",
      vpnEcmpSupport: true,
      securityGroupReferencing: tgw.groupReferencing ?? false,
    }),
  );
  const attachments = Object.entries(spec.attachments).map(([id, attachment]) =>
    attachmentResource(spec, id, attachment, ownerOf(attachment.tgw)),
  );
  const tables = Object.entries(spec.tgwTables).map(
    ([id, table]): Resource => ({
      kind: "transitGatewayRouteTable",
      ...owned(id, ownerOf(table.tgw)),
      transitGatewayId: table.tgw,
      routes: table.routes.map((text) => {
        const { destination, target, propagated } = parseRoute(text);
        const type = propagated ? "propagated" : "static";
        return target === "blackhole"
          ? { destination, type: "static", state: "blackhole", attachments: [] }
          : { destination, type, state: "active", attachments: [attached(spec, target)] };
      }),
      propagations: table.propagated.map((attachmentId) => attached(spec, attachmentId)),
    }),
  );
  return [...gateways, ...attachments, ...tables];
}

function attachmentResource(
  spec: NetworkSpec,
  id: string,
  attachment: AttachmentSpec,
  owner: { accountId: string; region: string },
): Resource {
  const table = Object.keys(spec.tgwTables).find((name) => spec.tgwTables[name]?.associated.includes(id));
  const { resourceId, resourceType } = attached(spec, id);
  return {
    kind: "transitGatewayAttachment",
    ...owned(id, owner),
    transitGatewayId: attachment.tgw,
    resourceType,
    resourceId,
    state: attachment.state ?? "available",
    ...(table === undefined ? {} : { association: { routeTableId: table, state: "associated" } }),
    subnetIds: [...(attachment.subnets ?? [])],
    ...(attachment.peer === undefined ? {} : { peerTransitGatewayId: attachment.peer }),
    applianceMode: attachment.applianceMode ?? false,
    ipv6Support: attachment.ipv6 ?? false,
    securityGroupReferencing: attachment.groupReferencing ?? false,
  };
}

function attached(spec: NetworkSpec, attachmentId: string) {
  const attachment = spec.attachments[attachmentId];
  if (!attachment) throw new Error(`no such attachment: ${attachmentId}`);
  if (attachment.vpn !== undefined) return { attachmentId, resourceId: attachment.vpn, resourceType: "vpn" };
  if (attachment.direct !== undefined)
    return {
      attachmentId,
      resourceId: `dxgw-${attachment.direct}`,
      resourceType: "direct-connect-gateway",
    };
  return attachment.vpc === undefined
    ? { attachmentId, resourceId: attachment.peer ?? "", resourceType: "peering" }
    : { attachmentId, resourceId: attachment.vpc, resourceType: "vpc" };
}
