import type { Resource, ResourceKind } from "./configuration.schema";

/** One resource named by another. `kinds`: what it may be. */
export interface Reference {
  readonly attribute: string;
  readonly id: string;
  readonly kinds: readonly ResourceKind[];
  /** Absence is usual here and proves nothing: the target belongs to another account, or is gone. */
  readonly mayBeElsewhere: boolean;
}

/** What a resource refers to, in the order of its attributes. References to services of the provider are left out. */
export function referencesOf(resource: Resource): Reference[] {
  switch (resource.kind) {
    case "subnet":
    case "firewall":
    case "loadBalancer":
      return [one("vpcId", resource.vpcId, ["vpc"])].flat();
    case "networkInterface":
      return [
        one("subnetId", resource.subnetId, ["subnet"]),
        one("vpcId", resource.vpcId, ["vpc"]),
        one("attachment.instanceId", resource.attachment?.instanceId, ["instance"]),
        many("securityGroupIds", resource.securityGroupIds, ["securityGroup"]),
      ].flat();
    case "publicAddress":
      return one("networkInterfaceId", resource.networkInterfaceId, ["networkInterface"]);
    case "routeTable":
      return [one("vpcId", resource.vpcId, ["vpc"]), associationsOf(resource), routesOf(resource)].flat();
    case "securityGroup":
      return [one("vpcId", resource.vpcId, ["vpc"]), peersOf(resource)].flat();
    case "networkAcl":
      return [
        one("vpcId", resource.vpcId, ["vpc"]),
        many("subnetIds", resource.subnetIds, ["subnet"]),
      ].flat();
    case "internetGateway":
    case "egressOnlyInternetGateway":
    case "vpnGateway":
      return many(
        "attachments",
        resource.attachments.map((each) => each.vpcId),
        ["vpc"],
      );
    case "natGateway":
      // A deleted gateway is listed for an hour after everything around it is gone.
      return resource.state === "deleted"
        ? []
        : [one("vpcId", resource.vpcId, ["vpc"]), one("subnetId", resource.subnetId, ["subnet"])].flat();
    case "vpcPeeringConnection":
      return many("requester, accepter", [resource.requester.vpcId, resource.accepter.vpcId], ["vpc"], true);
    case "transitGatewayAttachment":
      return [
        one("transitGatewayId", resource.transitGatewayId, ["transitGateway"], true),
        many("subnetIds", resource.subnetIds, ["subnet"], true),
      ].flat();
    case "transitGatewayRouteTable":
      return one("transitGatewayId", resource.transitGatewayId, ["transitGateway"]);
    case "vpcEndpoint":
      return [
        one("vpcId", resource.vpcId, ["vpc"]),
        many("subnetIds", resource.subnetIds, ["subnet"]),
        many("securityGroupIds", resource.securityGroupIds, ["securityGroup"]),
      ].flat();
    case "dataStore":
      return [
        one("vpcId", resource.vpcId, ["vpc"]),
        many("subnetIds", resource.subnetIds, ["subnet"]),
        many("securityGroupIds", resource.securityGroupIds, ["securityGroup"]),
      ].flat();
    default:
      return [];
  }
}

function one(
  attribute: string,
  id: string | undefined,
  kinds: readonly ResourceKind[],
  mayBeElsewhere = false,
): Reference[] {
  return id === undefined || id === "" ? [] : [{ attribute, id, kinds, mayBeElsewhere }];
}

function many(
  attribute: string,
  ids: readonly string[],
  kinds: readonly ResourceKind[],
  mayBeElsewhere = false,
): Reference[] {
  return ids.flatMap((id) => one(attribute, id, kinds, mayBeElsewhere));
}

function associationsOf(table: Extract<Resource, { kind: "routeTable" }>): Reference[] {
  return table.associations.flatMap((association) => [
    ...one("associations", association.subnetId, ["subnet"]),
    ...one("associations", association.gatewayId, ["internetGateway", "vpnGateway"]),
  ]);
}

function routesOf(table: Extract<Resource, { kind: "routeTable" }>): Reference[] {
  return table.routes.flatMap(({ destination, target, state }) => {
    const list = "prefixListId" in destination ? one("routes", destination.prefixListId, ["prefixList"]) : [];
    if (target.kind === "local" || target.kind === "unknown") return list;
    return [...list, ...one("routes", target.id, [target.kind], state === "blackhole")];
  });
}

function peersOf(group: Extract<Resource, { kind: "securityGroup" }>): Reference[] {
  return [...group.ingress, ...group.egress].flatMap(({ peer }) => {
    if (peer.kind === "prefixList") return one("rules", peer.prefixListId, ["prefixList"]);
    if (peer.kind !== "securityGroup") return [];
    // Groups of other accounts and of peered networks are not in this account's list.
    const elsewhere = peer.vpcPeeringConnectionId !== undefined || peer.accountId !== group.accountId;
    return one("rules", peer.securityGroupId, ["securityGroup"], elsewhere);
  });
}
