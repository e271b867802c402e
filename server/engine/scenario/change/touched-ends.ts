import type { Change, ChangeOf } from "../../configuration";
import type { Network } from "../../semantics";

/** Interfaces whose flows changes can alter, or every one. */
export type TouchedEnds =
  | { readonly kind: "every" }
  | { readonly kind: "these"; readonly interfaceIds: ReadonlySet<string> };

/**
 * Finds the interfaces at one end or the other of every flow that changes can alter.
 *
 * Why no other flow can change: the interpreter reads a security group only at an interface that carries it, a
 * route table and an ACL only where a packet leaves or enters a subnet that uses it (R-1, NACL-4). A packet leaves
 * or enters the subnets of its two ends and, in between, the subnets of NAT gateways and of transit gateway
 * attachments. So the ends in the touched subnets are taken, and with a touched NAT gateway the subnets that
 * route to it; what a transit gateway or an edge table may bring from anywhere touches every end. New tables and
 * gateways alter nothing until a route or an association leads to them.
 */
export function touchedEnds(before: Network, after: Network, changes: readonly Change[]): TouchedEnds {
  const subnets = new Set<string>();
  const groups = new Set<string>();
  const added = new Set<string>();
  for (const change of changes)
    switch (change.kind) {
      case "remove-group-rule":
      case "add-group-rule":
      case "replace-group-rule":
        groups.add(change.securityGroupId);
        break;
      case "remove-route":
      case "add-route":
      case "retarget-route":
        if (routesForGateways(before, change.routeTableId)) return { kind: "every" };
        for (const id of subnetsUsing([before, after], change.routeTableId)) subnets.add(id);
        break;
      case "associate-route-table":
        subnets.add(change.subnetId);
        break;
      case "add-acl-entry":
      case "remove-acl-entry":
        for (const { id } of before.index.configuration.resources.subnet)
          if (before.index.networkAclOf(id)?.id === change.networkAclId) subnets.add(id);
        break;
      case "register-target":
      case "set-cross-zone":
        // Who is behind a load balancer decides for everyone that comes to it.
        return { kind: "every" };
      case "add-instance":
        added.add(change.networkInterfaceId);
        break;
      case "set-desired-capacity":
        if (isServedThroughOthers(before, change)) return { kind: "every" };
        for (const { networkInterfaceId } of change.members) added.add(networkInterfaceId);
        break;
      case "add-nat-address":
        // Whoever leaves by the gateway may come from another address now.
        subnets.add(before.index.get("natGateway", change.natGatewayId)?.subnetId ?? "");
        break;
      case "add-nat-gateway":
      case "add-route-table":
      // What runs on a host, and what it asks of its own metadata service, is no matter of packets between hosts.
      case "patch-host":
      case "patch-everything":
      case "require-metadata-token":
      case "resize-instance":
        break;
    }
  if (!spreadThroughGateways([before, after], subnets)) return { kind: "every" };
  const nics = after.index.configuration.resources.networkInterface.filter(
    (nic) =>
      added.has(nic.id) || subnets.has(nic.subnetId) || nic.securityGroupIds.some((id) => groups.has(id)),
  );
  return { kind: "these", interfaceIds: new Set(nics.map(({ id }) => id)) };
}

/** Its members stand behind load balancers, or leave: who came to them may be others. */
function isServedThroughOthers(
  { index }: Network,
  { autoScalingGroupId, members }: ChangeOf<"set-desired-capacity">,
): boolean {
  const group = index.get("autoScalingGroup", autoScalingGroupId);
  return (
    (group?.targetGroupArns.length ?? 0) + (group?.loadBalancerNames.length ?? 0) > 0 ||
    members.some(({ id }) => index.find(id) !== undefined)
  );
}

/** The table routes packets that no subnet sends: those that enter by a gateway, or leave a regional NAT gateway. */
function routesForGateways({ index }: Network, tableId: string): boolean {
  const table = index.get("routeTable", tableId);
  return (
    (table?.associations.some(({ gatewayId }) => gatewayId !== undefined) ?? false) ||
    index.configuration.resources.natGateway.some(({ routeTableId }) => routeTableId === tableId)
  );
}

function subnetsUsing(networks: readonly Network[], tableId: string): readonly string[] {
  return networks.flatMap(({ index }) =>
    index.configuration.resources.subnet
      .filter(({ id }) => index.routeTableOf(id)?.id === tableId)
      .map(({ id }) => id),
  );
}

/** Adds the subnets whose packets pass a touched one; false when that cannot be told apart from all. */
function spreadThroughGateways(networks: readonly Network[], subnets: Set<string>): boolean {
  // A Set also visits what is added while it is walked, so that chains of gateways are followed.
  for (const subnetId of subnets)
    for (const { index } of networks) {
      const { transitGatewayAttachment } = index.configuration.resources;
      if (transitGatewayAttachment.some((each) => each.subnetIds.includes(subnetId))) return false;
      const natIds = new Set(index.natGatewaysOfSubnet(subnetId).map(({ id }) => id));
      if (natIds.size === 0) continue;
      // A transit gateway can hand packets of other networks to the NAT gateway.
      if (transitGatewayAttachment.length > 0) return false;
      for (const { id } of index.configuration.resources.subnet)
        if (index.routeTableOf(id)?.routes.some(({ target }) => "id" in target && natIds.has(target.id)))
          subnets.add(id);
    }
  return true;
}
