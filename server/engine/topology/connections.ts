import type { ConfigurationIndex, ResourceOf, Route } from "../configuration";
import type { TopologyEdge } from "./topology-view";

type EdgeKind = TopologyEdge["kind"];

/** Finds the drawn node that stands for a resource, and whether one node is drawn inside another. */
export interface Drawing {
  nodeOf(resourceId: string): string | undefined;
  isInside(nodeId: string, boxId: string): boolean;
}

/**
 * The connections between drawn nodes, merged where several resources share a node. A connection whose ends are
 * drawn as one node, or as a box and something in it, is not drawn. Sorted by source, target and kind.
 */
export function connectionsOf(index: ConfigurationIndex, drawing: Drawing): TopologyEdge[] {
  const merged = new Map<
    string,
    { source: string; target: string; kind: EdgeKind; labels: Set<string>; n: number }
  >();
  const connect = (from: string, to: string, kind: EdgeKind, label: string) => {
    const source = drawing.nodeOf(from);
    const target = drawing.nodeOf(to);
    if (source === undefined || target === undefined || source === target) return;
    if (drawing.isInside(source, target) || drawing.isInside(target, source)) return;
    const id = `${source} ${kind} ${target}`;
    const known = merged.get(id);
    if (known) {
      known.n++;
      known.labels.add(label);
    } else merged.set(id, { source, target, kind, labels: new Set([label]), n: 1 });
  };
  connectRoutes(index, connect);
  connectGateways(index, connect);
  connectTargets(index, connect);
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([id, { source, target, kind, labels, n }]) => ({
      id,
      source,
      target,
      kind,
      label: edgeLabel(labels),
      count: n,
    }));
}

type Connect = (from: string, to: string, kind: EdgeKind, label: string) => void;

/** Each subnet to the gateways and interfaces that its route table names. Links between VPCs are drawn as attachments. */
function connectRoutes(index: ConfigurationIndex, connect: Connect) {
  for (const subnet of index.configuration.resources.subnet)
    for (const route of index.routeTableOf(subnet.id)?.routes ?? []) {
      const { target } = route;
      if (target.kind === "local" || target.kind === "unknown") continue;
      if (target.kind === "transitGateway" || target.kind === "vpcPeeringConnection") continue;
      connect(subnet.id, target.id, "route", destinationText(route));
    }
}

function connectGateways(index: ConfigurationIndex, connect: Connect) {
  const { resources } = index.configuration;
  for (const attachment of resources.transitGatewayAttachment) {
    connect(attachment.id, attachment.transitGatewayId, "attachment", "");
    if (attachment.resourceType !== "vpc") connect(attachment.resourceId, attachment.id, "attachment", "");
  }
  for (const peering of resources.vpcPeeringConnection)
    for (const side of [peering.requester, peering.accepter]) connect(side.vpcId, peering.id, "peering", "");
  for (const vpn of resources.vpnConnection)
    for (const end of [vpn.vpnGatewayId, vpn.transitGatewayId, vpn.customerGatewayId])
      if (end !== undefined) connect(end, vpn.id, "tunnel", "");
  for (const line of resources.virtualInterface)
    for (const end of [line.connectionId, line.vpnGatewayId])
      if (end !== undefined) connect(end, line.id, "tunnel", "");
  for (const association of resources.directConnectAssociation)
    connect(association.associatedGatewayId, association.id, "tunnel", "");
}

function connectTargets(index: ConfigurationIndex, connect: Connect) {
  const { resources } = index.configuration;
  const balancers = new Map(
    resources.loadBalancer.map((balancer) => [balancer.arn ?? balancer.id, balancer.id]),
  );
  const connectGroup = (group: ResourceOf<"targetGroup">) => {
    for (const arn of group.loadBalancerArns)
      for (const target of group.targets) connect(balancers.get(arn) ?? arn, target.id, "target", "");
  };
  resources.targetGroup.forEach(connectGroup);
  for (const balancer of resources.classicLoadBalancer)
    for (const instanceId of balancer.instanceIds) connect(balancer.id, instanceId, "target", "");
}

function destinationText({ destination }: Route): string {
  return "prefix" in destination ? destination.prefix : destination.prefixListId;
}

function edgeLabel(labels: ReadonlySet<string>): string {
  const [first, second] = [...labels].sort();
  if (first === undefined) return "";
  return second === undefined ? first : `${first} and ${labels.size - 1} more`;
}
